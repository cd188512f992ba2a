"""The Python side of the reviews, and of what a reader keeps of a person's words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

import companion
from companion.errors import InputError
from companion.learning import Learner
from companion.vocabulary import Vocabulary

PLACE = {"sentence": "警方打擊電騙，打擊罪案。", "at": 2, "reading": "dǎjī", "meaning": "to crack down on"}


@pytest.fixture
def learner(tmp_path):
    time = [datetime(2026, 11, 2, 9, 0, tzinfo=UTC)]
    learner = Learner(tmp_path / "words.sqlite", now=lambda: time[0])
    learner.forward = lambda **by: time.__setitem__(0, time[0] + timedelta(**by))
    return learner


def sent(widget):
    """What the widget answers to a message."""
    messages = []
    widget.send = lambda message, *_: messages.append(message)

    def ask(**message):
        messages.clear()
        widget._receive(widget, message) if isinstance(widget, companion.Review) else widget._desk.on_message(
            widget, message
        )
        return messages[-1]

    return ask


def test_a_card_has_both_sides(learner, monkeypatch):
    """Protects what is asked: every place of the word is a gap, and what was not kept comes from the dictionary."""
    learner.mark("打擊", "learning", details={"打擊": PLACE})
    card = companion.Review(learner)._card
    assert card["parts"] == ["警方", "電騙，", "罪案。"] and card["simplified"] == "打击"
    assert card["away"] == {"again": 60, "hard": 330, "good": 600, "easy": 8 * 86400}
    monkeypatch.setattr("companion.widgets.review.own_library", lambda: None)
    other = Learner(learner.path.parent / "o.sqlite", now=learner.now)
    other.mark("密碼", "learning", details={"密碼": {"sentence": "沒有這個詞。"}})
    card = companion.Review(other)._card
    assert card["parts"] == [] and (card["reading"], card["meaning"]) == ("mìmǎ", "password")
    other.mark("電騙", "learning", details={"電騙": {"sentence": "警方打擊電騙。"}})
    assert (
        companion.Review(other, library=None)._face(other.get("電騙"), other.now())["meaning"]
        == "telecom fraud"
    )


def test_a_word_without_a_sentence_borrows_one_of_the_library(learner):
    """Protects words that came out of a list: the library has a sentence for them."""

    class Library:
        def sentences(self, headword, but="", most=5):
            return [("a.txt", "新聞", "請勿提供密碼。")]

    learner.mark("密碼", "learning")
    card = companion.Review(learner, library=Library())._card
    assert card["parts"] == ["請勿提供", "。"] and card["article"] == "新聞"


def test_answers_undo_and_the_next_day(learner):
    """Protects a learner's day: an answer counts, is taken back, and the word is there when it is due again."""
    learner.mark(["打擊", "密碼"], "learning")
    review = companion.Review(learner)
    first = review._card["word"]
    assert review.answer("easy") and review.due == 1 and review._card["word"] != first
    assert review.undo() and review.due == 2 and review._card["word"] == first
    assert not review.undo()
    assert review.answer("again") and review.answer("easy")
    assert (
        review.due == 0 and review._card["word"] == first
    )  # in its first steps: it comes back within minutes
    assert review.answer("easy") and review._card == {} and not review.answer("good")
    assert review.statistics().reviewed == 3
    learner.forward(days=9)
    assert companion.Review(learner).due == 2
    data, _ = review._repr_mimebundle_()
    assert "3 done that day" in data["text/html"] and "<script" not in data["text/html"]


def test_messages_are_answered_and_errors_are_told(learner):
    """Protects the page from silence: each question has its answer, a wrong one a sentence."""
    learner.mark("打擊", "learning", details={"打擊": PLACE})
    review = companion.Review(learner)
    ask = sent(review)
    due = review._card["due"]
    assert ask(kind="answer", word="打擊", rating="easy", due=due, seconds=2, id="1") == {
        "kind": "done",
        "text": "",
        "id": "1",
    }
    assert "another notebook" in ask(kind="answer", word="打擊", rating="easy", due=due, id="2")["text"]
    assert ask(kind="undo", id="3")["text"] == "The last answer is taken back."
    for wrong in ({"kind": "answer", "word": "打擊", "rating": "x", "due": due}, {"kind": "nothing"}, {"kind": "answer"},
                  {"kind": "new per day", "number": -3}):  # fmt: skip
        assert ask(**wrong, id="4")["kind"] == "failed" and review.error
    assert ask(kind="mark", word="打擊", status="known", id="5")["text"] and learner.known() == {"打擊"}
    assert ask(kind="undo", id="6") and learner.learning() == {"打擊": 1} and review.error == ""
    json.dumps([review._card, review._figures])


def test_what_is_no_review_is_told(tmp_path):
    """Protects a person who mistypes."""
    with pytest.raises(InputError, match="there are: blank, marked"):
        companion.Review(tmp_path / "w.sqlite", front="gap")
    with pytest.raises(InputError, match="no number of new words"):
        companion.Review(tmp_path / "w.sqlite", new_per_day=-1)
    (tmp_path / "w.txt").write_text("no database at all, and long enough to be told from one" * 20)
    with pytest.raises(InputError, match="move the file away"):
        companion.Review(tmp_path / "w.txt")


TEXT = "台灣新聞\n\n警方打擊電騙，臺灣市民王玨舉報。"


def test_a_reader_shares_a_status_between_spellings(learner):
    """Protects one word in two spellings: marked once, both show it, and the older door answers the same."""
    learner.mark("台灣", "learning", 2)
    for given in (learner, Vocabulary(learner.path)):
        reader = companion.Reader(companion.read_text(TEXT, translator=None), vocabulary=given).wait()
        assert reader._status == {"台灣": "learning2", "臺灣": "learning2"}
    row = next(r for r in reader.words() if r["word"] == "台灣")
    assert (row["status"], row["learning_level"], row["count"]) == ("learning", 2, 2)
    assert Vocabulary(learner.path).status("台湾") == "learning"


def test_a_deck_of_the_reader_hands_its_words_over(learner):
    """Protects from two schedules: words saved for Anki are no longer due here, and the reader says how many."""
    learner.mark(["打擊", "舉報"], "learning")
    reader = companion.Reader(companion.read_text(TEXT, translator=None), vocabulary=learner).wait()
    ask = sent(reader)
    assert ask(kind="file", to="csv", words=["打击"], id="1")["kind"] == "told" and learner.due_count() == 2
    assert " 1 of them" in ask(kind="file", to="anki", words=["打击", "警方"], id="2")["text"]
    assert [w.word for w in learner.due()] == ["舉報"]


def test_a_mark_from_a_page_that_lies_is_kept_without_a_place(learner):
    """Protects the database from a message that fits no text: the word is marked, no wrong sentence is kept."""
    reader = companion.Reader(companion.read_text(TEXT, translator=None), vocabulary=learner).wait()
    ask = sent(reader)
    for wrong in ({"row": 99999}, {"row": "x"}, {"paragraph": "p-none", "start": 0}, {"start": 10**9}, {}):
        ask(kind="mark", word="打擊", status="learning", id="1", **wrong)
        assert learner.get("打擊").sentence == "" and learner.status("打擊") == "learning"
    assert ask(kind="mark", word="打擊", status="loved", id="2")["kind"] == "failed"
    assert ask(kind="mark", word="打擊", status="learning", level=9, id="3")["kind"] == "failed"
