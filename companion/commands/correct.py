"""The command `companion correct`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from companion.choices import PARAGRAPHS
from companion.commands.shared import Register, print_text, whole_number
from companion.errors import CorrectionError

if TYPE_CHECKING:
    from companion.corrections import Correction, Corrections
    from companion.model import Article, Paragraph

__all__ = ["add"]

_EXAMPLES = """\
examples:
  companion correct a.txt --reading 率=shuài --in 率代表團
  companion correct a.txt --words "和平等=和|平等" --everywhere
  companion correct a.txt --simplified 乾=干 --in 餅乾
  companion correct a.txt --kind 天氣預報=headline
  companion correct a.txt --split 聽取匯報後       a paragraph begins at these words
  companion correct a.txt --join 詳情如下         the next paragraph belongs to the one with these words
  companion correct --always --reading 單先生="shàn xiān sheng"
  companion correct a.txt                        lists what is corrected
  companion correct a.txt --remove 2

Corrections are kept in a.txt.companion.toml beside a.txt, which you can edit too.
"""
_KINDS = ("reading", "words", "simplified", "kind")


def add(command: Register) -> None:
    """Adds `companion correct`."""
    sub = command(
        "correct",
        _correct,
        "Correct a reading, a split of words, a Simplified form or a paragraph, and list what is corrected.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub.add_argument("file", metavar="FILE", nargs="?", help="the article's file; not needed with --always")
    what = sub.add_argument_group("corrections (each may be given again)")
    for name, shown, text in (
        ("reading", "TEXT=PINYIN", "how a word is read: shuài or shuai4, spaces between syllables"),
        ("words", "TEXT=A|B", "where words begin and end"),
        ("simplified", "TEXT=FORM", "the Simplified form"),
        (
            "kind",
            "TEXT=KIND",
            "what the paragraph with this text is: headline, byline, body, item, caption, credit",
        ),
    ):
        what.add_argument(f"--{name}", metavar=shown, action="append", default=[], help=text)
    what.add_argument("--split", metavar="TEXT", action="append", default=[], help="a paragraph begins here")
    what.add_argument(
        "--join", metavar="TEXT", action="append", default=[], help="the next paragraph belongs to this one"
    )
    where = sub.add_argument_group("where")
    where.add_argument(
        "--in", dest="around", metavar="CONTEXT", help="only where the text stands in this context"
    )
    where.add_argument("--at", type=whole_number, metavar="N", help="only the N-th place in the article")
    where.add_argument("--everywhere", action="store_true", help="wherever the text is in this article")
    where.add_argument("--always", action="store_true", help="in all articles, from now on")
    sub.add_argument(
        "--remove",
        type=whole_number,
        metavar="N",
        action="append",
        default=[],
        help="take back number N of the list",
    )
    sub.add_argument("--by", default="", metavar="NAME", help="who corrects")
    sub.add_argument("--encoding", help="the file's encoding, where it can't be told for certain")
    sub.add_argument("--paragraphs", choices=PARAGRAPHS, default=PARAGRAPHS[0], help=argparse.SUPPRESS)


def _correct(options: argparse.Namespace) -> int:
    asked = [(kind, text) for kind in (*_KINDS, "split", "join") for text in getattr(options, kind)]
    if not options.file and not options.always:
        raise CorrectionError("name the article's file, or use --always; see companion correct --help")
    if options.file == "-":
        raise CorrectionError("corrections are kept beside the article's file: name one, not standard input")
    if options.remove and asked:
        raise CorrectionError("take back and correct in two steps: --remove changes the numbers of the list")
    if options.remove:
        _remove(options)
    elif not asked:
        _list(options)
    else:
        article = None if options.always or not options.file else _article(options)
        _store(options, _made(options, asked, article), article)
    return 0


def _made(
    options: argparse.Namespace, asked: list[tuple[str, str]], article: Article | None
) -> list[Correction]:
    """The corrections that are asked for; nothing is written before all of them are known to fit."""
    made = []
    for kind, text in asked:
        if kind in ("split", "join"):
            text, value, kind = text, kind, "boundary"
        else:
            text, sign, value = text.partition("=")
            if not sign or not text or not value:
                raise CorrectionError(f"write --{kind} TEXT=VALUE, not '{text}'")
        if options.always or (options.everywhere and kind in ("reading", "words", "simplified")):
            made.append(_by_text(options, kind, text, value, article))
        else:
            made.append(_placed(options, kind, text, value, article))
    return made


def _by_text(
    options: argparse.Namespace, kind: str, text: str, value: str, article: Article | None
) -> Correction:
    from datetime import date

    from companion.corrections import Correction, checked, occurrences

    before, after = "", ""
    if options.around:
        before, found, after = options.around.partition(text)
        if not found:
            raise CorrectionError(f"'{text}' is not in --in '{options.around}'")
    scope = "always" if options.always else "article"
    c = Correction(kind, "", 0, 0, text, value, scope, options.by, date.today().isoformat(), before, after)
    c = checked(c)
    if article and not any(occurrences(p, c) for p in article.paragraphs):
        raise CorrectionError(f"{options.file}: '{text}' is nowhere in it as a whole word or words")
    return c


def _placed(
    options: argparse.Namespace, kind: str, text: str, value: str, article: Article | None
) -> Correction:
    from companion.corrections import correction_at

    places = _places(article.paragraphs, text, options.around) if article else []
    if not places:
        shown = f"'{text}' in '{options.around}'" if options.around else f"'{text}'"
        raise CorrectionError(f"{options.file}: {shown} is nowhere in its paragraphs")
    if kind == "kind" or value == "join":
        places = list({p.id: (p, at) for p, at in reversed(places)}.values())[::-1]
    if options.at is not None:
        if not 1 <= options.at <= len(places):
            raise CorrectionError(f"--at can be 1 to {len(places)}: {_shown(places, text)}")
        places = [places[options.at - 1]]
    if len(places) > 1:
        way = "--at N or --in CONTEXT" + ("" if kind in ("kind", "boundary") else ", or --everywhere")
        raise CorrectionError(
            f"'{text}' is in {len(places)} places: {_shown(places, text)}; choose with {way}"
        )
    paragraph, at = places[0]
    return correction_at(paragraph, at, at + len(text), kind, value, by=options.by)


def _places(paragraphs: tuple[Paragraph, ...], text: str, around: str | None) -> list[tuple[Paragraph, int]]:
    context = around or text
    inner = context.find(text)
    found = []
    for p in paragraphs:
        at = p.text.find(context) if inner >= 0 else -1
        while at >= 0:
            found.append((p, at + inner))
            at = p.text.find(context, at + 1)
    return found


def _shown(places: list[tuple[Paragraph, int]], text: str) -> str:
    parts = []
    for i, (p, at) in enumerate(places[:6], 1):
        end = at + len(text)
        parts.append(f"{i}) {p.text[max(0, at - 5) : at]}[{text}]{p.text[end : end + 5]}")
    return ", ".join(parts) + (" …" if len(places) > 6 else "")


def _article(options: argparse.Namespace) -> Article:
    if options.file.lower().endswith(".json"):
        from companion.export.json_read import load

        return load(options.file, corrections="auto")
    from companion.pipeline import read

    return read(options.file, paragraphs=options.paragraphs, encoding=options.encoding, translator=None)


def _store(options: argparse.Namespace, made: list[Correction], article: Article | None) -> None:
    from companion.corrections import forget, remember, superseded

    before = _load(options)[0]
    for c in made:
        path = remember(c, options.file)
        if article is not None:
            for old in superseded(_load(options)[0], c, article.paragraphs):
                forget(old, options.file)
        print_text(f"{_line(c)}  → {path}\n")
    now = _load(options)[0].items
    print_text("".join(f"instead of: {_line(c)}\n" for c in before if c not in now))


def _load(options: argparse.Namespace) -> tuple[Corrections, Any]:
    from companion.corrections import Corrections, always_path
    from companion.files import there_beside

    path = always_path() if options.always else there_beside(options.file, "companion.toml")
    return Corrections.load(path), path


def _remove(options: argparse.Namespace) -> None:
    from companion.corrections import forget

    known, path = _load(options)
    for n in options.remove:
        if not 1 <= n <= len(known):
            raise CorrectionError(f"{path}: there is no correction {n}; it has {len(known) or 'none'}")
    for n in sorted(set(options.remove)):
        forget(known.items[n - 1], options.file)
        print_text(f"taken back: {_line(known.items[n - 1])}\n")


def _list(options: argparse.Namespace) -> None:
    known, path = _load(options)
    if not len(known):
        if not options.always:
            from companion.source import read_bytes

            read_bytes(options.file)
        print_text(f"no corrections in {path}\n")
        return
    pending = () if options.always else known.pending(_article(options))
    for n, c in enumerate(known, 1):
        mark = "  does not fit: the text has changed there" if c in pending else ""
        print_text(f"{n:>3}. {_line(c)}{mark}\n")


def _line(c: Correction) -> str:
    if c.kind == "boundary":
        text = f"{c.before}|{c.text}" if c.value == "split" else f"{c.text}…"
        what = f"{c.value:<10} {text}"
    elif c.kind == "kind":
        what = f"{c.kind:<10} {c.text}… = {c.value}"
    else:
        around = f"  ({c.before}[{c.text}]{c.after})" if c.before or c.after else ""
        what = f"{c.kind:<10} {c.text} = {c.value}{around}"
    note = ", ".join(x for x in ("always" if c.scope == "always" else "", c.by, c.date) if x)
    return what + (f"  {note}" if note else "")
