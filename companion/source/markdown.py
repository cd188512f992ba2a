"""Markdown: its blocks are the paragraphs (mistune), without the marks of emphasis and links."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from companion.source.blocks import Block
from companion.source.imprint import date_in
from companion.source.kinds import kind_of

__all__ = ["front_matter", "markdown_blocks"]

_FRONT = re.compile(r"\A(?:---\n.*?\n(?:---|\.\.\.)|\+\+\+\n.*?\n\+\+\+)[ \t]*(?:\n|\Z)", re.S)
# What a text says of itself before it begins, in YAML (title: …) or TOML (title = "…"), by the field of an article.
_FIELDS = {
    "title": r"title|標題|标题|題目|题目", "author": r"authors?|作者|撰文", "source": r"source|publisher|來源|来源|出處|出处",
    "date": r"date|published|日期|發布日期|发布日期",
}  # fmt: skip
_FIELD = re.compile("|".join(rf"(?P<{f}>(?:{names}))" for f, names in _FIELDS.items()), re.I)
_TIGHT_HEADING = re.compile(r"^(#{1,6})(?=[^\s#][^#\n]*$)", re.M)  # "#標題", as many write
_MARKS = re.compile(r"(^[ \t]*[*-][ \t])|[*_~]", re.M)  # the bullet of a list stays
_NOTE = re.compile(r"^\[\^[^\]\n]{1,40}\]:", re.M)  # a note that nothing refers to is a paragraph
_MOST_MARKS, _MOST_COLUMNS = 1_000, 100
_PLUGINS = ["table", "strikethrough", "footnotes", "task_lists"]


def markdown_blocks(text: str) -> list[Block]:
    """The paragraphs of a Markdown text; hard-wrapped lines of one are joined without a space.

    >>> [(b.kind, b.text) for b in markdown_blocks("## 詳情\\n\\n- 切勿前往**海邊**。\\n- 留在安全\\n  的地方。")]
    [('headline', '詳情'), ('item', '切勿前往海邊。'), ('item', '留在安全的地方。')]
    """
    import mistune

    text = "\n\n".join(map(_bounded, text.split("\n\n")))
    text = _NOTE.sub(lambda m: m[0] if text.count(m[0][:-1]) > 1 else "\n", text)
    text = _TIGHT_HEADING.sub(r"\1 ", text)
    tokens: Any = mistune.create_markdown(renderer=None, plugins=_PLUGINS)(text)
    found: list[Block] = []
    _walk(tokens, "", found)
    return found


def front_matter(text: str) -> tuple[dict[str, str], list[str], str]:
    """What a text says of itself before it begins, by the fields of an article; its other lines there; and the text.

    >>> front_matter("---\\ntitle: '打擊電騙'\\ndate: 2026年11月28日\\nslug: 電騙\\n---\\n警方昨日公布數字。")
    ({'title': '打擊電騙', 'date': '2026-11-28'}, ['slug: 電騙'], '警方昨日公布數字。')
    """
    said: dict[str, str] = {}
    rest: list[str] = []
    if (front := _FRONT.match(text)) is None:
        return said, rest, text
    for line in front[0].split("\n"):
        name, _, value = re.sub(r"^(\w+)\s*=", r"\1:", line).partition(":")
        names = re.split(r"\s*[,，、]\s*", value.strip().strip("[]"))
        plain = "、".join(n for name in names if (n := name.strip(" \"'")))
        field = _FIELD.fullmatch(name.strip())
        if field and field.lastgroup == "date":
            plain = date_in(plain)
        elif field and field.lastgroup == "title":
            plain = value.strip(" \"'")
        if field and field.lastgroup and plain and field.lastgroup not in said:
            said[field.lastgroup] = plain
        elif line.strip("-+. "):
            rest.append(line)
    return said, rest, text[front.end() :]


def _bounded(block: str) -> str:
    """A block without its marks of emphasis, or of a table, where they are so many that pairing them is no linear work."""
    if sum(map(block.count, "*_~")) > _MOST_MARKS:
        block = _MARKS.sub(r"\1", block)
    if block.count("|") > _MOST_MARKS:
        block = "\n".join(
            line.replace("|", " ") if line.count("|") > _MOST_COLUMNS else line for line in block.split("\n")
        )
    return block


def _walk(tokens: list[dict[str, Any]], kind: str, found: list[Block]) -> None:
    from companion.source.html import html_elements
    from companion.source.layout import joined

    for token in tokens:
        name = token["type"]
        inner = token.get("children")
        if name in ("paragraph", "block_text", "heading", "table_cell"):
            text = joined(_inline(inner or []).split("\n"))
            if text:
                number = len(found) + 1
                guess = "headline" if name == "heading" else kind_of(text, is_first=not found)
                own = kind if kind and guess not in ("byline", "caption") else guess
                found.append(Block(own, text, number, number, ("a block of Markdown",), (), "block"))
        elif name == "block_code":
            for line in token.get("raw", "").split("\n"):
                _walk([{"type": "paragraph", "children": [{"type": "text", "raw": line}]}], kind, found)
        elif name == "block_html":
            for block in html_elements(token.get("raw", "")):
                number = len(found) + 1
                found.append(Block(block.kind, block.text, number, number, block.reasons, (), "block"))
        elif name in ("table_head", "table_body", "table_row") or name in (
            "list",
            "list_item",
            "task_list_item",
        ):
            _walk(inner or [], "item", found)
        elif inner:
            _walk(inner, kind, found)


def _inline(tokens: list[dict[str, Any]]) -> str:
    pieces = []
    for token in tokens:
        if token["type"] in ("softbreak", "linebreak"):
            pieces.append("\n")
        elif "children" in token:
            pieces.append(_inline(token["children"]))
        elif token["type"] == "inline_html":
            pieces.append("\n" if token.get("raw", "").lower().startswith("<br") else "")
        elif token["type"] != "footnote_ref":
            raw = token.get("raw", "")
            pieces.append(raw if token["type"] == "codespan" else unescape(raw))
    return "".join(pieces)
