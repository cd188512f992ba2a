"""Which package a sentence is given to."""

from __future__ import annotations

import json
import zipfile

import pytest
from small_model import PACKAGE

import companion
from companion.protocols import SourceSentence
from companion.translation import packages
from companion.translation.engine import Engine
from companion.translation.local import ArgosTranslator
from companion.translation.scripts import scripts


def sentence(text: str) -> SourceSentence:
    from companion.language.language import Language

    return SourceSentence(text, Language.default().simplify(text))


@pytest.fixture
def traditional_package(packages_folder, tmp_path):
    """The small package again, as one for Traditional."""
    file = tmp_path / "translate-zt_en-0_1.argosmodel"
    with zipfile.ZipFile(PACKAGE) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename.endswith("metadata.json"):
                data = json.dumps(json.loads(data) | {"from_code": "zt"}).encode()
            new.writestr(member.filename.replace("zh_en", "zt_en"), data)
    return packages.install_file(file)


@pytest.fixture
def given(monkeypatch):
    """What each package is given, by its source language."""
    seen: dict[str, list[str]] = {"zh": [], "zt": []}
    hypotheses = Engine.hypotheses

    def record(self, texts, *arguments, **more):
        code = "zt" if "zt_en" in self.folder.name else "zh"
        seen[code] += texts
        return hypotheses(self, texts, *arguments, **more)

    monkeypatch.setattr(Engine, "hypotheses", record)
    return seen


MIXED = ["雙方同意加強合作。", "好。", "大家都说这很难。", "兩國舉行會議。", "会议在昆明举行。"]


def test_with_both_packages_each_sentence_goes_to_the_one_of_its_script(
    small_package, traditional_package, given
):
    """Protects mixed text: each model is given the script that it learned, and the order is kept."""
    translator = ArgosTranslator(check=False, honour_terms=False)
    engines = [t.engine for t in translator.translate([sentence(t) for t in MIXED])]
    assert [e.split()[0][-5:-3] for e in engines] == ["zt", "zt", "zh", "zt", "zh"]
    assert given == {"zt": [MIXED[0], MIXED[1], MIXED[3]], "zh": [MIXED[2], MIXED[4]]}
    assert translator.notices == ()


def test_with_zh_alone_traditional_text_is_simplified_first(small_package, given):
    """Protects readers who have only translate-zh_en."""
    list(ArgosTranslator(check=False, honour_terms=False).translate([sentence(t) for t in MIXED]))
    assert given["zh"] == ["双方同意加强合作。", "好。", MIXED[2], "两国举行会议。", MIXED[4]]


def test_with_zt_alone_simplified_text_says_which_package_is_better(traditional_package, given):
    """Protects readers of simplified text from taking a model's ignorance of the script for its English."""
    article = companion.read_text("大家都说这很难。")
    assert article.paragraphs[0].sentences[0].translation.engine.startswith("translate-zt_en")
    assert any("companion models install translate-zh_en" in n for n in article.notices)
    assert companion.read_text("雙方同意加強合作。").notices == ()


def test_where_one_of_two_models_is_damaged_the_other_translates(small_package, traditional_package):
    """Protects reading: a damaged model costs a notice, not the English."""
    (traditional_package.path / "model" / "model.bin").write_bytes(b"damaged")
    article = companion.read_text("雙方同意加強瀾湄合作。")
    translation = article.paragraphs[0].sentences[0].translation
    assert (translation.origin, translation.engine) == ("argos", "translate-zh_en 0.1")
    assert any("translate-zt_en 0.1 is damaged" in notice for notice in article.notices)


@pytest.mark.parametrize(
    ("texts", "traditional"),
    [
        (["電騙案件增加。"], [True]),
        (["电骗案件增加。"], [False]),
        (["好。"], [False]),
        (["好。", "電騙。"], [True, True]),
        (["好。", "电骗，这样。"], [False, False]),
        (["他姓后，住在里仁村。", "雲端服務。"], [True, True]),
        (["報道說「国家」二字寫錯了。"], [True]),
        (["《這個時代》这本书很贵，我们没有买。"], [False]),
        (["", "ABC 123"], [False, False]),
    ],
)
def test_the_script_of_a_sentence(texts, traditional):
    """Protects the choice from words of the other script and from characters that both have."""
    assert scripts([sentence(t) for t in texts]) == traditional
