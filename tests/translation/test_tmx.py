"""TMX files: read, written, added to."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import MemoryFileError, OutputError
from companion.translation.memory import TranslationMemory
from companion.translation.tmx import Unit, add_to_tmx, read_tmx, write_tmx

UNIT = Unit("打擊電騙。", "Fight telecom fraud.", "teacher", "20260102T030405Z", note="as on the board")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header/><body>'
TU = '<tu><tuv xml:lang="zh"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>'


def test_a_memory_is_written_and_read_back(tmp_path):
    """Protects a teacher's work: nothing of a unit is lost, special characters included."""
    units = [UNIT, Unit("甲 < 乙 & 丙", 'A < B & "C" <script>', language="zh-hant-hk")]
    write_tmx(tmp_path / "m.tmx", units)
    assert [(u.source, u.target, u.creator, u.created, u.note) for u in read_tmx(tmp_path / "m.tmx")] == [
        (u.source, u.target, u.creator, u.created, u.note) for u in units
    ]
    with pytest.raises(OutputError):
        write_tmx(tmp_path / "missing" / "m.tmx", units)


def test_characters_that_xml_can_not_hold_make_no_broken_file(tmp_path):
    """Protects the memory from control characters and half characters out of a damaged PDF."""
    write_tmx(tmp_path / "m.tmx", [Unit("半\ud800\x00句", "half\x0b")])
    (unit,) = read_tmx(tmp_path / "m.tmx")
    assert unit.source == "半\ufffd\ufffd句"


LEVEL_2 = (
    '<?xml version="1.0" encoding="{}"?>\n<tmx version="1.4"><header/><body><tu><note>ours</note>'
    '<tuv xml:lang="EN-US"><seg>Hello <bpt i="1">&lt;b&gt;</bpt>all</seg></tuv>'
    '<tuv xml:lang="zh-TW"><seg>大家<ph x="1">&lt;br/&gt;</ph>好</seg></tuv></tu></body></tmx>'
)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "big5", "gb18030"])
def test_inline_tags_and_any_encoding_are_read(tmp_path, encoding):
    """Protects exchange with other tools: level 2, UTF-16 with and without a mark, older encodings."""
    declared = "UTF-16" if "16" in encoding else encoding.removesuffix("-sig")
    (tmp_path / "m.tmx").write_bytes(LEVEL_2.format(declared).encode(encoding))
    (unit,) = read_tmx(tmp_path / "m.tmx")
    assert (unit.source, unit.target, unit.note) == ("大家好", "Hello all", "ours")
    assert TranslationMemory([(unit, "")]).lookup("大家好")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "<tu></body></tmx>", "m.tmx, line 2"),
        ("<html/>", "its root is <html>"),
        ("", "no valid XML"),
        ("<html><p>", "m.tmx, line 1"),
        ("<?xml version='1.0' encoding='klingon'?><tmx/>", "'klingon' is unknown"),
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
    with pytest.raises(MemoryFileError, match="line 2: is not utf-8"):
        (tmp_path / "m.tmx").write_bytes(b"<tmx>\n\xff</tmx>")
        read_tmx(tmp_path / "m.tmx")


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("\n".join([TU.format("甲。", "A."), "<tu><tuv>&nonsense;</tuv></tu>", TU.format("乙。", "B.")]), 4),
        ("\n".join([TU.format("甲。", "A."), TU.format("乙。", "B."), TU.format("丙。", "C.")[:-30]]), 5),
        ("\n".join([TU.format("甲。", "A."), "<tu><tuv>", TU.format("乙。", "B.")]), 4),
    ],
)
def test_the_rest_of_a_broken_file_is_read(tmp_path, broken, line):
    """Protects a year of translations from one bad line."""
    (tmp_path / "m.tmx").write_text(HEAD + "\n" + broken + "</body></tmx>", encoding="utf-8")
    problems = []
    assert [u.target for u in read_tmx(tmp_path / "m.tmx", problems)] == ["A.", "B."]
    assert len(problems) == 1 and f"left out: what begins in line {line};" in problems[0]
    assert "m.tmx, line " in problems[0]


