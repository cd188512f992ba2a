"""A LibreTranslate server: one that speaks its documented API, and a real one where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from fake_server import Answering, serving
from small_model import PACKAGE

import companion
from companion.errors import TranslationError
from companion.protocols import SourceSentence
from companion.translation.chain import ChainTranslator
from companion.translation.libretranslate import ADDRESS, KEY, LibreTranslator


class Handler(Answering):
    def do_GET(self):
        assert self.path == "/languages"
        codes = self.server.languages
        self.answer(200, [{"code": c, "name": c, "targets": ["en", "fr"]} for c in codes])

    def do_POST(self):
        body = self.body()
        self.server.asked.append((self.path, body))
        status, more = self.server.play.pop(0) if self.server.play else (200, None)
        if status != 200 or more is not None:
            after = {"Retry_After": "7"} if status == 429 else {}
            self.answer(
                status, more if more is not None else {"error": "Slowdown: too many requests"}, **after
            )
        else:
            self.answer(200, {"translatedText": [f"English of {q}" for q in body["q"]]})


@pytest.fixture
def server(monkeypatch):
    with serving(Handler, asked=[], play=[], languages=["en", "zh"]) as running:
        monkeypatch.setenv(ADDRESS, running.url + "/")
        yield running


def sentences(*texts):
    return [SourceSentence(t, t) for t in texts]


def test_an_article_is_translated_in_batches_and_its_origin_said(server, tmp_path):
    """Protects a class: memory first, then the server, simplified for it, with the address in sight."""
    text = "。".join(f"警方打擊第{i}宗電騙" for i in range(60)) + "。"
    article = companion.read_text(text, translator="libretranslate")
    shown = article.paragraphs[0].sentences[5].translation
    assert shown.text.startswith("English of 警方打击第5宗电骗") and shown.origin == "libretranslate"
    assert shown.engine == f"LibreTranslate, 127.0.0.1:{server.server_port}"
    assert [len(body["q"]) for _, body in server.asked] == [25, 25, 10]
    assert {body["source"] for _, body in server.asked} == {"zh"} and "api_key" not in server.asked[0][1]
    assert "are sent there" in article.notices[0]


def test_the_script_of_the_text_and_the_key_are_used(server, monkeypatch):
    """Protects servers with a model for Traditional Chinese, and those that want a key."""
    server.languages = ["en", "zh-Hans", "zh-Hant"]
    monkeypatch.setenv(KEY, "secret")
    (answer,) = LibreTranslator().translate([SourceSentence("電騙。", "电骗。")])
    assert answer.text == "English of 電騙。"
    assert server.asked[0][1] == {
        "q": ["電騙。"], "source": "zh-Hant", "target": "en", "format": "html", "api_key": "secret",
    }  # fmt: skip


def test_a_busy_server_is_asked_again_after_a_pause(server):
    """Protects the server of a class from thirty notebooks that insist."""
    server.play = [(429, None), (503, None)]
    waited = []
    answers = list(LibreTranslator(wait=waited.append).translate(sentences("你好。", "", "再見。")))
    assert [a.origin for a in answers] == ["libretranslate", "none", "libretranslate"]
    assert waited == [7.0, 2.0]


@pytest.mark.parametrize(
    ("play", "message"),
    [
        ([(429, None)] * 3, "is busy (429: Slowdown"),
        ([(403, {"error": "Invalid API key"})], f"Invalid API key); set its API key in {KEY}"),
        ([(400, {"error": "zh is not supported"})], "answers 400: zh is not supported"),
        ([(200, b"<html>hello</html>")], "sends no JSON"),
        ([(200, {"translatedText": ["one", "two"]})], "gives no translations"),
        ([(302, b"")], "points to http://127.0.0.1:1/elsewhere"),
        (
            [(400, {"error": "Please contact the server operator to get an API key"})],
            f"set its API key in {KEY}",
        ),
    ],
)
def test_what_goes_wrong_is_the_reason_and_the_gloss_is_shown(server, play, message):
    """Protects reading: no crash, the reason beside the gloss, and no second batch after a failure."""
    server.play = list(play)
    translator = LibreTranslator(wait=lambda seconds: None)
    answers = list(translator.translate(sentences(*["你好。"] * 30)))
    assert all(a.origin == "none" and message in a.reason for a in answers)
    assert len(server.asked) == len(play)
    assert "\n" not in answers[0].reason


def test_a_server_that_is_away_or_not_configured_is_told(monkeypatch):
    """Protects users at home: a line that says what to do."""
    (answer,) = LibreTranslator("http://127.0.0.1:9", wait=lambda s: None).translate(sentences("你好。"))
    assert "127.0.0.1:9 can't be reached" in answer.reason
    monkeypatch.delenv(ADDRESS, raising=False)
    article = companion.read_text("你好。", translator="libretranslate")
    assert ADDRESS in article.paragraphs[0].sentences[0].translation.reason
    with pytest.raises(TranslationError, match="is no address of a server"):
        LibreTranslator("ftp://x")


@pytest.mark.parametrize("listens", [True, False])
def test_a_server_that_stalls_is_left_alone_at_once_and_a_notice_says_so(listens, monkeypatch):
    """Protects a lesson from minutes of waiting, and a handout of glosses from being taken for the server's English."""
    with socket.socket() as silent:  # takes connections and never answers
        silent.bind(("127.0.0.1", 0))
        if listens:
            silent.listen()
        translator = LibreTranslator(
            f"http://127.0.0.1:{silent.getsockname()[1]}", wait=lambda s: None, first=0.2
        )
        connections = []
        once = translator._once
        monkeypatch.setattr(translator, "_once", lambda *a: (connections.append(a), once(*a))[1])
        article = companion.read_text("你好。再見。明天見。", translator=ChainTranslator(machine=translator))
    assert {s.translation.origin for s in article.paragraphs[0].sentences} == {"gloss"}
    message = "did not answer within 0 s" if listens else "can't be reached"
    sent, failed = article.notices
    assert "are sent there" in sent and message in failed and "3 sentences are without" in failed
    assert len(connections) == (1 if listens else 3)


