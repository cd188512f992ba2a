"""Downloading a package, from a server on this machine."""

from __future__ import annotations

import hashlib
import http.server
import threading
from pathlib import Path

import pytest

from companion.errors import PackageError
from companion.translation import packages

DATA = (Path(__file__).parents[1] / "argos" / "translate-zh_en-0_1.argosmodel").read_bytes()
KNOWN = {"translate-zh_en": packages.Known("p.argosmodel", len(DATA), hashlib.sha256(DATA).hexdigest())}


@pytest.fixture
def server():
    """A server whose answer the test sets."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, body = self.server.answer
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        running.address = f"http://127.0.0.1:{running.server_port}/"
        yield running
        running.shutdown()


def install(server, answer):
    server.answer = answer
    return packages.install("translate-zh_en", address=server.address, known=KNOWN)


def test_a_package_is_downloaded_checked_and_installed(server, packages_folder):
    """Protects the way to English, with progress."""
    seen = []
    server.answer = (200, DATA)
    done = packages.install("translate-zh_en", lambda *p: seen.append(p), server.address, KNOWN)
    assert str(done) == "translate-zh_en 0.1"
    assert seen[-1] == (len(DATA), len(DATA))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((404, b"no"), "can't be downloaded"),
        ((200, b"<html>sign in</html>"), "only 20 of"),
        ((200, DATA[:-1] + b"?"), "its checksum is wrong"),
        ((200, DATA + b"more"), "sent more than"),
    ],
)
def test_whatever_the_server_does_nothing_half_is_installed(server, packages_folder, answer, message):
    """Protects the packages folder from login pages and broken downloads."""
    with pytest.raises(PackageError, match=message):
        install(server, answer)
    assert packages.installed() == []


def test_an_unknown_name_and_a_dead_server_are_told(packages_folder):
    """Protects users who mistype or are offline."""
    with pytest.raises(PackageError, match="there are: translate-zh_en"):
        packages.install("translate-xx_en")
    with pytest.raises(PackageError, match="--from"):
        packages.install("translate-zh_en", address="http://127.0.0.1:9/", known=KNOWN)


def test_the_known_packages_are_the_two_chinese_ones():
    """Protects the sizes and checksums that stand in for an index."""
    assert sorted(packages.KNOWN) == ["translate-zh_en", "translate-zt_en"]
    assert all(len(k.sha256) == 64 and k.size > 70_000_000 for k in packages.KNOWN.values())
