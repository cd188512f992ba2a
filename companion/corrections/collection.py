"""`Corrections`: those of one file, and the two places where they are kept."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from companion.corrections.applying import Piece, find
from companion.corrections.checking import checked
from companion.corrections.toml import LARGEST, read_toml, updated
from companion.errors import CorrectionError
from companion.files import beside, change_text, earlier_beside, is_there, read_bytes, there_beside
from companion.files.folders import data_folder
from companion.model import Article, Correction, Paragraph

__all__ = ["Corrections", "always_path", "correction_at", "forget", "path_beside", "remember", "superseded"]

_AROUND = 8


@dataclass(frozen=True, slots=True)
class Corrections:
    """An unchanging list of corrections; `add` and `remove` give a new one.

    >>> mine = Corrections().add(Correction("reading", "", 0, 0, "率", "shuai4", "always"))
    >>> [(c.text, c.value) for c in mine], len(mine.remove(mine.items[0]))
    ([('率', 'shuài')], 0)
    """

    items: tuple[Correction, ...] = ()

    def __init__(self, items: Iterable[Correction] = ()) -> None:
        object.__setattr__(self, "items", tuple(checked(c) for c in items))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Corrections:
        """The corrections of a file.

        Args:
            path: The file.

        Returns:
            None where there is no such file.

        Raises:
            CorrectionError: The file is no TOML or an entry is wrong; the message names file and line.
        """
        data = read_bytes(path, largest=LARGEST, error=CorrectionError, missing_ok=True)
        return cls(read_toml(data, str(path)) if data else ())

    @classmethod
    def load_for(cls, article: str | os.PathLike[str]) -> Corrections:
        """The corrections for an article's file.

        Args:
            article: The article's file.

        Returns:
            The ones that always hold, then those beside the file.

        Raises:
            CorrectionError: One of the two files is malformed.
        """
        return cls((*cls.load(always_path()), *cls.load(there_beside(article, "companion.toml"))))

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write exactly these to a file, at once or not at all.

        In a file that is there the entries that stay are not touched, nor are comments and keys that are not
        ours. To change one entry, `remember` and `forget` are safer: they keep what another program wrote
        meanwhile.

        Args:
            path: The file.

        Returns:
            The path.

        Raises:
            CorrectionError: The file is malformed; it stays as it is.
            OutputError: It can't be written.
        """
        return change_text(path, lambda data: updated(data, self.items, str(path)))

    def add(self, correction: Correction) -> Corrections:
        """These and one more.

        Args:
            correction: Takes the place of an earlier one of its kind at its place.

        Returns:
            Other corrections; these stay.
        """
        correction = checked(correction)
        return Corrections((*(c for c in self.items if _place(c) != _place(correction)), correction))

    def remove(self, correction: Correction) -> Corrections:
        """These without one.

        Args:
            correction: It, or whatever is of its kind at its place, is left out.

        Returns:
            Other corrections; these stay.
        """
        return Corrections(c for c in self.items if _place(c) != _place(correction))

    def pending(self, article: Article) -> tuple[Correction, ...]:
        """The corrections for an article that could not be applied: their text has changed.

        Args:
            article: An article that was read with these.

        Returns:
            Those that are not among its own.
        """
        return tuple(c for c in self.items if c.scope == "article" and c not in article.corrections)

    def __iter__(self) -> Iterator[Correction]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __contains__(self, correction: object) -> bool:
        return correction in self.items


def _place(c: Correction) -> tuple[object, ...]:
    if c.paragraph:
        return c.kind, c.scope, c.paragraph, c.start, c.end
    return c.kind, c.scope, c.text, c.before, c.after


def path_beside(article: str | os.PathLike[str]) -> Path:
    """The file of an article's corrections, where they are written.

    Args:
        article: The article's file.

    Returns:
        The path; the file need not exist.

    >>> path_beside("news/article.txt").name
    'article.txt.companion.toml'
    """
    return beside(article, "companion.toml")


def always_path() -> Path:
    """The file of the corrections that hold for all articles, in the user's data folder."""
    return data_folder() / "corrections.toml"


