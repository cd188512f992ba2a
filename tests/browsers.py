"""Finds the browser that the browser and JupyterLab tests drive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any

import pytest

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "microsoft-edge")
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--hide-scrollbars"]  # fmt: skip


def find_browser() -> str | None:
    """The path of an installed Chromium, Chrome or Edge."""
    if path := os.environ.get("COMPANION_CHROMIUM"):
        return path
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def require_browser() -> str:
    """The browser's path; without one the test is skipped, or fails where CI=true."""
    path = find_browser()
    if path is None:
        message = "no Chromium found; `make browser` installs one"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path


def pause(page: Any, milliseconds: int) -> None:
    """Waits by the page's own clock: what the page itself put off for less has then been done, however busy the machine."""
    page.evaluate("time => new Promise((done) => setTimeout(done, time))", milliseconds)


def until(page: Any, true: Callable[[], object], seconds: int = 30) -> None:
    """Waits until something is so on the side of Python; the page goes on meanwhile."""
    for _ in range(20 * seconds):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not so within {seconds} seconds")


def is_local(url: str) -> bool:
    """Whether a request stays on this machine."""
    return url.startswith(
        (
            "http://localhost",
            "http://127.0.0.1",
            "ws://localhost",
            "ws://127.0.0.1",
            "file:",
            "data:",
            "blob:",
            "about:",
        )
    )
