"""The commands `companion models` and `companion memory`, and what a notebook has in their place."""

from __future__ import annotations

import re
import shutil

import pytest
from small_model import PACKAGE, converted_folder

import companion
from companion.cli import main
from companion.translation.memory import personal_memory_path


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    from argostranslate import settings

    monkeypatch.setattr(settings, "package_dirs", [tmp_path / "packages"])
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("companion.translation.cache.cache_folder", lambda: tmp_path / "cache")


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_package_is_installed_shown_measured_and_removed(capsys):
    """Protects the whole way of a package, each step told in the terminal."""
    assert "no translation model installed" in run(capsys, "models", "list")[1]
    assert "to be had: translate-zt_en (74.5 MB)" in run(capsys, "models", "list")[1]
    assert run(capsys, "models", "install", "--from", PACKAGE)[1].startswith(
        "installed translate-zh_en 0.1 in "
    )
    out = run(capsys, "models", "info")[1]
    assert "languages zh to en" in out and "checksum" in out and "translate-zt_en: not installed" in out
    assert "translate-zt_en-1_9.argosmodel\n  size" in out and "  address   https://" in out
    assert run(capsys, "models", "remove", "translate-zh_en")[1] == "removed translate-zh_en\n"


def test_a_damaged_model_is_told_by_info_and_test(capsys, tmp_path):
    """Protects users whose disk or download spoilt a model: the command that mends it is named, no zeros are measured."""
    run(capsys, "models", "install", "--from", PACKAGE)
    assert "model     whole" in run(capsys, "models", "info", "translate-zh_en")[1]
    model = tmp_path / "packages" / "translate-zh_en-0_1" / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:5000])
    again = "install it again with: companion models install translate-zh_en"
    assert again in run(capsys, "models", "info", "translate-zh_en")[1]
    (tmp_path / "a.txt").write_text("你好。", encoding="utf-8")
    (tmp_path / "a.tmx").write_text(
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="zh"><seg>你好。</seg></tuv>'
        '<tuv xml:lang="en"><seg>Hello.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    code, _, err = run(capsys, "models", "test", tmp_path / "a.txt")
    assert code == 2 and again in err and err.count("\n") == 1


def test_the_list_names_the_folder_that_is_damaged_and_a_package_of_no_use(capsys, tmp_path):
    """Protects from two equal lines of which one is a damaged model, and from a package that can't help."""
    run(capsys, "models", "install", "--from", PACKAGE)
    good = tmp_path / "packages" / "translate-zh_en-0_1"
    shutil.copytree(good, good.with_name("copy"))
    model = good.with_name("copy") / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:5000])
    shutil.copytree(good, good.with_name("other"))
    meta = good.with_name("other") / "metadata.json"
    meta.write_text(meta.read_text("utf-8").replace('"en"', '"fr"'), encoding="utf-8")
    lines = run(capsys, "models", "list")[1].splitlines()
    assert lines[0].startswith("copy: its model is damaged; remove it (companion models remove copy)")
    assert lines[1] == "translate-zh_fr 0.1: is not used; Companion needs zh or zt to en"
    assert lines[2] == "translate-zh_en 0.1, in the folder translate-zh_en-0_1"
    assert "copy: its model is damaged" in run(capsys, "doctor")[1]
    assert "model     whole, but not used" in run(capsys, "models", "info", "translate-zh_fr")[1]
    run(capsys, "models", "remove", "copy")
    assert "translate-zh_en 0.1\n" in run(capsys, "models", "list")[1]


PAIRS = {
    "兩國合力打擊電騙。": "The two countries fight telecom fraud together.",
    "今年首季電騙上升三成。": "Telecom fraud rose 30 percent in the first quarter.",
    "天文台發出八號風球。": "The Observatory issued the No. 8 signal.",
}


@pytest.fixture
def article(tmp_path):
    """An article with a person's translation beside it."""
    from companion.translation.tmx import Unit, write_tmx

    (tmp_path / "a.txt").write_text("".join(PAIRS), encoding="utf-8")
    write_tmx(tmp_path / "a.tmx", [Unit(zh, en) for zh, en in PAIRS.items()])
    return tmp_path / "a.txt"


def rows_of(out):
    """The table's rows by their names, their cells."""
    lines = out[out.index("machine ") :].split("\n\n")[0].splitlines()
    return {cells[0]: cells[1:] for line in lines[1:] if (cells := re.split(r" {2,}", line))}


