"""The paragraphs that a file of a text processor has; and lines that were each made one, though a column had wrapped them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.source.accounts import Contents, Passage
from companion.source.blocks import Block
from companion.source.kinds import kind_of, list_kinds
from companion.source.layout import blocks as blocks_of
from companion.source.lines import LONG, Setting, lines_of

__all__ = ["contents_of", "fields_shown", "put_together"]

_FIELD = re.compile(  # EQ \* jc2 \* hps10 \o\ad(\s\up 9(yuè),閱), EQ \o\ac(○,秘)
    r" ?\bEQ\b[^()]{0,120}\( ?(?:\\s\\up ?\d{0,3} ?\((?P<above>[^()]{0,40})\)|[^(),]{0,4}) ?[,;] ?(?P<text>[^()]{0,40})\) ?"
)


def contents_of(
    found: Sequence[tuple[str, str]],
    left: Sequence[Passage],
    paragraphs: str,
    what: str,
    everything: bool = False,
) -> Contents:
    """What is made of a file's paragraphs, the kind ("" where the file does not tell it) and text of each, and of the rest.

    Where each line of a wrapped text was pasted as a paragraph, they are put together ("auto"). With `everything` what
    the file has besides stands behind them.

    >>> [(b.kind, b.text) for b in contents_of([("", "打擊電騙"), ("item", "核對來電")], (), "auto", "file").blocks]
    [('headline', '打擊電騙'), ('item', '核對來電')]
    """
    if everything:
        found, left = [*found, *(("", passage.text) for passage in left)], ()
    if paragraphs == "auto" and all(kind != "headline" or len(text) > 40 for kind, text in found):
        whole = put_together([text for _, text in found])
        if whole is not None:
            return Contents(whole, tuple(left))
    kinds = [kind or kind_of(text, is_first=n == 0) for n, (kind, text) in enumerate(found)]
    kinds = list_kinds(kinds, [text for _, text in found], [kind == "headline" for kind, _ in found])
    blocks = [
        Block(kind, text, n, n, (f"a paragraph of the {what}",), (), "paragraph")
        for n, (kind, (_, text)) in enumerate(zip(kinds, found, strict=True), 1)
    ]
    return Contents(blocks, tuple(left))


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
    return blocks_of(text)


def fields_shown(text: str) -> tuple[str, list[str]]:
    r"""A text with what its fields of characters one over another show, and the readings that stand above these.

    >>> fields_shown(r"EQ \* jc2 \o\ad(\s\up 9(ㄩㄝˋ),閱)讀")
    ('閱讀', ['ㄩㄝˋ'])
    """
    above = [m["above"] for m in _FIELD.finditer(text) if m["above"]]
    return _FIELD.sub(r"\g<text>", text), above
