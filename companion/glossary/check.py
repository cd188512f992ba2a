"""What is wrong in glossary files: everything that loading refuses, and what only a dictionary can tell.

The readings come from pypinyin and CC-CEDICT, the simplified forms from OpenCC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from companion.files import as_path
from companion.glossary.files import files_of, shipped_folder
from companion.glossary.matching import fold
from companion.glossary.spelling import misspelled
from companion.glossary.syllables import reading_of
from companion.glossary.table import Problem, read_table
from companion.language.language import Language
from companion.language.readings.heteronyms import can_be_read, dictionary_readings, same_reading
from companion.language.spans import has_han
from companion.model import Term

__all__ = ["Checked", "check", "check_term", "stale"]

_JYUTPING = re.compile("[a-z]{1,6}[1-6]")
_LONGEST_ENGLISH = 150
_EXPLAINS = {
    "simplified": re.compile(r"(?:^|[.;:!?]\s+)Simplified\b"),
    "pinyin": re.compile(r"(?:^|[.;:!?]\s+)(?:Pinyin|Read)\b"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files and terms were checked, and all that is wrong, in the order of the files."""

    files: int
    terms: int
    problems: tuple[Problem, ...]


def check(path: str | Path | None = None) -> Checked:
    """Check the shipped glossary, or a CSV file, or all CSV files of a folder.

    Per cell: what loading asks (ids, required cells, status, level, formulas); OpenCC gives `simplified`, or
    a sentence of the note that begins with "Simplified" says why not; `pinyin` has one syllable per
    character, each a possible reading of it, or a sentence that begins with "Pinyin" or "Read" says why not;
    `mainland` is simplified; `english` is short and not Chinese. Over all files: no id and no wording twice,
    no alias in two entries. The curated glossary's pinyin is also held to the rule of spelling (`spelling`).

    Args:
        path: The file or folder; None: the shipped glossary.

    Returns:
        What is wrong, with file, row and column, and how much was looked at.

    Raises:
        GlossaryError: There is no such file or folder.
    """
    from companion.errors import GlossaryError

    shipped = path is None or as_path(path).resolve() == shipped_folder().resolve()
    files = files_of(as_path(path) if path is not None else shipped_folder())
    problems: list[Problem] = []
    rows: list[tuple[str, int, Term]] = []
    for file in files:
        try:
            table = read_table(file, "collect")
        except GlossaryError as error:
            place, _, message = str(error).partition(": ")
            problems.append(Problem(place, 0, "", message))
            continue
        problems += table.problems
        for term, row in table.rows:
            rows.append((file.name, row, term))
            if shipped and term.domain != file.stem:
                problems.append(
                    Problem(
                        file.name,
                        row,
                        "domain",
                        f"'{term.domain}' is not the file's domain; write '{file.stem}'",
                    )
                )
            if shipped and not term.source:
                problems.append(
                    Problem(file.name, row, "source", "is empty; say where the rendering is established")
                )
    problems += _repeated(rows)
    converted = _simplified([t.traditional for *_, t in rows])
    for (name, row, term), simplified in zip(rows, converted, strict=True):
        problems += [Problem(name, row, column, message) for column, message in _wrong(term, simplified)]
    if shipped:
        places = {
            t.traditional: t.pinyin for *_, t in rows if t.domain == "places" and t.pinyin[:1].isupper()
        }
        places = {name: pinyin for name, pinyin in places.items() if " " not in pinyin and len(name) > 1}
        problems += [
            Problem(name, row, "pinyin", message)
            for name, row, term in rows
            for message in misspelled(term, places)
        ]
    order = {file.name: i for i, file in enumerate(files)}
    problems.sort(key=lambda p: (order.get(p.file, len(order)), p.row))
    return Checked(len(files), len(rows), tuple(problems))


def check_term(term: Term) -> list[tuple[str, str]]:
    """Check one term by itself.

    Args:
        term: The term.

    Returns:
        Column and message of each thing that is wrong.

    >>> check_term(Term("x", "電騙", "电骗", "diànbiàn", ("telecom fraud",)))
    [('pinyin', "'biàn' is no reading of 騙")]
    """
    return list(_wrong(term, _simplified([term.traditional])[0]))


def stale(terms: Iterable[Term], today: date) -> list[Term]:
    """The terms that may have become untrue: an office or a body that is said to go on and that nobody looked up lately.

    Args:
        terms: The terms.
        today: The day.

    Returns:
        Those that have a `valid_from` and no `valid_until` and whose `checked` is empty or more than a year ago,
        and persons of whom nothing is noted; in their order.

    >>> minister = Term("a", "王毅", "王毅", "Wáng Yì", ("Wang Yi",), valid_from="2023-07")
    >>> seen = Term("b", "王毅", "王毅", "Wáng Yì", ("Wang Yi",), valid_from="2023-07", checked="2026-03-01 Xinhua")
    >>> [t.id for t in stale([minister, seen], date(2026, 11, 29))]
    ['a']
    """
    limit = today.replace(year=today.year - 1, day=min(today.day, 28)).isoformat()
    return [
        t
        for t in terms
        if not t.valid_until and (t.valid_from or t.domain == "people") and t.checked[:10] < limit
    ]


