"""The Python side of the reader."""

from __future__ import annotations

import base64
import itertools
import json
from dataclasses import replace

import pytest

import companion
from companion.errors import InputError
from companion.language.words.frequency import common_words
from companion.model import Translation
from companion.render.word_table import read_row

TEXT = "香港警方昨日拘捕三名疑犯，並提醒市民提防電騙，不要輕信陌生來電。"


@pytest.fixture(scope="module")
def article():
    return companion.read_text("香港新聞\n\n警方打擊電騙。")


def test_the_bundle_has_the_widget_and_a_static_view(article):
    """Protects viewers without widgets: saved notebooks show the text."""
    data, _ = companion.Reader(article)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "telecom fraud" in data["text/html"] and "<script" not in data["text/html"]


def test_the_static_view_shows_the_layers_that_are_on(article):
    """Protects a teacher's choice of layers in a saved notebook."""
    data, _ = companion.Reader(article, english=False)._repr_mimebundle_()
    assert "telecom fraud" not in data["text/html"]


@pytest.mark.parametrize("wrong", ["article.txt", None, 3])
def test_what_is_no_article_is_told_with_an_example(wrong):
    """Protects a beginner who passes the file's name."""
    with pytest.raises(InputError, match=r"companion\.Reader\(companion\.read"):
        companion.Reader(wrong)


def test_unknown_options_are_told(article):
    """Protects a user who mistypes an option."""
    with pytest.raises(InputError, match="no option 'pinjin'"):
        companion.Reader(article, pinjin=False)
    reader = companion.Reader(article)
    with pytest.raises(InputError, match="'level' trait of a Reader"):
        reader.level = "zz"
    assert reader.level == "B1"
    with pytest.raises(InputError, match="has no option 'level'; it has: compact, reading"):
        companion.write(article, "never.json", level="Z")


def test_the_table_of_regions_follows_a_correction():
    """Protects the panel from a word that a correction has cut, and gets it back when that is undone."""
    reader = companion.Reader(companion.read_text("警方打擊電騙。"), vocabulary=False).wait()
    assert "电信诈骗" in reader._regional
    cut = {
        "kind": "correct",
        "what": "words",
        "paragraph": 0,
        "start": 4,
        "end": 6,
        "value": "電|騙",
        "id": "1",
    }
    reader._desk.on_message(reader, cut)
    assert "电信诈骗" not in reader._regional
    reader._desk.on_message(reader, {"kind": "undo", "id": "2"})
    assert "电信诈骗" in reader._regional


def test_words_are_saved_as_a_table_or_a_deck(article):
    """Protects the export of the list: the words that are shown and no others, read as they are read here."""
    sent = []
    reader = companion.Reader(article, vocabulary=False, reading="zhuyin").wait()
    reader.send = lambda message, *_: sent.append(message)
    for to in ("csv", "anki"):
        reader._desk.on_message(reader, {"kind": "file", "to": to, "words": ["电骗", "打击"], "id": to})
    table, told, deck, _ = sent
    text = base64.b64decode(table["data"]).decode("utf-8-sig")
    assert (
        "電騙" in text
        and "打擊" in text
        and "警方打擊電騙" in text
        and ",警方," not in text
        and "ㄉㄧㄢˋ" in text
    )
    assert (table["name"], told["text"], deck["name"]) == (
        "香港新聞.csv",
        "香港新聞.csv: 2 words.",
        "香港新聞.apkg",
    )
    assert base64.b64decode(deck["data"])[:2] == b"PK"
    reader._desk.on_message(reader, {"kind": "file", "to": "csv", "words": [], "id": "3"})
    assert "none of these words" in reader.error


