"""Many articles at once: read and written in several processes, on this machine or on those of a Dask cluster.

The workers read and write; what comes back of an article is what a site's lists need, so that memory does not grow with
the number of articles. Dask (BSD-3-Clause) comes with the extra `[batch]`. An article that can't be read is told and
leaves the others alone.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from companion import __version__
from companion.errors import CompanionError, InputError, OutputError
from companion.files import Beside, digest, is_file, there_beside
from companion.files.folders import data_folder
from companion.model import Article
from companion.source.documents import SUFFIXES as texts

if TYPE_CHECKING:
    from companion.export.site import SiteArticle

__all__ = [
    "SUFFIXES",
    "Job",
    "Result",
    "SitePlace",
    "articles_in",
    "run",
    "run_each",
    "shared_state",
    "state_of",
]

SUFFIXES = (*texts, ".json")
"""Files that are taken for articles; what this Companion can't read is told, file by file."""

SCHEDULERS = ("auto", "dask", "pool", "none")
_AHEAD = 3  # articles for each process that are on their way
_MOST_BLAMED = 3  # articles in turn that end the process that works on them
_PATIENCE = 20  # seconds for a scheduler to answer


@dataclass(frozen=True, slots=True)
class SitePlace:
    """Where an article's page goes: the site's folder and title, and what the page is called."""

    root: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Job:
    """One file: what to read and what to write. `exports` are pairs of format and path.

    `read` are options of `companion.read`, `options` those of each format by its name. `keep`
    gives the article back, `site` writes its page of a site.
    """

    path: str
    exports: tuple[tuple[str, str], ...] = ()
    read: dict[str, Any] = field(default_factory=dict)
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    force: bool = False
    keep: bool = False
    site: SitePlace | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job: the files that were written, what went wrong, and what its site needs to know of the article."""

    path: str
    written: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    article: Article | None = None
    page: SiteArticle | None = None


def articles_in(folder: str | os.PathLike[str]) -> list[Path]:
    """The articles of a folder, by name; hidden files and folders below it are passed over.

    Args:
        folder: The folder.

    Returns:
        The files.

    Raises:
        InputError: It is no folder or has none.

    >>> [p.name for p in articles_in("notebooks/articles")]
    ['dianpian.txt', 'transport.txt', 'typhoon.txt']
    """
    root = Path(folder)
    if not root.is_dir():
        raise InputError(f"{root}: is no folder; companion export takes a single file")
    found = sorted(
        p
        for p in root.iterdir()
        if p.is_file() and p.suffix.lower() in SUFFIXES and not p.name.startswith(".")
    )
    if not found:
        raise InputError(f"{root}: has no article ({', '.join(SUFFIXES)})")
    return found


def run(
    jobs: Sequence[Job],
    *,
    workers: int = 0,
    scheduler: str = "auto",
    progress: Callable[[int], None] = lambda done: None,
) -> list[Result]:
    """Do many jobs in several processes; see `run_each`.

    Args:
        jobs: What is to be read and written.
        workers: The number of processes; 0: one for each processor.
        scheduler: See `run_each`.
        progress: Is told how many are done.

    Returns:
        The results in the order of the jobs; an error of one stands in its result.

    Raises:
        InputError: There is no such scheduler, or Dask is asked for and missing.

    >>> run([Job("no.txt")], scheduler="none")[0].errors
    ("no.txt: can't be read: there is no such file",)
    """
    found: dict[int, Result] = {}
    for number, result in run_each(jobs, workers=workers, scheduler=scheduler):
        found[number] = result
        progress(len(found))
    return [found[n] for n in range(len(jobs))]


def run_each(
    jobs: Sequence[Job], *, workers: int = 0, scheduler: str = "auto"
) -> Iterator[tuple[int, Result]]:
    """Do many jobs in several processes, and give each result as it comes: only a few are in memory at a time.

    Args:
        jobs: What is to be read and written.
        workers: The number of processes; 0: one for each processor.
        scheduler: "auto" and "pool" (processes of this machine), "dask" (the same by Dask), "none" (in this process) or
            the address of a Dask scheduler ("tcp://…") whose workers see the same folders.

    Returns:
        The number of each job, from 0, and its result.

    Raises:
        InputError: There is no such scheduler, or Dask is asked for and missing.
        OutputError: One process after the other ended, such as by a system that ran out of memory, the scheduler can't be reached
            or was lost, or has no worker that can do it.
            Where a single one did, its articles are done by another; the one that ends a process by itself is told.
    """
    if scheduler not in SCHEDULERS and "://" not in scheduler:
        raise InputError(
            f"scheduler is '{scheduler}'; there are: {', '.join(SCHEDULERS)}, or tcp://HOST:PORT"
        )
    workers = min(workers or os.cpu_count() or 1, len(jobs)) or 1
    if scheduler == "none" or (workers == 1 and scheduler in ("auto", "pool")):
        return enumerate(map(_do, jobs))
    if scheduler in ("auto", "pool"):
        return _in_pool(jobs, workers)
    return _on_dask(jobs, workers, scheduler)


def state_of(job: Job, shared: str) -> str:
    """A checksum of all that a job's files are made of: while it stays the same, nothing has to be done again.

    Args:
        job: The job.
        shared: The same for all jobs of a run (`shared_state`).

    Returns:
        The checksum.

    Raises:
        InputError: The article can't be read.
    """
    total = hashlib.sha256(f"{__version__}\0{shared}\0".encode())
    total.update(repr(_plain((job.exports, job.read, job.options, job.site))).encode("utf-8", "replace"))
    for file in (Path(job.path), *(there_beside(job.path, kind) for kind in _BESIDE)):
        total.update(digest(file) if is_file(file) else b"-")
    return total.hexdigest()


def shared_state(folder: str | os.PathLike[str], glossary: str | None = None) -> str:
    """A checksum of what all articles of a folder are read with: the person's own files, the glossary, the models.

    Args:
        folder: The articles' folder.
        glossary: A CSV file or folder that adds to the curated glossary.

    Returns:
        The checksum.
    """
    from companion.translation.engines import machines

    found = [Path(folder) / "companion.tmx"]
    own = Path(glossary) if glossary else None
    found += sorted(own.rglob("*.csv")) if own and own.is_dir() else [own] if own else []
    if data_folder().is_dir():
        found += sorted(
            p for p in data_folder().iterdir() if p.suffix in (".csv", ".tmx", ".toml") and is_file(p)
        )
    total = hashlib.sha256("\0".join(m.name for m in machines()).encode())
    for file in found:
        total.update(digest(file) if is_file(file) else b"-")
    return total.hexdigest()


_BESIDE: tuple[Beside, ...] = ("companion.toml", "lesson.toml", "questions.toml", "tmx")


def _plain(value: Any) -> Any:
    """A value in a form whose text is the same in every process."""
    if isinstance(value, Article):
        return [p.id for p in value.paragraphs]
    if is_dataclass(value) and not isinstance(value, type):
        return [(f.name, _plain(getattr(value, f.name))) for f in fields(value)]
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    if isinstance(value, dict):
        return [(name, _plain(v)) for name, v in value.items()]
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return str(value)


def _do(job: Job) -> Result:
    """Reads one article and writes its exports; it never raises, so that the others go on."""
    from companion.export.formats import write

    try:
        article = _read(job)
    except CompanionError as error:
        return Result(job.path, errors=(str(error),))
    except Exception as error:
        return Result(job.path, errors=(_unforeseen(job.path, error),))
    written, errors = [], []
    for name, path in job.exports:
        try:
            written.append(str(write(article, path, name, force=job.force, **job.options.get(name, {}))))
        except CompanionError as error:
            errors.append(f"{job.path}: {error}" if isinstance(error, InputError) else str(error))
        except Exception as error:
            errors.append(_unforeseen(path, error))
    page = None
    if job.site is not None:
        from companion.export.site import write_site_page
        from companion.render import HandoutOptions

        place = job.site
        try:
            page = write_site_page(
                article,
                Path(place.root),
                place.name,
                HandoutOptions.of(job.options.get("html", {}).get("options")),
                place.title,
                force=job.force,
            )
        except CompanionError as error:
            errors.append(str(error))
        except Exception as error:
            errors.append(_unforeseen(job.path, error))
    return Result(job.path, tuple(written), tuple(errors), article if job.keep else None, page)


def _unforeseen(path: str, error: Exception) -> str:
    """What nobody foresaw, as one line: it is that article's, and the others go on."""
    return str(CompanionError(f"{path}: {type(error).__name__}: {error}"))


