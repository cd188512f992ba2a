"""Installing a translation model from a notebook, with a progress bar."""

from __future__ import annotations

import threading
from html import escape
from typing import Any

from companion.errors import CompanionError
from companion.translation import packages
from companion.translation.bundle import install_from

__all__ = ["install_model"]


def install_model(name: str = "translate-zt_en", file: str | None = None, **more: Any) -> Any:
    """Download and install a package in the background; a progress bar shows how it goes and how it ended.

    Only what you name here is downloaded. What goes wrong stands in the box, in one line.

    Args:
        name: Translate-zt_en (for Traditional text) or translate-zh_en.
        file: A package file, a bundle or a model's folder that you already have: then nothing is downloaded.
        more: Passed on to `companion.translation.packages.install`.

    Returns:
        The box with the bar (ipywidgets).

    >>> box = install_model(file="missing.argosmodel")
    >>> box.thread.join()
    >>> box.children[1].value
    "missing.argosmodel: there is no such file; name a package file (.argosmodel), a bundle or a model's folder"
    """
    import ipywidgets

    bar = ipywidgets.FloatProgress(value=0, min=0, max=1, layout=ipywidgets.Layout(width="20em"))
    bar.layout.flex = "0 0 auto"
    # A Label would not wrap: the end of a long line, which says what to do, was out of sight.
    text = ipywidgets.HTML(layout=ipywidgets.Layout(flex="1 1 0", margin="0 0 0 0.6em"))
    box = ipywidgets.HBox([bar, text])

    def show(line: str) -> None:
        text.value = escape(line, quote=False)

    def progress(done: int, total: int) -> None:
        bar.value = done / total if total else 0
        show(f"{done / 1e6:.1f} of {total / 1e6:.1f} MB" if done < total else "checking and trying it out …")

    def work() -> None:
        try:
            if file:
                made = install_from(file, progress=progress)
            else:
                made = [packages.install(name, progress, **more)]
            bar.value, bar.bar_style = 1, "success"
            show(f"installed {', '.join(map(str, made))}")
        except CompanionError as error:
            bar.value, bar.bar_style = bar.value or 1, "danger"
            show(str(error))

    show(f"{name if file is None else file} …")
    box.thread = threading.Thread(target=work, name="companion-install", daemon=True)
    box.thread.start()
    return box
