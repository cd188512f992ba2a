"""The glossary as a whole, and its three layers: shipped, a project's or class's file, a person's own.

Files are read again when they have changed (time, size or number), so that a term counts from the next article on,
without a restart.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from companion.errors import GlossaryError
from companion.files import as_path, is_there
from companion.glossary.compiled import compiled, keep, signature
from companion.glossary.files import files_of, personal_path, shipped_folder
from companion.glossary.matching import Match, Matcher, fold
from companion.glossary.table import Errors, Problem, read_table
from companion.model import Term

__all__ = ["Glossary", "merge"]


_MOST_KEPT = 8
_kept: OrderedDict[Any, tuple[Any, Glossary]] = OrderedDict()
_lock = threading.Lock()


class Glossary:
    """Curated terms. Immutable: `with_terms` returns another one.

    `problems` are the rows that were left out when it was loaded with `errors="collect"`.

    >>> glossary = Glossary.load()
    >>> [m.term.english[0] for m in glossary.match("出席瀾湄合作會議")]
    ['Lancang–Mekong Cooperation']
    """

    def __init__(self, terms: Iterable[Term] = (), problems: Iterable[Problem] = ()) -> None:
        self.terms: tuple[Term, ...] = tuple(terms)
        self.problems: tuple[Problem, ...] = tuple(problems)

    @classmethod
    def load(cls, path: str | Path | None = None, *, errors: Errors = "raise", layer: str = "") -> Glossary:
        """The shipped terms, or those of a CSV file or of all CSV files in a folder.

        Args:
            path: The file or folder; None: the shipped terms.
            errors: "raise", or "collect": wrong rows are left out and told in `problems`.
            layer: "project" or "personal", noted in each term.

        Returns:
            The glossary.

        Raises:
            GlossaryError: Something is wrong in a row, which the message names with file and column; with
                "collect" only where a file can't be read as a glossary at all.
        """
        if path is None:
            return _shipped()
        terms: list[Term] = []
        problems: list[Problem] = []
        ids: dict[str, tuple[str, int]] = {}
        spellings: dict[str, tuple[str, int]] = {}
        for file in files_of(as_path(path, GlossaryError)):
            table = read_table(file, errors, layer)
            problems += table.problems
            for term, row in table.rows:
                where = (file.name, row)
                repeated = _repeated(term, ids, spellings)
                if repeated:
                    problem = Problem(file.name, row, *repeated)
                    if errors == "raise":
                        raise GlossaryError(str(problem))
                    problems.append(problem)
                    if repeated[0] != "aliases":
                        continue
                ids[term.id] = where
                if term.status != "forbidden":
                    for spelling in (term.traditional, *term.aliases):
                        spellings.setdefault(spelling, where)
                terms.append(term)
        return cls(terms, sorted(problems, key=lambda p: (p.file, p.row)))

    @classmethod
    def of(cls, glossary: Glossary | str | Path | None) -> Glossary:
        """What an argument `glossary` means: a `Glossary` is used as it is, a file or folder is one layer of three.

        Args:
            glossary: A `Glossary`, a CSV file or folder of a project or class, or None.

        Returns:
            The glossary.

        >>> mine = Glossary([Term("own", "電騙", "电骗", "diànpiàn", ("cyber scam",))])
        >>> Glossary.of(mine) is mine
        True
        """
        return glossary if isinstance(glossary, Glossary) else cls.layered(glossary)

    @classmethod
    def layered(
        cls,
        project: Glossary | str | Path | None = None,
        personal: Glossary | str | Path | bool | None = None,
    ) -> Glossary:
        """The shipped terms, under those of a project (a class), under a person's own; the nearer wins.

        Wrong rows of both are left out and told in `problems`. Files are read again when they have changed.

        Args:
            project: A glossary, a CSV file or a folder of them.
            personal: The same; None or True is the person's own file (`personal_path()`) where there is one,
                False leaves it out.

        Returns:
            The layers as one glossary.

        Raises:
            GlossaryError: A file can't be read as a glossary at all.

        >>> own = Glossary([Term("own", "電騙", "电骗", "diànpiàn", ("cyber scam",), layer="personal")])
        >>> glossary = Glossary.layered(personal=own)
        >>> [(m.term.english[0], m.term.layer) for m in glossary.match("打擊電騙")]
        [('cyber scam', 'personal')]
        """
        nearest_first = []
        if personal is None or personal is True:
            own = personal_path()
            if is_there(own):
                try:
                    nearest_first.append(_layer(own, "personal"))
                except GlossaryError as error:  # reading goes on without it
                    problem = Problem(own.name, 0, "", f"your own glossary is not used: {error}")
                    nearest_first.append(Glossary((), [problem]))
        elif personal is not False:
            nearest_first.append(_layer(personal, "personal"))
        if project is not None:
            nearest_first.append(_layer(project, "project"))
        shipped = _remembered("shipped", signature(files_of(shipped_folder())), Glossary.load)
        if not nearest_first:
            return shipped
        parts = (*nearest_first, shipped)
        return _remembered(("merged", *map(id, parts)), parts, lambda: merge(*parts))

    @property
    def notices(self) -> tuple[str, ...]:
        """At most four one-line remarks on what was left out when the files were read."""
        lines = [f"{p}; left out" if p.row > 1 else str(p) for p in self.problems]
        if len(lines) > 4:
            lines[3:] = [f"{len(lines) - 3} more; see `companion glossary check` with the file's name"]
        return tuple(lines)

    @cached_property
    def _by_id(self) -> dict[str, Term]:
        return {t.id: t for t in reversed(self.terms)}

    @cached_property
    def _matchers(self) -> dict[object, Matcher]:
        return {}

    def match(
        self, text: str, simplified: str = "", *, simplify: Callable[[str], str] | None = None
    ) -> list[Match]:
        """The terms in a text; see `companion.glossary.matching`.

        Args:
            text: The text.
            simplified: The text in simplified characters, of the same length.
            simplify: Converts the aliases, so that they are found in a simplified text too.

        Returns:
            The terms with their places, in order, none overlapping.
        """
        return self._matcher(simplify).find(text, simplified)

    def candidates(
        self, text: str, simplified: str = "", *, simplify: Callable[[str], str] | None = None
    ) -> list[Match]:
        """All places where a term may stand; which are words of the text `companion.language.words.lattice` decides.

        Args:
            text: The text.
            simplified: The text in simplified characters, of the same length.
            simplify: Converts the aliases, so that they are found in a simplified text too.

        Returns:
            The terms with their places, in order, which may overlap.
        """
        return self._matcher(simplify).candidates(text, simplified)

    def _matcher(self, simplify: Callable[[str], str] | None) -> Matcher:
        matcher = self._matchers.get(simplify)
        if matcher is None:
            matcher = self._matchers[simplify] = Matcher(self.terms, simplify)
        return matcher

    def get(self, term_id: str) -> Term | None:
        """The term with this id.

        Args:
            term_id: The id, such as "crime-dianpian".

        Returns:
            The term; None where there is none.
        """
        return self._by_id.get(term_id)

    def with_terms(self, terms: Iterable[Term]) -> Glossary:
        """This glossary with further terms.

        Args:
            terms: They win over those of the same id or wording.

        Returns:
            Another glossary; this one stays.
        """
        return merge(Glossary(terms), self)

    def __getstate__(self) -> dict[str, object]:
        """What another process needs: the terms, not what was worked out of them here."""
        return {"terms": self.terms, "problems": self.problems}

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __repr__(self) -> str:
        return f"<Glossary of {len(self.terms)} terms>"


def merge(*layers: Glossary) -> Glossary:
    """The layers as one glossary, in which the nearer wins over the same id or wording.

    A nearer *forbidden* entry takes its English renderings away from the farther entries of its wording; an
    entry that has none left, or has the same id, is left out.

    Args:
        layers: The nearest first.

    Returns:
        One glossary.

    >>> shipped = Glossary([Term("a", "電騙", "电骗", "diànpiàn", ("telecom fraud", "phone scam"))])
    >>> own = Glossary([Term("b", "電騙", "电骗", "diànpiàn", ("phone scam",), status="forbidden")])
    >>> [t.english for t in merge(own, shipped) if t.status != "forbidden"]
    [('telecom fraud',)]
    """
    from dataclasses import replace

    kept: list[Term] = []
    ids: set[str] = set()
    wordings: set[str] = set()
    forbidden: dict[str, set[str]] = {}
    for layer in layers:
        found = []
        for term in layer.terms:
            if term.id in ids:
                continue
            if term.status != "forbidden":
                if fold(term.traditional) in wordings or term.simplified in wordings:
                    continue
                if forbidden and (out := forbidden.get(term.simplified)):
                    english = tuple(e for e in term.english if e.casefold() not in out)
                    if not english:
                        continue
                    if english != term.english:
                        term = replace(term, english=english)
            found.append(term)
        kept += found
        ids.update(t.id for t in found)
        for term in found:
            if term.status == "forbidden":
                forbidden.setdefault(term.simplified, set()).update(e.casefold() for e in term.english)
            else:
                wordings.update((fold(term.traditional), term.simplified))
    return Glossary(kept, (p for layer in layers for p in layer.problems))


def _shipped() -> Glossary:
    folder = shipped_folder()
    files = files_of(folder)
    known = compiled(folder, files)
    if known is not None:
        return Glossary(known)
    made = Glossary.load(folder)
    keep(folder, files, made.terms)
    return made


def _repeated(
    term: Term, ids: dict[str, tuple[str, int]], spellings: dict[str, tuple[str, int]]
) -> tuple[str, str] | None:
    """The column and the message where a term's id or a spelling of it was there already."""
    if term.id in ids:
        return _again("id", term.id, ids)
    if term.status == "forbidden":
        return None
    if term.traditional in spellings:
        return _again("traditional", term.traditional, spellings)
    for alias in term.aliases:
        if alias in spellings:
            return _again("aliases", alias, spellings)
    return None


def _again(column: str, text: str, known: dict[str, tuple[str, int]]) -> tuple[str, str]:
    file, row = known[text]
    return column, f"'{text}' stands in {file}, row {row} already"


def _layer(layer: Glossary | str | Path, name: str) -> Glossary:
    if isinstance(layer, Glossary):
        return layer
    path = Path(os.path.realpath(as_path(layer, GlossaryError)))
    return _remembered(
        (str(path), name),
        signature(files_of(path)),
        lambda: Glossary.load(path, errors="collect", layer=name),
    )


def _remembered(key: Any, state: Any, make: Callable[[], Glossary]) -> Glossary:
    """What was made under `key` in the same `state`, or else is made now."""
    with _lock:
        known = _kept.get(key)
        if known is not None and known[0] == state:
            _kept.move_to_end(key)
            return known[1]
    made = make()
    with _lock:
        _kept[key] = (state, made)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made
