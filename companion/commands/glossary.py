"""The command `companion glossary`."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.commands.shared import Register, print_text, read_article, reading_options
from companion.files import is_there

if TYPE_CHECKING:
    from companion.glossary import Glossary
    from companion.glossary.table import Problem
    from companion.model import Term

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion glossary` with its actions."""
    glossary = command("glossary", None, "List, show, check and exchange the terms of the glossary.")
    actions = glossary.add_subparsers(metavar="ACTION", title="actions", required=True)

    def action(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text, allow_abbrev=False)
        sub.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback of an error"
        )
        sub.set_defaults(run=run)
        return sub

    listing = action("list", _list, "Print the terms, one a line: traditional, pinyin, English.")
    _place(listing)
    listing.add_argument("--domain", help="only the terms of this domain, such as crime")
    showing = action("show", _show, "Print all that the glossary has on a word, in any script.")
    showing.add_argument("word", metavar="WORD", help="a wording, an alias or an id")
    showing.add_argument(
        "--glossary", metavar="PATH", help="a CSV file or folder whose terms win over the curated ones"
    )
    checking = action("check", _check, "Check the curated glossary, or one of your own: all that is wrong.")
    _place(checking)
    checking.add_argument(
        "--stale",
        action="store_true",
        help="list the people, offices and bodies that may have changed: nobody looked them up within a year",
    )
    adding = action("add", _add, "Add a term to your own glossary; scripts, pinyin and id are worked out.")
    adding.add_argument("word", metavar="WORD", help="the wording, in traditional or simplified characters")
    adding.add_argument("english", metavar="ENGLISH", help="the renderings, the preferred one first: 'a; b'")
    for column, text in (
        ("pinyin", "where the one that is worked out is wrong"),
        ("simplified", "the same wording in simplified characters"),
        ("mainland", "the wording of the mainland, where it differs"),
        ("taiwan", "the wording of Taiwan, where it differs"),
        ("jyutping", "the Cantonese reading"),
        ("aliases", "further wordings: 'a; b'"),
        ("domain", "such as crime (default: own)"),
        ("level", "A1 to C2"),
        ("note", "a sentence that helps a learner"),
        ("source", "where the rendering is established"),
        ("status", "approved, draft or forbidden"),
        ("id", "of an entry that is to be replaced"),
    ):
        adding.add_argument(f"--{column}", default="", help=text)
    _target(adding)
    removing = action("remove", _remove, "Take a term out of your own glossary.")
    removing.add_argument("word", metavar="WORD", help="its wording or id")
    _target(removing)
    importing = action(
        "import", _import, "Add the terms of a file: CSV, TSV, OmegaT, Pleco, Anki, CC-CEDICT, DeepL, TBX."
    )
    importing.add_argument("file", metavar="FILE", help="the file of this or another tool")
    importing.add_argument(
        "--columns",
        metavar="LIST",
        default="",
        help="what its columns are, such as traditional,pinyin,english; - leaves one out",
    )
    importing.add_argument(
        "--dry-run", action="store_true", help="show what would be added, and write nothing"
    )
    _form(importing)
    importing.add_argument(
        "--domain", default="own", help="the domain of terms that name none (default: own)"
    )
    _target(importing)
    exporting = action("export", _export, "Write terms to a file: CSV, TSV, OmegaT, TBX.")
    exporting.add_argument("file", metavar="FILE", help="the file to write")
    _place(exporting)
    _form(exporting)
    exporting.add_argument("--domain", help="only the terms of this domain, such as crime")
    exporting.add_argument("--own", action="store_true", help="only your own terms")
    exporting.add_argument("--force", action="store_true", help="write over a file that exists")
    covering = action(
        "coverage",
        _coverage,
        "List the words that neither glossary nor dictionary explains, to be filled in.",
    )
    reading_options(covering)
    covering.add_argument("-o", "--output", metavar="CSV", help="a file (default: standard output)")


