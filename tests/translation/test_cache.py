"""The cache of the machine's English."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

import companion
from companion.model import Term, TermUse, Translation
from companion.protocols import SourceSentence
from companion.translation import engine
from companion.translation.cache import TranslationCache, cache_path
from companion.translation.local import ArgosTranslator

TERM = Term("t", "電騙", "电骗", "x", ("telecom fraud",))
SENTENCE = SourceSentence("打擊電騙。", "打击电骗。", (), (TERM,))
ANSWER = Translation(
    "Fight fraud.", "argos", "translate-zh_en 0.1", (TermUse("t", "missing"),), "check this sentence: x"
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path / "cache"))


def test_an_answer_belongs_to_its_sentence_model_settings_and_terms():
    """Protects from English that an older model, other settings or an older glossary gave."""
    cache = TranslationCache("model", engine.QUALITY["best"])
    cache.keep([(SENTENCE, ANSWER)])
    assert cache.known([SENTENCE, SourceSentence("別的。", "别的。")]) == {0: ANSWER}
    assert TranslationCache("model", engine.QUALITY["fast"]).known([SENTENCE]) == {}
    assert TranslationCache("other", engine.QUALITY["best"]).known([SENTENCE]) == {}
    changed = replace(SENTENCE, terms=(replace(TERM, english=("phone scam",)),))
    assert cache.known([changed]) == {}
    assert cache.clear() == 1 and cache.known([SENTENCE]) == {} and cache.size() == (0, 0)


def test_a_second_reading_does_not_run_the_model(small_package, monkeypatch):
    """Protects the start of a lesson: an article that was read before is there at once."""
    text = "警方打擊電騙。天文台發出八號風球。"
    first = companion.read_text(text, translator=ArgosTranslator())

    def never(*arguments, **more):
        raise RuntimeError("the model was run")

    monkeypatch.setattr(engine.Engine, "hypotheses", never)
    assert companion.read_text(text, translator=ArgosTranslator()) == first
    without = companion.read_text(text, translator=ArgosTranslator(cache=False))
    assert without.paragraphs[0].sentences[0].translation.origin == "none"


def test_the_cache_keeps_to_its_size_and_what_is_used(monkeypatch):
    """Protects the disk: what was not used for longest goes."""
    clock = iter(range(1, 10_000))
    monkeypatch.setattr("companion.translation.cache.time.time", lambda: next(clock))
    cache = TranslationCache("m", limit=20_000)
    sentences = [SourceSentence(f"第{i}句。", "") for i in range(80)]
    for i, sentence in enumerate(sentences):
        cache.keep([(sentence, ANSWER)])
        if i % 10 == 9:
            cache.known(sentences[:1])
    count, size = cache.size()
    assert size <= 20_000 and count < 80
    assert set(cache.known([sentences[0], sentences[1], sentences[79]])) == {0, 2}


def test_two_processes_fill_it_at_once():
    """Protects two notebooks that read at the same time."""
    code = (
        "import sys; from companion.translation.cache import *; from companion.model import *; from companion.protocols import *\n"
        "cache = TranslationCache('m')\n"
        "for i in range(30): cache.keep([(SourceSentence(sys.argv[1] + str(i), ''), Translation('x', 'argos'))])"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, name]) for name in "甲乙"]
    assert [p.wait() for p in running] == [0, 0]
    assert TranslationCache("m").size()[0] == 60


def test_a_damaged_or_forbidden_cache_is_no_obstacle(tmp_path, monkeypatch):
    """Protects reading: without a cache it works all the same."""
    cache_path().parent.mkdir(parents=True)
    cache_path().write_bytes(b"damaged" * 1000)
    cache = TranslationCache("m")
    cache.keep([(SENTENCE, ANSWER)])
    assert cache.known([SENTENCE]) == {0: ANSWER}
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path / "file" / "cache"))
    nowhere = TranslationCache("m")
    nowhere.keep([(SENTENCE, ANSWER)])
    assert nowhere.known([SENTENCE]) == {} and nowhere.clear() == 0