def test_adding_changes_nothing_that_is_there(tmp_path):
    """Protects a memory made elsewhere: its header, comments and other languages stay as they are."""
    text = LEVEL_2.format("UTF-16").replace("<header/>", '<header creationtool="OmegaT"/><!-- ours -->')
    (tmp_path / "m.tmx").write_bytes(text.encode("utf-16"))
    add_to_tmx(tmp_path / "m.tmx", [UNIT])
    after = (tmp_path / "m.tmx").read_text("utf-8")
    kept = text[text.index("<tmx") : text.index("</body>")]
    assert kept in after
    assert [u.target for u in read_tmx(tmp_path / "m.tmx")] == ["Hello all", UNIT.target]
    add_to_tmx(tmp_path / "new" / "n.tmx", [UNIT])
    assert len(read_tmx(tmp_path / "new" / "n.tmx")) == 1


# To the form in which OmegaT 6 writes its project_save.tmx: TMX 1.1, so `lang` and not `xml:lang`.
OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="6.0.0_0_c" segtype="sentence" srclang="ZH-HK"/>
  <body>
<!-- Default translations -->
    <tu>
      <note>checked</note>
      <tuv lang="ZH-HK">
        <seg>警方打擊電騙。</seg>
      </tuv>
      <tuv lang="EN-GB" changeid="chan" changedate="20260301T101112Z" creationid="lee" creationdate="20260201T101112Z">
        <seg>Police fight &lt;b0&gt;telecom fraud&lt;/b0&gt;.</seg>
      </tuv>
    </tu>
<!-- Alternative translations -->
    <tu>
      <prop type="file">a.docx</prop>
      <prop type="prev">前句。</prop>
      <tuv lang="ZH-HK">
        <seg>警方打擊電騙。</seg>
      </tuv>
      <tuv lang="EN-GB" changeid="chan" changedate="20260401T101112Z">
        <seg>The police fight it.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""


def test_a_file_of_omegat_is_read_as_omegat_means_it(tmp_path):
    """Protects the exchange with OmegaT: who and when, and the default before alternatives."""
    (tmp_path / "project_save.tmx").write_text(OMEGAT, encoding="utf-8")
    default, alternative = read_tmx(tmp_path / "project_save.tmx")
    assert (default.creator, default.created, default.note) == ("chan", "20260301T101112Z", "checked")
    assert alternative.local and not default.local
    memory = TranslationMemory.load(tmp_path / "project_save.tmx")
    assert memory.lookup("警方打擊電騙。")[0].target == "Police fight telecom fraud."


OMEGAT_LEVEL_2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="6.0.0_0_c" segtype="sentence" srclang="ZH-HK"/>
  <body>
    <tu>
      <tuv xml:lang="ZH-HK">
        <seg>警方<bpt i="0" x="0">&lt;b0&gt;</bpt>打擊電騙<ept i="0">&lt;/b0&gt;</ept>。</seg>
      </tuv>
      <tuv xml:lang="EN-GB" changeid="chan" changedate="20260301T101112Z">
        <seg>Police <bpt i="0" x="0">&lt;b0&gt;</bpt>fight telecom fraud<ept i="0">&lt;/b0&gt;</ept>.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""


def test_a_level_2_export_of_omegat_is_found_without_its_tags(tmp_path):
    """Protects readers whose article has none of the tags that OmegaT's document had."""
    (tmp_path / "project-level2.tmx").write_text(OMEGAT_LEVEL_2, encoding="utf-8")
    memory = TranslationMemory.load(tmp_path / "project-level2.tmx")
    assert memory.lookup("警方打擊電騙。")[0].target == "Police fight telecom fraud."


