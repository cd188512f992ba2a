"""The rules by which a line goes on with the paragraph before it or begins one, in the order in which they are asked.

The first rule that holds decides. Rules on `Evidence` are of the text itself and hold for texts and pages alike; those on
`InText` or `OnPage` are of the place of lines there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from companion.source.breaks.evidence import Evidence, InText, OnPage
from companion.source.headlines import is_cut_off
from companion.source.kinds import is_caption_start, is_dateline, is_row, label_of
from companion.source.lines import CLOSING
from companion.source.pairs import goes_on, is_one_phrase
from companion.source.pdf.notes import opens_note

__all__ = ["BREAK", "JOIN", "LISTED", "RULES", "Rule", "Verdict", "decide", "ends_entry"]

JOIN, BREAK = "join", "break"
LISTED = "lines without a mark as sentences have: each is a verse, or an entry of a list"
_CLOSES = {"「": "」", "“": "”"}
_BULLETS = "●◆■◇□▲△★☆※○◎►▶▼"


class Verdict(NamedTuple):
    """What was decided: whether the paragraph goes on, why, whether that is doubtful, and by which rule."""

    joins: bool
    why: str
    doubtful: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    """`verdict` is `JOIN` or `BREAK`; `why` is told to a person; `doubtful` says when a person should look."""

    name: str
    on: type[Evidence]
    verdict: str
    why: str | Callable[[Any], str]
    holds: Callable[[Any], Any]
    doubtful: bool | Callable[[Any], bool] = False


def ends_entry(before: str, after: str) -> bool:
    """Whether nothing says that an entry of a list goes on in the next line.

    >>> ends_entry("陳嘉佩議員, J.P.", "李思齊議員"), ends_entry("門將：葉宏輝、", "陳柏軒")
    (True, False)
    """
    return goes_on(before, after) <= 0 and before[-1] not in "，、；"


RULES = (
    Rule(
        "closing mark", Evidence, JOIN, "a line that begins with a closing mark belongs to the one before",
        lambda e: (e.after[0] in CLOSING or not e.after.strip("\"'")) and not e.long,
    ),
    Rule("label beside", OnPage, BREAK, "a label beside it begins an item", lambda e: e.line.labelled),
    Rule("next note", OnPage, BREAK, "a mark begins a footnote", lambda e: e.kind == "note" and opens_note(e.after)),
    Rule("large initial", OnPage, BREAK, "a large initial opens a paragraph", lambda e: e.line.initial),
    Rule("at the right edge", OnPage, BREAK, "a short line at the right edge stands by itself", lambda e: e.is_signed),
    Rule(
        "lines set apart", OnPage, BREAK, "lines at the right edge, or centred, stand by themselves",
        lambda e: e.place.is_set_apart and not e.place.large,
    ),
    Rule("gap in a headline", OnPage, BREAK, "the gap above is wider", lambda e: e.place.large and e.gap > 1.2),
    Rule(
        "headline of several lines", OnPage, JOIN, "a headline goes on in the next line",
        lambda e: e.place.large and not (label_of(e.first) and label_of(e.after)), lambda e: not e.full,
    ),
    Rule(
        "gap", OnPage, BREAK, "the gap above is wider",
        lambda e: e.gap > 1.3 and (e.ends or not e.full),
    ),
    Rule(
        "bracket of a caption", Evidence, JOIN, "what stands in brackets under a picture belongs to its caption",
        lambda e: e.is_caption and e.after[0] in "（(",
    ),
    Rule("dateline", Evidence, JOIN, "a dateline goes on", lambda e: e.alone and e.dateline_goes_on),
    Rule(
        "byline of several lines", Evidence, JOIN, "a byline goes on in the next line", lambda e: e.byline_goes_on
    ),
    Rule(
        "quotation over a beginning", InText, JOIN, "a quotation or bracket is still open",
        lambda e: e.begins and e.depth and not e.ends and e.full and not e.long and e.after[0] not in _BULLETS,
    ),
    Rule(
        "quotation of several paragraphs", Evidence, BREAK, "each paragraph of a long quotation opens it again",
        lambda e: e.ends and e.after[0] in "「“" and _CLOSES[e.after[0]] in e.depth,
    ),
    Rule(
        "source of a caption", Evidence, BREAK, "who made the picture ends its caption", lambda e: e.picture_ends
    ),
    Rule("number of a year", InText, JOIN, "a year goes on over the line's end", lambda e: e.cuts_number),
    Rule("beginning", Evidence, BREAK, lambda e: e.begins, lambda e: e.begins),
    Rule("next point", Evidence, BREAK, lambda e: e.next_point, lambda e: e.next_point),
    Rule("caption", Evidence, BREAK, "a caption begins a paragraph", lambda e: e.ends and is_caption_start(e.after)),
    Rule("end of a list", InText, BREAK, "a line of a list ends", lambda e: e.list_ends),
    Rule(
        "row", Evidence, BREAK, "a row of a table stands by itself",
        lambda e: not e.depth and (is_row(e.after) or (is_row(e.before) and not e.ends)),
    ),
    Rule("row of cells", InText, BREAK, "a row of a table stands by itself", lambda e: e.line.row or e.following.row),
    Rule("label", Evidence, BREAK, lambda e: e.label_begins, lambda e: e.label_begins),
    Rule(
        "byline", Evidence, BREAK, "a byline or source stands by itself", lambda e: e.alone and e.is_credited
    ),
    Rule("hanging indent", InText, JOIN, "a point of a list goes on under its first line", lambda e: e.hangs),
    Rule(
        "lines of a list", InText, BREAK, LISTED, lambda e: e.is_listed
    ),
    Rule(
        "indent", Evidence, BREAK, "the next line is indented", lambda e: e.is_indented
    ),
    Rule(
        "nothing parts them", InText, JOIN, "each paragraph has a blank line after it, and here is none",
        lambda e: e.setting.ends_are_parted and not e.line.blank_after and (e.full or e.as_first) and not e.long,
    ),
    Rule("whole paragraphs", Evidence, BREAK, "the lines are whole paragraphs", lambda e: e.ends and e.are_whole),
    # On a page: where lines end.
    Rule(
        "list on a page", OnPage, BREAK, "the column is a list, of which few lines reach its edge",
        lambda e: e.place.is_list and not e.ends and e.alone and ends_entry(e.before, e.after),
    ),
    Rule("nearly full", OnPage, JOIN, "the sentence goes on", lambda e: e.is_nearly_full, True),
    Rule(
        "label after a short line", OnPage, BREAK, "a label begins a line of a list",
        lambda e: not e.full and label_of(e.after) and not e.ends,
    ),
    Rule(
        "short line on a page", OnPage, BREAK, "the line ends before the column's edge",
        lambda e: not e.full, lambda e: not e.ends and not e.alone,
    ),
    Rule(
        "uneven end", OnPage, BREAK, "the line ends just before the column's edge, at which all others end",
        lambda e: e.ends and e.ends_before_even_edge,
    ),
    Rule(
        "no indent", OnPage, JOIN, "the full stop falls on the column's edge, and the next line is not indented",
        lambda e: e.ends and e.place.has_firsts,
    ),
    Rule("full line on a page", OnPage, JOIN, "the line fills its column", lambda e: True, lambda e: e.ends),
    # In a text, in mid-sentence.
    Rule(
        "address", InText, BREAK, "an address stands by itself", lambda e: e.addresses or (not e.ends and e.is_over_address)
    ),
    Rule(
        "numbered headline", InText, BREAK, "a line with a number and no sentence, as others are, is a headline",
        lambda e: not e.ends and e.is_numbered_headline,
    ),
    Rule("entry", InText, BREAK, "a list that a colon opens has an entry in each line", lambda e: e.is_entry),
    Rule(
        "verses", InText, BREAK, "lines much narrower than the column: each is a verse, or an entry of a list",
        lambda e: e.in_verses,
    ),
    Rule(
        "comma", InText, JOIN, "the sentence goes on",
        lambda e: not e.ends
        and (e.before[-1] in "，、," or (e.before[-1] in "；;" and not e.is_short)
             or (e.before[-1] == "：" and not e.long and not e.is_over_list)),
    ),
    Rule(
        "dateline before a sentence", InText, JOIN, "a dateline opens a sentence",
        lambda e: not e.ends and e.alone and is_dateline(e.before) and not e.long,
    ),
    Rule(
        "phrase", InText, JOIN, "the next line can't begin a sentence",
        lambda e: not e.ends and not e.following.long and is_one_phrase(e.before, e.after),
        lambda e: e.line.blank_after,
    ),
    Rule(
        "word over the line's end", InText, JOIN, "a word goes on over the line's end",
        lambda e: not e.ends and not e.parted and not e.long and goes_on(e.before, e.after) > 3,
        lambda e: e.column is None,
    ),
    Rule(
        "colon over a list", InText, BREAK, "a line ends in a colon where there was room for more: a list follows",
        lambda e: e.before[-1] == "：" and not e.depth and e.is_over_list,
    ),
    Rule(
        "wrapped headline", InText, JOIN, "a headline goes on in the next line", lambda e: e.headline_goes_on
    ),
    Rule(
        "room at the end", InText, BREAK, "the line had room for more, as no other has",
        lambda e: not e.ends and e.had_room, True,
    ),
    Rule(
        "narrower column", InText, BREAK, "the line is wider than the column after it: this is a headline",
        lambda e: e.is_wide_headline and e.before[-1] not in "，、；：",
    ),
    Rule(
        "wider column", InText, BREAK, "the next line is wider: this is a headline",
        lambda e: not e.ends and e.is_narrow_headline,
    ),
    Rule(
        "headline", InText, BREAK, "a short line without a full stop is a headline",
        lambda e: not e.ends and e.is_headline,
    ),
    Rule(
        "full line", InText, JOIN, "the line fills its column and its sentence goes on",
        lambda e: not e.ends and (e.full or e.as_first),
    ),
    Rule(
        "cut sentence", InText, JOIN, "the sentence goes on in the next line",
        lambda e: not e.ends and is_cut_off(e.line, e.following),
        lambda e: e.column is None or e.long,
    ),
    Rule(
        "short line", InText, BREAK, "the line is short and has no full stop",
        lambda e: not e.ends, lambda e: e.line.width > 40 or e.breaks_off,
    ),
    # In a text, where a sentence ends.
    Rule("no column", InText, BREAK, "the sentence ends and no column is seen", lambda e: e.end_column is None),
    Rule("quotation", InText, JOIN, "a quotation is still open", lambda e: e.depth and e.full and not e.long),
    Rule("who said it", InText, JOIN, "who said it stands behind a quotation", lambda e: e.full and e.says_who),
    Rule("last point", InText, BREAK, "the last point of a list ends its sentence", lambda e: e.ends_points),
    Rule(
        "early end", InText, BREAK, "the line ends its sentence before the column's edge", lambda e: e.ends_early
    ),
    Rule(
        "lost indent", InText, BREAK, "the next line is shorter by an indent, as first lines are",
        lambda e: e.next_is_first,
    ),
    Rule(
        "short paragraphs", InText, BREAK, "the full stop falls on the column's edge; most sentences here end their paragraph",
        lambda e: e.is_likely_end, True,
    ),
    Rule(
        "blank line", InText, BREAK, "the sentence ends and a blank line follows",
        lambda e: not e.setting.indented and e.parted, True,
    ),
    Rule("other column", InText, BREAK, "the full stop falls on the column's edge", lambda e: e.column_changes, True),
    Rule("full stop on the edge", InText, JOIN, "the full stop falls on the column's edge", lambda e: True, True),
)  # fmt: skip
"""All rules. The last one of each place holds always."""
_ON = {kind: tuple(r for r in RULES if issubclass(kind, r.on)) for kind in (InText, OnPage)}


def decide(evidence: InText | OnPage) -> Verdict:
    """Whether the next line goes on with the paragraph: the first rule that holds says it.

    >>> from companion.source.lines import Setting, lines_of
    >>> setting = Setting(lines_of("警方昨日公布，\\n市民關注。"))
    >>> decide(InText(setting, 0, setting.lines[:1], "")).rule
    'comma'
    """
    for rule in _ON[type(evidence)]:
        if rule.holds(evidence):
            why = rule.why if isinstance(rule.why, str) else rule.why(evidence)
            doubtful = rule.doubtful if isinstance(rule.doubtful, bool) else rule.doubtful(evidence)
            return Verdict(rule.verdict == JOIN, why, bool(doubtful), rule.name)
    raise AssertionError("the last rule of each place holds always")
