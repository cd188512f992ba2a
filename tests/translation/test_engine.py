"""The engine and the stream of paragraphs, with the small package."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from argos_itself import argos_translation

import companion
from companion.errors import UnknownNameError
from companion.model import Translation
from companion.pipeline import translate_article, translate_in_background
from companion.translation.control import stoppable
from companion.translation.engine import Engine, Settings, engine_for
from companion.translation.local import ArgosTranslator

PAIRS = Path(__file__).parents[1] / "argos" / "pairs.tsv"
TEXTS = [line.split("\t")[0] for line in PAIRS.read_text("utf-8").splitlines()]
ARTICLE = "會議討論了瀾湄合作的未來。雙方同意加強瀾湄合作。\n\n警方打擊電騙。\n\n天文台發出八號風球。"


@pytest.mark.parametrize("beam", [4, 1])
def test_the_engine_gives_what_argos_itself_gives(small_package, beam):
    """Protects the quality of the packages: batching and streaming change no answer, at Argos' settings."""
    # What the model has never seen makes it loop: Argos' own limit is 256 tokens, as here.
    texts = [*TEXTS, "你好", "2月8日", "下划线_和 ABC", "市民要小心银行，天文台预料明日有大雨！"]
    argos = argos_translation(small_package.path, beam)
    theirs = [argos.hypotheses(text, 1)[0].value for text in texts]
    ours = list(Engine(small_package.path).translate(texts, Settings(beam_size=beam, longest=256)))
    assert ours == [text.strip(" ") for text in theirs]


def test_the_n_best_answers_begin_with_the_answer(small_package):
    """Protects the choice among several answers: the first of them is what is shown without a choice."""
    engine = Engine(small_package.path)
    for best, one in zip(engine.hypotheses(TEXTS[:20], n_best=4), engine.translate(TEXTS[:20]), strict=True):
        assert best[0].text == one and len(best) == 4
        assert sorted((h.score for h in best), reverse=True) == [h.score for h in best]


def test_a_sentence_longer_than_the_model_can_take_loses_nothing(small_package):
    """Protects long sentences: they are cut at clauses, and each part is translated."""
    long = "，".join(t.rstrip("。") for t in TEXTS[:60])
    engine = Engine(small_package.path, "fast")
    parts = [part.pieces for part in engine._parts([long])]
    assert "".join(p for part in parts for p in part) == "▁" + long.replace("，", ",")
    assert len(parts) > 2 and all(len(part) <= 250 for part in parts)
    assert all(part[-1].endswith(",") for part in parts[:-1])
    (english,) = engine.translate([long])
    assert english


def test_the_engine_stops_between_batches(small_package):
    """Protects a reader who closes the article: the model does not go on to its end."""
    answers = Engine(small_package.path, "fast").hypotheses(TEXTS * 3)
    with stoppable(lambda: False):
        assert next(answers)
    with stoppable(lambda: True):
        assert len(list(answers)) < 12


def test_a_model_is_loaded_once_for_several_articles(small_package):
    """Protects memory: two articles in one notebook share 80 MB."""
    assert engine_for(small_package.path) is engine_for(small_package.path)
    (small_package.path / "model" / "model.bin").touch()
    assert engine_for(small_package.path) is not None


def test_an_unknown_quality_is_told():
    """Protects callers who mistype."""
    with pytest.raises(UnknownNameError, match="fast, balanced, best"):
        ArgosTranslator("finest")


def test_paragraphs_come_in_reading_order_and_make_the_same_article(small_package, no_sockets):
    """Protects the reader: what streams in is what a whole reading gives."""
    bare = companion.read_text(ARTICLE, paragraphs="blank-line", translator=None)
    seen = []
    streamed = dict(translate_article(bare, progress=lambda *p: seen.append(p)))
    assert list(streamed) == [0, 1, 2]
    whole = companion.read_text(ARTICLE, paragraphs="blank-line")
    assert replace(bare, paragraphs=tuple(streamed.values())).paragraphs == whole.paragraphs
    assert seen == [(n, 4) for n in range(1, 5)]


class Slow:
    """A translator that waits for the test before its second answer."""

    name = "slow"

    def __init__(self):
        self.go_on = threading.Event()
        self.asked = 0

    def status(self):
        return "a remark"

    def translate(self, sentences):
        for sentence in sentences:
            self.asked += 1
            if self.asked == 2:
                self.go_on.wait(20)
            yield Translation("" if sentence.text == "bad" else sentence.text, "gloss")


def test_a_job_gives_paragraphs_while_it_works_and_its_remarks_at_the_end():
    """Protects the reader from waiting for the whole article."""
    article = companion.read_text("甲。\n\n乙。\n\n丙。", paragraphs="line", translator=None)
    slow, progress, ended = Slow(), [], []
    job = translate_in_background(
        article, slow, on_progress=lambda *p: progress.append(p), on_end=ended.append
    )
    paragraphs = iter(job)
    assert next(paragraphs)[0] == 0 and not job.finished
    slow.go_on.set()
    assert [i for i, _ in paragraphs] == [1, 2]
    assert job.wait(20) and job.notices == ("a remark",) and (job.done, job.total) == (3, 3)
    assert progress == [(1, 3), (2, 3), (3, 3)] and ended == [job]


def test_a_cancelled_job_gives_nothing_more():
    """Protects a reader who opens another article meanwhile."""
    article = companion.read_text("甲。\n\n乙。\n\n丙。", paragraphs="line", translator=None)
    slow, later = Slow(), []
    job = translate_in_background(article, slow, on_paragraph=lambda i, p: later.append(i))
    paragraphs = iter(job)
    next(paragraphs)
    job.cancel()
    slow.go_on.set()
    assert list(paragraphs) == [] and job.wait(20) and job.cancelled
    assert slow.asked == 2 and later == [0]


def test_an_error_of_the_work_reaches_the_one_who_reads():
    """Protects from a job that ends in silence."""

    class Broken(Slow):
        def translate(self, sentences):
            raise RuntimeError("broken")
            yield

    job = translate_in_background(companion.read_text("甲。", translator=None), Broken())
    with pytest.raises(RuntimeError, match="broken"):
        list(job)
    assert isinstance(job.error, RuntimeError)
