"""The command `companion annotate`."""

from __future__ import annotations

import argparse
from itertools import chain

from companion.commands.shared import (
    Register,
    document_of,
    print_text,
    read_article,
    reading_options,
    reading_system_option,
    readings_of,
)

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion annotate`."""
    annotate = command("annotate", _annotate, "Print an article, annotated, as JSON (companion/article@1).")
    reading_options(annotate)
    reading_system_option(annotate)
    annotate.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of standard output")
    annotate.add_argument("--compact", action="store_true", help="all in one line")
    annotate.add_argument(
        "--show-layout", action="store_true", help="print how lines were joined and split, and why"
    )
    annotate.add_argument(
        "--show-readings", action="store_true", help="print each word's reading and what decided it"
    )


def _annotate(options: argparse.Namespace) -> int:
    if options.show_layout:
        return _show_layout(options)
    if options.show_readings:
        return _show_readings(options)
    from companion.export.json_article import article_pieces
    from companion.language.readings.systems import check_system

    check_system(options.reading)  # a missing extra is told before the work, not after it
    article = read_article(options)
    pieces = chain(article_pieces(article, compact=options.compact, reading=readings_of(options)), ["\n"])
    if options.output:
        from companion.files import write_pieces_atomically

        encoded = (piece.encode("utf-8") for piece in pieces)
        write_pieces_atomically(options.output, encoded, ours='"format": "companion/article@')
    else:
        for piece in pieces:
            print_text(piece)
    return 0


def _show_layout(options: argparse.Namespace) -> int:
    found = document_of(options).blocks
    doubtful = [str(n) for n, block in enumerate(found, 1) if block.review]
    for n, block in enumerate(found, 1):
        first, last = block.first_line, block.last_line
        place = f"{block.unit} {first}" if first == last else f"{block.unit}s {first}–{last}"
        if last < first:  # it begins at the foot of one column and ends in the next
            place = f"{block.unit}s {first} … {last}"
        print_text(f"{n}. {block.kind}, {place}{' [check]' if block.review else ''}\n   {block.text}\n")
        for reason in block.reasons:
            print_text(f"     - {reason}\n")
        print_text("\n")
    print_text(f"{len(found)} paragraph{'s' * (len(found) != 1)}, ")
    if not doubtful:
        print_text("none of them doubtful\n")
    else:
        print_text(
            f"{len(doubtful)} to check: {', '.join(doubtful)}. To mend one: companion correct FILE --split TEXT (a"
            " paragraph begins there) or --join TEXT (the next one belongs to it)\n"
        )
    return 0


def _show_readings(options: argparse.Namespace) -> int:
    """Each word with its reading, part of speech and what decided the reading; a row of usages in full."""
    from companion.language.readings.usages import row_at

    for paragraph in read_article(options).passing():
        for token in paragraph.tokens:
            if not token.pinyin:
                continue
            line = int(token.why.rpartition(" ")[2]) if token.why.startswith("usages.tsv") else 0
            why = f"{token.why}: {row_at(line)}" if line else token.why
            doubt = f"  [{', '.join(token.review)}]" if token.review else ""
            print_text(f"{token.text}\t{' '.join(token.pinyin)}\t{token.pos or '-'}\t{why}{doubt}\n")
        print_text("\n")
    return 0
