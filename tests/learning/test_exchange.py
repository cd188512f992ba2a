"""Words from one machine to the next: nothing of either is lost, and no wrong file changes anything."""

from __future__ import annotations

import json

import pytest

from companion.errors import CompanionError, OutputError
from companion.learning import Learner


@pytest.fixture
def other(tmp_path, clock):
    return Learner(tmp_path / "other.sqlite", now=clock)


def state(learner):
    return [(w.word, w.status, w.level, w.sentence, w.card, w.due, w.scheduler) for w in learner.words()]


def test_two_machines_become_one(learner, other, clock, tmp_path):
    """Protects a learner with two machines: the later change and the later review hold, whichever is merged first."""
    learner.mark(["打擊", "密碼"], "learning", details={"打擊": {"sentence": "警方打擊電騙。", "at": 2}})
    learner.review("打擊", "good")
    learner.export(tmp_path / "first.json")
    other.merge(tmp_path / "first.json")
    assert state(other) == state(learner) and other.statistics() == learner.statistics()
    clock.forward(minutes=10)
    other.review("打擊", "good")
    clock.forward(minutes=1)
    learner.mark("密碼", "known")
    wrong = learner.review("打擊", "again")
    clock.forward(minutes=1)
    learner.undo(wrong)
    other.mark("疑犯", "ignored")
    learner.export(tmp_path / "a.json")
    other.export(tmp_path / "b.json")
    assert learner.merge(tmp_path / "b.json").reviews == 1
    other.merge(tmp_path / "a.json")
    assert state(learner) == state(other) and learner.statistics() == other.statistics()
    assert learner.history() == other.history() and learner.known() == {"密碼", "疑犯"}
    assert learner.get("打擊").sentence == "警方打擊電騙。" and learner.statistics().reviewed == 2
    assert learner.merge(tmp_path / "b.json") == learner.merge(tmp_path / "a.json")
    assert learner.merge(tmp_path / "a.json").changed == 0


def test_an_export_replaces_only_one_of_its_kind(learner, tmp_path):
    """Protects a person's other files."""
    learner.mark("打擊", "known")
    learner.export(tmp_path / "a.json")
    learner.export(tmp_path / "a.json")
    (tmp_path / "b.json").write_text('{"mine": 1}')
    with pytest.raises(OutputError, match="was not written by Companion"):
        learner.export(tmp_path / "b.json")


WORD = {"word": "打擊", "status": "known", "changed": "2026-01-01T00:00:00+00:00"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("[", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ({"format": "anki"}, "is no list of words of Companion"),
        ({"words": 5}, "words is no list"),
        ({"words": [WORD, WORD | {"status": "knwon"}]}, r'words\[1\].status is "knwon"'),
        ({"words": [WORD | {"level": 9}]}, r"words\[0\].level is 9"),
        ({"words": [WORD | {"word": ""}]}, r"words\[0\].word"),
        ({"words": [WORD | {"changed": "yesterday"}]}, r"words\[0\].changed"),
        ({"words": [WORD | {"card": "{}"}]}, r"words\[0\].card"),
        ({"words": [WORD | {"meaning": 7}]}, r"words\[0\].meaning is no text"),
        ({"words": [WORD | {"meaning": "\ud800"}]}, "has a half character"),
        ({"reviews": [{"id": "a", "word": "打擊", "time": "x", "rating": 1}]}, r"reviews\[0\].time"),
        (
            {"reviews": [{"id": "a", "word": "打擊", "time": WORD["changed"], "rating": 7}]},
            r"reviews\[0\].rating",
        ),
        (
            {"events": [{"id": "a", "word": "打擊", "time": WORD["changed"], "after": "5"}]},
            r"events\[0\].after",
        ),
        ({"events": [[]]}, r"events\[0\] is no object"),
    ],
)
def test_a_wrong_file_is_told_and_changes_nothing(learner, tmp_path, data, told):
    """Protects a person's words from a damaged or hostile file: one line says where, and nothing is taken over."""
    file = tmp_path / "words.json"
    file.write_text(
        data if isinstance(data, str) else json.dumps({"format": "companion/words@1"} | data), "utf-8"
    )
    with pytest.raises(CompanionError, match=told) as error:
        learner.merge(file)
    assert "\n" not in str(error.value) and learner.words() == [] and learner.history() == {}


def test_all_of_it_can_be_forgotten(learner):
    """Protects a person's right to have it gone: the file, what SQLite lays beside it, and the earlier states."""
    learner.mark("打擊", "known")
    learner.mark("密碼", "known")
    learner.forget()
    assert not list(learner.path.parent.rglob("*.sqlite*")) or not [
        p for p in learner.path.parent.rglob("*.sqlite*") if p.is_file()
    ]
    assert learner.known() == frozenset() and learner.statistics().known == 0
