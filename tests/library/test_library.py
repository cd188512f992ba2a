"""The library: what is kept of a folder's articles, and that nothing of a person's is lost or overwritten."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

import companion
from companion.errors import CompanionError, InputError, OutputError
from companion.learning import Learner
from companion.library import Library
from companion.library.analysis import Finding, Word
from companion.library.folder import Found
from companion.library.rows import Row
from companion.library.suggestions import comfort_of, suggest, unlocking

LONGER = "\n\n".join(
    f"{place}居民昨日在會堂開會，討論新鐵路今年通車以後的安排，下午散會。"
    for place in ("沙田", "大埔", "元朗", "屯門")
)
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
TEXT = "警方打擊電騙\n\n警方昨日在旺角拘捕三名疑犯。疑犯涉嫌電騙。"


@pytest.fixture
def library(tmp_path):
    learner = Learner(tmp_path / "words.sqlite")
    return Library(
        tmp_path / "articles", learner=learner, index=tmp_path / "index.sqlite", clock=lambda: NOON
    )


@pytest.fixture
def opened(monkeypatch):
    """The files of articles that were opened since."""
    from companion.files import opening

    seen: list[str] = []
    original = opening._read_once
    monkeypatch.setattr(
        opening, "_read_once", lambda file, *rest: seen.append(file.name) or original(file, *rest)
    )
    return seen


def test_the_bundled_articles_are_there_to_begin_with_and_stay_away_once_deleted(tmp_path, monkeypatch):
    """Protects the first day, and a person who does not want the samples: they are put there once."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    first = Library()
    assert [row.path for row in first.rows()] == ["dianpian.txt", "transport.txt", "typhoon.txt"]
    assert (first.folder / "dianpian.tmx").is_file()
    (first.folder / "dianpian.txt").unlink()
    assert [row.path for row in Library().rows()] == ["transport.txt", "typhoon.txt"]


def test_an_article_is_looked_at_once_and_again_when_it_changes(library, opened):
    """Protects the start: what was found is kept, also by another `Library` of the folder, until the file changes."""
    path = library.add_text(TEXT)
    (row,) = library.update()
    assert (row.state, row.title, row.characters, row.level) == ("ready", "警方打擊電騙", 25, row.level)
    assert row.level in companion.choices.LEVELS
    opened.clear()
    again = Library(library.folder, index=library.index.path)
    assert [r.title for r in again.update()] == ["警方打擊電騙"]
    assert opened == []
    path.write_text("新例生效\n\n新例今日生效。", encoding="utf-8")
    assert [r.title for r in library.update()] == ["新例生效"]
    path.unlink()
    assert library.update() == []


def test_a_file_that_cannot_be_read_is_a_row_with_its_reason(library):
    """Protects the list from one bad file: the others stand, and it says in one line what is wrong."""
    library.add_text(TEXT)
    (library.folder / "bad.pdf").write_bytes(b"none")
    (library.folder / "english.txt").write_text("No Chinese at all.", "utf-8")
    (library.folder / "note.json").write_text("{}", "utf-8")
    rows = {row.path: row for row in library.update()}
    assert [p for p, row in rows.items() if row.state == "ready"] == ["警方打擊電騙.txt"]
    for name in ("bad.pdf", "english.txt", "note.json"):
        assert rows[name].state == "error" and rows[name].error and "\n" not in rows[name].error
    with pytest.raises(CompanionError):
        library.open("bad.pdf")


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "", "a\0b.txt", "gone.txt"])
def test_only_what_is_in_the_folder_is_opened(library, path):
    """Protects the machine from a page that asks for another place."""
    (library.folder.parent / "secret.txt").write_text("電騙。", "utf-8")
    with pytest.raises(InputError):
        library.open(path)


def test_known_and_learning_words_come_from_the_person(library):
    """Protects the figures: what is marked counts at once, learning words never as known, also those below the level."""
    library.add_text("打击电骗\n\n警方打擊電騙。")
    (before,) = library.update()
    library.learner.mark(["打擊", "電騙"], "known")
    (known,) = library.rows()
    assert known.known > before.known and known.known == 1.0
    library.learner.mark(["電騙", "警方"], "learning")
    (learning,) = library.rows()
    assert learning.learning == 2 and learning.known < 1.0 and learning.new == 0


def test_the_reader_counts_as_the_library_does(library):
    """Protects a reader from two figures for one thing: the share on the page is that in the list."""
    path = library.add_text((Path(__file__).parents[2] / "notebooks/articles/typhoon.txt").read_text("utf-8"))
    library.learner.mark(["天文台", "颱風"], "known")
    library.learner.mark(["學校"], "learning")
    (row,) = library.update()
    from companion.vocabulary import Vocabulary

    reader = companion.Reader(
        companion.read(path, translator=None),
        level=library.level,
        vocabulary=Vocabulary(library.learner.path),
    ).wait()
    assert reader.known_share == pytest.approx(row.known, abs=0.001)


