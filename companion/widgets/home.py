"""`companion.Home`: the page that one opens every day."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import traitlets

from companion.choices import Level
from companion.errors import CompanionError, InputError
from companion.glossary import Glossary
from companion.learning import Learner
from companion.library import Library, Row
from companion.render.home import home_fallback_html
from companion.widgets.callbacks import TellsErrors
from companion.widgets.home_desk import HomeDesk

if TYPE_CHECKING:
    from companion.widgets.reader import Reader

__all__ = ["Home", "HomePage"]

_STATIC = Path(__file__).parent / "static"


class HomePage(TellsErrors, anywidget.AnyWidget):
    """The part of `Home` that has the library; a reader opens under it."""

    _esm = _STATIC / "home.js"
    _css = _STATIC / "home.css"

    error = traitlets.Unicode("").tag(sync=True)
    _facts = traitlets.Dict().tag(sync=True)
    _open = traitlets.Dict().tag(sync=True)
    _hint = traitlets.Dict().tag(sync=True)


class Home(ipywidgets.VBox):
    """The start page: a box to paste into, files and addresses, the library, what to read next, and what is due.

    Args:
        folder: The folder of articles; made where it is not there. None: the person's own in the data folder, in which
            the bundled articles lie to begin with.
        level: Words up to this level count as known; None: the one that was set on the page before, else B1.
        learner: The person's words; None: those of the data folder.
        articles_from: A folder, such as a class's, whose new articles are copied into the library; nothing is written there.
        glossary: A class's terms.
        hints: What one does next, one hint at a time, with an article open on the first visit; False: none.
        clock: Tells the time, for tests.

    Raises:
        InputError: `folder` is a file, or there is no such level.
        OutputError: The folder can't be made.

    >>> import tempfile
    >>> home = Home(tempfile.mkdtemp())
    >>> path = home.library.add_text("警方打擊電騙。")
    >>> [row.title for row in home.wait().rows()]
    ['警方打擊電騙。']
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        level: Level | None = None,
        learner: Learner | None = None,
        articles_from: str | os.PathLike[str] | None = None,
        glossary: str | os.PathLike[str] | None = None,
        hints: bool = True,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        if folder is not None and not isinstance(folder, (str, os.PathLike)):
            raise InputError(f"Home takes a folder of articles, not {type(folder).__name__}")
        learner = learner if learner is not None else Learner(now=clock)
        self.page = HomePage()
        problem = ""
        if glossary is not None:
            try:
                Glossary.load(Path(glossary))
            except (
                CompanionError
            ) as error:  # what a class shares may be away or damaged today: one's own goes on
                problem, glossary = str(error), None
        self.library = Library(folder, learner=learner, level=level, glossary=glossary, clock=clock)
        self._desk = HomeDesk(self, self.page, self.library, learner, clock, hints)
        super().__init__(children=(self.page,))
        self.add_class("cmp-home-box")
        self.layout.width = "100%"
        self.page.on_msg(self._desk.on_message)
        if articles_from is not None:
            try:
                self.library.take_in(articles_from)
            except CompanionError as error:
                problem = problem or str(error)
        self._desk.start()
        self.page.error = problem or self.page.error

    @property
    def reader(self) -> Reader | None:
        """The `companion.Reader` that is open; None where the library is shown."""
        return self._desk.reader

    def rows(self) -> list[Row]:
        """The articles of the library, each with what is known of it.

        Returns:
            A `companion.library.Row` for each; `pandas.DataFrame(home.rows())` makes a table of them.
        """
        return self.library.rows()

    def read(self, path: str) -> Reader:
        """Open an article of the library where one stopped reading it.

        Args:
            path: Its place in the folder, as `rows` names it.

        Returns:
            The reader.

        Raises:
            InputError: It is not there, or can't be read.
        """
        return self._desk.open(path)

    def close_reader(self) -> None:
        """Go back to the library."""
        self._desk.back()

    def wait(self, seconds: float = 60.0) -> Home:
        """Wait until new articles have been looked at.

        Args:
            seconds: The longest wait.

        Returns:
            The page itself.
        """
        self._desk.refresh()
        self._desk.join(seconds)
        return self

    def close(self) -> None:
        """Closes the page and what is open in it."""
        if desk := getattr(self, "_desk", None):
            desk.stop()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget's bundle with the list as a table beside it, for viewers without widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        try:
            static = home_fallback_html(self.rows())
        except CompanionError:
            static = ""
        return {**data, **({"text/html": static} if static else {})}, metadata