def test_the_stages_of_a_package_are_printed(capsys, article):
    """Protects the measure: terms raw, rewritten and final, with chrF and BLEU."""
    run(capsys, "models", "install", "--from", PACKAGE)
    code, out, _ = run(capsys, "models", "test", article, "--stages")
    rows = rows_of(out)
    assert code == 0 and out.startswith(
        "a.txt; quality best\n3 sentences with a person's translation, 4 uses"
    )
    names = ("translate-zh_en, raw", "translate-zh_en, rewritten", "translate-zh_en")
    assert tuple(rows) == names and all(rows[n][0] == "3 of 3" for n in names)
    kept, chrf, bleu = ([float(rows[n][column].split()[0]) for n in names] for column in (1, 3, 4))
    assert kept[0] < kept[1] < kept[2]
    assert chrf[2] == bleu[2] == 100.0 and chrf[0] < chrf[2] and bleu[0] < bleu[2]
    assert "1 term put in place of the machine's wording." in out and out.count("missing most") == 2
    assert [c for c in out if c == "█"]


def test_machines_are_compared_on_the_same_sentences(capsys, article, tmp_path):
    """Protects a teacher's choice: side by side, numbers and terms counted, each model told from the other."""
    from companion.measuring import compare

    run(capsys, "models", "install", "--from", PACKAGE)
    run(
        capsys,
        "models",
        "install",
        "--from",
        converted_folder(tmp_path / "converted"),
        "--name",
        "other",
        "--licence",
        "CC BY 4.0",
    )
    out = run(capsys, "models", "test", article)[1]
    assert list(rows_of(out)) == ["translate-zh_en", "other"]
    found = compare([article], machines=["other", "gloss"])
    other, gloss = found.measures
    assert (other.chrf, other.numbers, other.numbers_kept, gloss.compared) == (100.0, 2, 2, 3)
    assert gloss.chrf < other.chrf and other.margin == 0.0 and gloss.margin > 0
    report = run(capsys, "models", "test", article, "--machine", "other", "--report")[1]
    assert "| other | 3 of 3 | 4 of 4, 100 % | 2 of 2, 100 % | 100.0 ± 0.0 | 100.0 | " in report
    assert "- other: CTranslate2 model other (CC BY 4.0), kind opus, 1 MB, sha256 " in report
    assert "ctranslate2 " in report and "CHRF case:mixed" in report and str(tmp_path) not in report
    assert found.report() == found._repr_markdown_()


def test_the_sentences_of_a_memory_are_measured_as_they_stand(capsys, tmp_path, article):
    """Protects a class's own TMX as a measure: a unit of two sentences is one, a machine's English is none, a later one counts."""
    from companion.measuring import compare
    from companion.translation.tmx import Unit, write_tmx

    run(capsys, "models", "install", "--from", PACKAGE)
    more = [
        Unit("你好。謝謝大家。", "Hello. Thank you all."),
        Unit("天氣很好。", "by a machine", "x", origin="argos"),
    ]
    write_tmx(
        tmp_path / "class.tmx",
        [Unit("兩國合力打擊電騙。", "Old."), *(Unit(*p) for p in PAIRS.items()), *more],
    )
    (measure,) = compare(memory=tmp_path / "class.tmx").measures
    assert (measure.sentences, measure.terms_kept) == (4, measure.terms)
    assert measure.chrf > 80
    write_tmx(tmp_path / "empty.tmx", more[1:])
    code, _, err = run(capsys, "models", "test", "--memory", tmp_path / "empty.tmx")
    assert code == 2 and "has no sentence that a person has translated" in err


@pytest.mark.slow
def test_figures_compare_the_same_sentences_where_the_machine_gives_up(capsys):
    """Protects a teacher's comparison: a sentence given up counts as terms lost, and in no stage's chrF."""
    run(capsys, "models", "install", "--from", PACKAGE)
    from companion.measuring import STAGES, compare

    raw, rewritten, final = compare(stages=STAGES).measures
    assert raw.sentences == final.sentences == raw.answered > final.answered
    assert raw.terms == rewritten.terms == final.terms
    assert raw.compared == rewritten.compared == final.compared == final.answered
    assert sum(n for _, n in final.missing) == final.terms - final.terms_kept
    assert run(capsys, "models", "test")[1].count("of no use, shown as a word gloss") == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["models", "install"], "needs one name"),
        (["models", "install", "translate-xx_en"], "is no known package"),
        (["models", "install", "--from", "missing"], "there is no such file"),
        (["models", "remove", "translate-zh_en"], "is not installed"),
        (["models", "info", "nothing"], "is not installed and not known"),
        (["models", "list", "--clear"], "--clear belongs to"),
        (["models", "test"], "companion models install"),
        (["models", "test", "--machine", "none-such"], "is called 'none-such'"),
        (["models", "list", "--report"], "--report belongs to"),
        (["memory", "add", "只有中文。"], "needs a sentence and its English"),
        (["memory", "undo", "沒有。"], "has no translation of"),
        (["memory", "import"], "needs one or more TMX files"),
        (["memory", "import", "missing.tmx"], "can't be read"),
        (["memory", "list", "--memory", "missing.tmx"], "no such translation memory"),
    ],
)
def test_what_is_typed_wrong_is_told_in_one_line(capsys, words, message):
    """Protects users from tracebacks."""
    code, _, err = run(capsys, *words)
    assert code == 2 and message in err and err.count("\n") == 1


