"""What a file has and its article does not show: one account for files of all kinds, and its remark for the reader.

Each reader of a kind of file hands on, as `Passage`s, all that it walked past or chose not to take; nothing is left
out in another way. So each Han character of a file stands in the article or is accounted for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from companion.han import HAN
from companion.patterns import later
from companion.source.blocks import Block

__all__ = ["BESIDE", "Contents", "Passage", "han_of", "is_prose", "remark_on", "unsaid"]

BESIDE = "beside the text"
"""What a passage is that a page gives no name to."""
_HAN = later(f"[{HAN}]")
_NO_HAN = later(f"[^{HAN}]+")
_SENTENCE = 6  # characters of the shortest sentence
_FEW = 40  # passages of which all is shown; a page with menus has more
_MOST, _MOST_LABELS = (
    1000,
    160,
)  # characters of the sentences, and of the links and labels, that are then shown whole
_MOST_OF_MANY = 300  # of the sentences of what every page has around its article
_BEGINNING = 24  # characters of a passage that is not shown whole
_MOST_BEGINNINGS, _OF_FURNITURE = 40, 2  # of one kind; of what every page has around its article
_FURNITURE = frozenset(
    {
        "comments", "other articles", "navigation", "footer", "advertisement", "list to choose from", "button", "share bar",
        "tags", "small print", "form",
    }
)  # fmt: skip
_KEPT = "everything=True or --everything keeps it"


class Passage(NamedTuple):
    """A text of a file that is no part of its article, what it is ("hidden text"), and whether it is only a link."""

    text: str
    what: str = BESIDE
    is_link: bool = False


class Contents(NamedTuple):
    """What a reader makes of a file: its paragraphs, what of it is none, and remarks for the reader."""

    blocks: list[Block]
    left_out: tuple[Passage, ...] = ()
    remarks: tuple[str, ...] = ()


def han_of(text: str) -> str:
    """The Han characters of a text.

    >>> han_of("警方（O記）昨日")
    '警方記昨日'
    """
    return _NO_HAN.sub("", text)


def is_prose(text: str) -> bool:
    """Whether a text has a sentence, however short.

    >>> is_prose("渡輪停航。"), is_prose("渡輪今日停航。"), is_prose("港聞")
    (False, True, False)
    """
    return len("".join(text.split())) >= _SENTENCE and re.search("[。！？]", text) is not None


def unsaid(source: Iterable[str], shown: Iterable[str], what: str) -> list[Passage]:
    """The lines of a source whose Han characters do not stand, one after another, in what is shown.

    >>> unsaid(["## 颱風**襲港**", "[註]: 一"], ["颱風襲港"], "a note")
    [Passage(text='[註]: 一', what='a note', is_link=False)]
    """
    whole = han_of("".join(shown))
    return [Passage(line.strip(), what) for line in source if (han := han_of(line)) and han not in whole]


def remark_on(left: Sequence[Passage], can_keep: bool = True) -> tuple[str, ...]:
    """A remark on what was left out, in one line: sentences first, each kind by its name; of links and labels how many.

    All of it is shown where that is little; of more the beginnings, of comments and other articles the first ones. `can_keep` tells how to keep it all.

    >>> remark_on([Passage("首頁", "menu", True), Passage("訂閱本報，支持我們。", "aside"), Passage("OK", "button")])
    ('left out as no part of the article: aside 「訂閱本報，支持我們。」; 1 link or label 「首頁」 (everything=True or --everything keeps it)',)
    """
    left = [p._replace(text=" ".join(p.text.split())) for p in left if _HAN.search(p.text)]
    if not left:
        return ()
    few = len(left) <= _FEW
    # Few are told by what they are, though they are no sentences.
    named = {p.what for p in left} - _FURNITURE - {BESIDE} if few else set()
    with_prose = list(
        dict.fromkeys(p.what for p in left if (is_prose(p.text) or p.what in named) and not p.is_link)
    )
    prose = [p for p in left if p.what in with_prose and not p.is_link and (few or is_prose(p.text))]
    taken = set(prose)
    labels = [p for p in left if p not in taken]
    prose = prose if few else list(dict.fromkeys(prose))
    shown = []
    for what in sorted(with_prose, key=lambda w: (w in _FURNITURE, w != BESIDE)):
        of_page = what in _FURNITURE and not few
        texts = [p.text for p in prose if p.what == what]
        length = sum(len(p.text) for p in prose if few or (p.what in _FURNITURE) == of_page)
        if length <= (_MOST_OF_MANY if of_page else _MOST):
            some = texts
        else:
            most = _OF_FURNITURE if what in _FURNITURE else _MOST_BEGINNINGS
            some = [_beginning(t) for t in texts[:most]]
        more = f" and {len(texts) - len(some)} more" if len(some) < len(texts) else ""
        shown.append(f"{what} {' '.join(f'「{t}」' for t in some)}{more}")
    if labels:
        texts = [p.text for p in labels]
        whole = few and sum(map(len, texts)) <= _MOST_LABELS
        first = texts if whole else [_beginning(t, 8) for t in texts[:3]]
        rest = " …" if len(first) < len(texts) else ""
        of = "1 link or label" if len(texts) == 1 else f"{len(texts)} links and labels"
        shown.append(f"{of} {' '.join(f'「{t}」' for t in first)}{rest}")
    way_out = f" ({_KEPT})" if can_keep else ""
    return (f"left out as no part of the article: {'; '.join(shown)}{way_out}",)


def _beginning(text: str, length: int = _BEGINNING) -> str:
    return text if len(text) <= length + 2 else f"{text[:length]}…"
