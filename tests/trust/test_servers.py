"""A server of translations that answers anything at all: the article is read, with a reason where there is no English."""

from __future__ import annotations

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

import companion
from companion.translation.libretranslate import LibreTranslator

DEEP = b"[" * 200_000
LANGUAGES = json.dumps([{"code": "zt", "targets": ["en"]}]).encode()


def said(value) -> bytes:
    return json.dumps({"translatedText": value}).encode()


ANSWERS = {
    "control characters": said(["He\x00 \x1b[31mnodded\u202e.\ud800"]),
    "a page": b"<html>login</html>",
    "nothing": b"",
    "no list": said("x"),
    "a list of others": said([None]),
    "too many": said(["x"] * 50),
    "a list": b"[1, 2]",
    "a number": b"7",
    "deep": DEEP,
    "no UTF-8": b"\xff\xfe\xfd",
    "HTML": said(["<script>window.hit=1</script>"]),
    "very long": said(["x" * 3_000_000]),
    "not a number": b'{"translatedText": NaN}',
}


@pytest.fixture
def server():
    """A server whose answers a test sets: `server.body`, `server.head`, `server.raw`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(self.server.languages)

        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.server.raw:
                self.wfile.write(self.server.raw)
                self.close_connection = True
                return
            self.answer(self.server.body)

        def answer(self, body):
            self.send_response(self.server.code)
            for name, value in self.server.head.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.languages, server.body, server.head, server.raw, server.code = LANGUAGES, b"", {}, b"", 200
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()


def read(server, **more):
    translator = LibreTranslator(
        f"http://127.0.0.1:{server.server_port}", wait=lambda seconds: None, timeout=3, **more
    )
    return companion.read_text("他點頭。", translator=translator).paragraphs[0].sentences[0].translation


@pytest.mark.parametrize("name", ANSWERS)
def test_whatever_a_server_answers_the_article_is_read(name, server):
    """Protects reading from a server that is another program, is broken, or means harm."""
    server.body = ANSWERS[name]
    answer = read(server)
    assert answer.origin == "libretranslate" or answer.reason
    assert not set(answer.text) & set("\x00\x1b\u202e\ud800")


@pytest.mark.parametrize(
    "languages",
    [DEEP, b"7", b'[{"code": 5, "targets": 7}]', b'[{"code": "zt", "targets": {"en": 1}}]', b"[[]]"],
)
def test_whatever_a_server_says_of_its_languages_the_article_is_read(languages, server):
    """Protects the first question that is asked of a server."""
    server.languages = languages
    assert read(server).reason


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\xff garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nshort",
        b"HTTP/1.1 9999 x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_told(raw, server):
    """Protects reading from a port on which something else answers."""
    server.raw = raw
    assert read(server).reason


@pytest.mark.parametrize("after", ["²", "-1", "9" * 500, "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_a_server_that_asks_for_patience_in_any_way(after, server):
    """Protects reading from a header that is no number."""
    server.code, server.head = 503, {"Retry-After": after}
    assert read(server).reason


def test_a_server_that_sends_a_byte_now_and_then_is_silent_too():
    """Protects a reader's patience: the time is for the whole answer, not for each byte."""
    listening = socket.create_server(("127.0.0.1", 0))

    def drip():
        try:
            while True:
                connection, _ = listening.accept()
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                for _ in range(100):
                    connection.sendall(b"[")
                    time.sleep(0.05)
        except OSError:
            pass

    threading.Thread(target=drip, daemon=True).start()
    translator = LibreTranslator(
        f"http://127.0.0.1:{listening.getsockname()[1]}", wait=lambda seconds: None, timeout=0.4
    )
    answer = companion.read_text("他點頭。", translator=translator).paragraphs[0].sentences[0].translation
    assert "did not answer within" in answer.reason
    listening.close()


@pytest.mark.parametrize("url", ["http://[", "http://a:b", "ftp://x", "http://", "x"])
def test_an_address_that_is_none_is_told(url):
    """Protects who types the address wrong."""
    from companion.errors import TranslationError

    with pytest.raises(TranslationError):
        LibreTranslator(url)
