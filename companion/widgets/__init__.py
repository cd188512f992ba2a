"""Thin anywidget shells over the renderer."""

from companion.widgets.reader import Reader

__all__ = ["Reader"]
