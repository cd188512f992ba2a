"""Downloading a package, from a server on this machine that does its worst."""

from __future__ import annotations

import errno
import hashlib
import http.server
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from companion.errors import PackageError
from companion.translation import download as download_module
from companion.translation import packages
from companion.translation.download import Patience

FILE = Path(__file__).parents[1] / "argos" / "translate-zh_en-0_1.argosmodel"
DATA = FILE.read_bytes()
KNOWN = {"translate-zh_en": packages.Known("p.argosmodel", len(DATA), hashlib.sha256(DATA).hexdigest())}
QUICK = Patience(silence=1.0, attempts=2, pause=0)


class Server(http.server.ThreadingHTTPServer):
    """Answers as `play` says: a list of functions, one for each request; the last one stays."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.play, self.asked = [whole], []
        self.address = f"http://127.0.0.1:{self.server_port}/"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.headers.get("Range"))
        play = self.server.play
        (play.pop(0) if len(play) > 1 else play[0])(self)

    def begin(self, status=200, length=None, **headers):
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *arguments):
        pass


def whole(request):
    """As a server should: the range that was asked for."""
    start = int((request.headers.get("Range") or "bytes=0-")[6:].split("-")[0])
    if start:
        request.begin(206, len(DATA) - start, Content_Range=f"bytes {start}-{len(DATA) - 1}/{len(DATA)}")
    else:
        request.begin(200, len(DATA))
    request.wfile.write(DATA[start:])


def breaks_off(request):
    request.begin(200, len(DATA))
    request.wfile.write(DATA[:200_000])
    request.wfile.flush()
    request.connection.close()


def stalls(request):
    request.begin(200, len(DATA))
    request.wfile.write(DATA[:100_000])
    request.wfile.flush()
    time.sleep(2.0)


def ignores_range(request):
    request.begin(200, len(DATA))
    request.wfile.write(DATA)


def wrong_range(request):
    request.begin(206, len(DATA), Content_Range=f"bytes 0-{len(DATA) - 1}/{len(DATA)}")
    request.wfile.write(DATA)


def says(status, body=b"", length=None, **headers):
    def play(request):
        request.begin(status, len(body) if length is None else length, **headers)
        request.wfile.write(body)

    return play


@pytest.fixture
def server(monkeypatch, tmp_path):
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path / "cache"))
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()


def install(server, *play, progress=None):
    server.play = list(play)
    return packages.install("translate-zh_en", progress, server.address, KNOWN, QUICK)


def test_a_package_is_downloaded_checked_and_installed(server, packages_folder, tmp_path):
    """Protects the way to English, with progress; the downloaded file does not stay."""
    seen = []
    done = install(server, whole, progress=lambda *p: seen.append(p))
    assert str(done) == "translate-zh_en 0.1"
    assert seen[-1] == (len(DATA), len(DATA))
    assert list((tmp_path / "cache" / "downloads").iterdir()) == []


@pytest.mark.parametrize("first", [breaks_off, stalls])
@pytest.mark.parametrize("second", [whole, ignores_range, wrong_range])
def test_a_broken_download_goes_on(server, packages_folder, first, second):
    """Protects slow lines: what came is kept, whatever the server makes of the range."""
    assert install(server, first, second).problem == ""
    assert server.asked[0] is None and server.asked[1] in ("bytes=200000-", "bytes=100000-")


def test_a_later_command_goes_on_with_what_is_kept(server, packages_folder):
    """Protects a user who has to close the laptop."""
    with pytest.raises(PackageError, match=r"0\.2 MB are kept; run the same command again"):
        install(server, breaks_off, says(503))
    assert install(server, whole).problem == ""
    assert server.asked == [None, "bytes=200000-", "bytes=200000-"]


@pytest.mark.parametrize(
    ("play", "message"),
    [
        (says(404, b"no"), "the server answers 404"),
        (says(500, b"no"), "the server answers 500"),
        (says(200, b"<html>sign in</html>", Content_Type="text/html; charset=utf-8"), "log-in page"),
        (says(200, DATA[:-1] + b"?"), "its checksum is wrong"),
        (says(200, DATA + b"more"), "sent more than"),
        (says(200, DATA[:500], length=500), "only 500 of"),
        (says(200, DATA[:500], length=len(DATA) * 2), "only 500 of|nothing came|broke off"),
        (stalls, "nothing came for 1 s"),
    ],
)
def test_whatever_the_server_does_nothing_half_is_installed(server, packages_folder, play, message):
    """Protects the packages folder from log-in pages, lies about the length and broken downloads."""
    with pytest.raises(PackageError, match=message) as caught:
        install(server, play)
    assert "--from p.argosmodel" in str(caught.value)
    assert packages.installed() == []


def test_what_is_kept_of_another_file_is_thrown_away(server, packages_folder, tmp_path):
    """Protects from a part that no longer belongs to the server's file."""
    part = tmp_path / "cache" / "downloads" / "p.argosmodel.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * 1000)
    with pytest.raises(PackageError, match="its checksum is wrong"):
        install(server, whole)
    part.write_bytes(b"x" * 1000)
    assert install(server, says(416), whole).problem == ""
    part.write_bytes(b"x" * (len(DATA) + 1))
    assert install(server, whole).problem == ""


