"""Who published an article, when, and who wrote it: what the lines around its text say of it, on a page and in a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from companion.source.imprint import (
    AUTHOR,
    LONGEST,
    OUTLET,
    PLACE_AND_WRITER,
    REPORTER,
    SOURCE,
    date_in,
    fields_of,
    is_ago,
    is_caption,
    is_event,
    is_imprint,
    is_picture_file,
    is_revision,
    narrow,
    published_in,
    rest_of,
    without_facts,
    without_pictures,
)
from companion.source.kinds import after_dateline, is_byline

__all__ = [
    "Credit",
    "Gathered",
    "credit_in",
    "dateline_of",
    "is_only_credit",
    "is_person",
    "is_prose_line",
    "said_by",
    "writer_of",
]

_NEAR = 6  # lines before and after a text, in which it is said
_NOBODY = re.compile(
    "(?:本[報报網网台刊]|本站|特[約约])?(?:記者|记者|編輯|编辑|通訊員|通讯员|綜合|综合|整理|報[導道]|报[导道])+|(?:互[聯联])?[網网](?:[絡络路上])?(?:[圖图]片)?|由"
)
# 何思敏台北18日電: who wrote, and from where.
_SENT = re.compile(r"(?:記者|记者)\s*(?P<who>[\u4e00-\u9fff、]{4,20}?)\s*(?=\d{1,2}日[電电])")
_PICTURES_TOO = re.compile(
    r"(?:^|[\s|｜])(?:文[字]?[／/、及和＋+][圖图攝摄影]{1,2}\s*[:：／/|｜\s]|(?:[專专][欄栏]|本文)作者\s*[:：])\s*([\u4e00-\u9fff·]{2,6})(?=$|[\s，,、|｜（(])"
)
_BY_REPORT = re.compile(r"(?:^|\s)([\u4e00-\u9fff]{2,4})\s+(?:報道|报道|報導)$")
_NAMES = "王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾蕭萧田董袁潘于蔣蒋蔡余杜葉叶程蘇苏魏呂吕丁任沈姚盧卢姜崔鍾钟譚谭陸陆汪范廖賈贾韋韦傅鄒邹熊孟秦邱侯尹薛閻阎段雷龍龙黎史陶賀贺顧顾毛郝龔龚邵萬万錢钱嚴严賴赖洪武莫孔湯汤倪溫温關关甘葛杭莊庄翁施歐欧"
_PERSON = re.compile(
    rf"(?:[{_NAMES}][\u4e00-\u9fff]{{1,2}}|(?:歐陽|欧阳|司徒|司馬|司马|上官|諸葛|诸葛)[\u4e00-\u9fff]{{1,2}}|[阿老小][\u4e00-\u9fff])"
)
_NO_PERSON = re.compile(f"(?:{OUTLET}|.*[社台刊局署處处部會会院委館馆界家市省縣县區区山江海城州])")
_AT_PLACE = re.compile(r"(?:[寫写草稿][於于]|[於于])[^\s，。]{2,8}$")
_REPORT = re.compile("(?:報導|報道|报道|[綜综]合)$")
_WROTE = re.compile(
    r"(?:作者|文|撰文|記者|记者|報道|报道|報導)\s*[:：／/|｜\n]\s*([^\s|｜/／:：,，;；()（）【】\[\]]{2,20})"
)
_REPORTS = re.compile(r"[●■◆\s]*([\u4e00-\u9fff]{2,4})[\s／/]+[^\s，。]{0,6}(?:報道|报道|報導|整理|撰文)")


@dataclass(frozen=True, slots=True)
class Credit:
    """Who published an article, when (2019-11-25, or as a line has it), and who wrote it; each empty where nothing says it."""

    source: str = ""
    date: str = ""
    author: str = ""


@dataclass(slots=True)
class Gathered:
    """What several lines say, the first of each: `revised` is a date on which a text was only changed."""

    source: str = ""
    date: str = ""
    author: str = ""
    revised: str = ""

    def takes(self, text: str, said: Credit, by_itself: bool) -> bool:
        """Whether a line adds to it, or says the same date again; `by_itself` where it says nothing else."""
        if not self.date and said.date and by_itself:
            if is_revision(text, said.date):
                self.revised = self.revised or said.date
            else:
                self.date = said.date
        elif not (said.source or said.author):
            return bool(said.date) and said.date == self.date
        elif not by_itself:
            return False
        self.source, self.author = self.source or said.source, self.author or said.author
        return True


def credit_in(text: str, shown: str = "", named: tuple[str, str] = ("", "")) -> Credit:
    """The date, source and author in one line.

    Args:
        text: The line.
        shown: The same without what is to be pressed in it.
        named: The source and the author that a page calls so by the names of its elements.

    >>> credit_in("2026年11月3日 來源：晨報 作者：陳小美")
    Credit(source='晨報', date='2026-11-03', author='陳小美')
    >>> credit_in("圖片來源：新華社")
    Credit(source='', date='', author='')
    """
    whole = shown or text
    if fields := fields_of(whole):
        return _of_fields(fields, named)
    shown = narrow(without_pictures(whole))
    date = published_in(text)
    source, author = named
    if found := SOURCE.search(shown):
        source = _clipped(found[2])
    if (found := PLACE_AND_WRITER.match(shown)) and len(text) <= LONGEST:
        author, source = author or found["who"], source or found["outlet"] or ""
    if author:
        pass
    elif len(text) <= LONGEST and (found := _SENT.search(text)):
        author = _writer(found["who"])
    elif found := _PICTURES_TOO.search(whole):
        author = found[1]
    elif is_byline(text) or date or source:
        if found := (
            REPORTER.search(shown)
            or AUTHOR.search(shown)
            or _REPORTS.match(shown)
            or _BY_REPORT.search(shown.strip())
        ):
            author = _clipped(next(filter(None, found.groups())))
    elif (found := _WROTE.match(shown)) is not None:
        author = _clipped(found[1])
    if (date or is_ago(text)) and not source:
        rest = [p.strip() for p in rest_of(shown, (author,)).split("\n") if p.strip(" \t　【】")]
        if (
            len(rest) == 1
            and 2 <= len(rest[0]) <= 12
            and not _REPORT.search(rest[0])
            and not re.search("[，。！？；：、,]|[圖图攝摄影文][／/]", rest[0])
            and re.search("[\u4e00-\u9fffA-Za-z]", rest[0])
            and not re.search(rf"{re.escape(rest[0])}(?:日期?|[時时][间間]|期)?\s*[:：]", shown)
        ):
            outlet = re.match(rf"({OUTLET})\s+\S{{2,4}}$", rest[0])  # and its section
            source = outlet[1] if outlet else re.sub(r"\s+[在於于]$", "", rest[0])
            if is_person(source):
                source, author = "", author or source
    return Credit(_somebody(source), date, _somebody(author))


def _somebody(name: str) -> str:
    """A name that says who published or wrote; "" for 本報記者, 網絡 and a paper's own file of pictures."""
    return "" if _NOBODY.fullmatch(name) or is_picture_file(name) else name


