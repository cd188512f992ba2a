"""An error in a callback of the user's says which callback it was: Jupyter would show it nowhere."""

from __future__ import annotations

import logging
from typing import Any

from traitlets import TraitError

from companion.errors import InputError, own_frames, place_of
from companion.widgets.reader_state import in_words

__all__ = ["TellsErrors"]

_LOG = logging.getLogger("companion.widgets")


def callback_of(error: BaseException) -> str:
    """The user's function that raised an error, and where it stands; empty where it was none of theirs."""
    frames = own_frames(error)
    if not frames:
        return ""
    name = "a lambda" if frames[0].name == "<lambda>" else frames[0].name
    return f"{name} ({place_of(frames[0])})"


class TellsErrors:
    """For a widget: an error that a callback raises is told in the trait `error`, if it has one, and in the log."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Sets a trait; what it can't be is told as at the start, in an `InputError`."""
        try:
            super().__setattr__(name, value)
        except TraitError as error:
            raise InputError(f"{type(self).__name__}: {error}") from None

    def notify_change(self, change: Any) -> None:
        """Calls the callbacks of a trait; see traitlets."""
        try:
            super().notify_change(change)  # type: ignore[misc]
        except Exception as error:
            where = callback_of(error)
            name = change["name"]
            told = f"the callback {where} of '{name}' failed: {in_words(error)}" if where else in_words(error)
            error.add_note(told)
            _LOG.exception("%s: %s", type(self).__name__, told)
            if name != "error" and hasattr(self, "error"):
                self.error = told
            raise