def test_the_cache_is_shown_and_cleared(capsys):
    """Protects the disk: what is kept can be seen and thrown away."""
    run(capsys, "models", "install", "--from", PACKAGE)
    companion.read_text("天文台發出八號風球。")
    assert run(capsys, "models", "cache")[1].startswith("1 translations")
    assert run(capsys, "models", "cache", "--clear")[1] == "forgot 1 translations\n"


def test_a_translation_is_added_listed_taken_back_and_exchanged(capsys, tmp_path):
    """Protects a teacher's translations, in the terminal and between machines."""
    assert run(capsys, "memory", "list")[1].startswith("no translations in")
    run(capsys, "memory", "add", "打擊電騙。", "Fight it.", "--by", "Ms Chan")
    run(capsys, "memory", "add", "打擊電騙。", "Fight telecom fraud.", "--by", "Ms Chan", "--note", "2B")
    line = run(capsys, "memory", "list", "FRAUD")[1]
    assert line.startswith("打擊電騙。\tFight telecom fraud.\tMs Chan\t20") and line.endswith("\t2B\n")
    assert run(capsys, "memory", "export", tmp_path / "out.tmx")[1].startswith("1 translations")
    assert (
        run(capsys, "memory", "undo", "打擊電騙。")[1]
        == "taken back: Fight telecom fraud.\nvalid again: Fight it.\n"
    )
    text = (tmp_path / "out.tmx").read_text("utf-8").replace("</body>", "<tu><tuv></body>")
    (tmp_path / "other.tmx").write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "memory", "import", tmp_path / "other.tmx")
    assert code == 0 and "1 added, 0 were there already" in out and "other.tmx, line " in err
    assert "1 were there already" in run(capsys, "memory", "import", tmp_path / "out.tmx")[1]
    (tmp_path / "theirs.tmx").write_text("mine", encoding="utf-8")
    code, _, err = run(capsys, "memory", "export", tmp_path / "theirs.tmx")
    assert code == 2 and "was not written by Companion" in err
    assert personal_memory_path().read_text("utf-8").count("<tu ") == 4


def test_a_projects_memory_is_found_in_its_folder(tmp_path, capsys):
    """Protects a class's shared folder: one memory for all its articles."""
    run(capsys, "memory", "add", "你好。", "Hello from the project.", "--memory", tmp_path / "companion.tmx")
    (tmp_path / "a.txt").write_text("你好。", encoding="utf-8")
    translation = companion.read(tmp_path / "a.txt").paragraphs[0].sentences[0].translation
    assert (translation.text, translation.engine) == ("Hello from the project.", "companion.tmx")


def test_a_notebook_installs_with_a_progress_bar():
    """Protects users who never see a terminal."""
    from companion.widgets import install_model

    box = install_model(file=str(PACKAGE))
    box.thread.join(60)
    bar, text = box.children
    assert text.value == "installed translate-zh_en 0.1" and (bar.value, bar.bar_style) == (1, "success")
    wrong = install_model("translate-xx_en")
    wrong.thread.join(60)
    assert "no known package" in wrong.children[1].value and wrong.children[0].bar_style == "danger"


def test_a_machines_english_that_was_exported_stays_a_machines(tmp_path, capsys):
    """Protects the reader from a machine's English with a person's name: origin and doubt come back from the TMX."""
    run(capsys, "models", "install", "--from", PACKAGE)
    article = tmp_path / "a.txt"
    article.write_text("兩國合力打擊電騙。他在二零二五年三月六日離開。", encoding="utf-8")
    said = [(t.text, t.origin, t.engine, t.reason) for t in shown(article)]
    assert {origin for _, origin, _, _ in said} == {"argos"} and said[1][3].startswith("check this sentence")
    assert run(capsys, "export", article, "--to", "tmx", "-o", tmp_path / "a.tmx")[0] == 0
    assert [(t.text, t.origin, t.engine, t.reason) for t in shown(article)] == said
    code, _, err = run(capsys, "models", "test", article)
    assert code == 2 and "none of the sentences has a translation" in err
    assert (
        "0 added, 0 were there already, 2 by a machine left out"
        in run(capsys, "memory", "import", tmp_path / "a.tmx")[1]
    )
    run(capsys, "models", "remove", "translate-zh_en")
    assert [(t.text, t.origin, t.engine, t.reason) for t in shown(article)] == said
    run(capsys, "memory", "add", "兩國合力打擊電騙。", "A person's.", "--memory", tmp_path / "companion.tmx")
    assert next((t.text, t.origin) for t in shown(article)) == ("A person's.", "memory")


def shown(file):
    return [s.translation for p in companion.read(file).paragraphs for s in p.sentences]
