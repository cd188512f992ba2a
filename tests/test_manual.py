"""What the manual shows can be typed, and what it points to is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import unquote

import pytest

from companion.cli import command_parser

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    p.relative_to(ROOT)
    for p in (
        *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("glossary/*.md"),
        *ROOT.glob("companion/**/*.md"), *ROOT.glob(".github/**/*.md"),
    )
    if "docs/api/" not in p.as_posix() and p.name != "command.md" and "docs/notebooks" not in p.as_posix()
)  # fmt: skip
_LINK = re.compile(r"\]\(<?([^()\s>]+(?:\([^()]*\))?[^()\s>]*)>?(?:\s+\\?\"[^)]*)?\)")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as hosts make them."""
    heads = re.findall(
        r"^#{1,6} +(.+?) *#*$", re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S), re.M
    )
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", h).replace("`", "").lower() for h in heads)
    return {re.sub(r"[^\w\- ]", "", h).strip().replace(" ", "-") for h in plain}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_link_of_the_manual_is_dead(page):
    """Protects who follows a link: each file it names is in the project, and each heading is on its page."""
    text = re.sub(r"^ *```.*?^ *```", "", (ROOT / page).read_text("utf-8"), flags=re.M | re.S)
    for link in _LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), f"{page}: {link}"
        assert not anchor or anchor in anchors(target), (
            f"{page}: {link} is no heading there: {sorted(anchors(target))}"
        )


def commands() -> list[str]:
    """The `companion …` lines of README and docs."""
    found = []
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for block in re.findall(r"^```(?:sh|console|bash)\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
            lines = block.replace("\\\n", " ").splitlines()
            found += [
                f"{page.name}: {line.strip()}" for line in lines if line.strip().startswith("companion ")
            ]
    return found


@pytest.mark.parametrize("line", commands())
def test_each_command_of_the_manual_can_be_typed(line, capsys):
    """Protects a newcomer who copies a line: the command has each subcommand and option that the manual shows."""
    words = shlex.split(line.partition(": ")[2].partition(" | ")[0].partition(" > ")[0], comments=True)
    if {"--help", "--version"} & set(words):
        return
    try:
        command_parser().parse_args(words[1:])
    except SystemExit:
        pytest.fail(f"{line}\n{capsys.readouterr().err}")