def test_a_server_that_drips_is_left(server, packages_folder):
    """Protects from waiting for a day."""

    def drips(request):
        request.begin(200, len(DATA))
        for i in range(60):
            request.wfile.write(DATA[i : i + 1])
            request.wfile.flush()
            time.sleep(0.02)

    server.play = [drips]
    patience = Patience(silence=2, slowest=1000, window=0.2, attempts=1)
    with pytest.raises(PackageError, match="too slow"):
        packages.install("translate-zh_en", None, server.address, KNOWN, patience)


def test_an_unknown_name_and_a_dead_server_are_told(packages_folder):
    """Protects users who mistype or are offline."""
    with pytest.raises(PackageError, match="there are: translate-zh_en"):
        packages.install("translate-xx_en")
    with pytest.raises(PackageError, match=r"no way to the server.*--from"):
        packages.install("translate-zh_en", None, "http://127.0.0.1:9/", KNOWN, QUICK)


def test_a_full_disk_is_told_before_and_while(server, packages_folder, monkeypatch):
    """Protects users with a full disk: how much is needed, and where."""
    import shutil

    usage = shutil.disk_usage(packages_folder)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=1000))
        with pytest.raises(PackageError, match="the disk is full: 1 MB are needed"):
            install(server, whole)

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(download_module, "_receive", full)
        with pytest.raises(PackageError, match="the disk is full; make"):
            install(server, whole)
    monkeypatch.setattr("zipfile.ZipFile.extractall", full)
    with pytest.raises(PackageError, match="the disk is full; make room"):
        packages.install_file(FILE)
    assert packages.installed() == [] and list(packages_folder.parent.glob(".companion*")) == []


def test_of_two_installations_at_once_one_waits_for_its_turn(packages_folder, monkeypatch, tmp_path):
    """Protects the packages folder from two notebooks that install at the same time."""
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path / "cache"))
    code = (
        "import sys; from companion.translation import packages\n"
        "with packages._only_one(None):\n    print('in', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout.readline() == "in\n"
        with pytest.raises(PackageError, match="another installation is under way"):
            packages.install_file(FILE)
    finally:
        other.communicate("")
    assert packages.install_file(FILE).problem == ""


def test_what_a_killed_installation_left_is_cleared_away(packages_folder):
    """Protects the disk, and Argos from half a folder."""
    left = packages_folder.parent / ".companion-installing-old"
    left.mkdir()
    packages.install_file(FILE)
    assert not left.exists()
    assert [p.name for p in packages_folder.iterdir()] == ["translate-zh_en-0_1"]


def test_the_known_packages_are_the_two_chinese_ones():
    """Protects the sizes and checksums that stand in for an index."""
    assert sorted(packages.KNOWN) == ["translate-zh_en", "translate-zt_en"]
    assert all(len(k.sha256) == 64 and k.size > 70_000_000 for k in packages.KNOWN.values())
