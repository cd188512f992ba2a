"""When a text was published, and by whom: dates in all their forms, the labels before them, a line that says nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from companion.patterns import later
from companion.source.wording import is_control, is_date_label, is_small_print

__all__ = [
    "AUTHOR",
    "LABELS",
    "LONGEST",
    "OUTLET",
    "PLACE_AND_WRITER",
    "REPORTER",
    "SOURCE",
    "date_in",
    "dates_in",
    "fields_of",
    "is_ago",
    "is_caption",
    "is_day",
    "is_event",
    "is_imprint",
    "is_picture_file",
    "is_revision",
    "narrow",
    "published_in",
    "rest_of",
    "without_facts",
    "without_pictures",
]

LONGEST = 90
"""Characters of the longest line that says such."""
_LONGEST_IMPRINT = 60
_NUMERALS = "〇零○一二三四五六七八九十"
_TIME = (
    r"(?:\s*(?:HKT|CST|GMT|UTC)(?=\s*\d))?(?:[\sT　,，]*(?:[上下]午|凌晨|早上|晚上|中午)?\s*\d{1,2}[:：時时點点]\d{2}(?:[:：分]\d{2}秒?|分)?"
    r"(?:\s*[AaPp]\.?[Mm]\b\.?)?(?:[+-]\d{2}:?\d{2}|Z)?)?"
)
_DATE = re.compile(
    rf"(?<![\d./-])(?:(?P<era>(?:中[華华])?民[國国])\s*)?(?P<y>(?:19|20)\d\d|(?<=國)\d{{2,3}}|(?<=国)\d{{2,3}}|(?<=國 )\d{{2,3}}|1[0-3]\d)\s?[-/.年]\s?(?P<m>\d{{1,2}})\s?[-/.月]\s?(?P<d>\d{{1,2}})(?!\d)\s?日?{_TIME}"
    rf"|(?<![\d./-])(?P<da>\d{{1,2}})(?P<sep>[-/.])(?P<mo>\d{{1,2}})(?P=sep)(?P<ye>20\d\d)(?![\d./-]){_TIME}(?:\s*(?:HKT|CST|GMT|UTC))?"
    rf"|(?<![\d./-])(?P<ma>\d{{1,2}})\s?月\s?(?P<na>\d{{1,2}})\s?日?\s?[,，]\s?(?P<ya>20\d\d)(?!\d){_TIME}"
    rf"|(?<=[:：])\s?(?P<yy>2\d)(?P<sy>[-/.])(?P<my>\d\d)(?P=sy)(?P<ny>\d\d)(?![\d./-]){_TIME}"
    rf"|(?P<hy>[{_NUMERALS}]{{4}})年(?P<hm>[{_NUMERALS}]{{1,3}})月(?P<hd>[{_NUMERALS}]{{1,3}})日{_TIME}"
)
_DAY = re.compile(
    rf"(?<![\d./-])(?P<m>0?[1-9]|1[0-2])[-/月](?P<d>[0-3]?\d)日?\s?(?=\d{{2}}:\d{{2}}|$|\s){_TIME}"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?:(?P<m>{'|'.join(_MONTHS)})[a-z]*\.? (?P<d>\d{{1,2}}),? (?:\d\d:\d\d(?::\d\d)? (?:[+-]\d{{4}} )?)?(?P<y>20\d\d)|(?P<d2>\d{{1,2}}) (?P<m2>{'|'.join(_MONTHS)})[a-z]*\.? (?P<y2>20\d\d)){_TIME}",
    re.I,
)
_AGO = re.compile(r"(?:(?<!\d)\d+|半|幾|几)\s*(?:分鐘|分钟|小時|小时|天|日)前|(?:昨天|今天|前天|刚刚|剛剛)$")
_VALUE = (
    r"\s*([^\s|｜/／:：,，;；()（）【】\[\]]{2,20}(?: [A-Za-z][^\s|｜/／:：,，;；()（）【】\[\]]{1,20})?)"
)
SOURCE = re.compile(
    r"(?P<label>(?:(?:文章|新聞|新闻|稿件|本文|信息|資訊|资讯|資料|资料|內容|内容)?[來来]源(?:於|于)?\s*[:：]?|(?:本文)?(?:轉載?|转载?|摘)自\s*[:：]?|(?:稿源|出[處处]|原[載载])\s*[:：]|原[載载](?:[於于自])?(?=《)|[發发][布佈](?:單位|单位|機[關構]|机[关构])\s*[:：]))"
    + _VALUE
)
AUTHOR = re.compile(
    r"(?<![責责])(?:(?:作者(?:[為为](?=\s))?|撰文|記者|记者|採訪|采访|採寫|采写|撰稿)\s*[:：／/|｜]?|(?<![^\s|｜])(?:文字|文|報道|报道|報導)\s*[:：／/|｜])"
    + _VALUE
    + r"|\bby\s+([\w·]{2,20}(?: [A-Z]\w+){0,2})",
    re.I,
)
REPORTER = re.compile(
    r"(?:記者|记者|特派員|特派员|通訊員|通讯员)\s*(?:([^\s／/、，：:（）()]{2,4}?)(?=[綜综]?合?(?:報道|報導|报道|报导|攝|摄))"
    r"|([^\s／/、，：:（）()]{2,4}(?:、[^\s／/、，：:（）()]{2,4})*))"
)
OUTLET = r"\S{0,10}(?:[報报社網网]|新聞|新闻|電視|电视|電台|电台|[週周]刊|在線|在线)"
PLACE_AND_WRITER = re.compile(
    rf"(?:(?:本[報报]|特[約约])?(?:記者|记者)\s*)?(?P<who>[\u4e00-\u9fff]{{2,4}})\s*[/／]\s*(?:[^\s/／]{{0,8}}(?:[報报][導导道]|綜合|综合)|(?P<outlet>{OUTLET}))(?=$|\s)"
)
LABELS = re.compile(
    r"[發发][布佈](?:單位|单位|機關|机关)\s*[:：]|(?:發布|发布|發佈|發表|发表|出版|刊登|上稿|建立|修訂|修订|更新|最後更新|最后更新|發稿|发稿)?(?:時間|时间|日期|於|于)?(?<!\s)\s*[:：]|(?:發布|发布|發佈|發表于|发表于|發表於|更新)(?:時間|时间|日期|於|于)?"
    r"|(?:本文|文章|新聞|新闻|稿件)?(?:[來来]源|作者[為为]?|撰文|採訪|采访|採寫|采写|撰稿|記者|记者|文字|(?<![\u4e00-\u9fff])文)\s*[:：／/]|(?:[來来]源|作者(?:[為为](?!\S))?)|posted (?:on|by)|\bby\b|(?:星期|週|周|礼拜|禮拜)[一二三四五六日天]|最後|最后|首次",
    re.I,
)
_EDITOR = re.compile(
    r"(?:責任|责任|執行|执行)?(?:編輯|编辑|責編|责编|校對|校对|編審|编审|審核|审核|[監监][製制]|主編|主编)\s*[:：][\s\n]*[\w·]{2,16}"
)
# Who made or lent a picture, not the text.
_PICTURED = re.compile(
    r"(?:[攝摄]影|(?<![\u4e00-\u9fff])(?:封面|題|题|首|配|附|以上|文中)?[圖图](?:片|像)?|照片|相片|[視视][頻频])(?:[來来]自|(?:[來来]源|出[處处])[於于]|(?:[來来]源|提供|出[處处])?\s*[:：／/|｜])\s*[\w·/／]{2,20}(?:[，,]\s*(?:[如若]?有?侵[權权]?[^，。]{0,8}[刪删][^，。]{0,4}|[^，。]{0,4}版[權权][^，。]{0,10}))?"
)
_CAPTION = re.compile(
    r"^\s*(?:[▲△▼▽◀◁←↑]|[（(]?[上下左右]?[圖图](?:[為为]|[：:／/|｜]|[一二三四五六七八九十\d]+[：:]))"
    r"|[（(【\[](?:[^（）()]{0,12}[圖图]片?|[^（）()]{0,12}[攝摄]影?|[^（）()]{0,12}照片)[）)】\]]\s*$"
)
_PICTURE_FILE = re.compile(
    r"(?:本[報报台刊社網网站])?[資资]料(?:室|[庫库]|[圖图]片?|照片?|片)|本[報报台刊社網网站][資资]料"
)
_PAGE = re.compile(
    r"第?\s*[A-Z]?\d{1,3}\s*版(?:[：:]\s*\S{1,8}|\s[\u4e00-\u9fff]{2,4}(?=$|\s))?|(?<![A-Za-z\d])[A-Z]\d{1,2}(?:[ ：:·][\u4e00-\u9fff]{2,4}|(?=\s|$|[|｜]))"
)
_WEEKDAY = re.compile(r"[（(]?(?:星期|週|周|礼拜|禮拜)[一二三四五六日天][）)]?")
_LUNAR = re.compile(
    r"(?:[農农夏][曆历]|[阴陰][曆历])?\s*(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]\S?年)?\s*[閏闰]?[正一二三四五六七八九十冬臘腊]{1,2}月(?:初[一二三四五六七八九十]|[十廿卅][一二三四五六七八九十]?)日?"
)
_LUNAR_YEAR = re.compile(
    rf"(?=\S{{0,4}}[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]\S?年){_LUNAR.pattern}"
)
_REPORT_FROM = re.compile(r"[/／][ ]*[^\s/／]{0,8}(?:報導|報道|报道|报导)")
_CLOCK = re.compile(
    r"(?:(?:香港|北京|台北|本地|當地|当地)(?:時間|时间)\s*|(?:[今昨前][日天]|[上下]午|凌晨|早上|中午|晚上)\s*)*\d{1,2}\s*(?:[:：]\s*[0-5]\d(?:[:：][0-5]\d)?(?:\s*[AaPp][Mm]\b)?|[時时點点]\s*\d{1,2}\s*分)"
)
_POSTED = re.compile(  # above a post of a live blog
    rf"(?:(?:[發发][佈布表]|更新|刊登|出版)(?:[於于]|[時时][間间])?\s*[:：]?\s*)?{_CLOCK.pattern}"
)
# What ends a label: such a one before a date says of what it is the date.
_ENDS_LABEL = re.compile(
    r"(?:[:：]|日期|時間|时间|限期|期限|有效期|到期|日|[至於于在自從从為为是]|截止|出生|逝世|去世|開始|开始|結束|结束|生效|舉行|举行|[開开閉闭]幕)$"
)
_OF_EVENT = re.compile(  # what follows the date of an event
    r"日?(?:之前|以前|前(?![線线沿方])|起|止|截止|屆滿|届满)|\s*(?:[至到]|[-–—~～]\s*\d|截止|生效|舉行|举行|召開|召开|[開开閉闭]幕|出生|逝世|去世)"
)
_OF_REVISION = re.compile("更新|修[訂订改]|更正|updated?|modified", re.I)
_PLACE = re.compile(
    r"(?:活動|活动|比賽|比赛|集合)?(?:地[點点址]|會場|会场|場地|场地|[費费]用|票[價价]|報名|报名)"
)
_BARE_LABEL = re.compile(r"\s*(?:日期|時間|时间)\s*[:：]?")
_LONGEST_LABEL = 14
_FULL_WIDTH = {ord("０") + n: str(n) for n in range(10)} | {ord("／"): "/", ord("－"): "-", ord("．"): "."}
# A label of a field, by what the field says; what has no label known here may stand beside such.
_FIELD = re.compile(
    r"(?P<picture>(?:封面|題|题|首|配|附)?[圖图](?:片|像)?(?:[來来]源|提供)?|照片|[攝摄]影|[視视][頻频])\s*[:：／/|｜]"
    r"|(?P<date>(?:本文|文章|新聞|新闻|稿件|網頁|网页)?(?:最[後后]|最近|首次|原)?(?:[發发][布佈表稿]|出版|刊登|刊[載载]|登[載载]|更新|修[訂订改]|上[稿線线傳传載载架]|建立|見報|见报|公[布佈])(?:日期|[時时][間间]|[於于])?|(?<![\u4e00-\u9fff])(?:日期|[時时][間间]))\s*[:：]"
    r"|(?P<source>(?:文章|新聞|新闻|稿件|本文|信息|資訊|资讯|資料|资料|內容|内容)?[來来]源(?:於|于)?|稿源|出[處处]|原[载載]|[發发][布佈](?:單位|单位|機[關構]|机[关构]))\s*[:：]"
    r"|(?P<author>(?:[專专][欄栏]|本文|文章|原文)?作者|撰文|(?:本[報报])?(?:特[約约])?(?:記者|记者)|[採采][訪访寫写]|撰稿人?|文字|(?<![\u4e00-\u9fff])文(?:[／/、及和][圖图])?)\s*[:：／/|｜]"
    r"|(?P<editor>(?:責任|责任|執行|执行|值班)?(?:編輯|编辑|責編|责编|校對|校对|編審|编审|審核|审核|[監监][製制]|主編|主编))\s*[:：／/|｜]"
    r"|(?:(?<=[\s　|｜,，;；\]】）)])|^)(?P<beside>[\u4e00-\u9fff]{2,6})\s*[:：]"
)
_SENT = re.compile(r"[【〔\[][^】〕\]]{0,8}[訊讯][】〕\]]\s*(?=\S)")
_LONGEST_FIELDS, _LONGEST_VALUE = 300, 40
_BRACKETS = " \t\n　|｜,，;；·•[]【】（）()<>-–—"
_MAY_BE = later(
    rf"[\d{_NUMERALS}][年月/.:：時时點点-]|(?:19|20)\d\d|[日天時时鐘钟]前|[來来]源|[轉转摘]|稿源|出[處处]|[圖图攝摄責责編编]|(?:星期|[週周])|\bago\b|剛剛|刚刚"
)
_EACH = 20_000  # lines of which it is kept: it is asked several times of each


def narrow(text: str) -> str:
    """A text with its figures, and the marks of a date, in half width: each character stands where it stood.

    >>> narrow("２０２６／１１／３")
    '2026/11/3'
    """
    return text.translate(_FULL_WIDTH)


def date_in(text: str) -> str:
    """The first date of a text as 2026-11-26; one without a year as 11-26; empty without any.

    >>> [date_in(t) for t in ("2019年9月7日 13:43", "二〇二六年十一月二十六日", "民國114年3月5日", "115/11/20", "20/11/2026", "10-08 12:00", "Nov 25, 2019")]
    ['2019-09-07', '2026-11-26', '2025-03-05', '2026-11-20', '2026-11-20', '10-08', '2019-11-25']
    """
    text = narrow(text)
    if found := _DATE.search(text):
        if found["hy"]:
            year, month, day = (_count(found[g]) for g in ("hy", "hm", "hd"))
        elif found["ya"]:
            year, month, day = int(found["ya"]), int(found["ma"]), int(found["na"])
        elif found["yy"]:
            year, month, day = 2000 + int(found["yy"]), int(found["my"]), int(found["ny"])
        elif found["ye"]:  # 20/11/2026; 11/20/2026 can only be the American way
            year, month, day = int(found["ye"]), int(found["mo"]), int(found["da"])
            month, day = (day, month) if month > 12 else (month, day)
        else:
            year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
            year += 1911 if year < 1000 else 0
        return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    if found := _ENGLISH.search(text):
        name = (found["m"] or found["m2"])[:3].lower()
        return f"{found['y'] or found['y2']}-{_MONTHS.index(name) + 1:02}-{int(found['d'] or found['d2']):02}"
    if found := _DAY.search(text):
        return f"{int(found['m']):02}-{int(found['d']):02}"
    return ""


def _count(numerals: str) -> int:
    digits = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
    if "十" not in numerals:
        return int("".join(str(digits[c]) for c in numerals))
    tens, _, ones = numerals.partition("十")
    return 10 * (digits[tens] if tens else 1) + (digits[ones] if ones else 0)


def published_in(text: str) -> str:
    """The date of publication in a line: its first one of which no label, and nothing behind it, says that it is another's.

    >>> [published_in(t) for t in ("發佈日期：2026年11月28日", "截止日期：2026年12月31日", "晨報 2026-11-28", "有效期至2028年6月30日")]
    ['2026-11-28', '', '2026-11-28', '']
    """
    text = narrow(text)
    revised = ""
    for pattern in (_DATE, _ENGLISH, _DAY):
        dates = list(pattern.finditer(text))
        for found in dates:
            label = _label(text[: found.start()])
            if not (
                (found is not dates[0] and re.search(r"[\d日]\s*[-–—~～]\s*$", text[: found.start()]))
                or _OF_EVENT.match(_WEEKDAY.sub("", text[found.end() :]))
                or _is_other_label(label)
                or (_BARE_LABEL.fullmatch(label) and _PLACE.search(text))
            ):
                date = date_in(text[max(0, found.start() - 1) : found.end()])
                if not _OF_REVISION.search(label):
                    return date
                revised = revised or date
        if dates:
            break
    return revised


def is_revision(text: str, date: str) -> bool:
    """Whether a line's only date is the one on which the text was last changed.

    >>> is_revision("最後更新：2026-11-21", "2026-11-21"), is_revision("2026-11-21", "2026-11-21")
    (True, False)
    """
    found = _OF_REVISION.search(text)
    return bool(date) and found is not None and not date_in(text[: found.start()]) and date_in(text) == date


def is_day(line: str) -> bool:
    """Whether a line is a day and nothing else, which may as well stand in a sentence: 2026年11月3日."""
    return "年" in line and _DATE.fullmatch(_WEEKDAY.sub("", line)) is not None


def is_ago(text: str) -> bool:
    """Whether a line says how long ago it was published: 2小時前."""
    return _AGO.search(text) is not None


def _label(before: str) -> str:
    """What stands right before a date, with its colon: 截止日期： of 招聘 | 截止日期：."""
    before = re.sub(r"\s*[:：]\s*$", "：", _WEEKDAY.sub(" ", before)).rstrip()
    if words := re.search(r"(?:[A-Za-z]+ ){0,3}[A-Za-z]+：?$", before):
        return words[0]
    return re.split(r"[|｜/／\s,，;；。（）()【】\[\]・·]+|[:：](?!$)", before)[-1]


def _is_other_label(label: str) -> bool:
    return _ENDS_LABEL.search(label) is not None and not is_date_label(label.rstrip(":： "))


def is_event(texts: Sequence[str], place: int) -> bool:
    """Whether the lines beside a date say that it is an event's: its label in the cell before it, or a place with it.

    >>> is_event(["日期：2026年12月5日", "地點：大會堂"], 0), is_event(["2026年12月5日", "警方昨日拘捕疑犯。"], 0)
    (True, False)
    """
    before = texts[place - 1] if place else ""
    label = _label(f"{before} ".rstrip()) if len(before) <= _LONGEST_LABEL and not date_in(before) else ""
    if label and _is_other_label(label):
        return True
    if not (_BARE_LABEL.match(texts[place]) or _BARE_LABEL.fullmatch(label)):
        return False
    beside = (texts[i] for i in range(max(0, place - 3), min(len(texts), place + 4)))
    return any(len(text) <= LONGEST and _PLACE.match(text) for text in beside)


@lru_cache(_EACH)
def fields_of(line: str) -> tuple[tuple[str, str], ...]:
    """What a line says that is made of labelled fields, whatever its length: the kind and the value of each; empty where it is none.

    Before the first label a date may stand, and who published. A kind is "date", "source", "author", "editor", "picture",
    "beside" (how often it was read, in which size of letters) or "" for what stands before the labels.

    >>> fields_of("发布时间：2026-11-18 08:15　来源：区市场监管局　浏览次数：1024")
    (('date', '2026-11-18 08:15'), ('source', '区市场监管局'), ('beside', '1024'))
    >>> fields_of("日期：2026年12月5日　地點：大會堂　費用：全免"), fields_of("作者：何思敏")
    ((), ())
    """
    if len(line) > _LONGEST_FIELDS or not re.search("[:：／/|｜]", line):
        return ()
    text = re.sub(r"(?<=[:：])[ \t]+", "", line)
    labels = list(_FIELD.finditer(narrow(text)))
    if not labels:
        return ()
    said = [("", text[: labels[0].start()].strip(_BRACKETS))] if labels[0].start() else []
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        value = text[label.end() : after.start() if after else len(text)].strip(_BRACKETS)
        said.append((label.lastgroup or "", value))
    said = [(kind, value) for kind, value in said if kind or value]
    kinds = [kind for kind, _ in said]
    lead = said[0][1] if kinds[0] == "" else ""
    about = sum(kind in ("date", "source", "author", "editor") for kind in kinds)
    if (
        len(said) < 2
        or (lead and (not date_in(lead) or not is_imprint(lead)))
        or not (set(kinds) & {"date", "source", "author"})
        or about + bool(lead) < (len(said) + 1) // 2
        or any(len(value) > _LONGEST_VALUE or re.search("[。！？；「」]", value) for _, value in said)
        or any(kind in ("source", "author") and not value for kind, value in said)
        or any(kind == "date" and not is_imprint(value) and not is_day(value) for kind, value in said)
        or any(m["beside"] and (_PLACE.search(m["beside"]) or _is_of_event(m, text)) for m in labels)
    ):
        return ()
    return tuple(said)


def _is_of_event(label: re.Match[str], text: str) -> bool:
    """Whether an unknown label before a date says that it is another's: 截止日期：2026-12-31."""
    return bool(date_in(text[label.end() : label.end() + 12])) and _is_other_label(label[0])