def _simplified(wordings: Sequence[str]) -> list[str]:
    language = Language.default()
    together = language.simplify("\n".join(wordings)).split("\n")
    return together if len(together) == len(wordings) else [language.simplify(w) for w in wordings]


def _repeated(rows: Sequence[tuple[str, int, Term]]) -> Iterator[Problem]:
    ids: dict[str, str] = {}
    wordings: dict[str, tuple[str, str]] = {}
    for name, row, term in rows:
        where = f"{name}, row {row}"
        if there := ids.get(term.id):
            yield Problem(name, row, "id", f"'{term.id}' stands in {there} already")
        ids.setdefault(term.id, where)
        if term.status == "forbidden":
            continue
        if before := wordings.get(fold(term.traditional)):
            yield Problem(
                name, row, "traditional", f"'{term.traditional}' stands in {before[0]} already ({before[1]})"
            )
        wordings.setdefault(fold(term.traditional), (where, "column 'traditional'"))
    for name, row, term in rows:
        if term.status == "forbidden":
            continue
        where = f"{name}, row {row}"
        for alias in term.aliases:
            if fold(alias) in (fold(term.traditional), fold(term.simplified)):
                yield Problem(name, row, "aliases", f"'{alias}' is the entry's own wording; leave it out")
            elif before := wordings.get(fold(alias)):
                yield Problem(name, row, "aliases", f"'{alias}' stands in {before[0]} already ({before[1]})")
            wordings.setdefault(fold(alias), (where, "column 'aliases'"))


def _wrong(term: Term, converted: str) -> Iterator[tuple[str, str]]:
    if converted != term.simplified and not _EXPLAINS["simplified"].search(term.note):
        yield (
            "simplified",
            f"'{term.simplified}' is not what OpenCC gives ({converted}); correct it, "
            "or say why in a sentence of the note that begins with 'Simplified'",
        )
    yield from _wrong_pinyin(term)
    if term.jyutping:
        syllables = term.jyutping.split()
        wrong = [s for s in syllables if not _JYUTPING.fullmatch(s)]
        count = sum(map(has_han, term.traditional))
        if wrong:
            yield "jyutping", f"'{wrong[0]}' is no syllable of Jyutping with its tone (1 to 6)"
        elif len(syllables) != count:
            yield "jyutping", f"has {len(syllables)} syllables for {count} characters"
    if term.mainland:
        if term.mainland == term.simplified:
            yield "mainland", "is the same as 'simplified'; leave it empty"
        elif (simplified := Language.default().simplify(term.mainland)) != term.mainland:
            yield "mainland", f"'{term.mainland}' is not in simplified characters ({simplified})"
    if term.taiwan and term.taiwan == term.traditional:
        yield "taiwan", "is the same as 'traditional'; leave it empty"
    for alias in term.aliases:
        if not has_han(alias):
            yield "aliases", f"'{alias}' has no Han character"
    yield from _wrong_english(term)


def _wrong_pinyin(term: Term) -> Iterator[tuple[str, str]]:
    pairs = [(t, s) for t, s in zip(term.traditional, term.simplified, strict=True) if has_han(t)]
    reading = reading_of(term)
    if not reading:
        yield "pinyin", f"'{term.pinyin}' can't be cut into {len(pairs)} syllables, one per character"
        return
    if _EXPLAINS["pinyin"].search(term.note):
        return
    known = dictionary_readings(term.traditional) or dictionary_readings(term.simplified)
    if known and not any(same_reading(reading, k) for k in known):
        yield (
            "pinyin",
            f"'{' '.join(reading)}' is not what CC-CEDICT gives ({', '.join(' '.join(k) for k in known)}); "
            "correct it, or say why in a sentence of the note that begins with 'Pinyin'",
        )
        return
    for i, ((traditional, simplified), syllable) in enumerate(zip(pairs, reading, strict=True)):
        if not can_be_read(traditional + simplified, syllable, first=i == 0):
            yield "pinyin", f"'{syllable}' is no reading of {traditional}"


def _wrong_english(term: Term) -> Iterator[tuple[str, str]]:
    seen = set()
    for english in term.english:
        if has_han(english):
            yield "english", f"'{english}' has Chinese characters"
        if len(english) > _LONGEST_ENGLISH:
            yield (
                "english",
                f"'{english[:30]}…' has {len(english)} characters; a rendering has at most {_LONGEST_ENGLISH}",
            )
        if english.casefold() in seen:
            yield "english", f"'{english}' stands there twice"
        seen.add(english.casefold())