def test_a_higher_level_knows_more_and_is_kept(library):
    """Protects the level that a person set: the figures follow it, the next start has it."""
    library.add_text(TEXT)
    (before,) = library.update()
    library.level = "C2"
    assert library.rows()[0].known == 1.0 > before.known
    assert Library(library.folder, index=library.index.path).level == "C2"
    with pytest.raises(InputError, match="level can't be 'Z9'"):
        library.level = "Z9"


def test_two_thousand_articles_are_listed_without_opening_one(library, opened):
    """Protects the start with a large library: no file is opened, and the number of queries does not grow with it."""
    words = [Word(f"詞{i}", f"詞{i}", "C1") for i in range(300)]

    def put(numbers):
        with library.index._open() as connection:
            connection.execute("BEGIN")
            for i in numbers:
                file = library.folder / f"{i:04}.txt"
                file.write_text("電騙。", "utf-8")
                state = file.stat()
                counts = {w: (1 + (i + k) % 3, 0) for k, w in enumerate(words[i % 200 : i % 200 + 20])}
                total = sum(n for n, _ in counts.values())
                finding = Finding(f"第{i}篇", "", "", 100, 5, total, "C1", "", str(i), counts, ((0, "詞。"),))
                library.index._keep(connection, Found(file.name, state.st_size, state.st_mtime_ns), finding)
            connection.execute("COMMIT")

    def queries():
        seen: list[str] = []
        library.index.trace = lambda sql: seen.append(sql)
        rows = library.rows()
        suggestions = library.suggestions(rows)
        assert library.waiting() == []
        library.index.trace = None
        return len(seen), rows, suggestions

    put(range(20))
    few, *_ = queries()
    put(range(20, 2000))
    library.learner.mark([f"詞{i}" for i in range(0, 300, 2)], "known")
    many, rows, suggestions = queries()
    assert len(rows) == 2000 and all(row.state == "ready" and 0.3 < row.known < 0.7 for row in rows)
    assert len(suggestions) == 4
    assert many <= few < 12
    assert opened == []


def test_where_one_stopped_is_kept(library):
    """Protects the reader's place: it outlives a renamed file, a remade index and an article that grew at its beginning."""
    path = library.add_text(LONGER)
    library.update()
    name = library.place_of(path)
    article, at = library.open(name)
    assert at == 0
    library.keep_place(name, article, 2, 3)
    assert library.open(name)[1] == 2
    assert library.row(name).read == pytest.approx(3 / len(article.paragraphs))
    assert library.row(name).opened == NOON.isoformat(timespec="seconds")

    path = path.rename(path.with_name("renamed.txt"))
    library.update()
    assert library.open("renamed.txt")[1] == 2

    with sqlite3.connect(library.index.path) as connection:
        connection.execute("PRAGMA user_version = 0")  # as an earlier version left it
    library.update()
    assert library.open("renamed.txt")[1] == 2

    path.write_text(
        "新界鐵路的新一段先到沙田，居民昨日慶祝，區議會下月再討論。\n\n" + path.read_text("utf-8"), "utf-8"
    )
    library.update()
    opened, at = library.open("renamed.txt")
    assert opened.paragraphs[at].text == article.paragraphs[2].text


def test_reading_on_never_unreads(library):
    """Protects the share read: going back to look something up takes nothing away."""
    name = library.place_of(library.add_text(TEXT))
    library.update()
    article, _ = library.open(name)
    library.keep_place(name, article, 1, 2)
    library.keep_place(name, article, 0, 1)
    assert library.row(name).read == 1.0 and library.row(name).paragraph == 0


def test_a_damaged_index_is_put_aside_and_made_again(library):
    """Protects the start page from a broken file that can be made again; what was there is not thrown away."""
    library.add_text(TEXT)
    library.index.path.write_bytes(b"no database at all, but long enough to be looked at" * 40)
    assert [row.state for row in library.update()] == ["ready"]
    assert list(library.index.path.parent.glob("index.sqlite.damaged-*"))


# ---- what comes in