def test_a_failure_of_one_article_is_no_notice_of_the_next(server):
    """Protects an article from the notice of the one before it, with the same translator."""
    server.play = [(403, {"error": "Invalid API key"})]
    translator = LibreTranslator()
    list(translator.translate(sentences("你好。")))
    assert "1 sentence is without its English" in translator.notices[1]
    list(translator.translate(sentences("你好。")))
    assert len(translator.notices) == 1


def test_a_server_of_small_requests_is_asked_in_smaller_batches(server):
    """Protects servers with a limit: it is kept, and a sentence that is too long costs only itself."""
    too_much = (400, {"error": "Invalid request: request (7) exceeds text limit (2)"})
    server.play = [too_much, (200, None), (200, None), too_much, (200, None)]
    answers = list(LibreTranslator().translate(sentences("甲。", "乙。", "丙。", "丁。")))
    assert [len(body["q"]) for _, body in server.asked] == [4, 2, 2]
    server.asked.clear()
    answers = list(LibreTranslator().translate(sentences("甲。", "乙。")))
    assert [a.origin for a in answers] == ["libretranslate"] * 2 and len(server.asked) == 3
    server.asked.clear()
    server.play = [too_much, (200, None)]
    answers = list(LibreTranslator().translate(sentences("甲。" * 900, "乙。")))
    assert [a.origin for a in answers] == ["none", "libretranslate"]
    assert "exceeds text limit" in answers[0].reason


def test_what_looks_like_markup_is_sent_as_text(server):
    """Protects sentences with < or & in them: the text is sent as HTML."""
    list(LibreTranslator().translate(sentences("R&D<b>很好。")))
    assert server.asked[0][1]["q"] == ["R&amp;D&lt;b&gt;很好。"]


_BOTH_PACKAGES = """
import json, shutil, sys, zipfile
import spacy
from argostranslate import settings
place = settings.package_data_dir
with zipfile.ZipFile(sys.argv[1]) as archive:
    archive.extractall(place)
shutil.copytree(place / "translate-zh_en-0_1", place / "translate-zt_en-0_1")
metadata = place / "translate-zt_en-0_1" / "metadata.json"
metadata.write_text(json.dumps(json.loads(metadata.read_text()) | {"from_code": "zt"}))
splitter = settings.cache_dir / "spacy"  # where Argos looks for spaCy's splitter before it downloads one
spacy.blank("xx").to_disk(splitter)
(splitter / "senter").mkdir()
(splitter / "senter" / "model").touch()
"""


@pytest.fixture
def real_server(tmp_path):
    """A real LibreTranslate with the small package for both scripts; no network: its splitter is spaCy's rules."""
    command = os.environ.get("COMPANION_TEST_LIBRETRANSLATE") or shutil.which("libretranslate")
    if not command:
        pytest.skip(
            "LibreTranslate is not installed; see DEVELOP.md, or name it in COMPANION_TEST_LIBRETRANSLATE"
        )
    home = tmp_path / "home"
    home.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    made = subprocess.run(
        [str(Path(command).with_name("python")), "-W", "ignore", "-c", _BOTH_PACKAGES, str(PACKAGE)],
        env=environment, capture_output=True, text=True,
    )  # fmt: skip
    if "No module named 'spacy'" in made.stderr:
        pytest.skip("spaCy is not installed beside LibreTranslate; without it a splitter is downloaded")
    assert made.returncode == 0, made.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--disable-web-ui", "--batch-limit", "3"]
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(
            [command, *arguments], env=environment | {"ARGOS_CHUNK_TYPE": "SPACY"},
            stdout=log, stderr=log, cwd=tmp_path,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{url}/languages", timeout=2).close()
                break
            except OSError:
                assert running.poll() is None, (tmp_path / "log").read_text()[-2000:]
                time.sleep(0.5)
        yield url
    finally:
        running.terminate()
        running.wait(20)


@pytest.mark.slow
def test_a_real_libretranslate(real_server, monkeypatch):
    """Protects the real API, on this machine only: the last mark and the letters' case as the model gave them."""
    asked = ["天文台发出八号风球。", "天文台发出八号风球！", "「你好。」", "天文台发出八号风球。", "你好。"]
    answers = list(LibreTranslator(real_server).translate(sentences(*asked)))
    signal = "The Observatory issued the No. 8 signal."
    assert [a.text for a in answers] == [signal, signal, "Hello.", signal, "Hello."]
    (answer,) = LibreTranslator(real_server).translate(sentences("NASA你好。"))
    assert answer.text and not answer.text.isupper()
    monkeypatch.setenv(ADDRESS, real_server)
    article = companion.read_text("雙方同意加強瀾湄合作。大家都说这很难。", translator="libretranslate")
    english = [s.translation for p in article.paragraphs for s in p.sentences]
    assert english[0].text == "The two sides agreed to strengthen Lancang-Mekong Cooperation."
    assert {t.origin for t in english} == {"libretranslate"}
