"""Draws texts as a phone, a newspaper or a book shows them, with Chromium."""

from __future__ import annotations

import html
import re
from collections import Counter

SERIF, SANS = "'Noto Serif CJK TC'", "'Noto Sans CJK TC'"
TITLE = "渡輪碼頭月底搬遷"
TEXT = [
    "運輸署昨日公布，沿用五十年的渡輪碼頭將於本月三十日停用，乘客須改到新碼頭上船。新碼頭離舊址約八分鐘路程，設有升降機。",
    "署長馮麗儀在簡報會上說：「我們明白長者擔心要多走一段路，所以首三個月會有免費小巴接駁。」她補充，班次和收費不變。",
    "住在離島的郭先生每天乘搭早上六時四十五分的頭班船上班。他希望當局在碼頭加設上蓋，以免乘客在雨天排隊時淋濕。",
    "區議員批評諮詢不足，要求延遲搬遷。政府回應說，工程合約已於2月簽訂，總值約3.6億元，如果延遲，每日要賠償12萬元。",
]
LOOKS = {
    "screenshot": (390, 700, 3.0, f"body{{font:17px/1.65 {SANS};margin:16px}}h1{{font-size:24px}}p{{margin:0 0 14px}}"),
    "small screenshot": (390, 700, 1.0, f"body{{font:17px/1.65 {SANS};margin:16px}}h1{{font-size:24px}}p{{margin:0 0 14px}}"),
    "dark screenshot": (390, 700, 2.0, f"body{{font:17px/1.65 {SANS};margin:16px;background:#111;color:#ddd}}h1{{font-size:24px}}p{{margin:0 0 14px}}"),
    "one column": (820, 600, 1.654, f"body{{font:20px/1.7 {SERIF};margin:60px}}h1{{font-size:30px;text-align:center}}p{{margin:0;text-indent:2em;text-align:justify}}"),
    "three columns": (900, 500, 1.654, f"body{{font:17px/1.55 {SERIF};margin:50px}}h1{{font-size:36px}}.b{{column-count:3;column-gap:24px;text-align:justify}}p{{margin:0;text-indent:2em}}"),
    "vertical": (900, 640, 1.654, f"html{{writing-mode:vertical-rl}}body{{font:19px/1.7 {SERIF};margin:40px;height:560px}}h1{{font-size:32px}}p{{margin:0;text-indent:1em;text-align:justify}}"),
}  # fmt: skip


def page_html(style: str) -> str:
    """The text as a page in that style."""
    body = "".join(f"<p>{html.escape(p)}</p>" for p in TEXT)
    return f'<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><style>{style}</style><h1>{TITLE}</h1><div class="b">{body}</div>'


def drawn(browser, look: str) -> bytes:
    """The text as a PNG picture of one of `LOOKS`."""
    width, height, scale, style = LOOKS[look]
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    try:
        page.set_content(page_html(style))
        return page.screenshot(full_page=True)
    finally:
        page.close()


def accuracy(blocks) -> tuple[float, float]:
    """Which share of the characters was read, wherever they stand, and which in order (longest common subsequence)."""
    from rapidfuzz.distance import LCSseq

    right = re.sub(r"\s", "", "".join([TITLE, *TEXT]))
    read = re.sub(r"\s", "", "".join(b.text for b in blocks))
    there = sum((Counter(right) & Counter(read)).values()) / max(len(right), len(read))
    return there, LCSseq.similarity(right, read) / max(len(right), len(read))