def test_a_lesson_is_printed_as_it_is_shown(article):
    """Protects a teacher who has only a reader: page, Word file and e-book come with the layers and readings that are on."""
    sent = []
    reader = companion.Reader(article, vocabulary=False, english=False, reading="zhuyin").wait()
    reader.send = lambda message, *_: sent.append(message)
    for to, begins in (("html", b"<!doctype html>"), ("docx", b"PK"), ("epub", b"PK")):
        asked = {"kind": "print", "to": to, "layout": "stacked", "exercises": 0, "paper": "Letter", "id": to}
        reader._desk.on_message(reader, asked)
        reader.wait()
        *pieces, told = sent
        data = b"".join(base64.b64decode(p["data"]) for p in pieces)
        assert data.startswith(begins) and len(data) == pieces[0]["size"] and told["kind"] == "told"
        if to == "html":
            page = data.decode()
            assert "ㄉㄧㄢˋ" in page and "cmp-no-en" in page and "size: letter" in page.lower()
        sent.clear()
    reader._desk.on_message(reader, {"kind": "print", "to": "xlsx", "id": "4"})
    reader.wait()
    assert [m["kind"] for m in sent] == ["failed"] and "saved as html, pdf, docx, epub" in reader.error


def test_each_word_has_what_its_card_is_made_of(article):
    """Protects the cards: whatever can be clicked has its row, and no row points at what is not there."""
    table = companion.Reader(article)._table
    words = [read_row(row) for row in table["words"]]
    assert {w["text"] for w in words} >= {"警方", "打擊", "電騙"}
    for word in words:
        if word["senses"]:
            assert table["senses"][int(word["senses"])]
        if word["term"]:
            assert table["terms"][word["term"]]["english"]
        for syllable in word["pinyin"].split():
            assert len(table["syllables"][syllable]) == 2


def ask(reader, **said):
    """What a view is sent that says it has this much, piece by piece."""
    sent = []
    reader.send = lambda message, *_: sent.append(message)
    reader._desk.on_message(reader, {"kind": "have", "edition": reader._table["edition"], "id": "1", **said})
    reader._feed.join(30)
    return [m for m in sent if m["kind"] == "piece"]


def test_a_view_is_sent_what_it_lacks_in_pieces_that_follow_on_each_other():
    """Protects the end of a long article: nothing is missing, nothing comes twice, no message is large."""
    article = companion.read_text("\n\n".join(f"第{n}段。" + TEXT for n in range(400)), translator=None)
    reader = companion.Reader(article, vocabulary=False)
    table, here = reader._table, len(reader._paragraphs)
    assert 0 < here < 400 == table["total"]
    names = ("words", "senses", "origins", "syllables", "characters")
    pieces = ask(reader, paragraphs=here, revision=0, **{n: len(table[n]) for n in names})
    assert len(pieces) > 1 and max(len(json.dumps(p)) for p in pieces) < 1_000_000
    sizes = {n: len(table[n]) for n in names}
    for piece in pieces:
        assert piece["at"] == here and {n: piece[f"{n}_at"] for n in names} == sizes
        here += len(piece["paragraphs"])
        sizes = {n: sizes[n] + len(piece[n]) for n in names}
    assert here == 400 and sizes["words"] == len(reader._feed.table.words)
    assert ask(reader, paragraphs=400, revision=0, **sizes)[-1]["paragraphs"] == []


LISTS, PARTS = ("words", "senses", "origins"), ("syllables", "characters")


class View:
    """What `store.put` of js/reader/store.js does with what comes, and how often it had to ask again."""

    def __init__(self, reader):
        self.table = json.loads(json.dumps(reader._table))
        self.paragraphs = json.loads(json.dumps(reader._paragraphs))
        self.refused = 0

    def said(self):
        sizes = {n: len(self.table[n]) for n in (*LISTS, *PARTS)}
        return {"paragraphs": len(self.paragraphs), "revision": self.table["revision"], **sizes}

    def hear(self, m):
        now = self.table
        if m["kind"] != "piece":
            return
        late = any(m[f"{n}_at"] > len(now[n]) for n in (*LISTS, *PARTS))
        if late or m["since"] > now["revision"] or m.get("at", 0) > len(self.paragraphs):
            self.refused += 1
            return
        for name in LISTS:
            now[name] += m[name][len(now[name]) - m[f"{name}_at"] :]
        for name in PARTS:
            now[name].update(m[name])
        now["terms"].update(m.get("terms", {}))
        if m.get("paragraphs"):
            self.paragraphs += m["paragraphs"][len(self.paragraphs) - m["at"] :]
        if m["revision"] >= now["revision"]:
            for at, paragraph in m.get("changed", []):
                if at < len(self.paragraphs):
                    self.paragraphs[at] = paragraph
            now["revision"] = m["revision"]


