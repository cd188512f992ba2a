"""Lines that were each made a paragraph of a Word file or a web page, though a column had wrapped them."""

from __future__ import annotations

from collections.abc import Sequence

from companion.source.blocks import Block
from companion.source.layout import blocks
from companion.source.lines import LONG, Setting, lines_of

__all__ = ["put_together"]


def put_together(lines: Sequence[str]) -> list[Block] | None:
    """The paragraphs of such lines; None where each line is a paragraph already.

    >>> text = "警方昨日公布新措施，|市民表示歡迎，認為可|以減少騙案，但要求加|強宣傳，特別是長者和|新來港人士，因為他們|最容易受騙。"
    >>> [b.text[-6:] for b in put_together(text.split("|"))], put_together(["一段。", "又一段。"])
    (['最容易受騙。'], None)
    """
    text = "\n".join(lines)
    found = lines_of(text)
    if len(found) < 6:
        return None
    setting = Setting(found)
    wrapped = sum(line.width <= LONG and line.text[-1] not in "。！？」…" for line in found)
    if setting.web_copy or not setting.common or wrapped <= 0.5 * len(found):
        return None
    return blocks(text)
