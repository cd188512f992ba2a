"""The glossary as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from companion.errors import GlossaryError
from companion.glossary.matching import Match, Matcher
from companion.glossary.table import read_table
from companion.model import Term

__all__ = ["Glossary", "shipped_folder"]


def shipped_folder() -> Path:
    """The folder of the curated terms: in an installed package, or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data" / "glossary"
    return installed if installed.is_dir() else package.parent / "glossary"


class Glossary:
    """Curated terms. Immutable: `with_terms` returns another one.

    >>> glossary = Glossary.load()
    >>> [m.term.english[0] for m in glossary.match("出席瀾湄合作會議")]
    ['Lancang–Mekong Cooperation']
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.terms: tuple[Term, ...] = tuple(terms)

    @classmethod
    def load(cls, path: str | Path | None = None) -> Glossary:
        """The shipped terms, or those of a CSV file or of all CSV files in a folder.

        Raises `GlossaryError`, with file, row and column, at the first thing that is wrong.
        """
        folder = Path(path) if path is not None else shipped_folder()
        if folder.is_dir():
            files = sorted(folder.glob("*.csv"))
            if not files:
                raise GlossaryError(f"{folder}: there is no .csv file in this folder")
        elif folder.is_file():
            files = [folder]
        else:
            raise GlossaryError(f"{folder}: there is no such file or folder")
        terms: list[Term] = []
        ids: dict[str, str] = {}
        spellings: dict[str, str] = {}
        for file in files:
            for term, row in read_table(file):
                where = f"{file.name}, row {row}"
                if term.id in ids:
                    raise GlossaryError(f"{where}, column 'id': '{term.id}' stands in {ids[term.id]} already")
                ids[term.id] = where
                for column, spelling in (
                    ("traditional", term.traditional),
                    *(("aliases", a) for a in term.aliases),
                ):
                    if spelling in spellings:
                        raise GlossaryError(
                            f"{where}, column '{column}': '{spelling}' stands in {spellings[spelling]} already"
                        )
                    spellings[spelling] = where
                terms.append(term)
        return cls(terms)

    @cached_property
    def _by_id(self) -> dict[str, Term]:
        return {t.id: t for t in self.terms}

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.terms)

    def match(self, text: str, simplified: str = "") -> list[Match]:
        """The terms in `text`, in order; where they overlap the longest stays."""
        return self._matcher.find(text, simplified)

    def get(self, term_id: str) -> Term | None:
        """The term with this id."""
        return self._by_id.get(term_id)

    def with_terms(self, terms: Iterable[Term]) -> Glossary:
        """This glossary with further terms, which win over those of the same wording."""
        added = tuple(terms)
        wordings = {t.traditional for t in added} | {t.simplified for t in added}
        kept = (t for t in self.terms if t.traditional not in wordings and t.simplified not in wordings)
        return Glossary((*added, *kept))

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __repr__(self) -> str:
        return f"<Glossary of {len(self.terms)} terms>"