@pytest.mark.parametrize("ahead", [True, False], ids=["packed ahead", "packed when asked"])
def test_english_and_terms_that_come_while_the_rest_is_on_its_way_arrive_with_it(
    ahead, tmp_path, monkeypatch
):
    """Protects a long article that is translated while it is sent: all of it arrives, and the view asks but once."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    source = "\n\n".join(f"第{n}段。他喺{chr(0x4E00 + 7 * n)}處。" + TEXT for n in range(300))
    article = companion.read_text(source, translator=None)
    reader = companion.Reader(article, vocabulary=False).wait()
    view, feed = View(reader), reader._feed
    if ahead:
        feed.ahead()
        reader.wait()
        assert len(feed.packed) == 300
    numbers, once, deliver = iter(range(0, 300, 3)), iter([True]), feed.send
    reader.send = lambda message, *_: view.hear(json.loads(json.dumps(message)))

    def send(message):
        deliver(message)
        for number in itertools.islice(numbers, 12):  # between two pieces
            sentences = article.paragraphs[number].sentences
            late = Translation("Late.", "argos")
            feed.english(number, tuple(replace(s, translation=late) for s in sentences))
        if next(once, None):
            term = {"traditional": "段。他", "english": "paragraph", "pinyin": "", "id": "2", "kind": "term"}
            reader._desk.on_message(reader, term)

    feed.send = send
    reader._desk.on_message(reader, {"kind": "have", "edition": feed.edition, "id": "1", **view.said()})
    reader.wait()
    assert view.paragraphs == feed.packed and view.table["revision"] == len(feed.changes)
    assert [view.table[n] for n in (*LISTS, *PARTS)] == [getattr(feed.table, n) for n in (*LISTS, *PARTS)]
    assert sum("e" in p and any(e for e in p["e"]) for p in view.paragraphs) == 100
    assert view.refused == 0 and view.table["terms"] == feed.table.term_data()


def test_a_view_that_comes_late_is_sent_what_was_changed_meanwhile(article):
    """Protects corrections and English that came while nobody listened: a message that was lost is made up for."""
    reader = companion.Reader(article, vocabulary=False).wait()
    reader.send = lambda *_: None  # lost
    change = {
        "kind": "correct",
        "what": "reading",
        "paragraph": 1,
        "start": 0,
        "end": 2,
        "value": "jīng fāng",
    }
    reader._desk.on_message(reader, {**change, "id": "1"})
    names = ("words", "senses", "origins", "syllables", "characters")
    sizes = {n: len(reader._table[n]) for n in names}
    [piece] = ask(reader, paragraphs=2, revision=0, **sizes)
    [[number, paragraph]] = piece["changed"]
    assert (number, piece["revision"]) == (1, 1)
    first = int(paragraph["n"][0].split()[0])
    assert read_row(piece["words"][first - piece["words_at"]])["pinyin"] == "jīng fāng"


def test_a_view_of_another_edition_is_sent_the_state_anew(article):
    """Protects a page that missed a change of the paragraphs."""
    reader = companion.Reader(article, vocabulary=False).wait()
    before = reader._table
    assert ask(reader, edition=99) == []
    assert reader._table is not before and len(reader._paragraphs) == 2


def test_the_levels_of_words_are_there_from_the_start():
    """Protects `pinyin_for="above-level"` and the column of frequencies, which waited for a message that was lost."""
    reader = companion.Reader(companion.read_text("我們打擊電騙。", translator=None), vocabulary=False)
    levels = {c["text"]: c["level"] for c in map(read_row, reader._table["words"]) if c["pinyin"]}
    assert levels == {"我們": "A1", "打擊": "B1", "電騙": "C2"}


def test_the_widgets_first_message_is_below_a_megabyte_for_a_list_of_words_too():
    """Protects a page that is loaded again: Jupyter's server drops what is larger."""
    words = list(common_words(3.2))[:8000]
    text = "\n".join("。".join(words[n : n + 40]) + "。" for n in range(0, len(words), 40))
    reader = companion.Reader(companion.read_text(text, paragraphs="line", translator=None), vocabulary=False)
    assert 0 < len(reader._paragraphs) < reader._table["total"]
    assert len(json.dumps(reader.get_state(), default=str).encode()) < 1_000_000
