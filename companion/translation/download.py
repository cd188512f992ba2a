"""Downloads one file of known size and checksum, going on where an earlier attempt broke off.

This is the only part of Companion that reaches out to the network by itself, and only when the
user asked for a package by name.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from companion.errors import PackageError
from companion.files import digest, ordinary

if TYPE_CHECKING:
    import http.client

__all__ = ["Known", "Patience", "download"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Known:
    """A package that can be downloaded: its file's name, size in bytes and checksum."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Patience:
    """Time limits: seconds without a byte, bytes per second over `window` seconds, and attempts."""

    silence: float = 30.0
    slowest: float = 1_000.0
    window: float = 60.0
    attempts: int = 3
    pause: float = 1.0


class _Broken(Exception):
    """The attempt broke off; another one may go on from here."""


def download(
    url: str, known: Known, folder: Path, progress: Progress | None = None, patience: Patience | None = None
) -> Path:
    """The file `known` in `folder`, complete and checked; a part of it that is there already is kept.

    What came is in `<file>.part` until it is whole. Raises `PackageError` with what happened and
    the way out.
    """
    patience = patience or Patience()
    whole, part = folder / known.file, folder / f"{known.file}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ordinary(part, PackageError, missing_ok=True)
        if whole.is_file() and _sha256(whole) == known.sha256:
            return whole
        free = shutil.disk_usage(folder).free
        needed = known.size - (part.stat().st_size if part.is_file() else 0)
        if free < needed:
            raise PackageError(
                f"{known.file}: the disk is full: {needed / 1e6:,.0f} MB are needed in {folder}, {free / 1e6:,.0f} MB are free"
            )
        for attempt in range(1, patience.attempts + 1):
            try:
                _attempt(url, known, part, progress, patience)
                break
            except _Broken as cause:
                if attempt == patience.attempts:
                    have = part.stat().st_size if part.is_file() else 0
                    kept = f"; {have / 1e6:,.1f} MB are kept" if have else ""
                    raise PackageError(
                        f"{known.file}: can't be downloaded ({cause}){kept}; run the same command again, {_way_out(known)}"
                    ) from None
                time.sleep(patience.pause * attempt)
        size = part.stat().st_size
        if size != known.size or _sha256(part) != known.sha256:
            part.unlink()
            what = f"{size:,} of {known.size:,} bytes came" if size != known.size else "its checksum is wrong"
            raise PackageError(f"{known.file}: {what}; nothing was installed; try again, {_way_out(known)}")
        part.replace(whole)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise PackageError(
                f"{known.file}: the disk is full; make {known.size / 1e6:,.0f} MB free in {folder} and run it again"
            ) from None
        raise PackageError(f"{known.file}: can't be stored in {folder} ({error.strerror or error})") from None
    return whole


def _attempt(url: str, known: Known, part: Path, progress: Progress | None, patience: Patience) -> None:
    """Fetches what is missing. Raises `_Broken` where it may be tried again, `PackageError` where not."""
    have = part.stat().st_size if part.is_file() else 0
    if have > known.size:
        part.unlink()
        have = 0
    if have == known.size:
        return
    import http.client  # with all that encrypts, a tenth of the start of a command that fetches nothing
    import urllib.error
    import urllib.request

    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        with urllib.request.urlopen(request, timeout=patience.silence) as response:
            if "html" in (response.headers.get("Content-Type") or "").casefold():
                raise PackageError(
                    f"{known.file}: the server sent a web page, perhaps the log-in page of your network; "
                    f"log in and try again, {_way_out(known)}"
                )
            goes_on = response.status == 206 and _range_start(response) == have
            with part.open("ab" if goes_on else "wb") as out:  # 200: the server sends it from the start
                _receive(response, out, have if goes_on else 0, known, progress, patience)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # what is there is no beginning of the server's file
            part.unlink(missing_ok=True)
        if error.code in (408, 416, 429) or error.code >= 500:
            raise _Broken(f"the server answers {error.code} {error.reason}") from None
        raise PackageError(
            f"{known.file}: can't be downloaded (the server answers {error.code} {error.reason}); {_way_out(known)[3:]}"
        ) from None
    except TimeoutError:
        raise _Broken(f"nothing came for {patience.silence:.0f} s") from None
    except urllib.error.URLError as error:
        reason = error.reason
        if isinstance(reason, TimeoutError):
            raise _Broken(f"nothing came for {patience.silence:.0f} s") from None
        raise _Broken(
            f"no network, or no way to the server: {getattr(reason, 'strerror', None) or reason}"
        ) from None
    except (http.client.HTTPException, ConnectionError, EOFError) as error:
        raise _Broken(f"the connection broke off: {error or type(error).__name__}") from None


def _receive(
    response: http.client.HTTPResponse,
    out: object,
    done: int,
    known: Known,
    progress: Progress | None,
    patience: Patience,
) -> None:
    started, mark = time.monotonic(), done
    while chunk := response.read1(2**18):
        done += len(chunk)
        if done > known.size:
            out.truncate(0)  # type: ignore[attr-defined]
            raise PackageError(
                f"{known.file}: the server sent more than its {known.size:,} bytes; it is another file; {_way_out(known)[3:]}"
            )
        out.write(chunk)  # type: ignore[attr-defined]
        if progress:
            progress(done, known.size)
        passed = time.monotonic() - started
        if passed > patience.window:
            if (done - mark) / passed < patience.slowest and done < known.size:
                raise _Broken(f"it is too slow: {(done - mark) / passed:,.0f} bytes a second")
            started, mark = time.monotonic(), done
    if done < known.size:
        raise _Broken(f"only {done:,} of {known.size:,} bytes came")


def _range_start(response: http.client.HTTPResponse) -> int:
    with contextlib.suppress(ValueError, IndexError):
        return int((response.headers.get("Content-Range") or "").split()[1].split("-")[0])
    return -1


def _sha256(file: Path) -> str:
    return digest(file, error=PackageError).hex()


def _way_out(known: Known) -> str:
    return f"or download it elsewhere and run: companion models install --from {known.file}"
