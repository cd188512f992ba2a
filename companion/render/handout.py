"""The handout: a whole page, for print and for a phone, with its own style and script inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from companion import __version__
from companion.errors import InputError
from companion.files import as_path, is_there, parsing, read_text
from companion.language.language import Language
from companion.language.meanings import with_meanings
from companion.language.readings.spoken import Said
from companion.model import MACHINES, Article, Paragraph, Token
from companion.render.environment import environment, filled, script, style
from companion.render.options import RenderOptions
from companion.render.page_cards import page_words, words_json
from companion.render.page_options import HandoutOptions
from companion.render.paragraphs import english_html, paragraph_html
from companion.render.regional import regional_html
from companion.render.tiers import tiers
from companion.render.words import READING_LANGUAGES, Words, is_word, word_key
from companion.source.characters import plain

__all__ = ["answers_page_html", "page_html", "writing_page_html"]

_LARGEST = 2 * 2**20  # bytes of a template or style sheet


def page_html(
    article: Article,
    options: RenderOptions | None = None,
    *,
    vocabulary: Sequence[Any] = (),
    number_of: Callable[[Token], int] = lambda token: 0,
    phrases: Sequence[Any] = (),
    writing: Sequence[Any] = (),
    exercises: str = "",
    answers: str = "",
    progress: Callable[[int], None] = lambda done: None,
) -> str:
    """The whole page of a handout: no request, its own style sheet and script, allowed by hash.

    `vocabulary` are the entries in front (`companion.lessons.words.Entry`), `number_of` gives a
    token's number among them, or 0. `phrases` are entries that are explained after the text, `writing` words whose
    characters are written (`companion.lessons.writing.WritingWord`).
    `exercises` and `answers` are HTML of this renderer; `progress` is told how many paragraphs are done.
    """
    from markupsafe import Markup

    options = HandoutOptions.of(options)
    if options.cards:
        article = with_meanings(article, Language.of(article))
    shown = _swapped(article) if options.script_first == "simplified" else article
    table, keys = page_words(shown)
    words = _Words(replace_layout(options), shown, number_of, keys)
    words.learn_names(shown.paragraphs)
    title = options.title or article.title
    if options.layout == "vertical":
        body = _vertical(shown, options, words)
    else:
        body = []
        for n, p in enumerate(shown.paragraphs):
            body.append(_paragraph(p, options, words, n, title))
            progress(n + 1)
    code = script("handout") if options.cards else ""
    css = (
        style(
            "reading",
            "regional",
            "page",
            *(("writing",) if writing else ()),
            *(("exercise_items",) if exercises else ()),
            *(("site",) if options.home else ()),
        )
        + _page_css(article, options)
        + _own_css(options)
    )
    has = _Found(article, options)
    values = {
        "article": article,
        "options": options,
        "classes": f"cmp-page {options.page_classes} {replace_layout(options).classes}",
        "title": title,
        "source": options.source or article.credit,
        "css": Markup(css),
        "css_hash": _digest(css),
        "script": Markup(code),
        "script_hash": _digest(code) if code else "",
        "text_language": "zh-Hans" if options.script_first == "simplified" else "zh-Hant-HK",
        "reading_language": READING_LANGUAGES[options.reading],
        "reading_name": _READINGS[options.reading],
        "fragments": [Markup(b) for b in body],
        "vocabulary": vocabulary,
        "phrases": phrases,
        **_written(options, writing),
        "regional": Markup(regional_html(article)) if options.regional and vocabulary else "",
        "ends": _under(shown.paragraphs, options, words) if options.at_end else [],
        "exercises": Markup(exercises),
        "answers": Markup(answers),
        "cards": Markup(words_json(_without_systems(table.data()))) if options.cards else "",
        "machines": has.machines,
        "memories": has.memories,
        "glossed": has.glossed,
        "cedict": bool(options.cards or has.glossed or any(e.source == "CC-CEDICT" for e in vocabulary)),
        "version": __version__,
    }
    return _filled("page.html", options, values)


def answers_page_html(article: Article, options: RenderOptions | None, answers: str) -> str:
    """The answer key as a page of its own, in the style of the handout."""
    from markupsafe import Markup

    return _apart(
        "answers.html", article, HandoutOptions.of(options), "exercise_items", answers=Markup(answers)
    )


def writing_page_html(article: Article, options: RenderOptions | None, writing: Sequence[Any]) -> str:
    """The sheet to write characters on as a page of its own, in the style of the handout."""
    options = HandoutOptions.of(options)
    return _apart("writing.html", article, options, "writing", **_written(options, writing))


def _apart(template: str, article: Article, options: HandoutOptions, *styles: str, **more: Any) -> str:
    """A page beside the handout, in its style."""
    from markupsafe import Markup

    css = style("reading", "page", *styles) + _page_css(article, options) + _own_css(options)
    values = {
        "options": options,
        "css": Markup(css),
        "css_hash": _digest(css),
        "title": options.title or article.title,
        "text_language": "zh-Hant-HK",
        "reading_language": READING_LANGUAGES[options.reading],
        "classes": f"cmp-page {options.page_classes}",
        "version": __version__,
        **more,
    }
    return _filled(template, options, values)


def _written(options: HandoutOptions, writing: Sequence[Any]) -> dict[str, Any]:
    """What the sheet to write on is filled with."""
    return {
        "writing": writing,
        "grid": "mi" if options.writing == "mi" else "tian",
        "written_language": "zh-Hans" if options.script_first == "simplified" else "zh-Hant-HK",
    }


def _without_systems(data: dict[str, Any]) -> dict[str, Any]:
    """A table without what only the reader's switches need: a page has one system of readings."""
    return {name: value for name, value in data.items() if name != "syllables"}


