"""An HTML page to PDF, with a Chromium, Chrome or Edge that is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from companion.errors import OutputError
from companion.export.paper_fonts import with_paper_fonts
from companion.files import read_ends, read_text, write_bytes_atomically

__all__ = ["find_browser", "is_our_pdf", "write_pdf"]

_NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
_MARK = b"\n%Made with Companion\n"
TIME_LIMIT = 180


def find_browser() -> str:
    """The browser that prints: `COMPANION_CHROMIUM`, or one that is installed.

    Raises `OutputError`, which says what to install, where there is none.
    """
    named = os.environ.get("COMPANION_CHROMIUM")
    if named:
        if found := shutil.which(named):
            return found
        raise OutputError(f"COMPANION_CHROMIUM names {named}, which is not there")
    for place in _places():
        if place:
            return place
    raise OutputError(
        "a PDF needs Chromium, Chrome or Edge; install one, name it in COMPANION_CHROMIUM, "
        "or print the HTML page from any browser"
    )


def write_pdf(html: str | os.PathLike[str], path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Print an HTML file to a PDF: tagged, fonts embedded, with bookmarks, title and language.

    The browser gets a fresh profile, and no network: the page needs none.

    Args:
        html: The page.
        path: The PDF.
        force: Replace a PDF that Companion did not write.

    Returns:
        The path of the PDF.

    Raises:
        OutputError: No browser is installed, or it fails; the PDF can't be written or is not ours.

    >>> import companion
    >>> write_pdf(companion.write_handout(article, "a.html"), "a.pdf")  # doctest: +SKIP
    PosixPath('a.pdf')
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory() as folder:
        made, page = Path(folder) / "page.pdf", Path(folder) / "page.html"
        write_bytes_atomically(page, with_paper_fonts(read_text(html)).encode("utf-8"))
        command = [
            browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={Path(folder) / 'profile'}", "--no-pdf-header-footer", "--font-render-hinting=none",
            "--export-tagged-pdf", "--generate-pdf-document-outline", f"--print-to-pdf={made}",
            page.as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses its sandbox to root
        try:
            done = subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise OutputError(
                f"{path}: {Path(browser).name} took more than {TIME_LIMIT} s; try a shorter article"
            ) from None
        except OSError as error:
            raise OutputError(f"{path}: {browser} can't be started ({error.strerror})") from None
        if not made.is_file() or not made.stat().st_size:
            raise OutputError(
                f"{path}: {Path(browser).name} made no PDF (exit code {done.returncode}); print the HTML page by hand"
            )
        data = _packed(made.read_bytes()) + _MARK
    return write_bytes_atomically(path, data, "" if force else is_our_pdf)


def _packed(made: bytes) -> bytes:
    """The PDF with its objects in compressed streams; half the size, all else as the browser made it.

    A browser writes each object as plain text, and there are thousands: the structure for screen readers, and Type 3
    fonts of at most 255 glyphs where a Chinese face has CFF outlines.
    """
    import pikepdf

    pikepdf.settings.set_flate_compression_level(9)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return out.getvalue()


def is_our_pdf(path: Path) -> bool:
    """Whether the PDF is as Companion wrote it: its last line says so, and an editor drops it."""
    return read_ends(path, 0, len(_MARK))[1] == _MARK


def _places() -> Iterator[str | None]:
    for name in _NAMES:
        yield shutil.which(name)
    if sys.platform == "darwin":
        for name in _MAC:
            for root in (Path("/Applications"), Path.home() / "Applications"):
                yield shutil.which(root / f"{name}.app" / "Contents" / "MacOS" / name)
    if os.name == "nt":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            for name in _WINDOWS:
                if root := os.environ.get(variable):
                    yield shutil.which(Path(root) / name)
