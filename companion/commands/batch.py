"""The command `companion batch`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from companion.commands.handout import page_options, page_options_of
from companion.commands.shared import Register, grain_option
from companion.errors import InputError

__all__ = ["add"]


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
    batch.add_argument("--site-title", default="Articles", help="the site's title (default: Articles)")
    batch.add_argument("--force", action="store_true", help="replace files that Companion did not write")
    batch.add_argument(
        "--workers", type=int, default=0, metavar="N", help="processes (default: one per processor)"
    )
    batch.add_argument(
        "--scheduler",
        default="auto",
        help="auto (Dask where it is installed), dask, pool, none, or a Dask scheduler's address, tcp://…",
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
    from companion.batch import Job, articles_in, run
    from companion.export.files import safe_name
    from companion.export.formats import FORMATS
    from companion.export.progress import progress_bar
    from companion.language.readings.systems import check_system

    check_system(options.reading)
    page = page_options_of(options)
    paths = articles_in(options.folder)
    output = Path(options.output)
    if output.resolve() == Path(options.folder).resolve():
        raise InputError(f"{output}: is the folder of the articles; name another one")
    site = options.site or not options.to
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{output}: can't be made ({error.strerror})") from None
    read = {
        "translator": None if options.translator == "none" else options.translator,
        "glossary": options.glossary,
        "grain": options.grain or "reader",
    }
    given = {"reading": page.reading, "sandhi": page.sandhi, "numbers": page.numbers}
    shown = {
        to: {name: value for name, value in given.items() if name in FORMATS[to].options}
        for to in FORMATS
        if to != "html"
    }
    names = _names([p.stem for p in paths])
    jobs = [
        Job(
            str(path),
            tuple((to, str(output / f"{name}{FORMATS[to].suffix}")) for to in dict.fromkeys(options.to)),
            read,
            {"html": {"options": page}, **shown},
            options.force,
            site,
        )
        for path, name in zip(paths, (safe_name(n) for n in names), strict=True)
    ]
    with progress_bar(len(jobs), "Articles", least=3) as tell:
        results = run(jobs, workers=options.workers, scheduler=options.scheduler, progress=tell)
    failed = 0
    for result in results:
        for path in result.written:
            print(path)
        for problem in result.errors:
            failed += 1
            print(f"companion: {problem}", file=sys.stderr)
    done = [(n, r.article) for n, r in zip(names, results, strict=True) if r.article is not None]
    if site and done:
        from companion.export.site import write_site

        print(
            write_site(
                [a for _, a in done],
                output,
                page,
                title=options.site_title,
                names=[n for n, _ in done],
                force=options.force,
            )
        )
    if failed:
        print(f"companion: {failed} of {len(jobs)} articles have errors", file=sys.stderr)
    return 2 if failed else 0


def _names(stems: list[str]) -> list[str]:
    """The stems, told apart where two files differ in their ending only."""
    seen: dict[str, int] = {}
    found = []
    for stem in stems:
        n = seen[stem.lower()] = seen.get(stem.lower(), 0) + 1
        found.append(stem if n == 1 else f"{stem}-{n}")
    return found