def test_what_is_pasted_is_saved_under_its_headline_and_overwrites_nothing(library):
    """Protects what a person pastes: a file of its own, the same text only once."""
    first = library.add_text(TEXT)
    assert first.name == "警方打擊電騙.txt" and first.read_text("utf-8") == TEXT
    assert library.add_text(TEXT) == first
    second = library.add_text(TEXT + "\n\n完")
    assert second.name == "警方打擊電騙-2.txt" and first.read_text("utf-8") == TEXT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd 電騙\n\n警方拘捕疑犯。", "etc-passwd-電騙.txt"),
        ('<img src=x onerror="alert(1)">\n\n警方拘捕疑犯，稍後提堂。', None),
        ("警方：「不要信」\\電騙/\n\n警方拘捕疑犯。", "警方-不要信-電騙.txt"),
        ("con\n\n警方拘捕疑犯。", "_con.txt"),
        ("很長" * 200 + "\n\n警方拘捕疑犯。", None),
        ("\ud800電騙\n\n警方拘捕疑犯。", "電騙.txt"),
    ],
)
def test_a_hostile_headline_makes_a_harmless_name(library, text, name):
    """Protects the disk: a name leads nowhere else, is none that a system refuses, and has an end."""
    path = library.add_text(text)
    assert path.parent == library.folder and path.is_file()
    assert len(path.name.encode()) < 140 and not set(path.name) & set('/\\<>:"|?*')
    assert name in (None, path.name)


@pytest.mark.parametrize("text", ["", "  \n", "Only English here."])
def test_what_is_no_chinese_text_is_refused_and_leaves_no_file(library, text):
    """Protects the library from an empty paste: one line says why, the box keeps the text."""
    with pytest.raises(InputError):
        library.add_text(text)
    assert list(library.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "saved"),
    [
        ("新聞.txt", "電騙。".encode(), "新聞.txt"),
        ("C:\\Users\\me\\..\\a b.TXT", "電騙。".encode(), "a-b.txt"),
        ("../../../x", "電騙。".encode(), "x.txt"),
        ("page", b"<html><body><p>\xe9\x9b\xbb\xe9\xa8\x99</p></body></html>", "page.html"),
        ("v1.2 稿", "電騙。".encode(), "v1-2-稿.txt"),
        (".txt", "電騙。".encode(), "txt.txt"),
    ],
)
def test_a_dropped_file_keeps_its_name_as_far_as_it_is_safe(library, name, data, saved):
    """Protects the folder from a name that leads elsewhere, and a file without an ending from being passed over."""
    path = library.add_file(name, data)
    assert path.name == saved and path.read_bytes() == data
    assert library.add_file(name, data) == path
    assert library.add_file(name, data + b" ").name != saved
    assert library.place_of(path) in [row.path for row in library.rows()]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"none", "is no PDF file"),
        ("a.exe", b"MZ\0\0", "kinds of file"),
        ("a.txt", b" ", "is empty"),
    ],
)
def test_a_file_of_no_kind_that_is_read_is_refused(library, name, data, why):
    """Protects the library from what it could never open; the line names the file."""
    with pytest.raises(InputError, match=why) as caught:
        library.add_file(name, data)
    assert name in str(caught.value) and list(library.folder.iterdir()) == []


def test_a_folder_that_cannot_be_one_is_told_in_a_line(tmp_path):
    """Protects a person who names a file, or a place where nothing can be made."""
    file = tmp_path / "a.txt"
    file.write_text("電騙。", "utf-8")
    with pytest.raises(InputError, match=r"a\.txt: is a file"):
        Library(file)
    with pytest.raises(OutputError, match="can't be made"):
        Library(file / "below")


def test_folders_below_are_listed_and_hidden_files_are_not(library):
    """Protects a person who sorts articles into folders; backups and half-written files stay out of sight."""
    (library.folder / "2026").mkdir()
    for name in ("2026/a.txt", ".hidden.txt", "a.companion.toml", "a.tmx"):
        (library.folder / name).write_text("電騙。", "utf-8")
    (library.folder / ".companion-backups").mkdir()
    (library.folder / ".companion-backups" / "1.txt").write_text("電騙。", "utf-8")
    assert [row.path for row in library.update()] == ["2026/a.txt"]
    assert library.open("2026/a.txt")[0].title


# ---- what to read next


def row(path, known, read=0.0, opened=""):
    return Row(path, "ready", path, words=100, known=known, read=read, opened=opened)


def test_what_was_begun_comes_first_and_then_what_is_comfortable():
    """Protects the suggestions: go on where one stopped, then 95 to 98 %, then what is nearest to it; what is read is left out."""
    rows = [
        row("hard", 0.6), row("stretch", 0.9), row("easy", 0.995), row("right", 0.96),
        row("begun", 0.7, 0.4, "2026-11-28"), row("done", 0.97, 1.0, "2026-11-28"),
        Row("bad", "error", "bad", error="no"),
    ]  # fmt: skip
    found = suggest(rows, lambda paths: {p: [("電騙", 3), ("疑犯", 3)] for p in paths}, 10)
    assert [s.path for s in found] == ["begun", "right", "easy", "stretch", "hard"]
    assert found[0].reason == "40% read, 70% known: go on where you stopped"
    assert found[1].words == () and found[3].words == (("電騙", 3), ("疑犯", 3))
    assert found[3].reason == "90% known, a stretch: 2 words would make it 95%"