def _of_fields(fields: Sequence[tuple[str, str]], named: tuple[str, str]) -> Credit:
    """What the labelled fields of a line say; what stands before them may be a date and who published."""
    source, author = named
    date = ""
    for kind, value in fields:
        if kind != "beside" and (found := date_in(value)):
            date = date or found
            value = value if kind == "" else without_facts(value, ()).split("\n")[0].strip()
        if kind == "":
            rest = [p.strip() for p in rest_of(value, ()).split("\n") if p.strip()]
            source = source or (rest[0] if len(rest) == 1 and len(rest[0]) <= 12 else "")
        elif kind == "source":
            source = source or _clipped(re.split(r"\s+(?=[\u4e00-\u9fff《])", value)[0])
        elif kind == "author":
            names = re.split(r"[\s、，,]+", value) if re.search("[\u4e00-\u9fff]", value) else [value]
            author = author or "、".join(_clipped(name) for name in names if name)
    return Credit(_somebody(source), date, _somebody(author))


def is_person(name: str) -> bool:
    """Whether a name that stands alone beside a date is a person's, by its family name, and no publisher's.

    >>> [is_person(name) for name in ("何思敏", "阿樹", "歐陽靖", "埔報", "江城味道", "高雄市")]
    [True, True, True, False, False, False]
    """
    return _PERSON.fullmatch(name) is not None and not _NO_PERSON.fullmatch(name)