def valid(path):
    """None, or what is wrong with a file by the document type of TMX 1.4b (written out in schema/)."""
    from lxml import etree

    dtd = etree.DTD(str(Path(__file__).parent / "schema" / "tmx14b.dtd"))
    return None if dtd.validate(etree.parse(str(path))) else dtd.error_log.last_error.message


def test_what_is_written_is_valid_tmx(tmp_path):
    """Protects the exchange: every kind of unit, by the document type of TMX 1.4b."""
    units = [UNIT, Unit("甲。", "A.", language="zh-Hans"), Unit("乙 < 丙", "", withdrawn=True)]
    write_tmx(tmp_path / "m.tmx", units)
    assert valid(tmp_path / "m.tmx") is None
    add_to_tmx(tmp_path / "m.tmx", units)
    assert valid(tmp_path / "m.tmx") is None and len(read_tmx(tmp_path / "m.tmx")) == 6
    write_tmx(tmp_path / "none.tmx", [])
    assert valid(tmp_path / "none.tmx") is None
    (tmp_path / "omegat.tmx").write_text(OMEGAT_LEVEL_2, encoding="utf-8")
    assert valid(tmp_path / "omegat.tmx") is None
    (tmp_path / "bad.tmx").write_text(OMEGAT_LEVEL_2.replace(' segtype="sentence"', ""), encoding="utf-8")
    assert "segtype" in valid(tmp_path / "bad.tmx")


def test_the_source_language_of_each_unit_is_told(tmp_path):
    """Protects tools that go by `srclang`: the file's where all units agree, else the unit's own."""
    write_tmx(tmp_path / "m.tmx", [Unit("甲。", "A.", language="zh-Hans")])
    add_to_tmx(tmp_path / "m.tmx", [Unit("乙。", "B."), Unit("丙。", "C.", language="zh-Hans")])
    text = (tmp_path / "m.tmx").read_text("utf-8")
    assert 'adminlang="en" srclang="zh-Hans"' in text and text.count('<tu srclang="zh-Hant-HK"') == 1
    write_tmx(tmp_path / "n.tmx", [UNIT, Unit("甲。", "A.", language="zh-Hans")])
    assert 'srclang="*all*"' in (tmp_path / "n.tmx").read_text("utf-8")


def by_language(tu, project):
    """The side of a unit that OmegaT 6 takes for a language (`TMXReader2.getTuvByLang`)."""
    language, _, country = project.lower().partition("-")
    exact = plain = other = None
    for tuv in tu.iter("tuv"):
        own = tuv.get("{http://www.w3.org/XML/1998/namespace}lang").lower()
        if own[:2] != language[:2]:
            continue
        if len(own) < 3:
            plain = tuv
        elif country and own[3:5] == country[:2]:
            exact = tuv
        else:
            other = tuv
    return next((t.findtext("seg") for t in (exact, plain, other) if t is not None), None)


@pytest.mark.parametrize("source", ["ZH-HK", "ZH-TW", "ZH", "ZH-CN"])
def test_omegat_finds_both_sides_of_what_is_written(tmp_path, source):
    """Protects the way back to OmegaT: whatever the project's languages are called."""
    from xml.etree import ElementTree

    write_tmx(tmp_path / "m.tmx", [UNIT, Unit("甲。", "A.", language="zh-Hans")])
    for tu, unit in zip(
        ElementTree.parse(tmp_path / "m.tmx").iter("tu"), [UNIT, ("甲。", "A.")], strict=True
    ):
        wanted = (unit.source, unit.target) if isinstance(unit, Unit) else unit
        assert (by_language(tu, source), by_language(tu, "EN-GB")) == wanted