_READINGS = {"pinyin": "Pinyin", "zhuyin": "Zhuyin", "wade-giles": "Wade–Giles", "jyutping": "Jyutping"}


class _Words(Words):
    """Words in the page's short form, with the number of the vocabulary behind their first place."""

    def __init__(
        self,
        options: RenderOptions,
        article: Article,
        number_of: Callable[[Token], int],
        keys: Mapping[str, str],
    ) -> None:
        super().__init__(options, article.glossary, rp=False, language=Language.of(article))
        self._number_of = number_of
        self._keys = keys
        self._placed: set[int] = set()
        self._short: dict[tuple[str, str], tuple[str, str]] = {}
        self._language = f' lang="{READING_LANGUAGES[options.reading]}" aria-hidden="true"'

    def fragments(self, token: Token, spoken: Said | None = None, gloss: str = "") -> tuple[str, str]:
        from markupsafe import Markup

        found = super().fragments(token, spoken, gloss)
        short = self._short.get(found)
        if short is None:
            short = self._short[found] = self._shortened(found, token)
        number = self._number_of(token) if token.pinyin else 0
        if number and number not in self._placed:
            self._placed.add(number)
            if self.options.layout == "interlinear":  # within the word, above its gloss
                mark = str(_macros().plain_number(number))
                return short[0].replace('<span class="cmp-g"', f'{mark}<span class="cmp-g"', 1), short[1]
            return str(_macros().numbered(Markup(short[0]), number)), short[1]
        return short

    def _shortened(self, found: tuple[str, str], token: Token) -> tuple[str, str]:
        """The same HTML with less of it: a long page has thousands of words."""
        if not is_word(token):
            return found[0].replace(self._language, " aria-hidden=true"), found[1]
        key = word_key(token)
        short = f"data-w={self._keys[key]}"
        original, simplified = (html.replace(f'data-w="{key}"', short) for html in found)
        return original.replace(self._language, " aria-hidden=true"), simplified


class _Found:
    """Who the English is from."""

    def __init__(self, article: Article, options: HandoutOptions) -> None:
        used = [
            s.translation
            for p in article.paragraphs
            for s in p.sentences
            if options.english and s.translation and s.translation.text
        ]
        self.machines = sorted({t.engine for t in used if t.origin in MACHINES})
        self.memories = sorted({t.engine for t in used if t.origin == "memory" and t.engine})
        self.glossed = any(t.origin == "gloss" for t in used)


def replace_layout(options: HandoutOptions) -> HandoutOptions:
    """The options with the layout that the paragraphs' own style knows."""
    return replace(options, layout=options.fragment_layout)


_LONG = {"interlinear": 40, "columns": 40}


def _paragraph(p: Paragraph, options: HandoutOptions, words: Words, number: int, title: str) -> str:
    chosen = words.options
    if options.at_end or options.layout == "vertical":
        chosen = replace(chosen, simplified=False, english=False)
    html = paragraph_html(p, chosen, 0 if number == 0 and p.kind == "headline" else 1, 2, words)
    if p.kind == "headline":
        html = _with_plain_heading(html, p, number == 0, title == p.text)
    if len(p.text) > _LONG.get(options.layout, 60):
        html = html.replace('<section class="cmp-p ', '<section class="ho-long cmp-p ', 1)
    html = html.replace(' data-p="', ' id="', 1)
    return _in_script(html, options)


def _with_plain_heading(html: str, p: Paragraph, first: bool, title: bool) -> str:
    """The headline as a heading without readings, which bookmarks and screen readers take, and its text.

    `first`: it is the first paragraph; `title`: it is the page's own heading already.
    """
    tag = "h2" if first else "h3"
    html = html.replace(f'<{tag} class="cmp-o"', '<p class="cmp-o"', 1).replace(f"</{tag}>", "</p>", 1)
    if title:
        return html
    at = html.index(">") + 1
    return html[:at] + str(_macros().heading(p.text)) + html[at:]