def dates_in(text: str) -> set[str]:
    """All dates of a text, as `date_in` gives them.

    >>> sorted(dates_in("出版：2026-11-18 09:42 更新：2026-11-19"))
    ['2026-11-18', '2026-11-19']
    """
    text = narrow(text)
    return {date for p in (_DATE, _ENGLISH) for m in p.finditer(text) if (date := date_in(m[0]))}


def without_facts(text: str, known: Iterable[str]) -> str:
    """A line without its date and these names."""
    text = narrow(text)
    for pattern in (_DATE, _ENGLISH, _DAY, _AGO, _LUNAR):
        text = pattern.sub("\n", text)
    for name in sorted(filter(None, known), key=len, reverse=True):
        text = re.sub(rf"{re.escape(name)}(?:[ \t]?[（(][^（）()\n]{{1,20}}[）)])?", "\n", text)
    return text


def without_pictures(text: str) -> str:
    """A line without what it says of whose its pictures are.

    >>> without_pictures("文：陳小美 圖：趙四").strip(), without_pictures("圖片來源：新華社").strip()
    ('文：陳小美', '')
    """
    return _PICTURED.sub("\n", text)


def is_caption(line: str) -> bool:
    """Whether a line by its sign or its words is a picture's caption: what says a source behind it says the picture's.

    >>> [is_caption(t) for t in ("▲工人昨日架設擋水板。", "圖為大浪灣。", "市民排隊購票。（資料圖片）", "圖書館明日重開。")]
    [True, True, True, False]
    """
    return _CAPTION.search(line) is not None


