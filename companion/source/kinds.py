"""What a line or a paragraph is: headline, byline, body, item, caption or credit."""

from __future__ import annotations

import re

__all__ = ["is_byline", "is_credit", "is_dateline", "kind_of", "starts_paragraph", "terminal"]

_BULLET = re.compile(r"[●•·◆■◇□▲△★☆※○◎►▶‧・－–—-]\s*(?=\S)")
_NUMBERED = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、)）](?!\d))"
)
_DATELINE = re.compile(
    r".{0,12}(?:訊|讯|電|电)\s*(?:[（(]|據|据|記者|记者|[】〕])|[【〔\[][^】〕\]]{2,20}(?:訊|讯|電|电|報道|报道)[】〕\]]|[（(]記者"
)
_BYLINE = re.compile(
    r"^[●■◆\s]*(?:[^，。]{0,14}(?:記者|记者|特派員|特派员|編輯|编辑|撰文|文／|文/|採訪)[^，。！？]{1,24}|[^，。]{0,16}(?:[一二]?[^，。]{1,6}\s)+[^，。]{0,8}(?:報道|报道|綜合報道|整理))[\s]*$"
)
_CREDIT = re.compile(
    r"^[（(]?(?:(?:圖片)?來源|来源|資料來源|资料来源|整理|圖片?|图片?|攝影?|摄影?|供圖|资料图片|資料圖片)[:：／/].{1,40}$"
    r"|^[（(]?(?:新華社|新华社|中新社|法新社|路透社|美聯社|美联社|彭博社?|資料圖片|资料图片|網上圖片|网上图片|網絡圖片|視覺中國|受訪者供圖|記者攝)[）)]?$"
    r"|^(?:第\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*頁|\s*页)?$|^[A-Z]{1,2}\d{1,3}$"
)
_CAPTION = re.compile(
    r"^[▲△▼●■◆\s]*(?:圖|图|圖片|图片|上圖|下圖|左圖|右圖)(?:為|为|[:：]|示|[一二三四\d]+[:：])|(?:圖|图)(?:為|为)[^。]{2,60}。?$|^[▲▼]"
)
_ENDS = "。！？!?…"
_CLOSERS = "」』”’）)》】〕"


def terminal(line: str) -> bool:
    """Whether a line ends as a sentence does: 。！？… and closing marks after it."""
    bare = line.rstrip().rstrip(_CLOSERS)
    return bare[-1:] in _ENDS and bare != ""


def is_dateline(line: str) -> bool:
    """A line that opens a report with where it comes from: 本報訊（記者 陳大文 北京報道）…"""
    return _DATELINE.match(line) is not None


def is_byline(line: str) -> bool:
    """A line that only names who wrote: ●本報記者 陳大文 北京報道."""
    if len(line) > 40 or terminal(line) or _DATELINE.match(line) or line.count("（") != line.count("）"):
        return False
    return _BYLINE.match(line) is not None


def is_credit(line: str) -> bool:
    """A line that only names a source, a photographer, or a page number."""
    return len(line) <= 60 and _CREDIT.match(line.strip()) is not None


def starts_paragraph(line: str) -> str:
    """Why a line can only begin a paragraph, in a few words; empty where it need not."""
    if _BULLET.match(line) and not line.startswith(("—", "-", "–", "·")):
        return "a bullet begins a paragraph"
    if re.match(r"[-–·—]\s+\S", line):
        return "a bullet begins a paragraph"
    if _NUMBERED.match(line):
        return "a number begins an item"
    if _DATELINE.match(line):
        return "a dateline begins a paragraph"
    if is_byline(line):
        return "a byline stands by itself"
    if is_credit(line):
        return "a source or page number stands by itself"
    return ""


def kind_of(text: str, is_first: bool = False) -> str:
    """The kind of a whole paragraph, one of `model.KINDS`.

    >>> [kind_of(t) for t in ("打擊電騙", "●本報記者 陳大文 北京報道", "●1月2日，會議召開。", "來源：新華社")]
    ['headline', 'byline', 'item', 'credit']
    """
    stripped = text.strip()
    if is_credit(stripped):
        return "credit"
    if is_byline(stripped):
        return "byline"
    if len(stripped) <= 160 and _CAPTION.search(stripped):
        return "caption"
    if _NUMBERED.match(stripped) or (_BULLET.match(stripped) and not re.match(r"[—–-]\S", stripped)):
        return "item"
    if (
        len(stripped) <= 45
        and "。" not in stripped
        and stripped[-1:] not in "，、；：,;:。"
        and not (terminal(stripped) and len(stripped) > 30)
        and (not terminal(stripped) or is_first or stripped[0] not in _CLOSERS + "「『“")
    ):
        if terminal(stripped) and not is_first and not re.search("[！!？?]$", stripped):
            return "body"
        return "headline"
    return "body"
