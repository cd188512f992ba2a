"""Mends what PDFs and the web leave in a text, character by character.

Kangxi radicals, radical supplements and compatibility ideographs become the characters they look
like (Unicode's EquivalentUnifiedIdeograph property and NFKC, per character). Full-width
punctuation, digits and letters stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from companion.han import HAN
from companion.patterns import later

__all__ = ["clean", "plain"]

# Radical supplement, equivalent unified ideograph: facts of the Unicode Character Database.
_SUPPLEMENTS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王"
    "⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝"
    "⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_COLOURS = later("\x1b\\[[0-9;?]*[A-Za-z]")  # of a terminal
# In a text that was decoded wrongly U+0085 is half a character: è¶\x85ç.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\u2028]|(?<![\x80-\xff])\x85|\x85(?![\x80-\xff])")
_PAGE_ENDS = re.compile("[\x0c\u2029]")
_REMOVED = (
    *range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x061C, *range(0x200B, 0x2010),
    *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC),
    *range(0xE0100, 0xE01F0),
)  # fmt: skip
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_EMOJI_JOINER = re.compile(f"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])")
_CIRCLES = "○◯⚪⭘◦OoＯｏΟО0０"  # and the letters O, Latin, Greek and Cyrillic, and the figure
_ZERO = re.compile(
    f"[{_CIRCLES}](?:(?<=[一二三四五六七八九十〇].)(?=[一二三四五六七八九〇年月日號号室條条]|[{_CIRCLES}][一二三四五六七八九年])|"
    f"(?<=[一二三四五六七八九〇][{_CIRCLES}].)(?=[一二三四五六七八九年])|"
    f"(?<=[一二][{_CIRCLES}].)(?=[{_CIRCLES}]年)|(?<=[一二][{_CIRCLES}]{{2}}.)(?=年)|(?<=[一二].)(?=[{_CIRCLES}]{{2}}年))"
)


# One at the beginning of a line, too, where a year follows, unless a line with a bullet could begin so: 二 | ○二四年, ○八年.
_ZERO_OF_YEAR = later(
    "[○◯](?:(?<![一二三四五六七八九十〇○◯].)(?=[一二三四五六七八九〇○]{2,3}年)|(?<=[一二三四五六七八九〇零]\n.)(?=[一二三四五六七八九〇○]{1,3}年)"
    f"|(?<=[{HAN}].)(?=[一二三四五六七八九]年))"
)
_SHORT_YEAR = later(  # ○八年, and ○七 of ○七、○八年; a list's points may begin so, and end in a unit: ○三年級
    f"(?<![一二三四五六七八九十〇零{_CIRCLES}])[{_CIRCLES[:2]}OＯ](?=[一二三四五六七八九](?:年(?![級级])|[至到、／/－—–-][{_CIRCLES}〇][一二三四五六七八九]年(?![級级])))"
)
_POINT = later(
    "^[ \u3000]*([○◯OＯ])(?![一二三四五六七八九](?:年(?![級级])|[至到、／/－—–-]))(?=[^A-Za-z])", re.MULTILINE
)
_TURNS = "\u202a-\u202e\u2066-\u2069"  # what turns the direction of all that follows
_NO_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff{_TURNS}]")


def plain(text: str) -> str:
    r"""`text` without what no page, file or terminal has a place for: a title, a name, a machine's English.

    Control characters and those that turn the direction of what follows go; half of a character becomes U+FFFD.

    >>> plain("電騙\u202e\x00新聞")
    '電騙新聞'
    """
    if _NO_TEXT.search(text) is None:
        return text
    return _NO_TEXT.sub(lambda m: "\ufffd" if "\ud800" <= m[0] <= "\udfff" else "", text)


@cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(_REMOVED)
    for start, end in ((0x2F00, 0x2FD6), (0xF900, 0xFB00), (0x2F800, 0x2FA20)):
        for code in range(start, end):
            same = unicodedata.normalize("NFKC", chr(code))
            if len(same) == 1 and same != chr(code):
                table[code] = same
    for code in range(0xFB00, 0xFB07):  # Latin ligatures
        table[code] = unicodedata.normalize("NFKC", chr(code))
    table.update({ord(_SUPPLEMENTS[i]): _SUPPLEMENTS[i + 1] for i in range(0, len(_SUPPLEMENTS), 2)})
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    table[0xA0] = " "
    return table


@cache
def _mended() -> re.Pattern[str]:
    """One character that is mended."""
    points = sorted(_table().keys() | set(map(ord, "\r\x0b\x0c\x85\u2028\u2029")))
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return re.compile("[" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges) + "]")


_APART = "，。、；：？！「」『』（）《》…—"
_HKSCS = later(f"(?<![\ue000-\uf848])(?:(?<=[{HAN}])[\ue000-\uf848]+|[\ue000-\uf848]++(?=[{HAN}]))")
_PRIVATE = re.compile("[\ue000-\uf848]")  # without which no text is searched for the former, which is slow
_SPACE = " \xa0\u3000\u2000-\u200a\u202f\u205f"
_SPACES = re.compile(f"[{_SPACE}]")
_ALONE = f"{HAN}{_APART}○◯０-９Ａ-Ｚａ-ｚ"
_SPACED = later(f"(?<=[{_ALONE}])[{_SPACE}]{{1,3}}(?=[{_ALONE}])")
_SPACED_FIGURES = later(  # 2 0 2 6, W H O, in a line whose characters are set apart, and what is beside them
    f"(?:(?<=[{_ALONE}])[{_SPACE}]{{1,3}})?(?<![A-Za-z0-9])[A-Za-z0-9](?:[{_SPACE}]{{1,3}}[A-Za-z0-9.,%](?![A-Za-z0-9]))*(?:[{_SPACE}]{{1,3}}(?=[{_ALONE}]))?(?![A-Za-z0-9])"
)
_SPACED_YEAR = later(f"(?<![A-Za-z0-9])[12](?:[{_SPACE}]{{1,2}}[0-9]){{3}}[{_SPACE}]{{0,2}}(?=年)")
_FIGURES = later(
    f"[0-9](?:[{_SPACE}]+[0-9.,])*+(?![{_SPACE}]*[{HAN}%]|[0-9.,])"
)  # without a unit: a row of a table has such
_WIDE = later(f"[{_SPACE}]{{4}}")
_INNER_GAP = later(  # between two characters, two figures, two letters
    f"(?<=[{_ALONE}])[{_SPACE}]+(?=[{_ALONE}])|(?<![A-Za-z0-9][A-Za-z0-9])(?<=[A-Za-z0-9.,])[{_SPACE}]+(?=[A-Za-z0-9.,](?![A-Za-z0-9]))"
)
_LATIN = re.compile("[!-~]{2,}")
_GAPS = later(f"[{_SPACE}]+")
_GAP = later(f"([{HAN}])[ \xa0](?=([{HAN}]))")
_NEIGHBOURS = later(f"[{HAN}](?=[{HAN}])")
# Where Windows and old systems put Big5's characters of one's own: the first code, its lead byte, its place in the row, how many.
_BIG5_AREAS = (
    (0xE000, 0xFA, 0, 785),
    (0xE311, 0x8E, 0, 2983),
    (0xEEB8, 0x81, 0, 2041),
    (0xF6B1, 0xC6, 63, 408),
)


def _hong_kong(character: str) -> str:
    """The character of HKSCS that stands at a private code; the same where none does.

    >>> _hong_kong("\ue687"), _hong_kong("\uecd8")
    ('𥕛', '喺')
    """
    for first, lead, skipped, count in _BIG5_AREAS:
        n = ord(character) - first
        if 0 <= n < count:
            row, cell = divmod(n + skipped, 157)
            code = bytes((lead + row, cell + 0x40 if cell < 63 else cell - 63 + 0xA1))
            return code.decode("big5hkscs", "ignore") or character
    return character


def _are_apart(line: str) -> int:
    """Whether the characters of a line are set apart: 2 where they surely are, 1 where a name or a row may stand so, else 0."""
    tokens = _GAPS.split(line.strip())
    single = [token for token in tokens if len(token) == 1]
    if len(single) < 2 or _WIDE.search(line.strip()):
        return 0
    shown = "".join(single)
    han = len(re.findall(f"[{_ALONE}]", shown))
    packed = len(_NEIGHBOURS.findall(line))
    loose = sum(len(_GAPS.sub("", run)) for run in _FIGURES.findall(line))
    inner = len(_INNER_GAP.findall(line))  # few of 第 1 組 第 2 組
    if (
        len(single) >= 5
        and han >= max(2, loose)
        and 4 * packed < len(tokens)
        and inner >= 0.4 * (len(tokens) - 1)
    ):
        return 2
    return int(han > 0 and packed == 0 and all(len(t) == 1 or _LATIN.fullmatch(t) for t in tokens))


def _put_together(lines: list[str]) -> list[str]:
    """Lines whose characters are set apart, put together: 香 港 警 方; and others with a space inside a word: 昨 日.

    A short line is one of them where most of the text is set so.

    >>> _put_together(["香 港 警 方 昨 日 公 布 2 0 宗 。", "王 明", "恒指收復二萬關口 科網股領漲"])
    ['香港警方昨日公布20宗。', '王明', '恒指收復二萬關口 科網股領漲']
    >>> _put_together(["王 明", "李 四", "甲 隊 3 2 1 0"])
    ['王 明', '李 四', '甲 隊 3 2 1 0']
    """
    apart = [_are_apart(line) if _SPACES.search(line) else 0 for line in lines]
    sure = sum(len(line) for line, how in zip(lines, apart, strict=True) if how == 2)
    least = 1 if 3 * sure > sum(map(len, lines)) else 2
    return [
        _SPACED.sub("", _SPACED_FIGURES.sub(lambda m: _GAPS.sub("", m[0]), line))
        if how >= least
        else _mended_inside(line)
        for line, how in zip(lines, apart, strict=True)
    ]


def _mended_inside(line: str) -> str:
    """A line with a space inside a year or a word put together: 昨 日."""
    if _SPACED_YEAR.search(line):
        line = _SPACED_YEAR.sub(lambda m: _GAPS.sub("", m[0]), line)
    if _GAP.search(line) is None:
        return line
    from companion.source.pairs import STRONG, pairs

    known = pairs()
    return _GAP.sub(lambda m: m[1] if known.get(m[1] + m[2], 0.0) >= STRONG else m[0], line)


def clean(text: str) -> str:
    r"""`text` with mended characters and "\n" for every kind of line end; a page end is two.

    Control, zero-width and direction characters and the selectors of an ideograph's form are taken out, not what joins
    emoji; a lone surrogate becomes U+FFFD. A circle (or what is typed for one)
    among numerals is a zero: 二○二五年, 二O二五年. Private codes of Hong Kong's characters beside Chinese become these (HKSCS);
    characters that are set apart (香 港 警 方) are put together.

    >>> clean("⼈⺠\u200b法院\r\n第２頁，完")
    '人民法院\n第２頁，完'
    """
    if "\x1b" in text:
        text = _COLOURS.sub("", text)
    if _ZERO.search(text):
        text = _ZERO.sub("〇", text)
    if "年" in text and ("○" in text or "◯" in text):
        text = _ZERO.sub("〇", _ZERO_OF_YEAR.sub("〇", _LINE_ENDS.sub("\n", text)))
    if (
        "年" in text and _SHORT_YEAR.search(text) and _POINT.search(text) is None
    ):  # else they are the bullets of a list
        text = _SHORT_YEAR.sub("〇", text)
    if _PRIVATE.search(text):
        text = _HKSCS.sub(lambda m: "".join(map(_hong_kong, m.group())), text)
    if _SPACES.search(text):
        text = "\n".join(_put_together(text.split("\n")))
    if _mended().search(text) is None:
        return text
    text = _PAGE_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    if "\u200d" in text:
        return "\u200d".join(part.translate(_table()) for part in _EMOJI_JOINER.split(text))
    return text.translate(_table())
