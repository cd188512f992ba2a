"""`--fetch`: one page, asked for by its address, saved and read; nothing else of the web, and nothing that harms."""

from __future__ import annotations

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import companion
from companion.cli import main
from companion.errors import InputError, OutputError
from companion.source import fetching

PAGE = "<title>甲</title><h1>警方打擊電騙</h1><p>警方昨日公布新措施，市民表示歡迎，認為有用。</p><p>案件押後至下月再審，被告准許保釋。</p>"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A server whose answers a test sets by their path: (code, headers, body); `site.asked` has the paths."""
    monkeypatch.chdir(tmp_path)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            code, head, body = self.server.pages[self.path]
            self.send_response(code)
            for name, value in ({"Content-Type": "text/html"} | head).items():
                self.send_header(name, value)
            self.end_headers()
            for piece in body if isinstance(body, list) else [body]:
                self.wfile.write(piece)
                self.wfile.flush()
                if isinstance(body, list):
                    time.sleep(0.03)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    server.pages, server.asked, server.url = {}, [], f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_once_and_read_offline_from_then_on(site, tmp_path, capsys):
    """Protects the promise of --fetch: one request, no more; a file that reads the same without the network."""
    page = PAGE.replace("<title>", '<script src="/x.js"></script><img src="/y.png"><title>')
    site.pages["/news/%E9%9B%BB%E9%A8%99.html"] = (200, {}, page.encode())
    assert main(["read", "--fetch", f"{site.url}/news/電騙.html"]) == 0
    first = capsys.readouterr()
    assert "saved as 電騙.html" in first.err
    assert "案件押後至下月再審" in first.out
    assert site.asked == ["/news/%E9%9B%BB%E9%A8%99.html"]
    assert main(["read", "電騙.html"]) == 0
    assert capsys.readouterr().out == first.out
    assert len(site.asked) == 1
    assert (
        main(["handout", "--fetch", f"{site.url}/news/電騙.html", "-o", "a.html", "--translator", "none"])
        == 0
    )
    assert "警方打擊電騙" in (tmp_path / "a.html").read_text("utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "電騙.html"]


def test_a_file_of_the_same_name_is_not_lost(site, tmp_path):
    """Protects what stands in the folder already: only a page from the same address is replaced."""
    (tmp_path / "a.html").write_text("mine", "utf-8")
    site.pages["/a"] = site.pages["/b/a"] = (200, {}, PAGE.encode())
    paths = [companion.fetch(site.url + p) for p in ("/a", "/a", "/b/a")]
    assert [p.name for p in paths] == ["a-2.html", "a-2.html", "a-3.html"]
    assert (tmp_path / "a.html").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("head", "body", "suffix"),
    [
        ({"Content-Type": "text/html; charset=big5"}, PAGE.encode("big5"), ".html"),
        (
            {"Content-Type": "text/html", "Content-Encoding": "gzip"},
            gzip.compress(PAGE.encode(), mtime=0),
            ".html",
        ),
        ({"Content-Type": "text/html"}, b"\xef\xbb\xbf" + PAGE.encode(), ".html"),
        ({"Content-Type": "text/html"}, PAGE.encode("utf-16"), ".html"),
        ({"Content-Type": "text/plain; charset=utf-8"}, "警方公布，案件押後至下月再審。".encode(), ".txt"),
    ],
)
def test_the_way_a_server_sends_its_text_is_understood(site, head, body, suffix):
    """Protects pages whose encoding only the server names, and packed ones: the saved file needs no server."""
    site.pages["/a"] = (200, head, body)
    path = companion.fetch(site.url + "/a")
    assert path.suffix == suffix
    assert "案件押後至下月再審" in companion.read(path, translator=None).paragraphs[-1].text


@pytest.mark.parametrize(
    ("code", "head", "body", "said"),
    [
        (404, {}, b"", "has no such page"),
        (403, {}, b"", "refuses"),
        (500, {}, b"", "answers 500"),
        (200, {}, b"  ", "empty page"),
        (302, {"Location": "/a"}, b"", "points from address to address"),
        (302, {"Location": "file:///etc/passwd"}, b"", "no address of the web"),
        (302, {"Location": "ftp://127.0.0.1/x"}, b"", "no address of the web"),
        (200, {"Content-Length": "500"}, b"<p>x", "only 4 of 500 bytes came"),
        (200, {"Content-Encoding": "gzip"}, b"no gzip", "damaged"),
        (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(40_000), mtime=0), "unpacks to more"),
        (200, {"Content-Encoding": "br"}, b"x", "in a way that is not read here"),
        (200, {}, b"x" * 40_000, "has more than"),
        (200, {}, [b"x"] * 40, "did not send it within"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_whatever_a_server_answers_is_one_line_and_no_file(
    site, tmp_path, monkeypatch, code, head, body, said
):
    """Protects a reader from a server that is broken, endless or means harm: what it is, and what to do."""
    monkeypatch.setattr(fetching, "LARGEST_PAGE", 30_000)
    monkeypatch.setattr(fetching, "_PATIENCE", 0.3)
    site.pages["/a"] = (code, head, body)
    with pytest.raises(InputError, match=said):
        companion.fetch(site.url + "/a")
    assert not list(tmp_path.iterdir())


def test_the_web_does_not_lead_into_ones_own_network(site, monkeypatch):
    """Protects what stands beside this machine: a page of the web can't have it read by pointing to it."""
    site.pages["/a"] = (302, {"Location": "http://localhost:1/secret"}, b"")
    monkeypatch.setattr(fetching, "_is_inside", lambda host: host == "localhost")
    with pytest.raises(InputError, match="own network"):
        companion.fetch(site.url + "/a")
    monkeypatch.undo()
    inside = (
        "localhost",
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1",
        "0.0.0.0",
    )
    assert all(map(fetching._is_inside, inside))


@pytest.mark.parametrize(
    "url",
    [
        "a.html",
        "file:///etc/passwd",
        "ftp://a/b",
        "https://",
        "http://[",
        "http://a:b",
        "https://u:p@a.hk/",
        "http://a b/",
        7,
    ],
)
def test_what_is_no_address_of_the_web_is_told(url, tmp_path):
    """Protects who types the address wrong, and files from being read through --fetch."""
    with pytest.raises(InputError, match=r"address|name or password"):
        companion.fetch(url, tmp_path)


def test_nothing_is_fetched_where_the_folder_is_missing(tmp_path):
    """Protects a request from being made in vain."""
    with pytest.raises(OutputError, match="no such folder"):
        companion.fetch("http://127.0.0.1:1/a", tmp_path / "none")


def test_the_magic_fetches_only_by_name(site):
    """Protects the notebook: `%companion --fetch URL` reads a page, an address that is pasted does not."""
    from companion.widgets.magic import companion_cell, companion_line

    site.pages["/a"] = (200, {}, PAGE.encode())
    name, reader = companion_line(f"news --fetch {site.url}/a --translator none")
    assert (name, reader.article.paragraphs[0].text) == ("news", "警方打擊電騙")
    with pytest.raises(InputError, match="--fetch"):
        companion_line("news")
    with pytest.raises(InputError, match=r"Chinese|address"):
        companion_cell("news --translator none", f"{site.url}/a")
    assert site.asked == ["/a"]
