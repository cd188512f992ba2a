"""Components by name: the built-in ones, and others through Python entry points.

A package that adds a translator declares in its `pyproject.toml`::

    [project.entry-points."companion.translator"]
    mine = "my_package:MyTranslator"
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, overload

from companion.errors import UnknownNameError, meant

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

    from companion.protocols import Translator

__all__ = ["names", "resolve"]

_BUILT_IN: dict[str, dict[str, str]] = {
    "script": {"opencc": "companion.language.script:OpenCCConverter"},
    "segmenter": {
        "lattice": "companion.language.words.lattice:Lattice",
        "jieba": "companion.language.words.segmentation:JiebaSegmenter",
    },
    "tagger": {"student": "companion.language.tagging.network:shipped_tagger"},
    "romanizer": {"pinyin": "companion.language.readings.romanizer:PinyinRomanizer"},
    "dictionary": {"cc-cedict": "companion.language.dictionary.cedict:cedict"},
    "translator": {
        "memory": "companion.translation.memory:MemoryTranslator",
        "argos": "companion.translation.local:ArgosTranslator",
        "ctranslate2": "companion.translation.local:CTranslate2Translator",
        "gloss": "companion.translation.gloss:GlossTranslator",
        "libretranslate": "companion.translation.libretranslate:LibreTranslator",
        "llm": "companion.translation.chat:ChatTranslator",
        "auto": "companion.translation.chain:ChainTranslator",
    },
}


def _entries(kind: str) -> EntryPoints:
    from importlib.metadata import entry_points  # takes as long as half of `import companion`

    return entry_points(group=f"companion.{kind}")


def names(kind: str) -> list[str]:
    """The names registered for a kind ("translator", "segmenter" …), sorted."""
    found = set(_BUILT_IN.get(kind, {}))
    found.update(e.name for e in _entries(kind))
    return sorted(found)


@overload
def resolve(kind: Literal["translator"], name: str | object, **options: Any) -> Translator: ...
@overload
def resolve(kind: str, name: str | object, **options: Any) -> Any: ...
def resolve(kind: str, name: str | object, **options: Any) -> Any:
    """The component called `name`, made with `options`; anything but a string is returned as it is.

    Raises `UnknownNameError`, with the names there are, where there is none.
    """
    if not isinstance(name, str):
        return name
    if target := _BUILT_IN.get(kind, {}).get(name):
        module, _, attribute = target.partition(":")
        return getattr(import_module(module), attribute)(**options)
    for entry in _entries(kind):
        if entry.name == name:
            return entry.load()(**options)
    raise UnknownNameError(
        f"no {kind} is called '{name}'{meant(name, names(kind))}; there are: {', '.join(names(kind))}"
    )