def _target(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--to", metavar="CSV", help="another file than your own glossary, such as a class's")


def _form(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--format", choices=("csv", "tsv", "omegat", "tbx"), default="", help="default: by the file's name"
    )


def _place(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        help="a CSV file or a folder of them (default: the curated terms and your own)",
    )


def _list(options: argparse.Namespace) -> None:
    chosen = _chosen(options)
    print_text("".join(f"{t.traditional}\t{t.pinyin}\t{'; '.join(t.english)}\n" for t in chosen))


def _chosen(options: argparse.Namespace) -> list[Term]:
    """The terms of a file, or of all layers, that are of the domain which was asked for."""
    from companion.errors import GlossaryError
    from companion.glossary import Glossary

    glossary = Glossary.load(options.path) if options.path else Glossary.layered()
    chosen = [t for t in glossary if not options.domain or t.domain == options.domain]
    if options.domain and not chosen:
        domains = sorted({t.domain for t in glossary})
        raise GlossaryError(
            f"there is no term of the domain '{options.domain}'; there are: {', '.join(domains)}"
        )
    return chosen


def _show(options: argparse.Namespace) -> None:
    from companion.errors import GlossaryError
    from companion.glossary import Glossary
    from companion.glossary.matching import fold
    from companion.glossary.table import COLUMNS

    glossary = Glossary.layered(options.glossary)
    wanted = fold(options.word)
    found = [
        t
        for t in glossary
        if options.word == t.id or wanted in map(fold, (t.traditional, t.simplified, *t.aliases))
    ]
    if not found:
        raise GlossaryError(f"'{options.word}' is not in the glossary; `companion glossary add` adds it")
    layers = {"": "curated", "project": "project", "personal": "your own"}
    entries = []
    for term in found:
        lines = []
        for column in COLUMNS:
            value = getattr(term, column)
            if text := "; ".join(value) if isinstance(value, tuple) else value:
                lines.append(f"{column:<12}{text}\n")
        entries.append("".join([*lines, f"{'layer':<12}{layers.get(term.layer, term.layer)}\n"]))
    print_text("\n".join(entries))


def _check(options: argparse.Namespace) -> None:
    from companion.errors import GlossaryError
    from companion.glossary import personal_path
    from companion.glossary.check import check

    if options.stale:
        _stale(options)
        return
    checked = [check(options.path)]
    if not options.path and is_there(personal_path()):
        checked.append(check(personal_path()))
    problems = [p for c in checked for p in c.problems]
    print_text("".join(f"{p}\n" for p in problems))
    terms, files = sum(c.terms for c in checked), sum(c.files for c in checked)
    if problems:
        raise GlossaryError(
            f"{len(problems)} problem{'s' * (len(problems) > 1)} in {terms} terms of {files} file{'s' * (files > 1)}"
        )
    print_text(f"{terms} terms, no errors\n")


def _stale(options: argparse.Namespace) -> None:
    from datetime import date

    from companion.glossary import Glossary
    from companion.glossary.check import stale

    terms = stale(Glossary.load(options.path), date.today())
    lines = [
        f"{t.id:<40}{t.traditional}\t{t.note}" + (f" (checked {t.checked})" if t.checked else "")
        for t in terms
    ]
    print_text("".join(f"{line}\n" for line in lines) or "no entry is stale\n")


def _add(options: argparse.Namespace) -> None:
    import re
    from dataclasses import replace

    from companion.errors import GlossaryError
    from companion.glossary import add_personal
    from companion.glossary.check import check_term
    from companion.glossary.fill import complete
    from companion.glossary.personal import replaces
    from companion.glossary.table import has_han
    from companion.model import Term

    if not has_han(options.word):
        raise GlossaryError(
            f"'{options.word}' has no Chinese character; the Chinese comes first, then the English"
        )

    def parts(text: str) -> tuple[str, ...]:
        return tuple(p.strip() for p in re.split("[;；]", text) if p.strip())

    given = {
        c: getattr(options, c).strip() for c in ("mainland", "taiwan", "jyutping", "level", "note", "source")
    }
    term = Term(
        options.id,
        options.word.strip(),
        options.simplified.strip(),
        options.pinyin.strip(),
        parts(options.english),
        aliases=parts(options.aliases),
        domain=options.domain,
        status=options.status or "approved",
        **given,
    )
    before = _own(options.to)
    gone = [t for t in before if replaces(term, t.id, t.traditional, t.status)]
    if known := next(
        (t for t in gone if t.traditional == term.traditional), None
    ):  # what is not given stays as it was
        kept = ("id", *given, "simplified", "pinyin", "aliases", "domain")
        term = replace(term, **{c: getattr(term, c) or getattr(known, c) for c in kept})
    term = complete(term, {t.id for t in before})
    path = add_personal(term, options.to)
    for column, message in check_term(term):
        print(f"companion: remark, column '{column}': {message}", file=sys.stderr)
    done = "replaced in" if gone else "added to"
    print_text(f"{term.traditional}\t{term.pinyin}\t{'; '.join(term.english)}\t{done} {path}\n")
    for old in gone:
        print_text(f"before: {old.traditional}\t{old.pinyin}\t{'; '.join(old.english)}\n")
    if gone:
        print_text(f"to have it back: companion backups restore {path}\n")


def _terms(count: int) -> str:
    return f"{count:,} term{'s' * (count != 1)}"


def _own(path: str | None) -> Glossary:
    """The terms of the file that is to be changed, so far as they can be read."""
    from companion.glossary import Glossary, personal_path

    file = Path(path) if path else personal_path()
    return Glossary.load(file, errors="collect") if is_there(file) else Glossary()


def _remove(options: argparse.Namespace) -> None:
    from companion.errors import GlossaryError
    from companion.glossary import personal_path, remove_personal

    path = options.to or personal_path()
    found = [t for t in _own(options.to) if options.word in (t.id, t.traditional, t.simplified)]
    if not found:
        raise GlossaryError(
            f"'{options.word}' is not in {path}; `companion glossary list` shows what there is"
        )
    for term in found:
        remove_personal(term.id, path)
        print_text(f"{term.traditional}\ttaken out of {path}\n")


_MOST_TOLD = 8


def _told(problems: list[Problem]) -> list[str]:
    """The problems, a line each; of many of one kind the first few and how many more there are."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(re.sub(r"'[^']*'|\d+", "…", problem.message), []).append(problem)
    lines: list[str] = []
    for alike in kinds.values():
        few = alike if len(alike) <= _MOST_TOLD else alike[:3]
        lines += map(str, few)
        if more := alike[len(few) :]:
            rows = ", ".join(str(p.row) for p in more[:12]) + (" …" if len(more) > 12 else "")
            lines.append(f"{more[0].file}: {len(more)} more of that kind, in rows {rows}")
    return lines


def _import(options: argparse.Namespace) -> None:
    from dataclasses import replace

    from companion.errors import GlossaryError
    from companion.glossary.exchange import read_foreign
    from companion.glossary.merge import reconciled
    from companion.glossary.personal import change_personal
    from companion.glossary.table import COLUMNS, term_of

    columns = [c.strip() for c in options.columns.split(",")] if options.columns else []
    if unknown := [c for c in columns if c and c != "-" and c not in COLUMNS]:
        raise GlossaryError(
            f"--columns: '{unknown[0]}' is no column; there are: {', '.join(COLUMNS)}, or - for none"
        )
    table = read_foreign(options.file, options.format, columns)
    for line in table.read_as:
        print_text(f"{table.name}: {line}\n")
    terms, told = reconciled(table.rows, table.name, _own(options.to).terms, options.domain)
    for line in _told([*(replace(p, message=f"{p.message}; left out") for p in table.problems), *told]):
        print(f"companion: {line}", file=sys.stderr)
    for term in terms:
        value = {c: "; ".join(v) if isinstance(v := getattr(term, c), tuple) else v for c in COLUMNS}
        if isinstance(wrong := term_of(value), tuple):
            raise GlossaryError(f"{table.name}: '{term.traditional}', column '{wrong[0]}': {wrong[1]}")
    if not terms:
        raise GlossaryError(f"{options.file}: has no term that can be added")
    if options.dry_run:
        print_text(
            "".join(f"{t.traditional}\t{t.simplified}\t{t.pinyin}\t{'; '.join(t.english)}\n" for t in terms)
        )
        print_text(f"{_terms(len(terms))} would be added; nothing was written\n")
        return
    path = change_personal(terms, path=options.to)
    print_text(f"{_terms(len(terms))} added to {path}, {len(table.problems)} left out\n")


def _export(options: argparse.Namespace) -> None:
    from companion.glossary.exchange import write_glossary

    chosen = [t for t in _chosen(options) if not options.own or t.layer == "personal"]
    path, count = write_glossary(chosen, options.file, options.format, force=options.force)
    print_text(f"{_terms(count)} written to {path}\n")


def _coverage(options: argparse.Namespace) -> None:
    from companion.files import write_text_atomically
    from companion.glossary.coverage import coverage
    from companion.glossary.fill import complete
    from companion.glossary.personal import table_text
    from companion.model import Term

    options.translator = "none"
    found = coverage(read_article(options))
    taken: set[str] = set()
    terms = []
    for word in found.unexplained:
        times = f"{word.count} time{'s' * (word.count > 1)}"
        note = f"Occurs {times}: {word.context}"
        pinyin = "".join(word.pinyin)
        term = complete(Term("", word.word, word.simplified, pinyin, (), note=note, status="draft"), taken)
        taken.add(term.id)
        terms.append(term)
    text = table_text(terms)
    if options.output:
        write_text_atomically(options.output, text, ours="id,traditional,simplified")
    else:
        print_text(text.removeprefix("\ufeff"))
    print(
        f"{found.explained} of {found.words} running words are explained ({100 * found.share:.1f} %); "
        f"{len(terms)} different ones are not",
        file=sys.stderr,
    )
