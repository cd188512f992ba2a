"""Each known difficulty of reading, in sentences of our own (`worked_sentences.txt`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion.han import han_places, is_syllable, tone_marked
from companion.language.dictionary.characters import rows_of
from companion.language.language import Language
from companion.language.readings.heteronyms import can_be_read
from companion.language.readings.usages import rows

pytestmark = pytest.mark.usefixtures("way")

ANALYZER = Language.default().analyzer
_READING = re.compile("\\{([^}]+)\\}")


def sections() -> dict[str, list[tuple[str, list[tuple[int, str]]]]]:
    """Heading → sentences with the places whose reading is given: (place, readings)."""
    found: dict[str, list[tuple[str, list[tuple[int, str]]]]] = {}
    for line in (Path(__file__).parent / "worked_sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            sentences = found[line[3:]] = []
        elif line and not line.startswith("#"):
            text, given = "", []
            for i, part in enumerate(_READING.split(line)):
                if i % 2:
                    given.append((len(text) - 1, part))
                else:
                    text += part
            sentences.append((text, given))
    return found


SECTIONS = sections()


@pytest.mark.parametrize("heading", SECTIONS)
def test_the_sentences_of_a_difficulty_are_read_as_a_teacher_reads_them(heading):
    """Protects teachers from wrong readings of the characters that are known to go wrong."""
    sentences = SECTIONS[heading]
    wrong = []
    for (text, given), tokens in zip(
        sentences, ANALYZER.tokens_of([ANALYZER.draft(t) for t, _ in sentences]), strict=True
    ):
        read = {t.start + i: s for t in tokens for i, s in zip(han_places(t.text), t.pinyin, strict=True)}
        wrong += [
            f"{text[:at]}[{text[at]}]{text[at + 1 :]} {read[at]}, not {right}"
            for at, right in given
            if read[at] not in right.split("|")
        ]
    assert not wrong


def test_each_given_reading_is_a_syllable():
    """Protects the sentences from a reading that is mistyped and can never be met, or always is."""
    readings = [
        r for s in SECTIONS.values() for _, given in s for _, right in given for r in right.split("|")
    ]
    assert len(readings) > 550
    assert all(is_syllable(r) for r in readings)


def test_usages_only_give_readings_that_the_character_has():
    """Protects readers from a reading mistyped in the table of usages."""
    for row in rows():
        possible = {"-", *(tone_marked(name) for name, _ in rows_of(row.character))}
        assert row.reading in possible or can_be_read(row.character, row.reading), row