def _writer(said: str) -> str:
    """Who wrote, of 何思敏台北: the place at its end is left out, which has two characters, three after a longer name.

    >>> [_writer(t) for t in ("何思敏台北", "何思敏、關樂兒台北", "歐陽靖新加坡", "王明北京")]
    ['何思敏', '何思敏、關樂兒', '歐陽靖', '王明']
    """
    *others, last = said.split("、")
    place = {4: 2, 5: 2, 6: 3, 7: 4}.get(len(last), 0 if len(last) < 4 else 2)
    return "、".join((*others, last[: len(last) - place] if place else last))


def writer_of(text: str) -> str:
    """Who wrote a report, as what it opens with says: 新华社武汉11月18日电（记者马晓宁、杜鹃）…

    >>> writer_of("新华社武汉11月18日电（记者马晓宁、杜鹃）市民昨日表示欢迎。")
    '马晓宁、杜鹃'
    """
    opened = text[: after_dateline(text)]
    if sent := _SENT.search(opened):
        return _writer(sent["who"])
    found = REPORTER.search(opened)
    name = _clipped(next(filter(None, found.groups()))) if found else ""
    return _somebody(name)


def is_only_credit(text: str, said: Credit, shown: str = "") -> bool:
    """Whether a line says what is `said`, and nothing else."""
    if fields_of(shown or text):
        return True
    known = (said.source, said.author, *said.author.split("、"))
    rest = re.sub(r"[ \t][在於于][ \t]*(?=\n|$)", "", rest_of(without_pictures(shown or text), known))
    return not re.search(r"[^\W\d_]", rest)


def dateline_of(text: str) -> str:
    """The date in brackets with which a press release begins: （香港，2026年11月18日）…"""
    opened = re.match(r"\s*[（(【]([^（）()【】]{6,40})[）)】]", text)
    return published_in(opened[1]) if opened else ""


def is_prose_line(text: str) -> bool:
    """Whether a paragraph is of the text, and no line about it however long.

    >>> is_prose_line("市民歡迎。"), is_prose_line("发布日期：2026-11-18　来源：市场监督管理局办公室　字号：[大 中 小]　浏览次数：1024")
    (True, False)
    """
    return (len(text) > 40 or "。" in text) and not fields_of(text)


def said_by(texts: Sequence[str]) -> tuple[Credit, list[int]]:
    """What the lines of a file before and after its text say of it, and the places of those that say nothing else.

    >>> said_by(["颱風襲港", "2026年11月3日 星期二", "記者 陳大文", "天文台昨日發出八號風球，全港學校停課。", "來源：晨報"])
    (Credit(source='晨報', date='2026-11-03', author='陳大文'), [1, 2, 4])
    """
    prose = [i for i, text in enumerate(texts) if is_prose_line(text)]
    if not prose:
        return Credit(), []
    first, last = prose[0], prose[-1]
    gathered, places = Gathered(), []
    for i in (*range(max(0, first - _NEAR), first), *range(last + 1, min(len(texts), last + 1 + _NEAR))):
        said = credit_in(texts[i])
        if i and is_caption(texts[i - 1]) and said.source and not said.date:
            places.append(i)  # the picture's
            continue
        if not (is_imprint(texts[i], True) or is_byline(texts[i])) or (said.date and is_event(texts, i)):
            continue
        if gathered.takes(texts[i], said, True):
            places.append(i)
    for i in range(last + 1, min(len(texts), last + 1 + _NEAR)):  # 何思敏 | 二〇二六年十一月十八日於大埔
        dated = _AT_PLACE.sub("", texts[i])
        if not gathered.date and dated != texts[i] and is_imprint(dated):
            gathered.date = published_in(dated)
            places.append(i)
        if i - 1 > last and is_person(texts[i - 1].strip()) and i in places and published_in(dated):
            gathered.author = gathered.author or texts[i - 1].strip()
            places.append(i - 1)
    date = gathered.date or gathered.revised or dateline_of(texts[first])
    author = gathered.author or writer_of(texts[first])
    author = "" if author == gathered.source else author
    return Credit(gathered.source, date, author), places


def _clipped(value: str) -> str:
    """A name without the label or the thing to press that follows it."""
    value = re.split(r"\n|》|只看|(?:責任|责任)?(?:編輯|编辑)|作者|記者|记者|发布|發布", value)[0].strip()
    return re.sub(r"(?:举报|舉報|分享|评论|評論|订阅|訂閱|关注|追蹤)$", "", value).strip(" :：-|《》")
