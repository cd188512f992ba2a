"""The command `companion batch`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from companion.commands.handout import page_options, page_options_of
from companion.commands.shared import Register, grain_option, one_thread, readings_of, whole_number
from companion.errors import CompanionError, InputError

if TYPE_CHECKING:
    from companion.batch import Job, Result
    from companion.render import HandoutOptions

__all__ = ["add"]

_KEPT = ".companion-batch.sqlite"
"""In the folder that is written to: what is done, and what the site's lists need of each article."""


def add(command: Register) -> None:
    """Adds `companion batch`."""
    from companion.export.formats import FORMATS

    batch = command("batch", _batch, "Export a folder of articles, or make a small site of it.")
    batch.add_argument("folder", metavar="FOLDER", help="a folder with articles")
    batch.add_argument("-o", "--output", metavar="FOLDER", required=True, help="the folder to write to")
    batch.add_argument(
        "--to", action="append", choices=tuple(FORMATS), default=[], help="a format; may be given again"
    )
    batch.add_argument(
        "--site", action="store_true", help="index, search, a page per article, one glossary (the default)"
    )
    batch.add_argument(
        "--again", action="store_true", help="do all articles, those too that are done and have not changed"
    )
    batch.add_argument("--site-title", default="Articles", help="the site's title (default: Articles)")
    batch.add_argument("--force", action="store_true", help="replace files that Companion did not write")
    batch.add_argument(
        "--workers", type=whole_number, default=0, metavar="N", help="processes (default: one per processor)"
    )
    batch.add_argument(
        "--scheduler",
        default="auto",
        help="auto or pool (processes of this machine), dask, none, or a Dask scheduler's address, tcp://…",
    )
    batch.add_argument(
        "--glossary", metavar="PATH", help="a CSV file or folder that adds to the curated glossary"
    )
    batch.add_argument(
        "--translator", default="auto", help="auto, memory, argos, gloss or none (default: auto)"
    )
    grain_option(batch)
    page_options(batch)


def _batch(options: argparse.Namespace) -> int:
    from companion.batch import articles_in, run_each, shared_state, state_of
    from companion.export.progress import progress_bar
    from companion.export.site import Site, make_folders
    from companion.language.readings.systems import check_system

    check_system(options.reading)
    if options.workers < 0:
        raise InputError(
            f"--workers is {options.workers}; it is a number of processes, or 0: one for each processor"
        )
    page = page_options_of(options)
    paths = articles_in(options.folder)
    output = Path(options.output)
    if output.resolve() == Path(options.folder).resolve():
        raise InputError(f"{output}: is the folder of the articles; name another one")
    if output.exists() and not output.is_dir():
        raise InputError(f"{output}: is a file; name a folder for what is made")
    site = options.site or not options.to
    if site:
        make_folders(output)
    else:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{output}: can't be made ({error.strerror})") from None
    jobs = _jobs(options, page, paths, output, site)
    shared = shared_state(options.folder, options.glossary)
    failed = 0
    with Site.at(output / _KEPT) as kept:
        todo: list[tuple[Job, str]] = []
        for job in jobs:
            try:
                state = state_of(job, shared)
            except CompanionError:
                state = ""  # it is told why when it is read
            if options.again or not kept.is_done(Path(job.path).name, state, output):
                todo.append((job, state))
        todo.sort(key=lambda one: -_size(one[0]))  # a long one at the end would keep one worker alone busy
        one_thread()
        with progress_bar(len(todo), "Articles", least=3) as tell:
            results = run_each([job for job, _ in todo], workers=options.workers, scheduler=options.scheduler)
            for done, (number, result) in enumerate(_until_interrupted(results), 1):
                name = Path(result.path).name
                if result.errors:
                    failed += 1
                    if result.page is None:
                        kept.undo(name)
                    else:  # its page is whole: it stays in the site, and the article is done again next time
                        kept.do(name, "", result.written, result.page, output)
                else:
                    kept.do(name, todo[number][1], result.written, result.page, output)
                for path in result.written:
                    print(path)
                for problem in result.errors:
                    print(f"companion: {problem}", file=sys.stderr)
                tell(done)
        kept.forget_others(path.name for path in paths)
        if len(todo) < len(jobs):
            same = len(jobs) - len(todo)
            print(
                f"companion: {same} of {len(jobs)} articles are as they were and were not done again (--again does)",
                file=sys.stderr,
            )
        if site and (names := kept.pages(path.name for path in paths)):
            print(kept.finish(output, options.site_title, names, page, force=options.force))
    if failed:
        print(f"companion: {failed} of {len(jobs)} articles have errors", file=sys.stderr)
    return 2 if failed else 0


def _until_interrupted(results: Iterable[tuple[int, Result]]) -> Iterator[tuple[int, Result]]:
    """The results; somebody who interrupts is told that nothing is lost."""
    try:
        yield from results
    except KeyboardInterrupt:
        print("companion: interrupted; what is done is kept, and the same command goes on", file=sys.stderr)
        raise


def _size(job: Job) -> int:
    try:
        return Path(job.path).stat().st_size
    except OSError:
        return 0  # it is told why when it is read


def _jobs(
    options: argparse.Namespace, page: HandoutOptions, paths: Sequence[Path], output: Path, site: bool
) -> list[Job]:
    """What is to be done with each article; the workers may run in another folder, so all paths are whole."""
    from companion.batch import Job, SitePlace
    from companion.export.formats import FORMATS
    from companion.export.site import site_names

    read = {
        "translator": None if options.translator == "none" else options.translator,
        "glossary": str(Path(options.glossary).absolute()) if options.glossary else None,
        "grain": options.grain or "reader",
    }
    given = {"reading": readings_of(options)}
    chosen = {
        to: {name: value for name, value in given.items() if name in FORMATS[to].options}
        for to in FORMATS
        if to != "html"
    }
    output = output.absolute()
    return [
        Job(
            str(path.absolute()),
            tuple((to, str(output / f"{name}{FORMATS[to].suffix}")) for to in dict.fromkeys(options.to)),
            read,
            {"html": {"options": page}, **chosen},
            options.force,
            site=SitePlace(str(output), options.site_title, name) if site else None,
        )
        for path, name in zip(paths, site_names(p.stem for p in paths), strict=True)
    ]
