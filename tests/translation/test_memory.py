"""Translation memories and TMX files."""

from __future__ import annotations

import pytest

from companion.errors import MemoryFileError, OutputError
from companion.protocols import SourceSentence
from companion.translation.memory import MemoryTranslator, TranslationMemory
from companion.translation.tmx import Unit, read_tmx, write_tmx

UNIT = Unit("打擊電騙。", "Fight telecom fraud.", "teacher", "20260102T030405Z")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header/><body>'


def test_a_memory_is_written_and_read_back(tmp_path):
    """Protects a teacher's work: nothing of a unit is lost, special characters included."""
    units = [UNIT, Unit("甲 < 乙 & 丙", 'A < B & "C" <script>', language="zh-hant-hk")]
    write_tmx(tmp_path / "m.tmx", units)
    assert [(u.source, u.target, u.creator, u.created) for u in read_tmx(tmp_path / "m.tmx")] == [
        (u.source, u.target, u.creator, u.created) for u in units
    ]
    with pytest.raises(OutputError):
        write_tmx(tmp_path / "missing" / "m.tmx", units)


def test_inline_tags_and_utf_16_are_read(tmp_path):
    """Protects exchange with other tools (level 2, UTF-16)."""
    text = (
        '<?xml version="1.0" encoding="UTF-16"?><tmx version="1.4"><header/><body><tu>'
        '<tuv xml:lang="EN-US"><seg>Hello <bpt i="1">&lt;b&gt;</bpt>all</seg></tuv>'
        '<tuv xml:lang="zh-TW"><seg>大家 <ph/>好</seg></tuv></tu></body></tmx>'
    )
    (tmp_path / "m.tmx").write_bytes(text.encode("utf-16"))
    (unit,) = read_tmx(tmp_path / "m.tmx")
    assert (unit.source, unit.target) == ("大家 好", "Hello <b>all")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "<tu></body></tmx>", "m.tmx, line 2"),
        ("<html/>", "its root is <html>"),
        ("", "no valid XML"),
        (
            '<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>',
            "is refused",
        ),
        (
            '<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>',
            "is refused",
        ),
    ],
)
def test_broken_and_hostile_files_are_told_with_their_line(tmp_path, text, message):
    """Protects against XML bombs and external entities, and helps to mend a file."""
    (tmp_path / "m.tmx").write_text(text, encoding="utf-8")
    with pytest.raises(MemoryFileError, match=message):
        read_tmx(tmp_path / "m.tmx")


def test_a_sentence_is_found_in_either_script_whatever_its_spacing():
    """Protects a teacher's English from being missed for a space, a width or a variant."""
    memory = TranslationMemory([(UNIT, "m.tmx"), (Unit("臺灣ABC！", "Taiwan"), "m.tmx")])
    assert memory.lookup("打擊 電騙。")[0] is UNIT
    assert memory.lookup("台灣ＡＢＣ!")
    assert memory.lookup("別的") is None
    found = MemoryTranslator(memory=memory).translate(
        [SourceSentence("打擊電騙。", "打击电骗。"), SourceSentence("", "")]
    )
    assert [(t.origin, t.engine) for t in found] == [("memory", "m.tmx"), ("none", "memory")]


def test_of_two_translations_the_later_wins():
    """Protects a correction that is added to the memory."""
    memory = TranslationMemory([(UNIT, "a"), (Unit(UNIT.source, "Better."), "b")])
    assert memory.lookup(UNIT.source)[0].target == "Better."