def correction_at(
    paragraph: Paragraph,
    start: int,
    end: int,
    kind: str,
    value: str,
    *,
    scope: str = "article",
    by: str = "",
    date: str | None = None,
) -> Correction:
    """A correction of a place, with the text around it and today's date.

    For the kind of a paragraph and a "join" the place does not matter; for a "split" a paragraph begins at
    `start`.

    Args:
        paragraph: The paragraph as it is.
        start: Where the place begins in its text.
        end: Where it ends.
        kind: "reading", "words", "simplified", "kind" or "boundary"; see `Correction`.
        value: What is right.
        scope: "article", or "always": wherever the text stands.
        by: Who made it.
        date: When, such as 2025-02-09; None: today.

    Returns:
        The correction, its value brought into shape.

    Raises:
        CorrectionError: The value does not fit the place: too few syllables, words that do not join up to the
            text.

    >>> paragraph = Paragraph.make("body", "他率代表團訪問。")
    >>> c = correction_at(paragraph, 1, 2, "reading", "shuai4")
    >>> c.text, c.value, c.before, c.after
    ('率', 'shuài', '他', '代表團訪問。')
    """
    text = paragraph.text
    if kind == "kind" or value == "join":
        start, end = 0, min(len(text), _AROUND)
    elif value == "split":
        end = min(len(text), start + _AROUND)
        if not 0 < start < len(text):
            raise CorrectionError(f"a paragraph of {len(text)} characters can't be split at {start}")
    if not 0 <= start < end <= len(text):
        raise CorrectionError(
            f"there is no text at {start} to {end} of a paragraph of {len(text)} characters"
        )
    found = Correction(kind, paragraph.id, start, end, text[start:end], value, scope, by)
    if date is None:
        date = datetime.date.today().isoformat()
    if scope == "always":
        return checked(replace(found, paragraph="", start=0, end=0, date=date))
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return checked(replace(found, before=before, after=after, date=date))


def superseded(
    known: Iterable[Correction], correction: Correction, paragraphs: Iterable[Paragraph]
) -> list[Correction]:
    """Those of `known` that say the same kind of thing of the same place as `correction`, with another id.

    Such are left where a paragraph was split or joined after it was corrected. `paragraphs` are as they are now.
    """
    if not correction.paragraph or correction.kind == "boundary":
        return []
    pieces = [Piece(p.kind, p.text, id=p.id) for p in paragraphs]
    place = find(pieces, correction)
    return [
        c
        for c in known
        if c.paragraph
        and (c.kind, c.scope, c.text) == (correction.kind, correction.scope, correction.text)
        and _place(c) != _place(correction)
        and place is not None
        and find(pieces, c) == place
    ]


def remember(correction: Correction, article: str | os.PathLike[str] | None = None) -> Path:
    """Add a correction to the file of its scope. What another program wrote to the file meanwhile is kept.

    Args:
        correction: The correction.
        article: The article's own file; not needed for the scope "always".

    Returns:
        The file's path.

    Raises:
        CorrectionError: The file is malformed; it stays as it is.
        OutputError: It can't be written.
    """
    return _changed(correction, article, Corrections.add)


def forget(correction: Correction, article: str | os.PathLike[str] | None = None) -> Path:
    """Take a correction out of the file of its scope; see `remember`.

    Args:
        correction: The correction.
        article: The article's own file; not needed for the scope "always".

    Returns:
        The file's path.

    Raises:
        CorrectionError: The file is malformed; it stays as it is.
        OutputError: It can't be written.
    """
    file = _file(correction, article)
    if not is_there(file) and not _earlier(correction, article):
        return file
    return _changed(correction, article, Corrections.remove)


def _changed(
    correction: Correction,
    article: str | os.PathLike[str] | None,
    change: Callable[[Corrections, Correction], Corrections],
) -> Path:
    """The file of the correction's scope, changed by what another program wrote there meanwhile and by this."""
    file = _file(correction, article)
    earlier = _earlier(correction, article)

    def changed(data: bytes | None) -> str:
        known = Corrections(read_toml(data, str(earlier or file)) if data is not None else ())
        return updated(data, change(known, correction).items, str(file))

    return change_text(file, changed, earlier)


def _earlier(correction: Correction, article: str | os.PathLike[str] | None) -> Path | None:
    """The file of the article's corrections under the name that earlier versions gave it, where it alone is there."""
    if correction.scope == "always" or article is None:
        return None
    return earlier_beside(article, "companion.toml")


def _file(correction: Correction, article: str | os.PathLike[str] | None) -> Path:
    if correction.scope == "always":
        return always_path()
    if article is None:
        raise CorrectionError("a correction of one article needs the article's file; or make it hold always")
    return path_beside(article)
