"""A progress bar in terminal and notebook, for what takes long; nothing elsewhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

__all__ = ["progress_bar"]


@contextlib.contextmanager
def progress_bar(total: int, label: str, least: int = 400) -> Iterator[Callable[[int], None]]:
    """A function that is told how many of `total` are done; a bar (tqdm) shows it.

    Below `least`, in a pipe and in tests there is none.

    >>> with progress_bar(3, "pages") as tell:
    ...     tell(3)
    """
    if total < least or not (sys.stderr.isatty() or _in_notebook()):
        yield lambda done: None
        return
    from tqdm.auto import tqdm

    with tqdm(total=total, desc=label, unit="", leave=False) as bar:
        yield lambda done: bar.update(done - bar.n)


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    found = shell.get_ipython() if shell else None
    return found is not None and type(found).__name__ == "ZMQInteractiveShell"
