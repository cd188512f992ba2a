"""A language model behind the OpenAI chat API: a server that speaks it, with every fault that such servers have."""

from __future__ import annotations

import json
import re
import threading
import time
from importlib.util import find_spec

import pytest
from fake_server import Answering, serving

import companion
from companion.errors import PackageError, TranslationError
from companion.model import Term
from companion.protocols import SourceSentence
from companion.translation.chat import ADDRESS, HOST, KEY, MODEL, ChatTranslator
from companion.translation.control import stoppable

if find_spec("openai") is None:  # not imported: each worker collects this file
    pytest.skip("needs the extra llm", allow_module_level=True)


class Handler(Answering):
    def do_GET(self):
        self.answer(
            200, {"object": "list", "data": [{"id": m, "object": "model"} for m in self.server.models]}
        )

    def do_POST(self):
        body = self.body()
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        play = self.server.play.pop(0) if self.server.play else None
        if isinstance(play, tuple):
            return self.answer(*play)
        if body.get("response_format", {}).get("type") in self.server.refuses:
            return self.answer(400, {"error": {"message": "response_format is not supported"}})
        if play == "sleep":
            time.sleep(1.5)
        question = body["messages"][1]["content"]
        asked = re.findall(
            r"^(\d+)\. (.*)$",
            question.partition("Sentences to translate:")[2].partition("What stands after")[0],
            re.M,
        )
        said = [
            {"n": int(n), "english": f"English of {len(zh)} characters in all, number {n}."}
            for n, zh in asked
        ]
        text = play if isinstance(play, str) and play != "sleep" else json.dumps({"translations": said})
        self.stream(text)
        return None

    def stream(self, text):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        step = max(1, len(text) // 4)
        for at in range(0, len(text), step):
            chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{"index": 0, "delta": {"content": text[at : at + step]}, "finish_reason": None}]}  # fmt: skip
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()
            if self.server.between:
                self.server.between()
        self.wfile.write(b"data: [DONE]\n\n")


@pytest.fixture
def server(monkeypatch, tmp_path):
    with serving(Handler, asked=[], play=[], models=["qwen"], refuses=(), keys=[], between=None) as running:
        monkeypatch.setenv(ADDRESS, f"{running.url}/v1")
        monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path / "cache"))
        monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.01)
        monkeypatch.setattr("openai._base_client.MAX_RETRY_DELAY", 0.02)
        for name in (MODEL, KEY, HOST):
            monkeypatch.delenv(name, raising=False)
        yield running


TERM = Term("t", "電騙", "电骗", "diànpiàn", ("telecom fraud",))


def sentences(*texts):
    return [SourceSentence(t, t, terms=(TERM,) if "電騙" in t else ()) for t in texts]


def english(*texts, **options):
    return list(ChatTranslator(cache=False, **options).translate(sentences(*texts)))


def test_an_article_is_translated_and_its_origin_names_the_model(server):
    """Protects a reader: memory first, then the model, whose name and address stand beside its English."""
    article = companion.read_text("警方打擊電騙。市民要小心陌生來電。", translator="llm")
    (first, second) = (s.translation for s in article.paragraphs[0].sentences)
    assert (first.origin, second.origin) == ("llm", "llm") and first.text.startswith("English of")
    assert first.engine == f"language model qwen, 127.0.0.1:{server.server_port}"
    assert "are sent there" in article.notices[0]


def test_what_is_sent_is_the_sentences_with_terms_and_what_stands_around(server):
    """Protects privacy and consistency: terms, neighbours and nothing of the machine; temperature 0."""
    english(*[f"警方打擊第{i}宗電騙。" for i in range(12)])
    first, second = server.asked
    assert first["temperature"] == 0 and first["stream"] and first["model"] == "qwen"
    assert "電騙 = telecom fraud" in first["messages"][1]["content"]
    assert "not to be translated:\n警方打擊第10宗電騙。" in first["messages"][1]["content"]
    assert "警方打擊第9宗電騙。 = English of" in second["messages"][1]["content"]
    assert set(first) == {"model", "messages", "temperature", "max_tokens", "stream", "response_format"}