def test_the_words_that_unlock_a_text_are_the_fewest(library):
    """Protects the learner's effort: no word more than what brings the text to the share."""
    unknown = [("甲", 4), ("乙", 2), ("丙", 1), ("丁", 1)]
    assert unlocking(unknown, 0.9, 100, 0.95) == [("甲", 4), ("乙", 2)]
    assert unlocking(unknown, 0.95, 100, 0.95) == []
    assert [comfort_of(x) for x in (0.981, 0.98, 0.95, 0.949, 0.85, 0.84)] == [
        "easy", "comfortable", "comfortable", "a stretch", "a stretch", "hard",
    ]  # fmt: skip
    library.add_text(TEXT)
    library.update()
    (suggestion,) = library.suggestions()
    library.learner.mark([word for word, _ in suggestion.words], "known")
    assert library.rows()[0].known >= suggestion.reaches - 0.005


def test_where_a_word_occurs_is_known_with_its_sentence(library):
    """Protects the card that shows a word in other articles: the sentence is kept, no file is opened for it."""
    library.add_text(TEXT)
    library.add_text("電騙案上升\n\n上月電騙案增加。")
    library.update()
    found = library.sentences("疑犯", but="電騙案上升.txt")
    assert found == [("警方打擊電騙.txt", "警方打擊電騙", "警方昨日在旺角拘捕三名疑犯。")]


def test_a_classs_articles_come_into_each_library_and_nothing_goes_back(tmp_path, library):
    """Protects a class: new articles come with what stands beside them, a student's own changes and deletions stay."""
    share = tmp_path / "share"
    (share / "week 2").mkdir(parents=True)
    (share / "news.txt").write_text(TEXT, "utf-8")
    (share / "news.txt.questions.toml").write_text("# the teacher's", "utf-8")
    (share / "week 2" / "more.txt").write_text(LONGER, "utf-8")
    (library.folder / "news.txt").write_text("我的文章。", "utf-8")
    before = {p: p.read_bytes() for p in share.rglob("*") if p.is_file()}
    library.take_in(share)
    assert (library.folder / "news.txt").read_text("utf-8") == "我的文章。"
    assert not (library.folder / "news.txt.questions.toml").exists()
    assert (library.folder / "week 2" / "more.txt").read_text("utf-8") == LONGER
    (library.folder / "week 2" / "more.txt").unlink()
    (share / "third.txt").write_text(TEXT, "utf-8")
    (share / "third.tmx").write_text("<tmx/>", "utf-8")
    library.take_in(share)
    assert sorted(f.path for f in library.waiting()) == ["news.txt", "third.txt"]
    assert (library.folder / "third.txt.tmx").read_text("utf-8") == "<tmx/>"
    assert all(p.read_bytes() == data for p, data in before.items()) and len(list(share.rglob("*"))) == 6
    (share / "a-huge.txt").symlink_to("/dev/zero")
    (share / "z.txt").write_text(TEXT, "utf-8")
    library.take_in(share)
    assert (library.folder / "z.txt").is_file() and not (library.folder / "a-huge.txt").exists()
    with pytest.raises(InputError, match="no such folder of articles"):
        library.take_in(tmp_path / "away")


def test_what_a_class_shares_may_be_away_or_damaged(tmp_path, monkeypatch):
    """Protects a student on the day when the share is not there: one's own library opens, and one line says what is missing."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    (tmp_path / "bad.csv").write_text("traditional,english\n電騙\n", "utf-8")
    for shared in (
        {"glossary": tmp_path / "bad.csv"},
        {"glossary": tmp_path / "away.csv"},
        {"articles_from": tmp_path / "away"},
    ):
        home = companion.Home(hints=False, **shared)
        assert next(iter(shared.values())).name in home.page.error
        assert {r.state for r in home.wait().rows()} == {"ready"}
        home.close()


def test_a_classs_terms_hold_in_its_library(tmp_path):
    """Protects a class's glossary: the start page reads articles by it, as `companion.read` does."""
    from companion.glossary import add_personal

    terms = tmp_path / "class.csv"
    add_personal(
        companion.Term("ship", "乘風號", "乘风号", "Chéngfēng Hào", ("the freighter Chengfeng",)), terms
    )
    library = Library(tmp_path / "articles", index=tmp_path / "index.sqlite", glossary=terms)
    library.add_text("乘風號駛入維港\n\n乘風號貨輪昨日駛入維港，船員平安。")
    article, _ = library.open(library.update()[0].path)
    assert any(t.text == "乘風號" and t.term == "ship" for p in article.paragraphs for t in p.tokens)
