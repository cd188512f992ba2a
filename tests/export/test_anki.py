"""The deck, opened by Anki itself."""

from __future__ import annotations

import html
import time
import zipfile

import pytest
from hostile import hostile_article

import companion
from companion.errors import InputError, OutputError
from companion.lessons.words import entries

anki = pytest.importorskip("anki.collection", reason="the package anki is not installed")


@pytest.fixture
def collection(tmp_path):
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def take(collection, path):
    from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    request = ImportAnkiPackageRequest(
        package_path=str(path), options=ImportAnkiPackageOptions(merge_notetypes=True)
    )
    return collection.import_anki_package(request).log


def note(collection, word):
    return next(n for i in collection.find_notes("") if (n := collection.get_note(i))["Word"] == word)


def test_anki_opens_the_deck_and_shows_the_word(article, collection, tmp_path):
    """Protects students: both scripts, reading, English, the sentence and its translation are on the card."""
    take(collection, companion.write(article, tmp_path / "a.apkg"))
    card = note(collection, "電騙").cards()[0]
    front, back = card.question(), card.answer()
    assert "電騙" in front and "diànpiàn" not in front
    for part in ("电骗", "diànpiàn", "telecom fraud", "电信诈骗", "<b>電騙</b>", "Lancang–Mekong", "memory"):
        assert part in back or part in note(collection, "瀾湄合作").cards()[0].answer()
    names = [d.name for d in collection.decks.all_names_and_ids()]
    assert "Companion::中泰設立聯合協調中心 合力打擊電騙" in names
    assert len(note(collection, "電騙").cards()) == 1


def test_a_second_export_updates_and_doubles_nothing(article, collection, tmp_path, monkeypatch):
    """Protects a student's progress: the same notes, with new content, their cards' dates kept."""
    path = companion.write(article, tmp_path / "a.apkg")
    take(collection, path)
    count = collection.note_count()
    card = note(collection, "電騙").cards()[0]
    card.due, card.ivl, card.queue, card.type = 40, 20, 2, 2
    collection.update_card(card)
    later = time.time() + 10
    monkeypatch.setattr("genanki.package.time.time", lambda: later)
    take(collection, companion.write(article, path, reading="zhuyin", recall=True))
    assert collection.note_count() == count
    assert "ㄉㄧㄢˋ" in note(collection, "電騙")["Reading"]
    kept = note(collection, "電騙").cards()
    assert len(kept) == 2 and kept[0].ivl == 20
    assert "telecom fraud" in kept[1].question() and "電騙" not in kept[1].question()


def test_another_article_with_the_same_word_adds_no_second_note(article, collection, tmp_path):
    """Protects against learning a word twice."""
    take(collection, companion.write(article, tmp_path / "a.apkg"))
    count = collection.note_count()
    other = companion.read_text("警方打擊電騙。", translator=None)
    log = take(collection, companion.write(other, tmp_path / "b.apkg"))
    assert len(log.new) <= 1 and collection.note_count() - count <= 1


def test_hostile_text_is_text_in_anki(collection, tmp_path):
    """Protects students: no tag, sound or LaTeX of an article's gets into a card."""
    take(collection, companion.write(hostile_article(), tmp_path / "a.apkg", words="all"))
    assert collection.note_count()
    for i in collection.find_notes(""):
        for card in collection.get_note(i).cards():
            for side in (card.question(), card.answer()):
                assert "<script" not in side and "<img" not in side and "<svg" not in side
            assert not card.question_av_tags() and not card.answer_av_tags()
    assert not [d.name for d in collection.decks.all_names_and_ids() if d.name.count("::") > 1]


def test_nothing_to_learn_is_told(tmp_path):
    """Protects from an empty deck."""
    article = companion.read_text("我是人。", translator=None)
    with pytest.raises(InputError, match="words='all'"):
        companion.write(article, tmp_path / "a.apkg", words=companion.WordChoice(level="C2"))


def test_another_programs_deck_is_not_replaced(article, tmp_path):
    """Protects a deck of the same name."""
    path = tmp_path / "a.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki21b", "x")
    with pytest.raises(OutputError, match="--force"):
        companion.write(article, path)


def test_words_and_exercises_of_an_article_are_one_deck(article, collection, tmp_path):
    """Protects a student's list of decks: the words and the clozes of an article lie in one, whatever the sheet leaves out of its title."""
    from companion.exercises import make_exercises
    from companion.export.exercise_formats import write_exercises

    take(collection, companion.write(article, tmp_path / "a.apkg"))
    sheet = make_exercises(article, ["cloze"], 6, seed=2)
    take(collection, write_exercises(sheet, tmp_path / "b.apkg", "anki", article=article)[0])
    ours = [d for d in collection.decks.all_names_and_ids() if d.name.startswith("Companion::")]
    assert len(ours) == 1
    assert collection.decks.card_count(ours[0].id, include_subdecks=False) == collection.card_count()


def test_the_meaning_here_stands_out_on_the_card(collection, tmp_path):
    """Protects a learner of one text: of a word's meanings the one that it has there comes first, in bold."""
    article = companion.read_text("市民不料遇上騙案，料事主損失一萬元。黃婆婆感到害怕。", translator=None)
    take(collection, companion.write(article, tmp_path / "a.apkg", words="all"))
    here = {e.traditional: e.english[0] for e in entries(article, words="all") if e.english}
    for word, meaning in here.items():
        assert f"<b>{html.escape(meaning)}</b>" in note(collection, word)["English"].replace("&#91;", "["), (
            word
        )
