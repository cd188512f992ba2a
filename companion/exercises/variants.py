"""Forms that are the same answer: width, spaces, variant characters.

The variants are pairs that editors and input methods mix freely within Traditional Chinese
(台/臺, 裏/裡, 衞/衛); facts of Hong Kong's and Taiwan's character lists, written down here. The
same table goes to the self-check page, so that it marks as Python does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["VARIANTS", "fold", "fold_variants", "fold_width"]

VARIANTS = {
    "臺": "台", "枱": "檯", "裡": "裏", "衛": "衞", "群": "羣", "峯": "峰", "牀": "床", "線": "綫", "雞": "鷄",
    "喫": "吃", "啓": "啟", "説": "說", "麪": "麵", "繡": "綉", "妝": "粧", "煙": "烟", "菸": "烟", "蹤": "踪",
    "鉤": "鈎", "汙": "污", "衆": "眾", "爲": "為", "僞": "偽", "温": "溫", "藴": "蘊", "録": "錄", "禄": "祿",
    "緑": "綠", "脱": "脫", "税": "稅", "鋭": "銳", "閲": "閱", "悦": "悅", "兑": "兌", "叙": "敘", "敍": "敘",
    "强": "強", "晋": "晉", "産": "產", "顔": "顏", "内": "內", "吴": "吳", "户": "戶", "黄": "黃", "歳": "歲",
    "鬭": "鬥", "鬪": "鬥", "歎": "嘆", "佔": "占", "週": "周", "纔": "才", "証": "證", "佈": "布", "癒": "愈",
    "著": "着", "牠": "它", "妳": "你", "祕": "秘", "洩": "泄", "盃": "杯", "隣": "鄰", "蹟": "跡", "迹": "跡",
    "灾": "災", "託": "托", "恒": "恆", "值": "値", "即": "卽", "既": "旣", "冲": "沖", "决": "決", "况": "況",
    "凉": "涼", "减": "減", "净": "淨", "凑": "湊", "査": "查", "册": "冊", "鷀": "鶿", "嶽": "岳", "綵": "彩",
}  # fmt: skip

_SPACES = re.compile(r"[\s\u200b-\u200d\ufeff·・．‧]+")
_PUNCTUATION = re.compile(
    "[\\s\u200b-\u200d\ufeff.,;:!?'\"()\\[\\]<>/…—–\\-~，。、；：！？「」『』“”‘’（）〈〉《》【】·・．‧●▲]+"
)


@cache
def _table() -> dict[int, str]:
    return str.maketrans(VARIANTS)


def fold_width(text: str) -> str:
    """`text` with full-width letters, digits and signs made half-width, in lower case.

    >>> fold_width("ＡＩ　１０％")
    'ai 10%'
    """
    return unicodedata.normalize("NFKC", text).casefold()


def fold_variants(text: str) -> str:
    """`text` with each variant character in one form.

    >>> fold_variants("電視臺裡") == fold_variants("電視台裏")
    True
    """
    return text.translate(_table())


def fold(text: str, *, variants: bool = True, punctuation: bool = False) -> str:
    """`text` as it is compared: width, capitals and spaces folded, and variants unless told not to.

    With `punctuation` also that is left out.

    >>> fold(" 電視臺　ＴＶ ") == fold("電視台tv")
    True
    >>> fold("臺", variants=False) == fold("台", variants=False)
    False
    """
    folded = fold_width(text)
    folded = (_PUNCTUATION if punctuation else _SPACES).sub("", folded)
    return fold_variants(folded) if variants else folded
