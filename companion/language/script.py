"""Traditional to simplified text, one code point for each.

OpenCC's `tw2s` comes first: it knows 著 as a verb's particle (看著 → 看着) where `hk2s` leaves it.
`hk2s` then takes the Hong Kong forms that are left (衞 → 卫). Variants (砲, 甚麼) become standard before, and what
the table of variants says of Simplified holds after it (乾縣, 餸); 土著 and 卓著 keep 著, 帳戶 becomes 账户.
Data: OpenCC (Apache-2.0).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from companion.language.variants import simplified_forms, standard

if TYPE_CHECKING:
    from opencc import OpenCC

__all__ = ["OpenCCConverter", "opencc"]

_KEEPS_ZHU = re.compile(  # begins with the character, which Python finds ten times as fast as what stands before it
    "着(?:(?<=[知较]着)(?![\u4e00-\u9fff])|(?<=土着)(?!手)|(?<=[炳卓昭显原巨名论专编译遗合称拙]着)|(?=[名作述录者]|书立)|"
    "(?<=所着)(?=的?[书文小论作《])|(?<![看说想做穿拿站坐走带随守住听有]着)(?=有[^，。\n]{0,8}(?:书|小说|作|文集|论|诗|《))|"
    "(?<=[\u4e00-\u9fff]着)(?=《))"
)
_YU_AS_PREPOSITION = re.compile("於(?!梨华|菟|潜县)")
_ACCOUNT = re.compile("帐(?:(?=[户号目单本簿面款])|(?<=[记入算结查付转进银公]帐))")
_MAY_NEED = re.compile("[着於帐]")
_SURROGATES = re.compile("([\ud800-\udfff]+)")


@cache
def opencc(config: str) -> OpenCC:
    """OpenCC's converter of that name, made once."""
    from opencc import OpenCC

    return OpenCC(config)


class OpenCCConverter:
    """The `ScriptConverter` that Companion uses.

    >>> OpenCCConverter().to_simplified("她看著電視，土著卓著的貢獻")
    '她看着电视，土著卓著的贡献'
    """

    def __init__(self, *configs: str) -> None:
        self._configs = configs or ("tw2s", "hk2s")

    def to_simplified(self, text: str) -> str:
        """`text` in simplified characters; the result has the same length."""
        try:
            return self._convert(text)
        except UnicodeEncodeError:  # OpenCC takes UTF-8, which has no lone surrogates
            return "".join(self._convert(p) for p in _SURROGATES.split(text))

    def _convert(self, text: str) -> str:
        if not text or "\ud800" <= text[0] <= "\udfff":
            return text
        simplified = standard(text)
        for config in self._configs:
            converter = opencc(config)
            converted = converter.convert(simplified)
            if len(converted) != len(text):
                converted = "".join(s if len(s := converter.convert(c)) == 1 else c for c in simplified)
            simplified = converted
        return simplified_forms(text, _mend(simplified))


def _mend(text: str) -> str:
    if _MAY_NEED.search(text) is None:
        return text
    if "着" in text:
        text = _KEEPS_ZHU.sub("著", text)
    text = _YU_AS_PREPOSITION.sub("于", text)
    return _ACCOUNT.sub("账", text)
