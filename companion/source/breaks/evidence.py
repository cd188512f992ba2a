"""What is seen between two lines: their text is looked at alike in a text and on a page, their places are not.

Each finding is a property, found once, when a rule first asks for it. Widths in a text are in cells (see `lines`), on a page
in its own units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from companion.source.headlines import is_headline, is_narrower, looks_first
from companion.source.kinds import (
    is_byline,
    is_caption_start,
    is_credit,
    is_dateline,
    is_numbered,
    is_salutation,
    label_of,
    next_in_list,
    starts_paragraph,
    terminal,
)
from companion.source.lines import (
    CLOSING,
    HANG,
    INDENT,
    INNER,
    NEAR,
    SENTENCE_INSIDE,
    Line,
    Setting,
    fills,
    is_entry,
    width_of,
)
from companion.source.pairs import goes_on
from companion.source.pdf.columns import TextLine

__all__ = ["REFERS", "Evidence", "InText", "OnPage", "Place"]

_IN_LIST = re.compile("[，。；]")
_DATELINE_ENDS = re.compile(r"\d{0,2}[月日]?\d{0,2}日?[訊電讯电]\s*[（(]")
_LATIN = re.compile("[「『（《〈【〔“]*[!-~]{2,}[」』）》〉】〕”]*")
_WORD = re.compile("[「『（《〈【〔“(]*[!-~]{8,}")
_MOST_END = 0.7  # of the sentences end their paragraph: then one on the edge does too
_LONGER = 1.2  # times as many sentences as paragraphs of the text have
_MANY = 4  # sentences, where the text does not tell how many they have
REFERS = re.compile("[他她它其此這这該该而但因所同並并也又亦那]")  # what a sentence begins with that goes on
_LONGEST_REST = 12  # cells of a byline in its second line
_PLACE_OF_HEADLINE = re.compile("[，。！？：「」\u3000]")
_MOST_ENTRIES = 20
_LEAST_LIST = 8  # lines
_LEAST_WHOLE = 3  # lines
_NUMBER = re.compile("[一二三四五六七八九十]{1,3}、")
_LONGEST_NUMBERED = 20
_MANY_CELLS = re.compile("[「『（《〈【〔“]*[!-~]{2}|[「『（《〈【〔“]|.[，。、；：！？」』）》】〉〕…]{2}")
_HUNG = re.compile("[^，。：:「」【】（）]{1,6}[：:]|【[^，。】]{1,6}】")
_BULLET = re.compile("[●•◆■◇□★※◎►·‧○-]")
_MAKER = "[^，。：:「」（）]{0,10}(?:供[圖图]|(?:[視视]頻|视频|新聞|新闻|網頁|网页)?截[圖图]|[資资]料[圖图](?:片)?|網上[圖图]片|[攝摄])"
_PICTURED = re.compile(f"(?:[。）]|^[^，。]{{2,14}} ){_MAKER}$|[（(]{_MAKER}[）)]$")
_YEAR_BEGINS = re.compile("(?<![〇○一二三四五六七八九十])[一二][〇○零一二三四五六七八九]{0,2}$")
_YEAR_ENDS = re.compile("[○〇][〇○零一二三四五六七八九]{0,2}年(?![級级])")
_MARKS = "，。、；：！？」』）》】〉〕…%％"
_WHO_SAYS = re.compile("[^，。：:「“]{1,8}(?:[說说道笑答喊叫]|[問问]道?|表示)[。；]")
_UNIT = re.compile(f"[「『（《〈【〔“]*(?:[!-~]+|.)[{_MARKS}]*")


class Evidence:
    """What is the same in a text and on a page: `before` is the last line of a paragraph, `after` the next line.

    `first` is the paragraph's first line, `alone` whether it has no other. `long`: no column is as wide as the line before.
    `depth` has the closing marks that are still expected.
    """

    def __init__(
        self, before: str, after: str, first: str, alone: bool, long: bool = False, depth: str = ""
    ) -> None:
        self.before, self.after, self.first = before, after, first
        self.alone, self.long, self.depth = alone, long, depth

    are_whole: bool = False
    """Whether each line is a paragraph of its own."""
    full = False
    """Whether the line before has no room for what the next one begins with."""

    @cached_property
    def ends(self) -> bool:
        """Whether a sentence ends with the line before."""
        return terminal(self.before)

    @cached_property
    def goes_on(self) -> bool:
        """Whether the line before is full and in mid-sentence."""
        return self.full and not self.ends

    @cached_property
    def begins(self) -> str:
        """Why the next line can only begin a paragraph; empty where it need not."""
        return starts_paragraph(self.after, self.goes_on)

    @cached_property
    def is_caption(self) -> bool:
        """Whether the paragraph is the caption of a picture, and no source yet."""
        return self.first[0] in "▲▼△▽" or is_caption_start(self.first)

    @cached_property
    def dateline_goes_on(self) -> bool:
        """Whether the two lines are a dateline that neither is: 新華社北京1月22 | 日電（記者黃寧）."""
        if self.before[-1] in "訊電讯电" or _DATELINE_ENDS.match(self.after):
            return is_dateline(self.before + self.after)
        return False

    @cached_property
    def byline_goes_on(self) -> bool:
        """Whether the two lines are one byline, which fills its column: 撰文：倪嘉敏　攝影：盧 | 卓賢."""
        return (
            self.alone
            and self.goes_on
            and width_of(self.after) <= _LONGEST_REST
            and not starts_paragraph(self.after)
            and not _PLACE_OF_HEADLINE.search(self.after)
            and (
                (is_byline(self.before) and is_byline(self.before + self.after))
                or (is_credit(self.before) and is_credit(self.before + self.after))
            )
        )

    @cached_property
    def picture_ends(self) -> bool:
        """Whether the line before ends with who made a picture, after its description: …的小紙片。母親供圖."""
        if self.long or _PICTURED.search(self.before) is None:
            return False
        return (
            self.before[-1] not in "攝摄" or self.after[0] not in "氏影像取錄录"
        )  # 建議用攝 | 氏三十七度的水

    @cached_property
    def says_who(self) -> bool:
        """Whether the next line is who said what a quotation before it has: 「……羽絨服。」 | 程立新說。"""
        return self.before[-1] in "」”" and self.ends and _WHO_SAYS.match(self.after) is not None

    @cached_property
    def next_point(self) -> str:
        """Why the next line is the next point of the list that this one is of; empty where it is not."""
        if self.ends or self.long:
            return ""
        return next_in_list(self.first, self.after) or next_in_list(self.before, self.after)

    @cached_property
    def is_credited(self) -> bool:
        """Whether the line before only names who wrote or where it is from."""
        return is_byline(self.before) or is_credit(self.before)


class InText(Evidence):
    """Between line `i` of a text, the last of `group`, and the one after it."""

    def __init__(self, setting: Setting, i: int, group: Sequence[Line], depth: str) -> None:
        self.setting, self.i, self.group = setting, i, group
        self.line, self.following = setting.lines[i], setting.lines[i + 1]
        super().__init__(
            self.line.text, self.following.text, group[0].text, len(group) == 1, self.line.long, depth
        )

    @cached_property
    def next_point(self) -> str:
        """Why the next line is the next point of a list, of this paragraph's or of one that was begun earlier."""
        if found := super().next_point:
            return found
        resumes = self.i + 1 in self.setting.points and not self.depth
        short = INNER.search(self.before) is None or is_numbered(self.before)
        return "the next number of a list begins an item" if resumes and short and not self.long else ""

    @cached_property
    def is_listed(self) -> bool:
        """Whether the line before or the next one is of a list or of verses, so that both stand by themselves."""
        listed = self.setting.listed
        here, there = self.i in listed, self.i + 1 in listed
        return (here and there) or ((here or there) and self.line.blank_after)

    @cached_property
    def cuts_number(self) -> bool:
        """Whether the line's end stands inside the number of a year: 一九八 | ○年代, 二 | 〇二六年."""
        return _YEAR_BEGINS.search(self.before) is not None and _YEAR_ENDS.match(self.after) is not None

    @cached_property
    def hangs(self) -> bool:
        """Whether the next line is the rest of a numbered point, set deeper than the number, and no first line under a headline."""
        beyond = self.setting.lines[self.i + 2 : self.i + 3]
        deep = terminal(self.after) or bool(beyond and beyond[0].indent)
        return (
            deep
            and self.line.width >= self.following.width - NEAR
            and not self.setting.numbers_headlines
            and self.alone
            and is_numbered(self.before)
            and not self.ends
            and not self.line.indent
            and self.following.indent
            and self.before[-1] not in "：:"
            and not starts_paragraph(self.after)
            and (_IN_LIST.search(self.after) is not None or terminal(self.after))
        )

    @cached_property
    def breaks_off(self) -> bool:
        """Whether a paragraph of several lines has sentences, of which the last has no end."""
        return len(self.group) > 1 and any(_IN_LIST.search(line.text) for line in self.group)

    @cached_property
    def are_whole(self) -> bool:  # type: ignore[override]
        """Whether both lines are wider than any column."""
        return self.line.long and self.following.long

    @cached_property
    def column(self) -> int | None:
        """The width of the column that the line stands in; None where none is seen."""
        return self._seen_column() or self.setting.edge(self.i)

    def _seen_column(self) -> int | None:
        width, group, lines, i = self.line.width, self.group, self.setting.lines, self.i
        if len(group) >= 3:
            inner = sorted(line.width for line in group[max(1, len(group) - 41) : -1])
            if width <= inner[len(inner) // 2] + HANG:
                return inner[len(inner) // 2]
            late = sorted(line.width for line in group[max(1, len(group) - 41) :])
            return late[len(late) // 2]
        after = [line.width for line in lines[i + 1 : i + 3]]
        long_after = any(line.long for line in lines[i + 1 : i + 3])
        wider = len(group) == 2 and group[0].width > max(after, default=0) + HANG
        whole = all(terminal(x.text) for x in lines[i : i + 3])  # each its own sentence: they show no column
        if len(after) == 2 and not long_after and width <= max(after) + 2 and not wider and not whole:
            short = after[1] - after[0]
            if abs(short) <= 2 or abs(short - INDENT) <= 1:  # two lines of a column, or its first and second
                return max(after)
        if len(group) == 2:
            widest = max(line.width for line in group)
            if not after or after[0] <= widest + INDENT + NEAR or long_after:  # else they are of no column
                return widest
        both = self.ends and terminal(self.after)
        if after and abs(after[0] - width) <= 2 and width >= 12 and not self.line.long and not both:
            edge = self.setting.edge(i)
            two = len(after) == 2 and edge and after[1] > width + 2 * INDENT and edge > width + 2 * INDENT
            if not two:  # two headlines of about one width
                return max(after[0], width)
        return next(
            (
                w
                for w in sorted(self.setting.common, key=lambda w: abs(w - width))
                if abs(w - width) <= 2 or abs(w - INDENT - width) <= 1
            ),
            None,
        )

    @cached_property
    def widest(self) -> int:
        """The width of the widest of the last forty lines before the last one; 0 where there is none."""
        return max([x.width for x in self.group[-41:-1]], default=0)

    @cached_property
    def full(self) -> bool:  # type: ignore[override]
        if self.column is not None:
            word = _WORD.match(self.after)
            if fills(self.line, self.following, self.column):
                return True
            if not self.alone and word and self.line.width + width_of(word.group()) > self.column:
                return True  # an address in the middle of a text
        return (
            self.widest - NEAR <= self.line.width <= self.widest + INDENT + 1
        )  # the column may change in mid-paragraph

    @cached_property
    def as_first(self) -> bool:
        """Whether the line is as short as a first line without its indent."""
        if not self.alone or self.column is None or self.setting.lost_indent(self.i) is False:
            return False
        room = self.column - INDENT
        return abs(self.line.width - room) <= 2 or (
            self.line.width < room
            and not self.ends
            and _MANY_CELLS.match(self.after) is not None
            and fills(self.line, self.following, room)
        )  # no room for the next word, which is 1,126宗

    @cached_property
    def goes_on(self) -> bool:
        return not self.ends and (self.full or self.as_first) and not self.long

    @cached_property
    def begins(self) -> str:
        lines, i = self.setting.lines, self.i
        if self.after[0] in "【〔" and i + 2 < len(lines) and not re.search("[】〕]", self.after):
            return starts_paragraph(
                self.after + lines[i + 2].text, self.goes_on
            )  # a byline that its column has cut
        if (
            self.goes_on
            and not self.alone
            and is_byline(self.after)
            and INNER.search(self.before)
            and self.after[0] not in "●■◆【（[〔"
        ):
            return ""  # 本文圖片均 | 為本報記者陳大文攝
        return super().begins

    @cached_property
    def is_credited(self) -> bool:
        turn = (self.full or self.as_first) and label_of(self.before) in self.setting.speakers
        if self.full and self.before[0] in "（(" and self.following.width >= self.line.width - HANG:
            return False  # （記者陳大文報道） | 警方昨日
        return not turn and super().is_credited  # 記者：為甚麼要讓它 | 停？

    @cached_property
    def label_begins(self) -> str:
        """Why the next line begins with a label of its own; empty where it does not."""
        label = label_of(self.after)
        if not label:
            return ""
        if self.ends and (label[0] in "問答问Ｑ" or label in self.setting.speakers):
            return "a label begins a question or an answer"
        own = label_of(self.first)
        listed = own or any(
            label_of(x.text) not in ("", label) for x in self.setting.lines[self.i + 2 : self.i + 4]
        )
        text = self.before.removeprefix(own)
        if listed and not self.ends and not _IN_LIST.search(text) and text[-1] not in "、：":
            return "a label begins a line of a list"
        return ""

    @cached_property
    def list_ends(self) -> bool:
        """Whether the line before is one of a list, each with a label, that does not fill its column."""
        if self.ends or not self.alone or not (label := label_of(self.before)):
            return False
        if _IN_LIST.search(self.before) or self.before[-1] in "、：":
            return False
        earlier = self.setting.lines[max(0, self.i - 2) : self.i]
        if not any(label_of(x.text) not in ("", label) for x in earlier):
            return False
        body = self.setting.body_width(self.i)
        return body is not None and self.line.width < 0.8 * body

    @cached_property
    def is_indented(self) -> bool:
        """Whether the next line is."""
        return self.following.indent and (self.setting.indented or self.after[0] not in CLOSING)

    @cached_property
    def is_short(self) -> bool:
        """Whether the line before ends long before the edge that lines near it come up to."""
        edge = self.setting.edge(self.i)
        return edge is not None and not self.full and self.line.width < edge - INDENT - NEAR - 1

    @cached_property
    def is_over_list(self) -> bool:
        """Whether the line before, which ends in a colon, has room for what the next line begins with, or entries follow."""
        return (
            self.is_short
            or (self.column is not None and not self.full and not self.as_first)
            or self.are_entries
        )

    @cached_property
    def addresses(self) -> bool:
        """Whether the line before is the address of a letter or a speech, or ends in a colon over one."""
        text = "".join(line.text for line in self.group[-3:])
        if self.before[-1] not in "：:" or self.depth:
            return False
        nearest = "".join(x.text for x in self.setting.lines[self.i + 1 : self.i + 3])
        return is_salutation(text) or is_salutation(self.after) or is_salutation(nearest)

    @cached_property
    def is_over_address(self) -> bool:
        """Whether the line before is a headline over the address of a letter or a speech."""
        return self.alone and not INNER.search(self.before) and not self.depth and is_salutation(self.after)

    @cached_property
    def ends_points(self) -> bool:
        """Whether the line before ends the last point of a list, whose other points end in a semicolon."""
        before = self.i - len(self.group)
        return (
            self.ends
            and before >= 0
            and is_numbered(self.first)
            and self.setting.lines[before].text[-1] in "；;"
        )

    @cached_property
    def is_numbered_headline(self) -> bool:
        """Whether the line before is one of several that have a number and no sentence: 二、粉葛湯."""
        if (
            not self.alone
            or (number := _NUMBER.match(self.before)) is None
            or goes_on(self.before, self.after) > 3
        ):
            return False
        return (
            len(self.before) <= _LONGEST_NUMBERED
            and not INNER.search(self.before[number.end() :])
            and self.setting.numbers_headlines
        )

    @cached_property
    def are_entries(self) -> bool:
        """Whether the next lines are entries of a list."""
        return self.setting.has_entries(self.i, self.column or self.setting.edge(self.i))

    @cached_property
    def is_entry(self) -> bool:
        """Whether the line before is an entry of a list that a line with a colon opens."""
        if not self.alone or self.depth:
            return False
        lines, k = self.setting.lines, self.i
        while k >= 0 and self.i - k < _MOST_ENTRIES and is_entry(lines[k]):
            k -= 1
        return (
            0 <= k < self.i
            and lines[k].text[-1] == "："
            and self.setting.has_entries(k, self.setting.edge(k))
        )

    @cached_property
    def in_verses(self) -> bool:
        """Whether the line before stands among lines that are all too narrow for the column, and have no mark in them."""
        if self.ends or self.long or self.depth or self.word_was_too_long:
            return False
        return self.setting.in_verses(self.i)

    @cached_property
    def is_likely_end(self) -> bool:
        """Whether a sentence that ends on the edge ends its paragraph, as far as nothing else tells.

        Where most sentences of the text end one, it does; else where the paragraph has more sentences than others, and the next
        one does not refer to it.
        """
        setting = self.setting
        if setting.indented or setting.parted or setting.lost_indent(self.i):
            return False
        share = setting.ends_share
        sentences = 1 + sum(len(SENTENCE_INSIDE.findall(line.text)) for line in self.group)
        sentences += sum(terminal(line.text) for line in self.group[:-1])
        if share >= _MOST_END or (not share and sentences >= _MANY):
            return True
        enough = _LONGER / 2 if self.after[0] in "「“" else _LONGER  # a turn of a dialogue
        return sentences * share >= enough and REFERS.match(self.after) is None

    @cached_property
    def parted(self) -> bool:
        """Whether a blank line follows, where not every line has one."""
        return self.line.blank_after and not self.setting.blank_everywhere(self.i)

    @cached_property
    def may_be_headline(self) -> bool:
        """Whether nothing in the line before says that it is of the text."""
        if self.depth or starts_paragraph(self.before) or is_caption_start(self.before):
            return False
        if self.word_was_too_long and "\u3000" not in self.before and not self.parted:
            return False
        if self.is_indented_first:
            return False
        if not self.as_first or looks_first(self.setting.lines, self.i + 1, self.column or 0):
            return True
        return "\u3000" in self.before or self.is_over_byline

    @cached_property
    def is_indented_first(self) -> bool:
        """Whether the line before has kept the indent of a first line, is full, and the next line is of its paragraph."""
        return self.setting.indented and self.line.indent and not self.following.indent and self.full

    @cached_property
    def is_over_byline(self) -> bool:
        """Whether a byline or a dateline stands after the next line, which is a headline too then."""
        lines, i = self.setting.lines, self.i
        if i + 2 >= len(lines) or INNER.search(self.after) or terminal(self.after):
            return False
        next_two = "".join(x.text for x in lines[i + 2 : i + 4])
        return is_byline(lines[i + 2].text) or is_dateline(lines[i + 2].text) or is_dateline(next_two)

    @cached_property
    def headline_goes_on(self) -> bool:
        """Whether the line before is a headline that its column has cut, and the next line its short end."""
        lines, i, rest = self.setting.lines, self.i, self.after
        column = self.setting.edge(i)
        if not self.alone or self.ends or self.long or column is None or self.depth or terminal(rest):
            return False
        if (
            INNER.search(self.before.replace("：", "", 1))
            or _PLACE_OF_HEADLINE.search(rest)
            or starts_paragraph(rest)
        ):
            return False
        if self.before[-1] in CLOSING or not fills(self.line, self.following, column):
            return False
        if (
            self.line.width > column + HANG
            or self.following.width > column - 2 * INDENT
            or self.following.indent
        ):
            return False
        after = lines[i + 2] if i + 2 < len(lines) else None
        apart = after is None or self.following.blank_after or after.indent or starts_paragraph(after.text)
        if not apart and after is not None and after.width <= self.following.width + INDENT:
            return False  # lines of a list or a poem
        return len(rest) <= 2 or goes_on(self.before, rest) > 0 or self.is_over_byline

    @cached_property
    def word_was_too_long(self) -> bool:
        """Whether the line before is only short because a foreign word, with its bracket, did not fit into it."""
        word = _LATIN.match(self.after)
        edge = max(self.setting.edge(self.i) or 0, self.setting.edge(self.i + 1) or 0)
        return word is not None and self.line.width <= edge < self.line.width + width_of(word.group())

    @cached_property
    def is_wide_headline(self) -> bool:
        """Whether the line before is wider than the column of the lines after it, so that it was not set in it."""
        next_lines = self.setting.lines[self.i + 1 : self.i + 5]
        if not self.alone or self.ends or self.long or self.depth or len(next_lines) < 4:
            return False
        if SENTENCE_INSIDE.search(self.before) or len(INNER.findall(self.before)) > 1:
            return False  # the last full line of a paragraph over a list
        widths = sorted(line.width for line in next_lines)
        return self.line.width > widths[-1] + INDENT and widths[-1] >= 12 and widths[-1] - widths[-3] <= NEAR

    @cached_property
    def is_narrow_headline(self) -> bool:
        """Whether the next line is of a wider column."""
        return (
            not self.depth
            and not starts_paragraph(self.before)
            and self.alone
            and not self.word_was_too_long
            and is_narrower(self.line, self.following)
        )

    @cached_property
    def is_headline(self) -> bool:
        """Whether the line before is one by its width and by what follows."""
        edge = self.setting.edge(self.i) or 0
        running = INNER.search(self.after) is not None or terminal(self.after)
        at_edge = running and edge - NEAR <= self.line.width <= edge + HANG and not self.parted
        as_first = self.as_first and abs(self.following.width - self.line.width) <= INDENT + 1
        parted = self.line.blank_after and not at_edge and not as_first
        return self.may_be_headline and is_headline(
            self.setting.lines, self.i, list(self.group), self.column, self.setting.common, parted
        )

    @cached_property
    def end_column(self) -> int | None:
        """The column in which a sentence ends: the paragraph's own where no other is seen."""
        if self.column is None and not self.alone and self.full and not self.long:
            return max(self.widest, self.line.width)
        return self.column

    @cached_property
    def had_room(self) -> bool:
        """Whether the line before leaves room for what the next one begins with, where no other line does."""
        setting = self.setting
        if (
            not setting.is_even
            or self.as_first
            or self.line.long
            or (setting.indented and not self.following.indent)
        ):
            return False
        if not self.ends and self.breaks_off and is_numbered(self.first):
            return False  # its further lines may begin deeper, which the text has lost
        run_in = self.alone and INNER.search(self.before)
        if not self.ends and (
            run_in or goes_on(self.before, self.after) > 0 or self.following.width > (self.column or 0) + HANG
        ):
            return False  # where the column changes, room tells nothing
        return setting.has_room(self.i, None if self.ends else self.column)

    @cached_property
    def ends_early(self) -> bool:
        """Whether the line before ends before the edge of its column, or has room for more where no other has."""
        if self.had_room:
            return True
        return (
            self.line.width < (self.end_column or 0) - NEAR
            and not self.as_first
            and not (self.full and not self.alone)
        )

    @cached_property
    def next_is_first(self) -> bool:
        """Whether the next line is shorter by an indent, where first lines lack theirs."""
        lines, i = self.setting.lines, self.i
        lost = self.setting.lost_indent(i)
        if lost is False:
            return False
        column = self.end_column or 0
        if looks_first(lines, i + 1, column):
            word = _UNIT.match(
                lines[i + 2].text
            )  # one that is too long for the line explains why it is short
            return bool(lost) or word is None or lines[i + 1].width + width_of(word.group()) <= column
        edge = self.setting.edge(min(i + 3, len(lines) - 1))
        return bool(lost and edge and looks_first(lines, i + 1, edge))

    @cached_property
    def column_changes(self) -> bool:
        """Whether what follows a full last line is of another column, so that the paragraph ends there."""
        beyond = self.setting.lines[self.i + 2 : self.i + 3]
        over_list = self.after[-1] in "：:" and any(is_numbered(x.text) for x in beyond)
        return (
            abs(self.following.width - (self.end_column or 0)) > 2 * NEAR
            and not terminal(self.after)
            and not over_list
        )


class Place:
    """What all lines of a column on a page show: its edges, and how far its lines are apart."""

    def __init__(
        self, lines: Sequence[TextLine], edges: tuple[float, float], large: bool, ratio: float
    ) -> None:
        self.lines, self.large, self.ratio = lines, large, ratio
        self.left, self.right = edges

    @cached_property
    def pitch(self) -> float:
        """The usual distance of two lines."""
        pitches = sorted(b.v - a.v for a, b in pairwise(self.lines))
        pitch = pitches[len(pitches) // 3]
        return min(pitch, self.ratio * self.lines[0].size) if self.large else pitch

    @cached_property
    def even_edge(self) -> float | None:
        """Where the lines of a justified column all end but the last ones of paragraphs; None where they are uneven.

        Those with digits or letters show it, and those that were stretched: others end at one place by themselves.
        """
        size = self.lines[0].size
        ends = [line.end for line in self.lines if line.text[-1] not in _MARKS]
        edge = max(ends, key=lambda e: sum(abs(e - other) < 0.08 * size for other in ends), default=0.0)
        mixed = [
            x.end
            for x in self.lines
            if x.text[-1] not in _MARKS
            and (re.search("[0-9A-Za-z]", x.text) or (x.end - x.u) / size - len(x.text) > 0.15)
        ]
        even = sum(abs(edge - end) < 0.08 * size for end in mixed)
        return edge if even >= 2 and even >= 0.75 * len(mixed) else None

    @cached_property
    def is_set_apart(self) -> bool:
        """Whether the lines, without marks, begin at places of their own and have one end, as a name and a date under a letter, or one middle."""
        lines, size = self.lines, self.lines[0].size
        ends, middles = [x.end for x in lines], [0.5 * (x.u + x.end) for x in lines]
        return (
            min(max(ends) - min(ends), max(middles) - min(middles)) < 0.5 * size
            and max(x.u for x in lines) - min(x.u for x in lines) > 0.5 * size
            and not any(_IN_LIST.search(x.text) or terminal(x.text) for x in lines)
        )

    @cached_property
    def is_list(self) -> bool:
        """Whether the lines are those of a list: most without a mark as sentences have, and few that reach the edge."""
        full = sum(line.end > self.right - 1.5 * line.size for line in self.lines)
        marked = sum(bool(_IN_LIST.search(line.text)) for line in self.lines)
        return (
            len(self.lines) >= _LEAST_LIST
            and full < 0.35 * len(self.lines)
            and marked < 0.3 * len(self.lines)
        )

    @cached_property
    def is_labelled(self) -> bool:
        """Whether three and more lines open with a label, and what goes on stands deeper."""
        opened = [line.u for line in self.lines if _HUNG.match(line.text)]
        deeper = sum(line.u > self.left + 1.5 * line.size for line in self.lines)
        return len(opened) > 2 and deeper >= 0.5 * (len(self.lines) - len(opened))

    @cached_property
    def are_whole(self) -> bool:
        """Whether each line ends its sentence, as those of a column seldom do, and all begin at one place; the first may be the end of one."""
        lines, start = self.lines, self.lines[-1].u
        return (
            len(lines) >= _LEAST_WHOLE
            and all(terminal(line.text) for line in lines)
            and all(abs(line.u - start) < 0.3 * line.size for line in lines[1:])
            and lines[0].u - start < 0.3 * lines[0].size
        )

    @cached_property
    def has_firsts(self) -> bool:
        """Whether first lines of the column have their indent."""
        return any(map(self.is_first, self.lines))

    def is_first(self, line: TextLine) -> bool:
        """Whether a line has the indent of a first line."""
        return 0.8 * line.size < line.u - self.left < 6 * line.size


class OnPage(Evidence):
    """Between two lines under each other in a column of a page; `kind` is what the paragraph is known to be."""

    def __init__(self, place: Place, so_far: Sequence[TextLine], line: TextLine, kind: str) -> None:
        self.place, self.so_far, self.line, self.kind = place, so_far, line, kind
        self.above = so_far[-1]
        super().__init__(self.above.text, line.text, so_far[0].text, len(so_far) == 1)

    @property
    def are_whole(self) -> bool:  # type: ignore[override]
        return self.place.are_whole

    @cached_property
    def full(self) -> bool:  # type: ignore[override]
        unit = _UNIT.match(self.after)
        need = sum(0.55 if c.isascii() else 1.0 for c in unit.group()) if unit else 1.0
        return self.above.end + need * self.above.size > self.place.right - 0.35 * self.above.size

    @cached_property
    def gap(self) -> float:
        """How far the lines are apart, by the column's usual distance."""
        return (self.line.v - self.above.v) / self.place.pitch if self.place.pitch else 0.0

    @cached_property
    def is_hanging(self) -> bool:
        """Whether the paragraph is one with a bullet, a number or a label whose further lines are indented."""
        if self.kind == "note":
            return True
        if self.so_far[0].labelled and abs(self.line.u - self.so_far[0].u) < 0.3 * self.line.size:
            return True
        if label := _HUNG.match(self.first):
            room = self.line.u - self.so_far[0].u - len(label.group()) * self.line.size
            if -0.3 * self.line.size < room < self.line.size:
                return True  # as far as what stands after the label
        if _BULLET.match(self.first) is None:
            if not is_numbered(self.first) or self.line.u < self.so_far[0].u + 0.8 * self.line.size:
                return False
            return self.goes_on if self.alone else abs(self.line.u - self.so_far[1].u) < 0.3 * self.line.size
        if self.alone:
            return self.goes_on
        return self.so_far[1].u > self.place.left + 0.5 * self.line.size

    @cached_property
    def is_signed(self) -> bool:
        """Whether the paragraph is one short line at the right edge, as a name under a letter, and the next begins at the left."""
        place, size = self.place, self.line.size
        deep = self.above.u - place.left > max(6 * size, 0.4 * (place.right - place.left))
        at_edge = abs(self.above.end - place.right) < 1.2 * size
        return self.alone and deep and at_edge and self.line.u - place.left < 3 * size

    @cached_property
    def is_indented(self) -> bool:
        """Whether the next line is, and not as all lines of its paragraph are."""
        return self.place.is_first(self.line) and not self.is_hanging

    @cached_property
    def begins(self) -> str:
        by_chance = self.goes_on and (is_byline(self.after) or is_credit(self.after))
        return "" if by_chance and not _BULLET.match(self.after) else super().begins

    @cached_property
    def is_credited(self) -> bool:
        if is_byline(self.before) and self.before[0] in "【（〔[":
            return True
        return not self.goes_on and super().is_credited

    @cached_property
    def is_caption(self) -> bool:
        return self.kind == "caption"

    @cached_property
    def label_begins(self) -> str:
        """Why the next line begins with a label of its own; empty where it does not."""
        if self.ends and _HUNG.match(self.after) and self.place.is_labelled:
            return "a label begins a question or an answer"
        listed = label_of(self.after) and label_of(self.first) and not self.ends
        if listed and not any(_IN_LIST.search(x.text) for x in self.so_far):
            return "a label begins a line of a list"
        return ""

    @cached_property
    def is_nearly_full(self) -> bool:
        """Whether the line before is in mid-sentence and ends not far from the edge."""
        running = not self.alone or INNER.search(self.before) is not None
        return (
            not self.full
            and not self.ends
            and running
            and self.above.end > self.place.right - 4.5 * self.line.size
            and not label_of(self.after)
        )

    @cached_property
    def ends_before_even_edge(self) -> bool:
        """Whether the line before ends just before the edge at which all others end; a mark may hang over it."""
        edge, size = self.place.even_edge, self.line.size
        return edge is not None and all(
            abs(self.above.end - edge - d * size) > 0.12 * size for d in (0, 0.5, 1)
        )
