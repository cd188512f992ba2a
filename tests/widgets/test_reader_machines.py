"""Other English in the reader: another machine for a paragraph, and the model that is installed from its notice."""

from __future__ import annotations

import hashlib

import pytest
from fake_server import Answering, serving
from small_model import PACKAGE, converted_folder, own_folders

import companion
from companion.model import Sentence, Translation
from companion.translation import engines, memory, packages
from companion.translation.converted import install_folder
from companion.widgets.reader_machines import merged

TEXT = "雙方同意加強瀾湄合作。天文台發出八號風球。\n\n警方打擊電騙。"
DATA = PACKAGE.read_bytes()


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    own_folders(tmp_path, monkeypatch)


@pytest.fixture
def reader(tmp_path):
    """A reader of an article read with Argos' package, another model beside it; what it sends is kept."""
    packages.install_file(PACKAGE)
    install_folder(converted_folder(tmp_path / "mine"), licence="CC0")
    return told(companion.read_text(TEXT, paragraphs="blank-line"))


def told(article, **more):
    reader = companion.Reader(article, vocabulary=False, **more).wait()
    reader.sent = []
    reader.send = lambda message, *_: reader.sent.append(message)
    return reader


def ask(reader, **message):
    reader.sent.clear()
    reader._desk.on_message(reader, {"id": "1", **message})
    reader._feed.join(30)
    return reader.sent


def english(reader, number=0):
    return [
        (s.translation.text, s.translation.origin, s.translation.engine)
        for s in reader.article.paragraphs[number].sentences
    ]


def test_a_paragraph_has_its_english_by_another_machine_and_back(reader):
    """Protects a reader's choice: only this paragraph changes, the origin names the machine, and it can be undone."""
    (listed,) = ask(reader, kind="machines")
    assert [name for name, _ in listed["machines"]] == ["translate-zh_en", "mine", "gloss"]
    before = [english(reader, n) for n in (0, 1)]
    message = ask(reader, kind="english", paragraph=0, machine="mine")[-1]
    assert message["text"] == "This paragraph has its English by mine." and message["undo"]
    after = english(reader)
    assert [text for text, *_ in after] == [text for text, *_ in before[0]]
    assert {(o, e) for _, o, e in after} == {("ctranslate2", "CTranslate2 model mine (CC0)")}
    assert english(reader, 1) == before[1]
    ask(reader, kind="undo")
    assert [english(reader, n) for n in (0, 1)] == before


def test_two_machines_stand_beside_each_other_and_nothing_is_changed(reader):
    """Protects the comparison: it is looked at, not kept."""
    before = reader.article
    message = next(
        m
        for m in ask(reader, kind="english", paragraph=0, machine="gloss", beside=True)
        if m["kind"] == "beside"
    )
    assert message["machine"] == "gloss" and len(message["sentences"]) == 2
    assert "·" in message["sentences"][0][0] and message["sentences"][0][1].startswith(
        "Word gloss, not a translation"
    )
    assert reader.article is before


def test_a_persons_english_wins_over_every_machine(reader):
    """Protects a correction: another machine, and a translation that is under way, leave it where it is."""
    ask(reader, kind="correct", what="translation", paragraph=0, sentence=1, value="Signal No. 8 is up.")
    message = ask(reader, kind="english", paragraph=0, machine="mine")[-1]
    assert (
        message["text"] == "This paragraph has its English by mine; what a person translated stays (1 of 2)."
    )
    assert [origin for _, origin, _ in english(reader)] == ["ctranslate2", "memory"]
    assert english(reader)[1][0] == "Signal No. 8 is up."
    late = companion.read_text(TEXT, paragraphs="blank-line", translator="gloss").paragraphs
    reader._desk._arrived(0, late[0])
    assert [origin for _, origin, _ in english(reader)] == ["gloss", "memory"]
    memory.forget("天文台發出八號風球。")


def test_english_that_comes_late_goes_to_its_own_paragraph(reader):
    """Protects from another paragraph's English: one that was split or joined meanwhile gets none that is not its own."""
    late = companion.read_text(TEXT, paragraphs="blank-line", translator="gloss").paragraphs
    ask(
        reader,
        kind="correct",
        what="boundary",
        paragraph=0,
        start=11,
        end=12,
        text="天",
        sentence=1,
        value="split",
        scope="here",
    )
    assert len(reader.article.paragraphs) == 3
    before = [english(reader, n) for n in (0, 1)]
    reader._desk._arrived(0, late[0])
    reader._desk._arrived(1, late[1])
    assert [english(reader, n) for n in (0, 1)] == before and english(reader, 2)[0][1] == "gloss"