def is_picture_file(name: str) -> bool:
    """Whether a name is that of a paper's own file of pictures, which is never where an article comes from.

    >>> [is_picture_file(t) for t in ("本報資料室", "資料圖片", "本報")]
    [True, True, False]
    """
    return _PICTURE_FILE.fullmatch(name) is not None


def rest_of(text: str, known: Iterable[str]) -> str:
    """What is left of a line without its date, labels, names and things to press."""
    dated = bool(date_in(text))
    text = "\n".join(part for part in re.split(r"[\n|｜]", text) if not is_control(part))
    text = without_facts(text, known)
    text = LABELS.sub("\n", _EDITOR.sub("\n", _PAGE.sub("\n", text)))
    if dated:
        text = re.sub(r"(?:本[報报])?(?:記者|记者)[ \t]*(?=\n|$)", "\n", _CLOCK.sub("\n", text))
    return "\n".join(
        part
        for part in re.split(r"[\n|｜　]+|\s{2,}", text)
        if part.strip() and not is_control(part) and not (dated and is_date_label(part.strip(" :：")))
    )


@lru_cache(_EACH)
def is_imprint(line: str, among: bool = False) -> bool:
    """Whether a line says when a text was published, where it comes from or whose its pictures are, and nothing else.

    A date behind 日期： alone may be an event's, which `is_event` tells by the lines beside: it is one only where it is `among` such lines.

    >>> lines = ("2026年11月3日 星期二", "图片来源于网络", "發布時間：2026-11-03 瀏覽次數：20", "新城日報 2026年11月3日", "來源不明", "截止日期：2026年11月3日")
    >>> [is_imprint(line) for line in lines]
    [True, True, True, True, False, False]
    """
    if fields_of(line):
        return True
    line = _SENT.sub("", line.strip())
    line = re.sub(r"(?<=[:：])\s+", "", line.strip("（）()【】[]〔〕").strip())
    if (
        len(line) > _LONGEST_IMPRINT
        or _MAY_BE.search(line) is None
        or (not among and _BARE_LABEL.match(line))
    ):
        return False
    said = [p for p in narrow(line).split() if not is_small_print(p)]  # not how often it was read
    text = _EDITOR.sub("\n", without_pictures(" ".join(said)))
    dated = (
        bool(published_in(line))
        or _POSTED.fullmatch(line) is not None
        or is_ago(line)
        or _LUNAR_YEAR.match(line) is not None
    )
    if not dated and any(m["label"][-1] not in ":：於于自 " for m in SOURCE.finditer(text)):
        return False
    if not dated and date_in(text):
        return False
    for pattern in (SOURCE, REPORTER, AUTHOR, *((_REPORT_FROM,) if dated else ())):
        text = pattern.sub("\n", text)
    if not said or (text.split() == line.split() and not dated and not _WEEKDAY.fullmatch(line)):
        return False
    parts = [part for part in rest_of(_CLOCK.sub("\n", text), ()).split("\n") if part.strip(" ·.，,-–—")]
    if dated:
        parts = [p for p in parts if not re.fullmatch(rf"\s*(?:{OUTLET}|HKT|CST|GMT|UTC)\s*", p)]
    return not any(re.search(r"[^\W\d_]", part) for part in parts)
