"""Thin anywidget shells over the renderer."""

from companion.widgets.boxes import register
from companion.widgets.exercises import Exercises
from companion.widgets.install import install_model
from companion.widgets.reader import Reader

__all__ = ["Exercises", "Reader", "install_model"]

register()
