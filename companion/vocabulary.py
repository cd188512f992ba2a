"""The words that a person knows or learns, by their Simplified form: the older door to `companion.learning`."""

from __future__ import annotations

import os
from collections.abc import Iterable

from companion.errors import InputError
from companion.language.headword import headwords
from companion.learning import Learner

__all__ = ["STATUSES", "Vocabulary"]

STATUSES = ("known", "learning")


class Vocabulary:
    """Known and learning words, by their simplified form.

    `companion.learning.Learner` has all that is kept, by the Traditional form; this asks and changes the same file.
    `path` is a SQLite file; without it `vocabulary.sqlite` in the user's data folder
    (`COMPANION_DATA_DIR` names another folder). It is made when the first word is marked.

    >>> import tempfile
    >>> from pathlib import Path
    >>> vocabulary = Vocabulary(Path(tempfile.mkdtemp()) / "words.sqlite")
    >>> vocabulary.mark("打击", "known")
    >>> vocabulary.status("打击"), vocabulary.status("斟酌"), vocabulary.words("known")
    ('known', '', ['打击'])
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.learner = Learner(path)
        self.path = self.learner.path

    def status(self, word: str) -> str:
        """What a word was marked as.

        Args:
            word: A simplified word.

        Returns:
            "known", "learning" or "".

        Raises:
            InputError: The file is none of ours.
        """
        return self.statuses([word]).get(word, "")

    def statuses(self, words: Iterable[str]) -> dict[str, str]:
        """What several words were marked as.

        Args:
            words: Simplified words.

        Returns:
            The status of those that have one.

        Raises:
            InputError: The file is none of ours.
        """
        forms = {w: headwords(w) for w in dict.fromkeys(words) if isinstance(w, str)}
        found = self.learner.get_all(form for own in forms.values() for form in own)
        told = ((w, [found[f].status for f in own if f in found]) for w, own in forms.items())
        return {w: s for w, own in told for s in STATUSES if s in own}

    def words(self, status: str) -> list[str]:
        """All words of a status.

        Args:
            status: "known" or "learning".

        Returns:
            Simplified words, those marked first coming first.

        Raises:
            InputError: The file is none of ours.
        """
        _check(status)
        return list(dict.fromkeys(w.simplified or w.form for w in self.learner.words(status)))

    def mark(self, word: str, status: str) -> None:
        """Mark a word.

        Args:
            word: A simplified word.
            status: "known", "learning", or "" to forget it.

        Raises:
            InputError: There is no such status, or the file is none of ours.
            OutputError: Nothing can be written.
        """
        self.mark_all({word: status})

    def mark_all(self, statuses: dict[str, str]) -> None:
        """Mark many words at once, all or none.

        Args:
            statuses: The status of each simplified word.

        Raises:
            InputError: There is no such status, or the file is none of ours.
            OutputError: Nothing can be written.
        """
        for status in statuses.values():
            if status:
                _check(status)
        self.learner.mark_each(
            {
                form: (status or "new", {"form": form, "simplified": word})
                for word, status in statuses.items()
                for form in (headwords(word) if isinstance(word, str) else (word,))
            }
        )

    def __repr__(self) -> str:
        return f"<Vocabulary {self.path}>"


def _check(status: str) -> None:
    if status not in STATUSES:
        raise InputError(f"'{status}' is no status of a word; there are: known, learning, and '' for none")
