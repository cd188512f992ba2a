"""The handout: a whole page, for print and for a phone, with its own style and script inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from companion import __version__
from companion.errors import InputError
from companion.files import as_path, is_there, parsing, read_text
from companion.language.language import Language
from companion.language.meanings import with_meanings
from companion.language.readings.spoken import Said
from companion.model import MACHINES, Article, Paragraph, Token
from companion.render.environment import environment, filled, script, style
from companion.render.options import RenderOptions
from companion.render.page_cards import Cards, PageCards, SharedCards
from companion.render.page_options import HandoutOptions
from companion.render.paragraphs import english_html, paragraph_html
from companion.render.regional import regional_html
from companion.render.tiers import tiers
from companion.render.words import READING_LANGUAGES, Words, has_reading, is_word, word_key
from companion.source.characters import plain

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["answers_page_html", "page_html", "page_pieces", "shared_assets", "writing_page_html"]

_LARGEST = 2 * 2**20  # bytes of a template or style sheet


def page_html(article: Article, options: RenderOptions | None = None, **more: Any) -> str:
    """The whole page of a handout in one text; see `page_pieces`."""
    return "".join(page_pieces(article, options, **more))


def page_pieces(
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
    shared: SharedCards | None = None,
) -> Iterator[str]:
    """A handout piece by piece: no request, its own style sheet and script, allowed by hash.

    `vocabulary` are the entries in front (`companion.lessons.words.Entry`), `number_of` gives a
    token's number among them, or 0. `phrases` are entries that are explained after the text, `writing` words whose
    characters are written (`companion.lessons.writing.WritingWord`).
    `exercises` and `answers` are HTML of this renderer; `progress` is told how many paragraphs are done.
    `shared`: it is a page of a site, which has style sheet, script and cards once for all (`companion.render.site`); what
    cards its words need is there when the last piece was taken.
    """
    from markupsafe import Markup

    options = HandoutOptions.of(options)
    language = Language.of(article)
    if options.cards:
        article = with_meanings(article, language)
    cards = shared or (PageCards(article.glossary, language) if options.cards else Cards())
    words = _Words(replace_layout(options), article, number_of, cards)
    words.learn_names(_shown(article, options))
    title = options.title or article.title
    body: Iterable[str]
    if options.layout == "vertical":
        body = _vertical(_shown(article, options), options, words, title)
    else:
        body = _body(_shown(article, options), options, words, title, progress)
    code = script("handout") if options.cards and not shared else ""
    css = ""
    if not shared:
        own = (("writing",) if writing else ()) + (("exercise_items",) if exercises else ())
        css = style(*_STYLES, *own, *(("site",) if options.home else ()))
    css += _page_css(article, options) + _own_css(options)
    has = _Found(article, options)
    values = {
        "article": article,
        "options": options,
        "assets": assets_of_pages(options) if shared else None,
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
        "fragments": map(Markup, body),
        "vocabulary": vocabulary,
        "phrases": phrases,
        **_written(options, writing),
        "regional": Markup(regional_html(article)) if options.regional and vocabulary else "",
        "ends": _under(_shown(article, options), options, words) if options.at_end else [],
        "exercises": Markup(exercises),
        "answers": Markup(answers),
        "cards": cards if options.cards else "",
        "machines": has.machines,
        "memories": has.memories,
        "glossed": has.glossed,
        "cedict": bool(options.cards or has.glossed or any(e.source == "CC-CEDICT" for e in vocabulary)),
        "version": __version__,
    }
    if options.templates:  # one's own may take them twice, or in another order
        values |= {"fragments": list(values["fragments"]), "ends": list(values["ends"])}
        yield _filled("page.html", options, values)
        return
    for piece in environment().get_template("page.html").generate(**values):
        yield filled(piece)


_STYLES = ("reading", "regional", "page")


def shared_assets() -> dict[str, str]:
    """The files that all pages of a site have in common, by their names: a style sheet and a script.

    The names change with what is in them, so that no page meets one of another version.

    Returns:
        Names and texts.

    >>> [name.partition("-")[0] for name in shared_assets()]
    ['page', 'page']
    """
    made = {
        "css": style(*_STYLES, "writing", "exercise_items", "site"),
        "js": script("handout"),
    }
    return {f"page-{_digest(text, 9)}.{kind}": text for kind, text in made.items()}


def assets_of_pages(options: HandoutOptions) -> dict[str, str]:
    """Where a page of a site finds them: addresses from the page on."""
    root = options.home.rpartition("/")[0]
    folder = f"{root}/assets" if root else "assets"
    css, code = shared_assets()
    return {"css": f"{folder}/{css}", "script": f"{folder}/{code}", "cards": f"{folder}/cards"}


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


_READINGS = {"pinyin": "Pinyin", "zhuyin": "Zhuyin", "wade-giles": "Wade–Giles", "jyutping": "Jyutping"}


class _Words(Words):
    """Words in the page's short form, with the number of the vocabulary behind their first place."""

    def __init__(
        self,
        options: RenderOptions,
        article: Article,
        number_of: Callable[[Token], int],
        cards: Cards,
    ) -> None:
        super().__init__(options, article.glossary, rp=False, language=Language.of(article))
        self._number_of = number_of
        self._cards = cards
        self._placed: set[int] = set()
        self._language = f' lang="{READING_LANGUAGES[options.reading]}" aria-hidden="true"'

    def fragments(self, token: Token, spoken: Said | None = None, gloss: str = "") -> tuple[str, str]:
        from markupsafe import Markup

        short = super().fragments(token, spoken, gloss)
        number = self._number_of(token) if token.pinyin else 0
        if number and number not in self._placed:
            self._placed.add(number)
            if self.options.layout == "interlinear":  # within the word, above its gloss
                mark = str(_macros().plain_number(number))
                return short[0].replace('<span class="cmp-g"', f'{mark}<span class="cmp-g"', 1), short[1]
            return str(_macros().numbered(Markup(short[0]), number)), short[1]
        return short

    def _render(self, token: Token, shown: bool, spoken: Said | None, gloss: str) -> tuple[str, str]:
        """The same HTML with less of it: a long page has thousands of words."""
        found = super()._render(token, shown, spoken, gloss)
        if token.kind == "word" and not token.pinyin and has_reading(token.text[0]):
            return str(_macros().apart(token)), found[
                1
            ]  # an exercise asks for it: a word still, without a card
        if not is_word(token):
            return found[0].replace(self._language, " aria-hidden=true"), found[1]
        key = word_key(token)
        short = f"data-w={self._cards.number(token)}"
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


