"""What a line or a paragraph is: headline, byline, body, item, caption or credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from companion.patterns import later
from companion.source.imprint import PLACE_AND_WRITER, is_day, is_imprint
from companion.source.wording import is_control, is_editor, is_small_print

__all__ = [
    "CLOSERS",
    "after_dateline",
    "is_byline",
    "is_caption_start",
    "is_credit",
    "is_dateline",
    "is_numbered",
    "is_row",
    "is_salutation",
    "kind_of",
    "label_of",
    "list_kinds",
    "next_in_list",
    "point_of",
    "question_kinds",
    "starts_paragraph",
    "terminal",
]

_BULLET = re.compile(r"[●•·◆■◇□▲△★☆※○◎►▶‧・－–—-]\s*(?=\S)")
_NUMBERED = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|\d{1,2}[.．、)）](?!\d)"
    r"|[甲乙丙丁戊己庚辛]、(?![甲乙丙丁戊己庚辛]))"
)
_LETTERED = re.compile(
    r"[（(](?:[a-zA-Zａ-ｚ]|[ivx]{1,4})[)）]|[a-zA-Z][)）]|[A-H][.．]\s*(?=[㐀-鿿])|[①-⑳㈠-㈩⑴-⑽]"
)
_DATELINE = re.compile(
    r".{1,12}(?:訊|讯|電|电)\s*(?:[（(]|據|据|記者|记者|[】〕])"
    r"|[【〔\[][^】〕\]]{2,20}(?:訊|讯|電|电|報道|报道|報導)[】〕\]](?=.)"
    r"|[（(](?:[^）)，。]{0,8})記者[^）)]{2,20}(?:電|電訊|報道|報導)[）)](?=.)|[（(]記者"
)
_DATELINE_WHOLE = later(
    r"(?:(?:[【〔\[（(][^】〕\]）)，。]{0,24}(?:[訊讯]|日[電电]|報道|报道|報導|記者|记者)[^】〕\]）)，。]{0,24}[】〕\]）)]"
    r"|[^，。：\s【（(]{0,8}[報报社台臺網网](?:[專专特快]|綜合|综合)?[訊讯](?=[\s　（(【]|記者|记者|據|据|$)"
    r"|[^，。：\s【（(]{0,6}社[^，。：【（(]{0,16}日[電电](?=[\s　（(【]|記者|记者|據|据))[\s　]*)+"
    r"(?:(?:本報)?(?:記者|记者)[^，。：:]{2,16}(?:報道|报道|報導)[：:][\s　]*)?"
)
_WRITES = "文|圖|撰文|採訪|采訪|攝影|編輯|編譯|翻譯|整理|繪圖|文字|(?:本文)?作者|譯者|責任編輯|記者"
_BYLINE = re.compile(
    r"^[^，。：]{0,12}(?:評論員|评论员|主筆|主笔)[\s　]*[^\s，。：]{2,4}$|^[●■◆\s]*(?:[^，。]{0,14}(?:記者|记者|特派員|特派员|通訊員|通讯员|編輯|编辑|撰文|採訪)(?!會|会|們|们|站|協|部|室|手)(?:[\s／/:：][^，。！？]{1,24}|[^\s，。！？、]{2,4}(?:、[^\s，。！？、]{2,4}){0,3}(?:[\s／/]?[^\s，。！？]{0,10}(?:報道|报道|報導|攝|摄|電|撰文|整理))?)|[^，。]{0,16}(?>[一二]?[^，。\s]{1,6}\s+)+[^，。]{0,8}(?:報道|报道|報導|綜合報道|整理))[\s]*$"
    rf"|^[Bb]y:?\s\S{{2,12}}(?: \S{{2,12}}){{0,2}}$|^(?:(?:{_WRITES})(?:[、／/及和&＆]?(?:{_WRITES}))*\s*[:：／/|｜]\s*[^，。：:！？]{{2,12}}[\s、]*)+$"
    r"|^[【（(〔\[][^】）)〕\]，。]{0,16}(?:記者|记者|綜合|综合)[^】）)〕\]，。]{0,20}(?:報道|报道|報導|電|攝|整理)?[】）)〕\]]$"
    r"|^(?:校長|主任|讀者|.{2,8}讀者)[\s　]+\S{2,8}$|^\S{2,6}[\s　]+\S{2,6}(?:謹啟|敬上|謹上|啟)$"
)
_BYLINE_HAS = re.compile(
    "[評评筆笔記记特編编撰採文圖采攝翻譯整繪作責綜综報报訊讯電电理校主讀啟敬謹By]"
)  # one of these, or it is none
_CREDIT = (
    r"^[（(]?(?:(?:圖片)?來源|来源|資料來源|资料来源|整理|圖片?|图片?|攝影?|摄影?|供圖|资料图片|資料圖片)[:：／/].{1,40}$"
    r"|^[（(]?(?:新華社|新华社|中新社|法新社|路透社?|美聯社|美联社|彭博社?|歐新社|中央社|資料圖片|资料图片|資料照片|網上圖片|网上图片|網絡圖片|視覺中國|受訪者供圖|受訪者提供|作者供圖|記者攝|本報記者攝|互聯網圖片|示意圖)[）)]?$"
    r"|^(?:第\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*頁|\s*页)?$|^[A-Z]{1,2}\d{1,3}$"
)
_ITEM_NUMBER = re.compile(
    r"(?P<open>[（(]?)(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2}|[甲乙丙丁戊己庚辛])(?P<close>[.．、)）])(?!\d)"
)
_IN_ORDER = ("一二三四五六七八九十", "甲乙丙丁戊己庚辛")
_BY_SOURCE = later(  # what stands after 圖： where it is no description
    "[社報报攝摄]$|圖片|图片|資料|资料|提供|供圖|供图|網上|网上|網絡|网络|視頻|视频|截圖|截图|[攝摄]影?[）)]?$"
)
_PICTURE = re.compile(r"[圖图][:：](.+)")
_RULE = r"[＊*＝=－\-—─_＿~～☆★◆·•．.#＃\s]{3,}"
_CLOSE = "[（(【\\-—–~ ]*(?:(?:全文)?完|(?:The )?(?:END|End))[）)】\\-—–~ ]*"  # what closes a press release
_CAPTION = re.compile(
    r"^[▲△▼●■◆\s]*(?:圖|图|圖片|图片|上圖|下圖|左圖|右圖)(?:為|为|[:：]|示|[一二三四\d]+[:：])|(?:圖|图)(?:為|为)[^。]{2,60}。?$|^[▲▼]"
)
_PICTURED = re.compile("[圖图▲▼]")  # one of these, or it is no caption
_CAPTION_START = re.compile(r"(?:圖|图|上圖|下圖|左圖|右圖)(?:為|为|[一二三四\d]+[:：])")
_SALUTATION = later(  # 親愛的媽媽：  主席、各位嘉賓、各位朋友：
    "(?:(?:[親亲]愛|[敬尊]愛|尊敬)的[^，。]{1,20}|(?:[^，。：]{1,20}[、，])?各位[^。：]{1,30}|致[^，。]{2,20}|[^，。：]{1,12}(?:先生|女士|小姐|同[學学]|[編编][輯辑]|台[鑒鉴]|如晤))[：:]"
)
_CLOSES_LETTER = re.compile("此致|敬[禮礼]|[順顺即並并][頌颂]\\S{2}|[敬專专]此|祝[好安]?|[草謹谨]此")
_SCORE_ROW = re.compile(r"[^\d\s:：]{1,10}[ 　]\d{1,3}\s?[:：比\-–]\s?\d{1,3}[ 　][^\d\s:：]{1,10}")
_LONGEST_ROW = 40
_LABEL = re.compile(r"[^\s，。：:「」、（）()]{1,6}[:：](?=.)")
_BULLET_DASH = re.compile(r"[-–·—]\s+\S")
_ANY_CREDIT = re.compile("|".join(f"(?:{p})" for p in (_CREDIT, _CLOSE, _RULE)))
_ITEM = re.compile(f"(?:{_NUMBERED.pattern})|(?:{_LETTERED.pattern})|(?![—–-]\\S)(?:{_BULLET.pattern})")
_EACH = 20_000  # lines whose kind is kept: it is asked several times of each
_ENDS = "。！？!?…"
CLOSERS = "」』”’）)》】〕"
_AFTER = CLOSERS + "\"'⁰¹²³⁴⁵⁶⁷⁸⁹"
_REFERENCE = re.compile(r"(?:\[\d{1,3}\])+$")


@lru_cache(_EACH)
def terminal(line: str) -> bool:
    """Whether a line ends as a sentence does: 。！？… and closing marks, or the mark of a note, after it.

    >>> [terminal(t) for t in ("下跌。", "「下跌。」", "下跌。¹", "下跌。[2]", "下跌")]
    [True, True, True, True, False]
    """
    bare = line.rstrip().rstrip(_AFTER)
    if bare[-1:] == "]":
        bare = _REFERENCE.sub("", bare).rstrip(_AFTER)
    return bare[-1:] in _ENDS and bare != ""


@lru_cache(_EACH)
def is_row(line: str) -> bool:
    """A row of a table without lines: a score between two names, cells with tabs, or several values with ideographic spaces.

    >>> [is_row(t) for t in ("泰國 3:1 中華台北", "日出：06:45　日落：17:38", "去年的 12 宗增至 36 宗", "香港　陳大文")]
    [True, True, False, False]
    """
    if len(line) > _LONGEST_ROW or re.search("[，。！？；」』]", line):
        return False
    if "\t" in line.strip():
        return True
    cells = [cell for cell in re.split("　+", line.strip()) if cell]
    if len(cells) > 1 and sum(re.search(r"\d", cell) is not None for cell in cells) >= 0.5 * len(cells) >= 1:
        return len(cells) > 2 or all(re.search(r"[:：]\s*\d", cell) for cell in cells)
    return _SCORE_ROW.fullmatch(line.strip()) is not None


def is_dateline(line: str) -> bool:
    """A line that opens a report with where it comes from: 本報訊（記者 陳大文 北京報道）…"""
    return _DATELINE.match(line) is not None


@lru_cache(_EACH)
def after_dateline(line: str) -> int:
    """Where a report begins, behind what says who sent it from where; 0 where nothing does.

    >>> lines = ("【本報訊】（記者 陳小玲）房屋局公布", "新華社北京11月26日電（記者王明）外交部回應", "（中央社記者李文台北26日電）氣象署表示")
    >>> [line[after_dateline(line) :] for line in lines]
    ['房屋局公布', '外交部回應', '氣象署表示']
    >>> after_dateline("市民收到短訊（見圖）後報警")
    0
    """
    found = _DATELINE_WHOLE.match(line)
    return found.end() if found and found.end() < len(line) else 0


@lru_cache(_EACH)
def is_byline(line: str) -> bool:
    """A line that only names who wrote: ●本報記者 陳大文 北京報道."""
    if (
        len(line) > 40
        or _BYLINE_HAS.search(line) is None
        or terminal(line)
        or line.count("（") != line.count("）")
    ):
        return False
    if _DATELINE.match(line) and not (line[0] in "【（(〔[" and line[-1] in "】）)〕]"):
        return False
    return _BYLINE.match(line) is not None or PLACE_AND_WRITER.fullmatch(line) is not None


@lru_cache(_EACH)
def is_credit(line: str) -> bool:
    """A line that only names a source, a photographer, a date or a page number; a rule of signs; 完."""
    bare = line.strip()
    return (len(line) <= 60 and _ANY_CREDIT.fullmatch(bare) is not None) or is_imprint(bare, True)


def _is_beside(text: str) -> bool:
    """Whether a paragraph is a notice of a site or of a paper, or the name of who was responsible: 點擊數：123."""
    return re.search("[㐀-鿿][^。]*$", text) is not None and (
        is_small_print(text)
        or is_editor(text)
        or (is_control(text) and re.search(r"[\d:：]", text) is not None)
    )


@lru_cache(_EACH)
def starts_paragraph(line: str, goes_on: bool = False) -> str:
    """Why a line can only begin a paragraph, in a few words; empty where it need not.

    `goes_on`: the line before fills its column and has no full stop, so that a number (七、八月) and
    what stands in brackets may as well be its sentence.
    """
    if _BULLET.match(line) and not line.startswith(("—", "-", "–", "·")):
        return "a bullet begins a paragraph"
    if _BULLET_DASH.match(line):
        return "a bullet begins a paragraph"
    if (_NUMBERED.match(line) and not goes_on) or (
        (found := _LETTERED.match(line)) and not (goes_on and line[found.end() :][:1] in "，、。；）")
    ):
        return "a number begins an item"
    if _DATELINE.match(line) and not is_byline(line):
        return "a dateline begins a paragraph"
    if is_byline(line):
        return "a byline stands by itself"
    if is_credit(line) and not (goes_on and is_day(line)):
        return "a source, date or page number stands by itself"
    return ""


def next_in_list(line: str, item: str) -> str:
    """Why `item` is the next point of a list after the paragraph `line`; empty where it need not be.

    >>> [bool(next_in_list(a, "2. 檢討課程")) for a in ("增加撥款；", "1. 增加撥款", "增加撥款")]
    [True, True, False]
    """
    own = _ITEM_NUMBER.match(item)
    if not own and not _LETTERED.match(item):
        return ""
    if line[-1] in "：；:;":
        return "a number begins an item"
    before = _ITEM_NUMBER.match(line)
    if own and before and own["open"] == before["open"] and own["close"] == before["close"]:
        a, b = _value(before["number"]), _value(own["number"])
        if b == a + 1 and ("，" not in line or (own["close"] != "、" and line[-1] not in "，、")):
            return "the next number begins an item"
    return ""


def point_of(line: str) -> tuple[tuple[str, str, str], int] | None:
    """The series that a line's number is of, by its marks and figures, and the number; None without.

    >>> point_of("（二）租金減免"), point_of("租金減免")
    ((('（', '一', '）'), 2), None)
    """
    found = _ITEM_NUMBER.match(line)
    if not found or (number := _value(found["number"])) < 1:
        return None
    figures = next((row[0] for row in _IN_ORDER if found["number"][0] in row), "1")
    return (found["open"], figures, found["close"]), number


def _value(number: str) -> int:
    """What a list's number counts; -9 where it counts nothing."""
    if number.isdecimal():
        return int(number)
    if len(number) == 1:
        return next((row.index(number) + 1 for row in _IN_ORDER if number in row), -9)
    tens, _, ones = number.partition("十")
    digits = _IN_ORDER[0]
    if "十" not in number or len(tens) > 1 or len(ones) > 1:
        return -9
    return 10 * (digits.index(tens) + 1 if tens else 1) + (digits.index(ones) + 1 if ones else 0)


