"""Many articles at once: read and exported in several processes, on Dask where it is installed.

Dask (BSD-3-Clause) comes with the extra `[batch]`; without it the standard library's process pool
does the same on one machine. An article that can't be read is told and leaves the others alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from companion.errors import CompanionError, InputError, OutputError
from companion.model import Article
from companion.source.documents import SUFFIXES as texts

__all__ = ["SUFFIXES", "Job", "Result", "articles_in", "run"]

SUFFIXES = (*texts, ".json")
"""Files that are taken for articles; what this Companion can't read is told, file by file."""

SCHEDULERS = ("auto", "dask", "pool", "none")


@dataclass(frozen=True, slots=True)
class Job:
    """One file: what to read and what to write. `exports` are pairs of format and path.

    `read` are options of `companion.read`, `options` those of each format by its name. `keep`
    gives the article back.
    """

    path: str
    exports: tuple[tuple[str, str], ...] = ()
    read: dict[str, Any] = field(default_factory=dict)
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    force: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job: the files that were written, and what went wrong."""

    path: str
    written: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    article: Article | None = None


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
    """Do many jobs in several processes.

    Args:
        jobs: What is to be read and written.
        workers: The number of processes; 0: one for each processor.
        scheduler: "auto" (Dask where it is installed), "dask", "pool", "none" (in this process) or the
            address of a Dask scheduler ("tcp://…").
        progress: Is told how many are done.

    Returns:
        The results in the order of the jobs; an error of one stands in its result.

    Raises:
        InputError: There is no such scheduler, or Dask is asked for and missing.

    >>> run([Job("no.txt")], scheduler="none")[0].errors
    ("no.txt: can't be read: there is no such file",)
    """
    if scheduler not in SCHEDULERS and "://" not in scheduler:
        raise InputError(
            f"scheduler is '{scheduler}'; there are: {', '.join(SCHEDULERS)}, or tcp://HOST:PORT"
        )
    workers = min(workers or os.cpu_count() or 1, len(jobs)) or 1
    if scheduler == "none" or (workers == 1 and scheduler in ("auto", "pool")):
        return list(_told(map(_do, jobs), progress))
    if scheduler == "pool" or (scheduler == "auto" and not _has_dask()):
        return _in_pool(jobs, workers, progress)
    return _on_dask(jobs, workers, scheduler, progress)


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
    return Result(job.path, tuple(written), tuple(errors), article if job.keep else None)


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


def _told(results: Iterator[Result], progress: Callable[[int], None]) -> Iterator[Result]:
    for done, result in enumerate(results, 1):
        progress(done)
        yield result


def _in_pool(jobs: Sequence[Job], workers: int, progress: Callable[[int], None]) -> list[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # spawn, not fork: the libraries have threads
    with ProcessPoolExecutor(workers, get_context("spawn"), end_with_parent) as pool:
        try:
            return list(_told(pool.map(_do, jobs), progress))
        except BrokenProcessPool:
            raise OutputError("a process ended of itself (memory?); try again with --workers 1") from None


def _has_dask() -> bool:
    from importlib.util import find_spec

    return find_spec("dask") is not None


def _on_dask(
    jobs: Sequence[Job], workers: int, scheduler: str, progress: Callable[[int], None]
) -> list[Result]:
    try:
        import dask
        from dask.callbacks import Callback
    except ImportError:
        raise InputError(
            "Dask is not installed; install hanzi-companion[batch], or leave --scheduler out"
        ) from None
    tasks = [dask.delayed(_do, pure=False)(job) for job in jobs]
    if "://" in scheduler:
        try:
            from distributed import Client
        except ImportError:
            raise InputError(f"{scheduler} needs dask.distributed; install hanzi-companion[batch]") from None
        with Client(scheduler) as client:
            return list(client.gather(client.compute(tasks)))
    done = 0

    class Tell(Callback):
        def _posttask(self, *_: Any) -> None:
            nonlocal done
            done += 1
            progress(min(done, len(jobs)))

    with Tell():
        return list(
            dask.compute(
                *tasks, scheduler="processes", num_workers=workers, chunksize=1, initializer=end_with_parent
            )
        )