def _body(
    paragraphs: Iterable[Paragraph],
    options: HandoutOptions,
    words: Words,
    title: str,
    progress: Callable[[int], None],
) -> Iterator[str]:
    for n, p in enumerate(paragraphs):
        yield _paragraph(p, options, words, n, title)
        progress(n + 1)


def _vertical(
    paragraphs: Iterable[Paragraph], options: HandoutOptions, words: Words, title: str
) -> Iterator[str]:
    """The text in vertical tiers, under each its other script and its English."""
    from markupsafe import Markup

    number = 0
    for tier in tiers(paragraphs, options):
        above = []
        for p in tier:
            above.append(Markup(_paragraph(p, options, words, number, title)))
            number += 1
        under = [] if options.at_end else _under(tier, options, words)
        yield _macros().tier(above, under)


def _under(
    paragraphs: Iterable[Paragraph], options: HandoutOptions, words: Words
) -> Iterator[dict[str, Any]]:
    """For each paragraph what stands apart from the text: the other script, the English."""
    from markupsafe import Markup

    language = "zh-Hant-HK" if options.script_first == "simplified" else "zh-Hans"
    for p in paragraphs:
        yield {
            "kind": p.kind,
            "other": p.simplified if options.simplified else "",
            "language": language,
            "english": Markup(english_html(p, words)) if options.english else "",
        }


def _shown(article: Article, options: HandoutOptions) -> Iterator[Paragraph]:
    """The paragraphs one by one, with the scripts changed over where the Simplified text carries the readings."""
    paragraphs = article.passing()
    return map(_swapped, paragraphs) if options.script_first == "simplified" else paragraphs


def _swapped(p: Paragraph) -> Paragraph:
    if len(p.simplified) != len(p.text):  # offsets would no longer fit
        return p
    at, tokens = 0, []
    for t in p.tokens:
        end = at + len(t.simplified)
        tokens.append(replace(t, text=t.simplified, simplified=t.text, start=at, end=end))
        at = end
    return replace(p, text=p.simplified, tokens=tuple(tokens))


def _filled(template: str, options: HandoutOptions, values: dict[str, Any]) -> str:
    if not options.templates:
        return filled(environment().get_template(template).render(**values))
    with parsing(options.templates, "templates", "mend the template"):
        return filled(_environment(options).get_template(template).render(**values))


def _environment(options: HandoutOptions) -> Environment:
    from jinja2 import ChoiceLoader, FunctionLoader

    folder = as_path(options.templates)

    def own(name: str) -> str | None:
        parts = name.split("/")
        file = folder.joinpath(*parts)
        return read_text(file, largest=_LARGEST) if ".." not in parts and is_there(file) else None

    return environment().overlay(
        loader=ChoiceLoader([FunctionLoader(own), environment().loader]),  # type: ignore[list-item]
        cache_size=50,
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
    css: str = environment().get_template("handout/paper.css").render(**values)
    return css


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


def _digest(text: str, short: int = 0) -> str:
    """The checksum that a page allows a style sheet or script by; `short`: so many letters of it, for a name."""
    found = hashlib.sha256(text.encode("utf-8", "replace"))
    return found.hexdigest()[:short] if short else base64.b64encode(found.digest()).decode()


@cache
def _macros() -> Any:
    return environment().get_template("handout/macros.html").module
