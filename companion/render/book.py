"""An EPUB's files: chapters with ruby, the vocabulary as notes, contents and package document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from companion import __version__
from companion.language.language import Language
from companion.language.readings.spoken import Said
from companion.model import MACHINES, Article, Paragraph, Token
from companion.render.environment import environment, filled, style
from companion.render.options import RenderOptions
from companion.render.paragraphs import paragraph_html
from companion.render.words import Words

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["epub_files"]

CHAPTER = 6_000
"""Characters from which a headline begins a new file, and twice that where there is none."""

_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTRIES = 300


def epub_files(
    article: Article,
    options: RenderOptions,
    vocabulary: Sequence[Any],
    number_of: Callable[[Token], int],
    identifier: str,
    modified: str,
    progress: Callable[[int], None] = lambda done: None,
    names: int = 0,
) -> Iterator[tuple[str, Iterable[str]]]:
    """Names and texts of the files, in the order in which they go into the archive.

    A text is an iterable of pieces, made as they are taken: take all of one file's before you ask for the next.
    `vocabulary` are `companion.lessons.words.Entry`, `number_of` gives a token's number among
    them, or 0; `identifier` is a UUID, `modified` a time in UTC. `progress` is told how many
    paragraphs are done; from the number `names` on they are names, 0: those do not stand apart.
    """
    language = "zh-Hant-HK" if any(p.simplified != p.text for p in article.paragraphs) else "zh-Hans"
    files, contents = [], []
    counted = count(1)

    def done() -> None:
        progress(next(counted))

    words = _Words(options, article, number_of, lambda n: f"vocabulary-{(n - 1) // _ENTRIES + 1}.xhtml")
    words.learn_names(article.paragraphs)
    for number, paragraphs in enumerate(_chapters(article.paragraphs)):
        words.file = name = f"text-{number + 1}.xhtml"
        title = next((p.text for p in paragraphs if p.kind == "headline"), f"{number + 1}")
        title = article.title if number == 0 else title
        files.append(name)
        contents.append((name, title))
        fragments = _fragments(paragraphs, options, words, article.title if number == 0 else None, done)
        pieces = _pieces(
            "chapter.xhtml", language=language, title=title, number=number, classes=options.classes,
            book=article.title or "Article", source=article.credit, fragments=fragments,
            heading=number == 0 and paragraphs[0].text != article.title,
        )  # fmt: skip
        yield f"EPUB/{name}", pieces
    for at in range(0, len(vocabulary), _ENTRIES):
        name = f"vocabulary-{at // _ENTRIES + 1}.xhtml"
        title = "Vocabulary" if len(vocabulary) <= _ENTRIES else f"Vocabulary {at // _ENTRIES + 1}"
        part = vocabulary[at : at + _ENTRIES]
        places: Mapping[int, str] = {e.number: words.places.get(e.number, files[0]) for e in part}
        files.append(name)
        contents.append((name, title))
        yield f"EPUB/{name}", _xml("vocabulary.xhtml", title=title, entries=part, places=places, names=names)
    used = [
        s.translation for p in article.paragraphs for s in p.sentences if s.translation and s.translation.text
    ]
    files.append("about.xhtml")
    contents.append(("about.xhtml", "About this book"))
    yield (
        "EPUB/about.xhtml",
        _xml(
            "about.xhtml",
            source=article.credit,
            memories=sorted({t.engine for t in used if t.origin == "memory" and t.engine})
            if options.english
            else [],
            machines=sorted({t.engine for t in used if t.origin in MACHINES}) if options.english else [],
            glossed=options.english and any(t.origin == "gloss" for t in used),
            levels=any(e.levels for e in vocabulary),
            version=__version__,
        ),
    )
    yield "EPUB/nav.xhtml", _xml("nav.xhtml", language=language, book=article.title, contents=contents)
    yield "EPUB/style.css", (style("epub"),)
    yield "EPUB/content.opf", _xml(
        "content.opf", language=language, identifier=identifier, book=article.title or "Article",
        source=article.source, author=article.author, date=article.date, english=options.english, modified=modified, files=files, rtl=False,
    )  # fmt: skip
    yield "META-INF/container.xml", _xml("container.xml")


class _Words(Words):
    """Words with the number of their note behind their first place."""

    def __init__(
        self,
        options: RenderOptions,
        article: Article,
        number_of: Callable[[Token], int],
        note_file: Callable[[int], str],
    ) -> None:
        super().__init__(options, article.glossary, language=Language.of(article))
        self._number_of = number_of
        self._note_file = note_file
        self.places: dict[int, str] = {}
        self.file = ""

    def fragments(self, token: Token, spoken: Said | None = None, gloss: str = "") -> tuple[str, str]:
        found = super().fragments(token, spoken, gloss)
        number = self._number_of(token) if token.pinyin else 0
        if number and number not in self.places:
            self.places[number] = self.file
            macros: Any = environment().get_template("epub/macros.html").module
            return str(macros.numbered(_markup(found[0]), number, self._note_file(number))), found[1]
        return found


def _chapters(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    chapter: list[Paragraph] = []
    size = 0
    for p in paragraphs:
        if chapter and ((size > CHAPTER and p.kind == "headline") or size > 2 * CHAPTER):
            yield chapter
            chapter, size = [], 0
        chapter.append(p)
        size += len(p.text)
    yield chapter


def _markup(html: str) -> Markup:
    from markupsafe import Markup

    return Markup(html)


def _fragments(
    paragraphs: Iterable[Paragraph],
    options: RenderOptions,
    words: Words,
    title: str | None,
    done: Callable[[], None],
) -> Iterator[Any]:
    """A chapter's paragraphs, each made when its turn comes; a first headline that is the book's `title` is its heading."""
    for at, p in enumerate(paragraphs):
        same = at == 0 and p.kind == "headline" and p.text == title
        yield _markup(paragraph_html(p.passing(), options, 0 if same else 1, 1, words))
        done()


def _pieces(template: str, **values: Any) -> Iterator[str]:
    for piece in environment().get_template(f"epub/{template}").generate(**values):
        yield _INVALID.sub("", filled(piece))


def _xml(template: str, **values: Any) -> tuple[str]:
    return ("".join(_pieces(template, **values)),)