def end_with_parent() -> None:
    """Makes this process end when the one that started it is gone, however that ended.

    A worker waits for work on a pipe whose other end it holds itself, and would wait for ever. Does
    nothing in a process that `multiprocessing` did not start.
    """
    from multiprocessing import connection, parent_process
    from threading import Thread

    if (parent := parent_process()) is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    Thread(target=wait, name="end-with-parent", daemon=True).start()


def _read(job: Job) -> Article:
    if Path(job.path).suffix.lower() == ".json":
        from companion.export.json_read import load

        return load(job.path, corrections="auto")
    from companion.pipeline import read

    return read(job.path, **job.read)


def _in_pool(jobs: Sequence[Job], workers: int) -> Iterator[tuple[int, Result]]:
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting, again = enumerate(jobs), deque[tuple[int, Job]]()
    careful = blamed = (
        0  # how many are done one by one, since a process ended; how many of them ended one again
    )
    while True:
        on_way: dict[int, Job] = {}
        # spawn, not fork: the libraries have threads
        with ProcessPoolExecutor(workers, get_context("spawn"), end_with_parent) as pool:
            asked: dict[Future[Result], int] = {}
            try:
                while True:
                    while len(on_way) < (1 if careful else _AHEAD * workers):
                        following = again.popleft() if again else next(waiting, None)
                        if following is None:
                            break
                        number, job = following
                        on_way[number] = job
                        asked[pool.submit(_do, job)] = number
                    if not on_way:
                        return
                    for future in wait(asked, return_when=FIRST_COMPLETED).done:
                        result = future.result()
                        number = asked.pop(future)
                        del on_way[number]
                        careful, blamed = max(0, careful - 1), 0
                        yield number, result
            except BrokenProcessPool:
                pass
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
        if not careful:
            careful = len(on_way)
            again.extend(on_way.items())
            continue
        careful, blamed = careful - 1, blamed + 1
        if blamed == _MOST_BLAMED:
            raise OutputError("one process after the other ended (memory?); try again with --workers 1")
        [(number, job)] = on_way.items()
        yield number, Result(job.path, errors=(f"{job.path}: the process that worked on it ended (memory?)",))