def test_a_key_is_sent_where_one_is_configured(server, monkeypatch):
    """Protects servers that want a key, and a key of another service from being sent here."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another")
    english("警方打擊電騙。")
    monkeypatch.setenv(KEY, "school")
    english("警方打擊電騙。")
    assert server.keys == ["Bearer none", "Bearer school"]


@pytest.mark.parametrize("refuses", [("json_schema",), ("json_schema", "json_object")])
def test_a_server_without_structured_output_is_asked_in_words(server, refuses):
    """Protects older servers: the form is asked for as far as they know it, and only found out once."""
    server.refuses = refuses
    answers = english(*[f"警方打擊第{i}宗電騙。" for i in range(12)])
    assert all(a.origin == "llm" for a in answers)
    assert len(server.asked) == 2 + len(refuses)


@pytest.mark.parametrize(
    "said",
    [
        'Sure! Here it is:\n```json\n{"translations": [{"n": 1, "english": "Police fight fraud in the city."}]}\n```',
        "1. Police fight fraud in the city.",
        "**1.** Police fight fraud in the city.",
        '<think>Is it {fraud}? 1. Police\n2. fraud</think>\n{"translations": [{"n": 1, "english": "Police fight fraud in the city."}]}',
        'I translate {it}.</think>{"translations": [{"n": 1, "english": "Police fight fraud in the city."}]} Does {that} help?',
        "<|channel|>analysis<|message|>1. Hm.<|end|><|channel|>final<|message|>1. Police fight fraud in the city.",
        '{"translations": [{"n": "1", "translation": "Police fight fraud in the city."}]}',
        '{"translations": {"1": "Police fight fraud in the city."}}',
        '[{"number": 1, "english": "Police fight fraud in the city."}]',
        '{"translations": [{"n": 1, "english": "Police fight fraud in the city."}, {"n": 2, "engl',
        '{"translations": [{"n": 1, "english": "Police fight fraud in the city."}, {"n": 9, "english": "More."}, {"n": "2"}, 5]}',
    ],
)
def test_an_answer_in_another_form_is_understood(server, said):
    """Protects small models, which talk around their JSON."""
    server.play = [said]
    (answer,) = english("警方打擊電騙。")
    assert answer.text == "Police fight fraud in the city."
    assert answer.terms[0].status == "missing"


@pytest.mark.parametrize(
    "said", ["", "I can't do that.", "{", "[1, 2]", '["Police fight fraud."]', "<think>\n1. Police fight", "[" * 50_000, '{"translations": 5}', '{"translations": [{"n": 1, "english": ""}]}', '{"translations": [{"n": 1, "english": "警方打擊電騙。"}]}', '{"a":' * 3000],
)  # fmt: skip
def test_a_sentence_without_english_is_asked_for_once_more_and_then_left(server, said):
    """Protects the reader from nothing, Chinese or chatter as English; the others keep theirs."""
    server.play = [said]
    assert english("警方打擊電騙。")[0].origin == "llm"
    server.play = [said, said]
    (answer,) = english("警方打擊電騙。")
    assert (answer.text, answer.origin) == ("", "none") and "gave no English" in answer.reason
    assert len(server.asked) == 4


def test_what_looks_wrong_is_told(server):
    """Protects numbers: an answer that changes one is marked, one that repeats itself is not shown."""
    server.play = [
        '{"translations": [{"n": 1, "english": "Police recovered 1.6 billion yuan in the case."}]}'
    ]
    assert "1.6億 is not in it" in english("警方在案中追回1.6億元。")[0].reason
    server.play = [
        '{"translations": [{"n": 1, "english": "Police police police police police police police"}]}'
    ]
    assert english("警方打擊電騙案件。")[0].origin == "none"


@pytest.mark.parametrize(
    ("play", "message"),
    [
        ([(401, {"error": {"message": "no"}})], f"refuses (401); set its key in {KEY}"),
        ([(404, {"error": {"message": "model not found"}})], "has no model 'qwen', or no such address"),
        ([(400, {"error": {"message": "context too long"}})] * 3, "answers 400"),
        ([(503, {})] * 3, "is busy (503)"),
        ([(429, {})] * 3, "is busy (429)"),
        ([(302, b"")], "answers (302)"),
        ([(200, b"<html>hello</html>")] * 3, "gave no English"),
        ([(500, b"\xff\xfe")] * 3, "is busy (500)"),
        (["x" * 70_000], "does not come to an end"),
    ],
)
def test_what_goes_wrong_is_the_reason_and_nothing_raises(server, play, message):
    """Protects reading: whatever the server does, one sentence says what and what to do, and the gloss is shown."""
    server.play = [*play]
    (answer,) = english("警方打擊電騙。")
    assert (answer.origin, answer.text) == ("none", "") and message in answer.reason, answer.reason
    server.play = [*play]
    article = companion.read_text("警方打擊電騙。", translator="llm")
    assert article.paragraphs[0].sentences[0].translation.origin == "gloss"


def test_a_server_that_is_away_or_silent_is_left_alone(server, monkeypatch):
    """Protects from minutes of waiting: it is found out once, and a notice counts what is without its English."""
    server.play = ["sleep"] * 3
    translator = ChatTranslator(timeout=0.3, cache=False)
    answers = list(translator.translate(sentences(*[f"警方打擊第{i}宗電騙。" for i in range(30)])))
    assert len(server.asked) <= 3 and all("did not answer within" in a.reason for a in answers)
    assert "30 sentences are without its English" in translator.notices[1]
    monkeypatch.setenv(ADDRESS, "http://127.0.0.1:9/v1")
    monkeypatch.setenv(MODEL, "qwen")
    assert "can't be reached" in english("警方打擊電騙。")[0].reason


def test_a_stop_ends_an_answer_in_its_midst(server):
    """Protects the reader's button: it does not wait for the model to finish."""
    stopped = threading.Event()
    server.between = stopped.set
    with stoppable(stopped.is_set):
        assert english(*[f"警方打擊第{i}宗電騙。" for i in range(30)]) == []
    assert len(server.asked) == 1


