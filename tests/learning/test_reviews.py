"""Reviews: when a word comes back, who brings it back, and what is never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from companion.errors import InputError
from companion.learning import Learner
from companion.learning.schedule import intervals


def test_a_word_comes_back_when_it_is_due(learner, clock):
    """Protects a learner's memory: what is known stays away longer each time, what is forgotten comes at once."""
    learner.mark("打擊", "learning")
    away = []
    for _ in range(5):
        [word] = learner.due()
        told = intervals(word.card, learner.now())["good"]
        learner.review("打击", "good")
        assert learner.due() == []
        clock.forward(seconds=told.total_seconds() - 1)
        assert learner.due_count() == 0
        clock.forward(seconds=1)
        assert learner.due_count() == 1
        away.append(told)
    assert away == sorted(away) and away[-1] > timedelta(days=30) and learner.learning() == {"打擊": 4}
    learner.review("打擊", "again")
    assert learner.learning() == {"打擊": 3} and learner.due() == []
    assert learner.due_count() == 0 and [w.word for w in learner.due(ahead=timedelta(minutes=20))] == ["打擊"]
    clock.forward(minutes=10)
    assert learner.due_count() == 1


def test_a_level_set_by_hand_does_not_fall_by_a_good_answer(learner):
    """Protects what a person said of a word themself."""
    learner.mark("打擊", "learning", 3)
    learner.review("打擊", "good")
    assert learner.learning() == {"打擊": 3}


def test_known_and_ignored_words_are_not_due(learner, clock):
    """Protects from reviews of what needs none, and keeps the schedule for a word that is learned again."""
    learner.mark("打擊", "learning")
    learner.review("打擊", "easy")
    clock.forward(days=30)
    learner.mark("打擊", "known")
    assert learner.due_count() == 0
    with pytest.raises(InputError, match="no word that is being learned"):
        learner.review("打擊", "good")
    learner.mark("打擊", "learning")
    [word] = learner.due()
    assert word.card


def test_a_review_is_taken_back(learner, clock):
    """Protects from a wrong key: the word is due as it was, and no figure counts the review."""
    learner.mark("打擊", "learning")
    before = learner.due()
    batch = learner.review("打擊", "easy", seconds=3)
    assert learner.statistics().reviewed == learner.statistics().begun == learner.statistics().streak == 1
    assert learner.undo(batch) == ("打擊",)
    assert [(w.card, w.due, w.level) for w in learner.due()] == [(w.card, w.due, w.level) for w in before]
    assert learner.statistics().reviewed == learner.statistics().begun == 0


def test_new_words_come_a_few_a_day(learner, clock):
    """Protects a learner who saves many words on one day from all of them on the next."""
    learner.mark([f"字{i}" for i in range(30)], "learning")
    assert learner.due_count() == 20 == len(learner.due())
    learner.new_per_day = 3
    assert learner.due_count() == 3
    for word in learner.due():
        learner.review(word.word, "easy")
    assert learner.due_count() == 0
    clock.forward(days=1)
    assert learner.due_count() == 3
    with pytest.raises(InputError, match="no number of new words"):
        learner.new_per_day = -1


def test_two_notebooks_count_one_review_once(learner):
    """Protects the schedule where two notebooks show the same word: the second answer is not counted."""
    learner.mark("打擊", "learning")
    [word] = learner.due()
    other = Learner(learner.path, now=learner.now)
    assert learner.review("打擊", "good", due=word.due)
    assert other.review("打擊", "again", due=word.due) == ""
    assert learner.statistics().reviewed == 1


def test_a_word_given_to_anki_is_due_there_alone(learner, clock):
    """Protects from learning a word twice: handed over it is not due here, taken back it is, its schedule kept."""
    learner.mark(["打擊", "密碼"], "learning")
    learner.mark("警方", "known")
    learner.hand_over(["打擊", "警方", "沒有的"])
    assert [w.word for w in learner.due()] == ["密碼"] and learner.statistics().anki == 1
    learner.mark("打擊", "learning", 2)
    assert learner.get("打擊").scheduler == "anki" and learner.due_count() == 1
    learner.hand_over("打击", "companion")
    assert learner.due_count() == 2 and learner.statistics().anki == 0
    with pytest.raises(InputError, match="there are: companion, anki"):
        learner.hand_over("打擊", "pleco")


def test_what_is_no_answer_is_told(learner):
    """Protects the schedule from a mistyped answer."""
    learner.mark("打擊", "learning")
    with pytest.raises(InputError, match="there are: again, hard, good, easy"):
        learner.review("打擊", "fine")
    assert learner.statistics().reviewed == 0


def test_the_figures_of_a_week(learner, clock):
    """Protects the statistics: days on end, the share remembered, what comes due."""
    learner.mark("打擊", "learning")
    learner.review("打擊", "easy")
    learner.mark("密碼", "learning")
    clock.forward(days=1)
    learner.review("密碼", "easy")
    s = learner.statistics()
    assert (s.streak, s.reviewed, s.retention, s.days[-2:], s.learning) == (2, 1, None, (1, 1), 2)
    assert sum(s.ahead) == 1
    clock.forward(days=8)
    learner.review("打擊", "again")
    assert learner.statistics().retention == 0 and learner.statistics().streak == 1


def test_a_kernel_killed_during_reviews_loses_none(learner):
    """Protects a session of reviews from kill −9: each answer that was told is in the log, with its schedule."""
    learner.mark([f"字{i}" for i in range(400)], "learning")
    learner.new_per_day = 9999
    code = (
        "import sys; from companion.learning import Learner; l = Learner(sys.argv[1])\n"
        "for w in l.due(): l.review(w.word, 'easy'); print(w.word, flush=True)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(learner.path)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    told = [process.stdout.readline().strip() for _ in range(15)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.read().split()
    process.wait()
    reviewed = {w.word for w in learner.words("learning") if w.card}
    assert set(told) <= reviewed and len(reviewed) <= len(told) + 1
