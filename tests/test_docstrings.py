"""What people call says what it takes, gives and raises."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import companion

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"from (companion[\w.]*) import ([\w, ]+)|\b(companion(?:\.[a-z_]+)*)\.(\w+)\(")


def told() -> set[tuple[str, str]]:
    """Module and name of what README, docs and notebooks tell people to call."""
    texts = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")]
    found: set[tuple[str, str]] = {("companion", name) for name in companion.__all__}
    for text in texts:
        for module, names, other, name in NAMED.findall(text.read_text("utf-8")):
            found |= (
                {(module, n.strip()) for n in names.split(",") if n.strip()} if module else {(other, name)}
            )
    return found


def functions() -> Iterator[tuple[str, Any]]:
    """What is told, and the public methods of what of it is a class."""
    for module, name in sorted(told()):
        try:
            thing = getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError):
            continue  # a word of a text: `companion.read` inside a sentence, or a method of a class
        if inspect.isfunction(thing):
            yield f"{module}.{name}", thing
        elif inspect.isclass(thing) and not issubclass(thing, BaseException):
            for method, value in vars(thing).items():
                value = getattr(value, "__func__", value)
                if inspect.isfunction(value) and not method.startswith("_"):
                    yield f"{module}.{name}.{method}", value


def test_a_function_says_what_it_takes_and_gives(subtests):
    """Protects whoever reads the help in a notebook: each argument and the result have a line."""
    for name, function in functions():
        with subtests.test(name):
            doc = inspect.getdoc(function) or ""
            parameters = [
                p for p in inspect.signature(function).parameters.values() if p.name not in ("self", "cls")
            ]
            for parameter in parameters:
                assert re.search(rf"^ +{parameter.name}: \S", doc, re.MULTILINE), (
                    f"{name} does not say what {parameter.name} is"
                )
            returns = function.__annotations__.get("return", "None")
            if returns not in (None, "None"):
                assert re.search(r"^(?:Returns|Yields):|^\S.*\.$", doc, re.MULTILINE), (
                    f"{name} does not say what it returns"
                )
                assert not parameters or re.search(r"^(?:Returns|Yields):", doc, re.MULTILINE), name