def test_what_was_said_is_kept_by_model_and_prompt(server, monkeypatch):
    """Protects from asking again for an article that was read before."""
    for model in ("qwen", "qwen", "llama"):
        answers = list(ChatTranslator(model=model).translate(sentences("警方打擊電騙。")))
        assert answers[0].engine.startswith(f"language model {model}")
    assert [body["model"] for body in server.asked] == ["qwen", "llama"]


def test_the_model_is_named_where_there_are_several(server):
    """Protects from a model that nobody chose."""
    server.models = ["a", "b"]
    assert f"with {MODEL}; it has a, b" in english("警方打擊電騙。")[0].reason
    assert english("警方打擊電騙。", model="b")[0].origin == "llm"


@pytest.mark.parametrize(
    "address", ["localhost:11434", "ftp://localhost/v1", "http://", "http://localhost:x/v1"]
)
def test_an_address_that_is_none_is_told(monkeypatch, address):
    """Protects from a typing error."""
    monkeypatch.delenv(HOST, raising=False)
    with pytest.raises(TranslationError, match="is no address of a server"):
        ChatTranslator(address)


@pytest.mark.parametrize(
    "host",
    ["llm.school.example", "192.168.1.5", "127.0.0.1.example.org", "localhost.example.org", "[2001:db8::1]"],
)
def test_another_machine_has_to_be_named(monkeypatch, host):
    """Protects an article from being sent away by an address that somebody else has set."""
    monkeypatch.delenv(HOST, raising=False)
    with pytest.raises(TranslationError, match="is not this machine"):
        ChatTranslator(f"http://{host}:8000/v1")
    monkeypatch.setenv(HOST, host.strip("[]"))
    assert ChatTranslator(f"http://{host}:8000/v1").status() == ""


def test_nothing_is_asked_where_nothing_is_configured(monkeypatch):
    """Protects the offline reader: without an address there is no English by a model, and it says how."""
    monkeypatch.delenv(ADDRESS, raising=False)
    (answer,) = ChatTranslator().translate(sentences("警方打擊電騙。"))
    assert answer.origin == "none" and f"set {ADDRESS}=" in answer.reason


def test_a_model_of_a_server_is_one_machine_more(server, tmp_path, monkeypatch):
    """Protects the comparison and the reader's choice: the model is listed with where it sends to, and measured like any other."""
    from companion.measuring import compare
    from companion.translation import engines
    from companion.translation.tmx import Unit, write_tmx
    from companion.widgets.reader_machines import listed

    monkeypatch.setattr("companion.translation.packages.folders", lambda: [tmp_path])
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv(MODEL, "qwen")
    assert [(m.name, m.label, m.host) for m in engines.machines()] == [
        ("llm", "language model qwen", "127.0.0.1")
    ]
    assert listed()["machines"][0] == ["llm", "language model qwen: sends the paragraph to 127.0.0.1"]
    write_tmx(tmp_path / "a.tmx", [Unit("警方拘捕三名疑犯。", "English of 9 characters in all, number 1.")])
    with pytest.raises(PackageError, match="or ask a server: --machine llm"):
        compare(memory=tmp_path / "a.tmx")
    assert server.asked == []
    found = compare(memory=tmp_path / "a.tmx", machines="llm")
    (measure,) = found.measures
    assert (measure.machine, measure.chrf, measure.numbers, measure.numbers_kept) == ("llm", 100.0, 1, 0)
    assert "127.0.0.1" not in found.report() and "llm: language model qwen" in found.report()
    engines.prefer("llm")
    assert companion.read_text("你好。").paragraphs[0].sentences[0].translation.origin == "llm"