def question_kinds(kinds: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The kinds of an article's paragraphs, with a question between two of its body as part of the body.

    A short paragraph that ends in ？ or ！ is taken as a headline by `kind_of`; amid the body it is one only
    where the article has others there that have no such mark.

    >>> question_kinds(["headline", "body", "headline", "body"], ["新例生效", "新例今日生效。", "成效如何？", "仍待觀察。"])
    ['headline', 'body', 'body', 'body']
    """
    inside = [
        i for i, kind in enumerate(kinds) if kind == "headline" and i and kinds[i - 1] in ("body", "item")
    ]
    if any(not terminal(texts[i]) for i in inside):
        return list(kinds)
    return ["body" if i in inside and terminal(texts[i]) else kind for i, kind in enumerate(kinds)]


def list_kinds(kinds: Sequence[str], texts: Sequence[str], certain: Sequence[bool] = ()) -> list[str]:
    """The kinds of an article's paragraphs, with those of a list as items that `kind_of` takes for headlines.

    Four and more short paragraphs in a row are names or entries; so are two after one that ends in a colon. `certain`
    says which are headlines by more than their length, by their size or their element.

    >>> list_kinds(["headline", "body", "headline", "headline"], ["會議紀錄", "出席者：", "陳大文議員", "李小美議員"])
    ['headline', 'body', 'item', 'item']
    """
    found = list(kinds)
    i = 0
    while i < len(found):
        j = i
        while j < len(found) and found[j] == "headline" and not (certain and certain[j]):
            j += 1
        begins = i > 0 and texts[i - 1].endswith(("：", ":"))
        title = i == 0  # a title and what stands under it
        if j - i >= (2 if begins else 5 if title else 4):
            found[i + title : j] = ["item"] * (j - i - title)
        i = max(j, i + 1)
    return found


def is_caption_start(line: str) -> bool:
    """A line that opens a caption: 圖為大浪灣。"""
    return _CAPTION_START.match(line) is not None


def is_numbered(line: str) -> bool:
    """Whether a line opens with the number or letter of an item: （一）, 2., (b).

    >>> [is_numbered(t) for t in ("（一）政府有否檢討", "2. 輸入姓名", "二百人出席")]
    [True, True, False]
    """
    return (_NUMBERED.match(line) or _LETTERED.match(line)) is not None


def is_salutation(text: str) -> bool:
    """Whether a paragraph is the address of a letter or a speech.

    >>> is_salutation("主席、各位嘉賓、各位朋友："), is_salutation("警方說：")
    (True, False)
    """
    return _SALUTATION.fullmatch(text) is not None


def label_of(line: str) -> str:
    """The label that a line of a list or an interview opens with, such as 後衛：; empty without."""
    found = _LABEL.match(line)
    return found.group() if found else ""


def kind_of(text: str, is_first: bool = False) -> str:
    """The kind of a whole paragraph, one of `model.KINDS`.

    >>> [kind_of(t) for t in ("打擊電騙", "●本報記者 陳大文 北京報道", "●1月2日，會議召開。", "來源：新華社", "此致")]
    ['headline', 'byline', 'item', 'credit', 'body']
    """
    stripped = text.strip()
    if _ANY_CREDIT.fullmatch(stripped):
        found = _PICTURE.fullmatch(stripped)
        return "caption" if found and len(found[1]) > 4 and not _BY_SOURCE.search(found[1]) else "credit"
    if is_byline(stripped) or _DATELINE_WHOLE.fullmatch(stripped):
        return "byline"
    if is_imprint(stripped) or _is_beside(stripped):
        return "credit"
    if len(stripped) <= 160 and _PICTURED.search(stripped) and _CAPTION.search(stripped):
        return "caption"
    if _ITEM.match(stripped) or ("\t" in stripped and is_row(stripped)):
        return "item"
    if (
        len(stripped) <= 45
        and "。" not in stripped
        and stripped[-1:] not in "，、；：,;:。"
        and not _CLOSES_LETTER.fullmatch(stripped)
        and not (terminal(stripped) and len(stripped) > 30)
        and (not terminal(stripped) or is_first or stripped[0] not in CLOSERS + "「『“")
    ):
        if terminal(stripped) and not is_first and not re.search("[！!？?]$", stripped):
            return "body"
        return "headline"
    return "body"