def _on_dask(jobs: Sequence[Job], workers: int, scheduler: str) -> Iterator[tuple[int, Result]]:
    try:
        from distributed import Client, Future
    except ImportError:
        raise InputError(
            "Dask is not installed; install hanzi-companion[batch], or leave --scheduler out"
        ) from None
    # What it says of a lost connection on a line of its own is said here.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        if "://" in scheduler:
            client = Client(scheduler, timeout=_PATIENCE)
        else:
            from dask import config

            config.set(
                {"distributed.worker.profile.enabled": False}
            )  # it looks at each worker 100 times a second
            client = Client(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None)
    except (OSError, TimeoutError, ValueError) as error:
        raise OutputError(
            f"{scheduler}: the Dask scheduler can't be reached ({str(error) or type(error).__name__})"
        ) from None
    with client:
        if "://" in scheduler:
            _look_at_workers(client, scheduler, jobs)
        size = sum(client.ncores().values()) or workers
        waiting = iter(range(len(jobs)))
        asked: dict[Future, int] = {}
        done: SimpleQueue[Future] = SimpleQueue()

        alone: list[int] = []  # what stood by where a worker ended, to be tried by itself
        tried: set[int] = set()

        def submit(number: int) -> None:
            future = client.submit(_do, jobs[number], pure=False)
            asked[future] = number
            future.add_done_callback(done.put)

        def ask(count: int) -> None:
            for number in islice(waiting, count):
                submit(number)

        ask(_AHEAD * size)
        while asked or alone:
            if not asked:
                submit(alone.pop(0))
            try:
                future = done.get(timeout=_PATIENCE)
            except Empty:
                if client.status == "running" and client.ncores():
                    continue  # a long article
                raise OutputError(
                    f"{scheduler}: no Dask worker is left; start some: what is done is kept, and the same command goes on"
                ) from None
            if future.cancelled() or client.status != "running":
                raise OutputError(
                    f"{scheduler}: the connection to the Dask scheduler was lost; what is done is kept, and the same command goes on"
                )
            number = asked.pop(future)
            try:
                result = future.result()
            except Exception as error:
                lost = type(error).__name__ == "KilledWorker"
                if lost and number not in tried:
                    tried.add(number)
                    alone.append(number)
                    ask(1)
                    continue
                path = jobs[number].path
                told = (
                    f"{path}: each worker that worked on it ended (memory?)"
                    if lost
                    else _unforeseen(path, error)
                )
                result = Result(path, errors=(told,))
            yield number, result
            ask(1)


def _look_at_workers(client: Any, scheduler: str, jobs: Sequence[Job]) -> None:
    """Whether a cluster has workers that can do what is asked: told once before, not with each of 100,000 articles.

    Raises:
        OutputError: There is none, or one has another Companion or does not see the folders.
    """
    folders = {str(Path(job.path).parent) for job in jobs[:1]}
    folders |= {job.site.root for job in jobs[:1] if job.site}
    folders |= {str(Path(path).parent) for job in jobs[:1] for _, path in job.exports}
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise OutputError(
            f"{scheduler}: the Dask scheduler has no worker; start some: dask worker {scheduler} --nthreads 1"
        ) from None
    try:
        found = client.run(_worker_state, sorted(folders))
    except Exception as error:
        raise OutputError(
            f"{scheduler}: a worker can't run Companion ({type(error).__name__}: {error}); "
            f"install hanzi-companion[batch]=={__version__} for each of them"
        ) from None
    for worker, (version, missing) in found.items():
        if version != __version__:
            raise OutputError(
                f"{worker}: this worker has Companion {version}, this is {__version__}; install the same"
            )
        if missing:
            raise OutputError(
                f"{worker}: this worker does not see the folder {missing[0]}; put it on a disk that all share"
            )


def _worker_state(folders: Sequence[str]) -> tuple[str, list[str]]:
    """Which Companion a worker has, and which folders it doesn't see."""
    return __version__, [folder for folder in folders if not Path(folder).is_dir()]