@pytest.mark.parametrize(
    ("english_now", "stays"),
    [
        (Translation("Mine.", "memory"), True),
        (Translation("Like it.", "memory", score=0.9, near="他點了頭。"), False),
        (Translation("", "memory"), False),
        (Translation("A machine's.", "argos"), False),
        (None, False),
    ],
)
def test_only_what_a_person_wrote_for_the_sentence_stays(english_now, stays):
    """Protects the rule: a similar sentence's English is no correction of this one."""
    p = companion.read_text("他點頭。", translator=None).paragraphs[0]
    from dataclasses import replace

    now = replace(p, sentences=(Sentence(0, 4, english_now),))
    come = (Sentence(0, 4, Translation("New.", "argos")),)
    assert merged(now, come)[0].translation == (english_now if stays else come[0].translation)


def test_a_machine_that_has_gone_is_told_in_one_line(reader):
    """Protects a reader whose model was removed, or whose page is older than the machine."""
    for machine in ("mine", "none-such", "<b>"):
        packages.remove("mine") if machine == "mine" else None
        sent = ask(reader, kind="english", paragraph=0, machine=machine)
        failed = next(m for m in sent if m["kind"] == "failed")
        assert f"is called '{machine}'; there are: translate-zh_en" in failed["text"]


# ---- the model that is installed from the notice


@pytest.fixture
def host(monkeypatch):
    """A host on this machine that has the small package, as the download expects it."""

    class Handler(Answering):
        def do_GET(self):
            start = int((self.headers.get("Range") or "bytes=0-")[6:].split("-")[0])
            self.server.asked.append(start)
            sent = DATA[start:] if self.server.whole else DATA[start : start + 100_000]
            span = {
                "Content_Length": str(len(DATA) - start),
                "Content_Range": f"bytes {start}-{len(DATA) - 1}/{len(DATA)}",
            }
            self.answer(206 if start else 200, sent, **span)
            self.close_connection = True

    known = packages.Known("p.argosmodel", len(DATA), hashlib.sha256(DATA).hexdigest())
    monkeypatch.setattr(packages, "KNOWN", {"translate-zh_en": known, "translate-zt_en": known})
    with serving(Handler, asked=[], whole=True) as running:
        monkeypatch.setattr(packages, "_ADDRESS", f"{running.url}/")
        yield running


def test_the_model_is_installed_from_the_reader_and_its_english_comes(host):
    """Protects the first English in a minute: one button, how far it is, then the article has the machine's English."""
    reader = told(companion.read_text(TEXT, paragraphs="blank-line"))
    offer = reader._offer
    assert (offer["name"], offer["size"], offer["begun"], offer["host"]) == (
        "translate-zt_en",
        len(DATA),
        0,
        "127.0.0.1",
    )
    assert packages.MISSING in reader.notices and host.asked == []
    steps = []
    reader.observe(lambda change: steps.append(change["new"]), "_offer")
    ask(reader, kind="install")
    reader.wait()
    assert [s["state"] for s in steps[:-1]] == ["running"] * (len(steps) - 1) and len(steps) > 2
    assert steps[-2]["begun"] == len(DATA) and reader._offer == {}
    assert {origin for _, origin, _ in english(reader)} == {
        "argos"
    } and packages.MISSING not in reader.notices
    assert reader.progress == 1.0


def test_a_download_that_broke_off_goes_on_from_the_reader(host, monkeypatch):
    """Protects a slow line: what has come is kept, the reason is told, and the same button goes on."""
    from companion.translation import download

    monkeypatch.setattr(download.Patience, "__init__", lambda self: None)
    for name, value in {"silence": 5.0, "slowest": 0.0, "window": 60.0, "attempts": 1, "pause": 0.0}.items():
        monkeypatch.setattr(download.Patience, name, value, raising=False)
    reader = told(companion.read_text(TEXT, paragraphs="blank-line"))
    host.whole = False
    ask(reader, kind="install")
    assert (reader._offer["state"], reader._offer["begun"]) == ("failed", 100_000)
    assert "can't be downloaded" in reader._offer["text"] and packages.installed() == []
    assert told(companion.read_text("電騙。"))._offer["begun"] == 100_000
    host.whole = True
    ask(reader, kind="install")
    assert host.asked == [0, 100_000] and reader._offer == {}
    assert [m.name for m in engines.machines()] == ["translate-zh_en"]


def test_a_download_can_be_stopped(host):
    """Protects a reader who changes their mind: it stops, and says how much is here."""
    reader = told(companion.read_text(TEXT, paragraphs="blank-line"))
    reader.observe(
        lambda change: reader._desk.on_message(reader, {"kind": "install", "stop": True, "id": "2"}), "_offer"
    )
    ask(reader, kind="install")
    reader.unobserve_all("_offer")
    assert reader._offer["state"] == "stopped" and packages.installed() == []
    ask(reader, kind="install")
    assert reader._offer == {} and len(packages.installed()) == 1


def test_a_simplified_article_is_offered_the_package_of_its_script():
    """Protects readers of simplified text from the package of the other script; and nothing is offered where a model is."""
    assert told(companion.read_text("会议讨论了未来。"))._offer["name"] == "translate-zh_en"
    packages.install_file(PACKAGE)
    assert told(companion.read_text("会议讨论了未来。"))._offer == {}
