"""What is imported, made fit for a glossary: one entry a wording, nothing twice, nothing that the check refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from companion.glossary.check import check_term
from companion.glossary.fill import complete
from companion.glossary.matching import fold
from companion.glossary.table import Problem, has_han
from companion.language.language import Language
from companion.model import Term

__all__ = ["reconciled"]

_LONGEST_ENGLISH = 150


def reconciled(
    rows: Iterable[tuple[Term, int]], name: str, own: Collection[Term] = (), domain: str = "own"
) -> tuple[list[Term], list[Problem]]:
    """The terms of a file of another tool, whole and without what `glossary check` refuses.

    Entries of one wording become one with all their English; the wordings of the mainland and Taiwan are aliases too, so
    that such texts find them; an alias that is another entry's wording, or has no Han
    character, is left out; a reading that the characters can't have is worked out anew; a Simplified form that is
    other words is kept as the mainland's wording.

    Args:
        rows: the terms as they were read, each with its row.
        name: of the file, for messages.
        own: the terms that stand in the glossary already; they stay as they are.
        domain: of terms that name none.

    Returns:
        The terms to add, and what was changed or left out.

    >>> rows = [(Term("", "電騙", "", "", ("scam", "Scam")), 1), (Term("", "电骗", "", "", ("fraud",)), 2)]
    >>> terms, told = reconciled(rows, "a.csv")
    >>> [(t.traditional, t.english) for t in terms], len(told)
    ([('電騙', ('scam', 'fraud'))], 1)
    """
    taken = {t.id for t in own}
    there = {fold(t.traditional): t for t in own if t.status != "forbidden"}
    found: dict[tuple[str, bool], tuple[Term, int]] = {}
    told: list[Problem] = []
    for term, row in rows:
        if not has_han(wording := term.traditional or term.simplified):
            told.append(
                Problem(name, row, "traditional", f"'{wording}' has no Han character; the row was left out")
            )
            continue
        whole, remarks = _mended(complete(_scripts(term), taken, domain))
        told += [Problem(name, row, column, message) for column, message in remarks]
        if not whole.english:
            told.append(Problem(name, row, "english", "nothing is left; the row was left out"))
            continue
        key = (fold(whole.traditional), whole.status == "forbidden")
        if not key[1] and (known := there.get(key[0])):
            more = [e for e in whole.english if e.casefold() not in {k.casefold() for k in known.english}]
            rest = f"; '{'; '.join(more)}' was not added" if more else ""
            told.append(Problem(name, row, "", f"'{whole.traditional}' is in the glossary already{rest}"))
            continue
        if before := found.get(key):
            english = _once((*before[0].english, *whole.english))
            aliases = tuple(dict.fromkeys((*before[0].aliases, *whole.aliases)))
            found[key] = (replace(before[0], english=english, aliases=aliases), before[1])
            told.append(
                Problem(
                    name, row, "", f"'{whole.traditional}' stands in row {before[1]} too; it became one entry"
                )
            )
            continue
        taken.add(whole.id)
        found[key] = (whole, row)
    wordings = {fold(w) for t, _ in found.values() for w in (t.traditional, t.simplified)}
    wordings |= {fold(w) for t in own for w in (t.traditional, *t.aliases)}
    terms = []
    for term, row in found.values():
        kept: list[str] = []
        # A text of the mainland has the mainland's word, and is to find the entry too.
        elsewhere = (w.strip() for cell in (term.mainland, term.taiwan) for w in cell.split(";"))
        for alias in dict.fromkeys((*term.aliases, *filter(None, elsewhere))):
            if not has_han(alias):
                told.append(Problem(name, row, "aliases", f"'{alias}' has no Han character; it was left out"))
            elif fold(alias) not in wordings:
                wordings.add(fold(alias))
                kept.append(alias)
        terms.append(replace(term, aliases=tuple(kept)))
    told.sort(key=lambda p: p.row)
    return terms, told


def _once(english: Iterable[str]) -> tuple[str, ...]:
    """Renderings without those that differ in capitals alone from an earlier one."""
    return tuple({e.casefold(): e for e in reversed(list(english))}.values())[::-1]


def _scripts(term: Term) -> Term:
    """The term with a Simplified form that is the same words; other words are the mainland's."""
    simplified = term.simplified
    if (
        not term.traditional
        or not simplified
        or simplified == (right := Language.default().simplify(term.traditional))
    ):
        return term
    return replace(
        term, simplified=right, mainland=term.mainland or (simplified if has_han(simplified) else "")
    )


def _mended(term: Term) -> tuple[Term, list[tuple[str, str]]]:
    """The term without what can't be in a glossary, and what was changed."""
    remarks: list[tuple[str, str]] = []
    english = []
    for rendering in _once(term.english):
        if has_han(rendering):
            remarks.append(("english", f"'{rendering}' has Chinese characters; it was left out"))
        elif len(rendering) > _LONGEST_ENGLISH:
            remarks.append(
                (
                    "english",
                    f"'{rendering[:30]}…' has {len(rendering)} characters, more than {_LONGEST_ENGLISH}; it was left out",
                )
            )
        else:
            english.append(rendering)
    term = replace(term, english=tuple(english))
    if term.mainland and (simplified := Language.default().simplify(term.mainland)) != term.mainland:
        term = replace(term, mainland="" if simplified == term.simplified else simplified)
    wrong = dict(check_term(term))
    if "jyutping" in wrong:
        remarks.append(("jyutping", f"{wrong['jyutping']}; it was left out"))
        term = replace(term, jyutping="")
    if "pinyin" in wrong:
        worked_out = complete(replace(term, pinyin=""), (), term.domain)
        if not any(column == "pinyin" for column, _ in check_term(worked_out)):
            remarks.append(("pinyin", f"{wrong['pinyin']}; '{worked_out.pinyin}' was worked out instead"))
            term = replace(term, pinyin=worked_out.pinyin)
        else:
            remarks.append(("pinyin", wrong["pinyin"]))
    return term, remarks
