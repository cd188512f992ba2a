"""What is shown, and how."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RenderOptions"]


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The layers of a page or a reader, each on or off; `terms` is the list at a page's end."""

    simplified: bool = True
    pinyin: bool = True
    english: bool = True
    terms: bool = True
