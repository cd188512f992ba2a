"""A person's words: statuses, their log, and what two notebooks or a killed one do to them."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date

import pytest

from companion.errors import InputError
from companion.files import backups
from companion.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("marked", "asked"),
    [
        ("電騙", "电骗"),
        ("台灣", "臺灣"),
        ("裏面", "里面"),
        ("甚麼", "什么"),
        ("衞生", "卫生"),
        ("群眾", "羣眾"),
    ],
)
def test_a_word_is_one_word_in_every_spelling(learner, marked, asked):
    """Protects a learner from learning a word again in each script and region."""
    learner.mark(marked, "known")
    assert learner.status(asked) == "known" and learner.get(asked).form == marked
    assert len(learner.known()) == 1


def test_statuses_and_levels(learner):
    """Protects the four statuses: a level stays while one learns, and known and ignored words need no learning."""
    learner.mark("打擊", "learning", 3)
    learner.mark("打擊", "learning")
    learner.mark(["警方", "密碼"], "ignored")
    learner.mark("疑犯", "learning")
    learner.mark("警方", "known")
    assert learner.learning() == {"打擊": 3, "疑犯": 1} and learner.known() == {"警方", "密碼"}
    assert [w.word for w in learner.words("ignored")] == ["密碼"]
    learner.mark("打擊", "new")
    assert learner.learning() == {"疑犯": 1} and learner.status("打擊") == "new"


@pytest.mark.parametrize(
    ("words", "status", "level", "told"),
    [
        ("打擊", "knwon", None, "'knwon' is no status of a word; there are: new, learning, known, ignored"),
        ("打擊", "known", 2, "only 'learning' has levels"),
        ("打擊", "learning", 5, "5 is no level"),
        (["打擊", " "], "known", None, "an empty word"),
        (["\ud800"], "known", None, "whole characters"),
    ],
)
def test_what_is_no_mark_is_told_and_changes_nothing(learner, words, status, level, told):
    """Protects a person's words from a mistyped mark: all of it is done, or nothing."""
    with pytest.raises(InputError, match=told):
        learner.mark(words, status, level)
    assert not learner.path.exists()


def test_a_saved_word_keeps_where_it_was_met(learner):
    """Protects what a review shows: the sentence in which the word was saved, not the one that came last."""
    place = {
        "reading": "dǎjī",
        "meaning": "to crack down",
        "sentence": "警方打擊電騙。",
        "at": 2,
        "article": "電騙",
    }
    learner.mark("打擊", "learning", details={"打擊": place})
    learner.mark("打擊", "learning", 2, details={"打擊": place | {"sentence": "又打擊。"}})
    word = learner.get("打擊")
    assert (word.sentence, word.at, word.reading, word.article, word.level) == (
        "警方打擊電騙。",
        2,
        "dǎjī",
        "電騙",
        2,
    )
    with pytest.raises(InputError, match="'colour' is nothing that is kept"):
        learner.mark("打擊", "learning", details={"打擊": {"colour": "red"}})


def test_a_change_is_taken_back_whole_and_later_ones_stay(learner):
    """Protects who pressed "the rest is known": all of it comes back, but what was marked since."""
    learner.mark("疑犯", "learning", 2)
    batch = learner.mark(["打擊", "疑犯", "密碼"], "known")
    learner.mark("密碼", "ignored")
    assert learner.undo(batch) == ("打擊", "疑犯")
    assert learner.learning() == {"疑犯": 2} and learner.known() == {"密碼"}
    assert learner.undo() == ("密碼",) and learner.status("密碼") == "known"
    assert learner.undo() == ("疑犯",) and learner.undo() == ()


def test_the_counter_grows_with_each_change_of_any_process(learner):
    """Protects a list that is shown: it learns of a change in another notebook by one number."""
    assert learner.changed == 0 and not learner.path.exists()
    learner.mark("打擊", "known")
    before = learner.changed
    code = "import sys; from companion.learning import Learner; Learner(sys.argv[1]).mark('密碼', 'known')"
    subprocess.run([sys.executable, "-c", code, str(learner.path)], check=True)
    assert learner.changed > before and learner.known() == {"打擊", "密碼"}
    before = learner.changed
    learner.undo()
    assert learner.changed > before and learner.known() == {"打擊"}


def test_known_words_over_time(learner, clock):
    """Protects the plot of progress: the number at the end of each day on which it changed, undone marks left out."""
    learner.mark(["打擊", "密碼"], "known")
    clock.forward(days=1)
    learner.mark("疑犯", "learning")
    clock.forward(days=1)
    learner.mark("疑犯", "ignored")
    wrong = learner.mark("警方", "known")
    clock.forward(days=1)
    learner.undo(wrong)
    assert learner.history() == {date(2026, 11, 2): 2, date(2026, 11, 4): 4, date(2026, 11, 5): 3}


def test_a_killed_notebook_loses_nothing_that_it_told(learner):
    """Protects a learner whose kernel is killed: each mark that was told is on the disk, and the file is whole."""
    code = (
        "import sys; from companion.learning import Learner; l = Learner(sys.argv[1])\n"
        "for i in range(10**6):\n    l.mark(f'字{i}', 'known'); print(f'字{i}', flush=True)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(learner.path)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    told = [process.stdout.readline().strip() for _ in range(25)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.read().split()
    process.wait()
    kept = learner.known()
    assert set(told) <= kept and len(kept) <= len(told) + 1
    with sqlite3.connect(learner.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_notebooks_lose_nothing_of_each_other(learner):
    """Protects two notebooks that write at the same time, from the first moment of the file on."""
    code = (
        "import sys; from companion.learning import Learner; l = Learner(sys.argv[1])\n"
        "for i in range(60): l.mark(f'{sys.argv[2]}{i}', 'known')"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(learner.path), name]) for name in ("甲", "乙")
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(learner.known()) == 120 == learner.changed


def old_file(path):
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE word (word TEXT PRIMARY KEY, status TEXT NOT NULL, changed TEXT NOT NULL) WITHOUT ROWID"
        )
        connection.executemany(
            "INSERT INTO word VALUES (?, ?, ?)",
            [
                ("打击", "known", "2025-01-02T03:04:05.000006+00:00"),
                ("发", "known", "2025-01-03T03:04:05.000006+00:00"),
                ("电骗", "learning", "2025-01-04T03:04:05.000006+00:00"),
            ],
        )
    connection.close()


def test_the_words_of_version_0_2_are_taken_over(learner):
    """Protects words marked before: every one is there, in each Traditional form that it stood for, with its day."""
    old_file(learner.path)
    assert learner.known() == {"打擊", "發", "髮"} and learner.learning() == {"電騙": 1}
    assert list(learner.history()) == [date(2025, 1, 2), date(2025, 1, 3)]
    assert len(backups(learner.path)) == 1
    words = Vocabulary(learner.path)
    assert words.words("known") == ["打击", "发"] and words.statuses(["发", "电骗"]) == {
        "发": "known",
        "电骗": "learning",
    }
    words.mark("发", "")
    assert learner.known() == {"打擊"}


def test_a_file_of_the_future_is_left_alone(learner):
    """Protects a newer version's file from an older program."""
    learner.mark("打擊", "known")
    with sqlite3.connect(learner.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(InputError, match="newer Companion"):
        learner.known()
