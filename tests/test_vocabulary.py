"""The words that a person knows."""

from __future__ import annotations

import pytest

from companion.errors import InputError, OutputError
from companion.vocabulary import Vocabulary


@pytest.fixture
def vocabulary(tmp_path):
    return Vocabulary(tmp_path / "made" / "words.sqlite")


def test_what_is_marked_stays_and_can_be_changed_and_forgotten(vocabulary):
    """Protects a learner's words from one notebook to the next."""
    vocabulary.mark("打击", "learning")
    vocabulary.mark_all({"打击": "known", "警方": "learning"})
    again = Vocabulary(vocabulary.path)
    assert (again.status("打击"), again.status("警方"), again.status("没有")) == ("known", "learning", "")
    again.mark("打击", "")
    assert vocabulary.words("known") == [] and vocabulary.words("learning") == ["警方"]


def test_nothing_is_written_by_asking(vocabulary):
    """Protects a folder that a person only looks at."""
    assert vocabulary.status("打击") == "" and vocabulary.words("known") == []
    assert not vocabulary.path.parent.exists()


def test_a_wrong_status_and_a_strangers_file_are_told_and_left_alone(vocabulary, tmp_path):
    """Protects a file that is none of ours, and a person who mistypes."""
    with pytest.raises(InputError, match="'knwon' is no status"):
        vocabulary.mark("打击", "knwon")
    with pytest.raises(InputError, match="empty word"):
        vocabulary.mark(" ", "known")
    with pytest.raises(InputError, match="no status"):
        vocabulary.words("all")
    stranger = tmp_path / "notes.txt"
    stranger.write_text("my notes, which are long enough to be no database" * 20)
    with pytest.raises(InputError, match="move the file away"):
        Vocabulary(stranger).mark("打击", "known")
    assert stranger.read_text().startswith("my notes")
    with pytest.raises(OutputError, match="can't be"):
        Vocabulary(stranger / "words.sqlite").mark("打击", "known")


def test_many_words_are_asked_at_once(vocabulary):
    """Protects long articles: thousands of words in one question."""
    words = [f"词{i}" for i in range(2000)]
    vocabulary.mark_all(dict.fromkeys(words[::2], "known"))
    assert vocabulary.statuses(words) == dict.fromkeys(words[::2], "known")
