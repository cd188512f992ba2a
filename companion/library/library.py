"""`Library`: the articles of a folder with what is known of each, for the start page and for scripts."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from companion.choices import LEVEL, LEVELS, Level, check
from companion.errors import CompanionError, InputError
from companion.files import is_folder
from companion.library.analysis import analyse, open_article
from companion.library.folder import Folder, Found, own_folder
from companion.library.index import KNOWN, LEARNING, NEW, Index
from companion.library.rows import Row, Suggestion
from companion.library.suggestions import suggest
from companion.model import Article

__all__ = ["Library", "Words"]

_MOST_SUGGESTED = 4


class Words(Protocol):
    """What the library asks of the person's words; `companion.learning.Learner` answers."""

    @property
    def changed(self) -> object: ...

    def known(self) -> Collection[str]: ...

    def learning(self) -> Collection[str]: ...


class Library:
    """A folder of articles, and what is known of each of them.

    Args:
        folder: The folder, made where it is not there; None: the person's own, in which the bundled articles lie to
            begin with.
        learner: The person's words; None: nothing is known but what the level says.
        level: Words up to this level count as known where the person has not marked them as being learnt, as in the
            reader. None: the level that was set here before, else B1.
        glossary: A class's terms, by which the articles are read; None: those of the person alone.
        index: The SQLite file; None: `library.sqlite` in the person's data folder.
        clock: Tells the time, for tests.

    Raises:
        InputError: `folder` is a file, or there is no such level.
        OutputError: The folder can't be made.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> library = Library(folder / "articles", index=folder / "index.sqlite")
    >>> _ = library.add_text("警方打擊電騙\\n\\n警方昨日拘捕三名疑犯。")
    >>> [(row.title, row.characters) for row in library.update()]
    [('警方打擊電騙', 16)]
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        learner: Words | None = None,
        level: Level | None = None,
        glossary: str | os.PathLike[str] | None = None,
        index: str | os.PathLike[str] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if level is not None:
            check("level", level, LEVELS)
        self._place = Folder(own_folder() if folder is None else folder)
        self.index = Index(self._place.path, index)
        self.learner = learner
        self.clock = clock
        self.glossary = Path(glossary) if glossary is not None else None
        self._level = level
        self._states: tuple[Any, frozenset[str], frozenset[str]] | None = None
        self.add_text = self._place.add_text
        self.add_file = self._place.add_file
        self.add_address = self._place.add_address

    @property
    def folder(self) -> Path:
        """Where the articles are."""
        return self._place.path

    @property
    def level(self) -> Level:
        """The level up to which words count as known; setting it keeps it."""
        if self._level is not None:
            return self._level
        kept = self.index.setting("level", LEVEL)
        self._level = found = next((level for level in LEVELS if level == kept), LEVEL)
        return found

    @level.setter
    def level(self, level: Level) -> None:
        check("level", level, LEVELS)
        self._level = level
        self.index.set("level", level)

    def take_in(self, folder: str | os.PathLike[str]) -> None:
        """Copy what is new in another folder, such as a class's, into this one; what came once does not come again.

        Args:
            folder: The folder; nothing is written there.

        Raises:
            InputError: It is not there, or an article in it can't be read; the others are copied all the same.
            OutputError: A copy can't be written.
        """
        if not is_folder(folder):
            raise InputError(f"{folder}: there is no such folder of articles")
        other = Folder(folder)
        name = f"taken from {other.path}"
        taken = set(self.index.setting(name).splitlines())
        done, problems = self._place.take_in(other, taken)
        if new := set(done) - taken:
            self.index.set(name, "\n".join(sorted(taken | new)))
        if problems:
            raise problems[0]

    # ---- what there is

    def rows(self) -> list[Row]:
        """Every article of the folder, without opening one; those not looked at yet are "waiting".

        Returns:
            The rows, by their place in the folder.

        Raises:
            InputError: The folder can't be read.
            OutputError: The index can't be used.
        """
        files = self._place.files()
        kept = {row["path"]: row for row in self.index.articles()}
        covered = self.index.coverage(self._status())
        return [_row(f, kept.get(f.path), covered.get(f.path)) for f in files]

    def row(self, path: str) -> Row | None:
        """One article of the folder.

        Args:
            path: Its place in the folder.

        Returns:
            Its row; None where it is not there.
        """
        file = self._found(path)
        if file is None:
            return None
        kept = next((row for row in self.index.articles() if row["path"] == path), None)
        return _row(file, kept, self.index.coverage(self._status(), path).get(path))

    def waiting(self) -> list[Found]:
        """The files that are new or changed since they were looked at, the latest first; what is gone is forgotten."""
        files = self._place.files()
        kept = {row["path"]: (row["size"], row["changed"]) for row in self.index.articles()}
        if gone := kept.keys() - {f.path for f in files}:
            self.index.drop(gone)
        new = [f for f in files if kept.get(f.path) != (f.size, f.changed)]
        return sorted(new, key=lambda f: (-f.changed, f.path))

    def look_at(self, file: Found, article: Article | None = None) -> None:
        """Keep what is found in a file; why it can't be read, where it can't.

        Args:
            file: One of `waiting`.
            article: What was read from it, where it was already.
        """
        try:
            path = self._place.file(file.path)
            finding = analyse(article or open_article(path, self.glossary), path.name)
        except CompanionError as error:
            self.index.keep_error(file, str(error))
        except Exception as error:  # what nobody foresaw is that file's; the others go on
            self.index.keep_error(file, str(InputError(f"{file.path}: {type(error).__name__}: {error}")))
        else:
            self.index.keep(file, finding)

    def updating(self) -> Iterator[tuple[str, int, int]]:
        """Look at what waits, one file at each step.

        Yields:
            The file's place, how many are done, and of how many.
        """
        waiting = self.waiting()
        for done, file in enumerate(waiting, 1):
            self.look_at(file)
            yield file.path, done, len(waiting)

    def update(self) -> list[Row]:
        """Look at all that waits.

        Returns:
            The rows.
        """
        for _ in self.updating():
            pass
        return self.rows()

    def sentences(self, headword: str, but: str = "", most: int = 5) -> list[tuple[str, str, str]]:
        """Where a word occurs in the library.

        Args:
            headword: The word by its Traditional headword.
            but: An article that is left out.
            most: How many articles.

        Returns:
            Path, title and sentence of each.
        """
        return self.index.sentences(headword, but, most)

    def suggestions(self, rows: list[Row] | None = None, most: int = _MOST_SUGGESTED) -> list[Suggestion]:
        """What to read next: what was begun, then what this person can read best.

        Args:
            rows: What `rows` gave, where it was asked already.
            most: How many.

        Returns:
            The suggestions, the best first.
        """
        return suggest(rows or self.rows(), lambda paths: self.index.unknown(self._status(), paths), most)

    # ---- reading

    def open(self, path: str) -> tuple[Article, int]:
        """Open an article where the person stopped reading it.

        Args:
            path: Its place in the folder.

        Returns:
            The article, and the number of the paragraph.

        Raises:
            InputError: It is not there, or can't be read.
        """
        file = self._found(path)
        if file is None:
            raise InputError(f"{path}: is not in the library any more")
        article = open_article(self._place.file(path), self.glossary)
        if path in {f.path for f in self.waiting()}:
            self.look_at(file, article)
        paragraph, anchor = self.index.place(path)
        ids = [p.id for p in article.paragraphs]
        if anchor in ids and not (paragraph < len(ids) and ids[paragraph] == anchor):
            paragraph = ids.index(anchor)
        paragraph = min(paragraph, max(0, len(ids) - 1))
        self.keep_place(path, article, paragraph, 0)
        return article, paragraph

    def keep_place(self, path: str, article: Article, paragraph: int, seen: int) -> None:
        """Keep where the person is.

        Args:
            path: The article's place in the folder.
            article: The article.
            paragraph: The number of the paragraph at the top of the page.
            seen: How many paragraphs, from the first, they have seen to their end.
        """
        total = len(article.paragraphs)
        paragraph = min(max(0, paragraph), max(0, total - 1))
        row = next((r for r in self.index.articles() if r["path"] == path), None)
        self.index.keep_place(
            path,
            row["digest"] if row else "",
            paragraph,
            article.paragraphs[paragraph].id if total else "",
            min(max(0, seen), total),
            total,
            self.clock().isoformat(timespec="seconds"),
        )

    def file(self, path: str) -> Path:
        """The file of an article.

        Args:
            path: Its place in the folder.

        Returns:
            The file.

        Raises:
            InputError: It is not there.
        """
        if self._found(path) is None:
            raise InputError(f"{path}: is not in the library any more")
        return self._place.file(path)

    def place_of(self, file: Path) -> str:
        """The place in the folder of a file that was added.

        Args:
            file: The file.

        Returns:
            Its path from the folder, with "/".
        """
        return file.resolve().relative_to(self.folder).as_posix()

    # ---- inside

    def _found(self, path: str) -> Found | None:
        return next((f for f in self._place.files() if f.path == path), None)

    def _status(self) -> Callable[[str, str], int]:
        known, learning = self._words()
        within = frozenset(LEVELS[: LEVELS.index(self.level) + 1])

        def status(headword: str, level: str) -> int:
            if headword in learning:
                return LEARNING
            return KNOWN if headword in known or level in within else NEW

        return status

    def _words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The person's words, asked again only where they have changed."""
        if self.learner is None:
            return frozenset(), frozenset()
        now = self.learner.changed
        if self._states is None or self._states[0] != now:
            self._states = now, frozenset(self.learner.known()), frozenset(self.learner.learning())
        return self._states[1:]

    def __repr__(self) -> str:
        return f"<Library {self.folder}>"


def _row(file: Found, kept: dict[str, Any] | None, covered: tuple[int, int, int] | None) -> Row:
    added = datetime.fromtimestamp(max(0, file.changed) / 1e9, UTC).isoformat(timespec="seconds")
    name = file.path.rpartition("/")[2]
    if kept is None:
        return Row(file.path, "waiting", name, added=added)
    if kept["error"]:
        return Row(file.path, "error", name, added=added, error=kept["error"])
    known, learning, new = covered or (0, 0, 0)
    return Row(
        file.path,
        "ready",
        kept["title"],
        kept["source"],
        kept["date"],
        kept["characters"],
        kept["words"],
        known / kept["words"] if kept["words"] else 0.0,
        learning,
        new,
        kept["level"],
        kept["hsk"],
        kept["paragraph"] or 0,
        (kept["seen"] or 0) / kept["total"] if kept["total"] else 0.0,
        kept["opened"] or "",
        added,
    )
