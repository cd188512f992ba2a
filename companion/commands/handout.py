"""The command `companion handout`."""

from __future__ import annotations

import argparse
import sys

from companion.commands.shared import Register, read_article, reading_options

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion handout`."""
    handout = command(
        "handout", _handout, "Write an article as one self-contained HTML page, for print and phone."
    )
    reading_options(handout)
    handout.add_argument("-o", "--output", metavar="FILE", required=True, help="the page to write")
    handout.add_argument("--force", action="store_true", help="replace a file that Companion did not write")
    for layer in ("simplified", "pinyin", "english"):
        handout.add_argument(
            f"--no-{layer}", dest=layer, action="store_false", help=f"leave out the {layer} layer"
        )


def _handout(options: argparse.Namespace) -> int:
    from companion.export.handout import write_handout
    from companion.render import RenderOptions

    layers = RenderOptions(simplified=options.simplified, pinyin=options.pinyin, english=options.english)
    article = read_article(options)
    path = write_handout(article, options.output, layers, force=options.force)
    for notice in article.notices:
        print(f"companion: {notice}", file=sys.stderr)
    print(path)
    return 0
