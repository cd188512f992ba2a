"""What holds for every entry of the curated glossary, by kind: wordings, English, notes, regions, time."""

from __future__ import annotations

import re
from datetime import date

import pytest

from companion.glossary import Glossary
from companion.glossary.check import stale as stale_terms
from companion.language.spans import is_han
from companion.render.environment import listed
from companion.render.word_table import _term

# The first English is a name in English though the word is a common noun in Chinese.
_PROPER_ADJECTIVES = re.compile(
    r"^(?:Chinese|China|French|Hong Kong|Lunar New Year|New Year|Macao|Taiwan|Party|AI|EV|ATM|CCTV|PLA|President|NPC|Basic Housing|No\.|Taiwan's|Four)(?=[ .'-]|$)"
)
_FOR_PROGRAMMERS = re.compile(
    r"\b(?:alias|token|regex|csv|column|OpenCC|jieba|TODO|pypinyin|wrongly matched)\b"
)
_EXPLAINS = re.compile(r"(?:^|[.;:] )(?:Pinyin|Read|Simplified)\b")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)?")


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def test_every_wording_is_found_whole_as_its_own_entry(glossary):
    """Protects aliases: each stands in a text for its entry, and no shorter term inside it wins."""
    lost = []
    for term in glossary:
        for wording in {term.traditional, term.simplified, *term.aliases}:
            found = list(glossary.match(wording, ""))
            if term.status != "forbidden" and not any(
                (m.start, m.end, m.term.id) == (0, len(wording), term.id) for m in found
            ):
                lost.append((term.id, wording, [(m.start, m.end, m.term.id) for m in found]))
    assert lost == []


def test_a_common_noun_has_its_common_english_first(glossary):
    """Protects 海軍陸戰隊 from being America's Marine Corps wherever it stands: the generic English comes first."""
    wrong = [
        (t.traditional, t.english)
        for t in glossary
        if t.pinyin[:1].islower()
        and t.english[0][:1].isupper()
        and not _PROPER_ADJECTIVES.search(t.english[0])
        and any(e == e.lower() and not e.startswith("to ") for e in t.english[1:])
    ]
    assert wrong == []


def test_notes_are_definitions(glossary):
    """Protects learners from remarks that were meant for the maker."""
    wrong = [
        (t.traditional, t.note)
        for t in glossary
        if t.note
        and (
            not re.search(r"[.!?…][\"”’)]?$", t.note)
            or not (t.note[0].isupper() or t.note[0].isdigit() or is_han(t.note[0]) or t.note[0] in "\"“‘'$")
            or _FOR_PROGRAMMERS.search(t.note)
            or ("CC-CEDICT" in t.note and not _EXPLAINS.search(t.note))
        )
    ]
    assert wrong == []


def test_time_is_told_in_order_and_nobody_is_said_to_be_in_office_today(glossary):
    """Protects entries from growing old unseen: dates are dates, in order, and what was looked up names its source."""
    wrong = []
    for t in glossary:
        for value in (t.valid_from, t.valid_until):
            if value and not _DATE.fullmatch(value):
                wrong.append((t.traditional, value))
        if t.valid_from and t.valid_until and t.valid_from > t.valid_until:
            wrong.append((t.traditional, t.valid_from, t.valid_until))
        if t.checked and not re.fullmatch(r"\d{4}-\d\d-\d\d \S.*", t.checked):
            wrong.append((t.traditional, t.checked))
        if t.domain == "people" and re.search(r"\b(?:current|currently|incumbent|presently)\b", t.note):
            wrong.append((t.traditional, t.note))
    assert wrong == []


def test_the_words_of_other_regions_are_wordings(glossary):
    """Protects the panel of regions from paraphrases: each cell is one wording or several, in the region's script, other than Hong Kong's."""
    wrong = []
    for t in glossary:
        for cell, own in ((t.mainland, t.simplified), (t.taiwan, t.traditional)):
            for wording in cell.split(";") if cell else ():
                if (
                    not any(map(is_han, wording))
                    or re.search(r"[\s，。；、（）()/]", wording)
                    or wording == own
                    or len(wording) > len(own) + 6
                ):
                    wrong.append((t.traditional, wording))
    assert wrong == []


def test_a_card_shows_both_regions_or_none(glossary):
    """Protects the comparison of regions from a gap: where one region says it otherwise, the other's wording stands beside it."""
    for term in glossary:
        fields = _term(term)
        assert ("mainland" in fields) == ("taiwan" in fields) == bool(term.mainland or term.taiwan), term.id
        if term.mainland and term.taiwan:
            assert (fields["mainland"], fields["taiwan"]) == (listed(term.mainland), listed(term.taiwan))


def test_a_card_says_that_a_date_was_not_checked(glossary):
    """Protects readers from dates out of memory: whoever's office has dates and no `checked` is marked so, and `--stale` lists the open ones."""
    dated = [t for t in glossary if t.valid_from or t.valid_until]
    assert len(dated) > 150
    for term in dated:
        assert _term(term)["time"].endswith("not checked") == (not term.checked), term.id
    stale = {t.id for t in stale_terms(glossary, date(2026, 11, 29))}
    assert {t.id for t in dated if not t.valid_until and not t.checked} <= stale