def test_a_machines_unit_is_known_by_its_mark_or_its_maker_until_a_person_changes_it(tmp_path):
    """Protects a post-editor's work from counting as a machine's, and older exports from counting as a person's."""
    marked = Unit("甲。", "A.", "my own engine", origin="argos", note="check this sentence: 3")
    write_tmx(
        tmp_path / "m.tmx", [marked, Unit("乙。", "B.", "translate-zh_en 1.9"), Unit("丙。", "C.", "Ms Chan")]
    )
    assert [u.origin for u in read_tmx(tmp_path / "m.tmx")] == ["argos", "argos", ""]
    assert read_tmx(tmp_path / "m.tmx")[0].note == marked.note
    text = (tmp_path / "m.tmx").read_text("utf-8").replace("creationid=", 'changeid="Mr Ho" creationid=')
    (tmp_path / "m.tmx").write_text(text, encoding="utf-8")
    assert [(u.creator, u.origin) for u in read_tmx(tmp_path / "m.tmx")] == [("Mr Ho", "")] * 3


def _one(
    tmp_path,
    chinese_tag,
    english_tag,
    chinese="警方公布數字。",
    english="Police released figures.",
    problems=None,
):
    pair = f'<tu><tuv xml:lang="{chinese_tag}"><seg>{chinese}</seg></tuv><tuv xml:lang="{english_tag}"><seg>{english}</seg></tuv></tu>'
    (tmp_path / "m.tmx").write_text(f"{HEAD}{pair}</body></tmx>", encoding="utf-8")
    return read_tmx(tmp_path / "m.tmx", problems)


@pytest.mark.parametrize(
    "tag", ["zho", "chi", "cmn", "cmn-Hant-TW", "zh-Hant-HK", "zh_TW", "ZH-CHT", "yue", "yue-Hant", "zh-yue", "Chinese", "Chinese (Traditional)", "lzh", "CHT", "chs", "ZHO-HK", "x-chinese"],
)  # fmt: skip
def test_chinese_is_known_by_any_tag(tmp_path, tag):
    """Protects memories whose tool wrote the language by ISO 639-2, 639-3, an old Windows tag or its name."""
    assert [u.target for u in _one(tmp_path, tag, "en")] == ["Police released figures."]


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "eng",
        "EN-GB",
        "en_US",
        "eng-US",
        "English",
        "English (United Kingdom)",
        "ENU",
        "eng-us",
        "x-english",
    ],
)
def test_english_is_known_by_any_tag(tmp_path, tag):
    """Protects the same of the English side."""
    assert len(_one(tmp_path, "zh-TW", tag)) == 1


def test_a_memory_of_other_languages_says_which_it_has(tmp_path):
    """Protects from "0 added" and silence."""
    problems: list[str] = []
    assert _one(tmp_path, "ja-JP", "en", problems=problems) == []
    assert problems == ["m.tmx: has no Chinese sentence with its English; its languages are ja-JP, en"]


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ('<bpt i="1">&lt;b&gt;</bpt>Police<ept i="1">&lt;/b&gt;</ept> said.', "Police said."),
        ('Police<ph x="1">&lt;br/&gt;</ph>said.', "Police said."),
        ('Police <it pos="begin">&lt;i&gt;</it>said.', "Police said."),
        ("<ut>{\\b </ut>Police<ut>}</ut> said.", "Police said."),
        ('<hi type="x">Police</hi> said.', "Police said."),
        ('Police <ph>&lt;a title="<sub>help</sub>"&gt;</ph>said.', "Police said."),
        ("Police&lt;t0/&gt;said.", "Police said."),
        ("&lt;g1&gt;Police&lt;/g1&gt; said.", "Police said."),
        ("&lt;f0&gt;Po&lt;/f0&gt;lice &lt;x12/&gt;said.", "Police said."),
        ('&lt;g id="1"&gt;Police&lt;/g&gt; &lt;b&gt;said&lt;/b&gt;.', "Police said."),
        ("{1}Police{2} &lt;1&gt;said&lt;/1&gt;.", "Police said."),
        ("A &lt; B &amp; C &gt; D, 3&lt;5", "A < B & C > D, 3<5"),
    ],
)
def test_codes_of_a_file_format_are_no_english(tmp_path, segment, text):
    """Protects readers from the native code of somebody's Word file, and what only looks like it."""
    assert [u.target for u in _one(tmp_path, "zh", "en", english=segment)] == [text]