def _in_script(html: str, options: HandoutOptions) -> str:
    if options.script_first == "simplified":
        html = html.replace('class="cmp-o" lang="zh-Hant-HK"', 'class="cmp-o" lang="zh-Hans"')
        html = html.replace('class="cmp-s" lang="zh-Hans"', 'class="cmp-s" lang="zh-Hant-HK"')
    return html


def _vertical(article: Article, options: HandoutOptions, words: Words) -> list[str]:
    """The text in vertical tiers, under each its other script and its English."""
    from markupsafe import Markup

    found, number = [], 0
    for tier in tiers(article.paragraphs, options):
        above = []
        for p in tier:
            above.append(Markup(_paragraph(p, options, words, number, options.title or article.title)))
            number += 1
        under = [] if options.at_end else _under(tier, options, words)
        found.append(_macros().tier(above, under))
    return found


def _under(paragraphs: Iterable[Paragraph], options: HandoutOptions, words: Words) -> list[dict[str, Any]]:
    """For each paragraph what stands apart from the text: the other script, the English."""
    from markupsafe import Markup

    language = "zh-Hant-HK" if options.script_first == "simplified" else "zh-Hans"
    return [
        {
            "kind": p.kind,
            "other": p.simplified if options.simplified else "",
            "language": language,
            "english": Markup(english_html(p, words)) if options.english else "",
        }
        for p in paragraphs
    ]


def _swapped(article: Article) -> Article:
    """The article with the scripts changed over, so that the Simplified text carries the readings."""

    def token(t: Token, start: int) -> Token:
        return replace(t, text=t.simplified, simplified=t.text, start=start, end=start + len(t.simplified))

    paragraphs = []
    for p in article.paragraphs:
        if len(p.simplified) != len(p.text):  # offsets would no longer fit
            paragraphs.append(p)
            continue
        at, tokens = 0, []
        for t in p.tokens:
            tokens.append(token(t, at))
            at += len(t.simplified)
        paragraphs.append(replace(p, text=p.simplified, tokens=tuple(tokens)))
    return replace(article, paragraphs=tuple(paragraphs))


def _filled(template: str, options: HandoutOptions, values: dict[str, Any]) -> str:
    if not options.templates:
        return filled(environment().get_template(template).render(**values))
    with parsing(options.templates, "templates", "mend the template"):
        return filled(_environment(options).get_template(template).render(**values))


def _environment(options: HandoutOptions) -> Any:
    from jinja2 import ChoiceLoader, FunctionLoader

    folder = as_path(options.templates)

    def own(name: str) -> str | None:
        parts = name.split("/")
        file = folder.joinpath(*parts)
        return read_text(file, largest=_LARGEST) if ".." not in parts and is_there(file) else None

    return environment().overlay(
        loader=ChoiceLoader([FunctionLoader(own), environment().loader]), cache_size=50
    )


def _own_css(options: HandoutOptions) -> str:
    file = as_path(options.templates) / "handout.css" if options.templates else None
    if not file or not is_there(file):
        return ""
    text = read_text(file, largest=_LARGEST)
    if "</" in text:
        raise InputError(f"{file}: holds '</', which no style sheet needs; take it out")
    return "\n" + text


def _page_css(article: Article, options: HandoutOptions) -> str:
    """The rules with this article's own values: the paper, and what repeats on each page."""
    from markupsafe import Markup

    title = options.title or article.title
    right = " · ".join(t for t in (options.class_name, options.teacher, options.date) if t)
    source = options.source or article.credit
    values: Mapping[str, str] = {
        "paper": "letter" if options.paper == "Letter" else "A4",
        "left": Markup(css_string(_short(title, 40))),
        "right": Markup(css_string(_short(right, 60))),
        "source": Markup(css_string(_short(f"Source: {source}" if source else "", 70))),
        "font": Markup(css_string(_short(options.font, 80))) if options.font.strip() else "",
        "size": f".ho {{ --ho-size: {options.font_size:g}pt; }}" if options.font_size else "",
    }
    return environment().get_template("handout/paper.css").render(**values)


def css_string(text: str) -> str:
    """`text` as a string of CSS, everything but letters and digits written as its number.

    >>> print(css_string('a"}'))
    "a\\22 \\7d "
    """
    safe = (
        c if c.isalnum() else f"\\{ord(c):x} " for c in text if c >= " " and not 0xD800 <= ord(c) < 0xE000
    )
    return '"' + "".join(safe) + '"'


def _short(text: str, most: int) -> str:
    text = " ".join(plain(text).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8", "replace")).digest()).decode()


@cache
def _macros() -> Any:
    return environment().get_template("handout/macros.html").module
