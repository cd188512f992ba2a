"""`companion.Reader`: an article to read in JupyterLab."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from companion.errors import InputError
from companion.model import Article
from companion.render import RenderOptions, Words, cards_html, fallback_html, paragraph_html, style

__all__ = ["Reader"]

_STATIC = Path(__file__).parent / "static"


class Reader(anywidget.AnyWidget):
    """The reading widget: original with pinyin, Simplified and English side by side.

    Click a word, or press Enter on it, for its card; arrows move by word and by line; `s`, `p`
    and `e` switch the layers; Escape closes the card.

    Traits: `simplified`, `pinyin`, `english` (bool, true): the layers that are shown, to be
    linked with ipywidgets; `layout_mode` ("auto", "columns" or "stacked"; "auto" follows the
    width); `selection` (dict): the chosen word with `text`, `paragraph` and `sentence`.

    >>> import companion
    >>> reader = companion.Reader(companion.read_text("電騙。", translator=None), english=False)
    >>> reader.english
    False
    """

    _esm = _STATIC / "reader.js"
    _css = style("reading") + (_STATIC / "reader.css").read_text("utf-8")

    title = traitlets.Unicode("").tag(sync=True)
    simplified = traitlets.Bool(True).tag(sync=True)
    pinyin = traitlets.Bool(True).tag(sync=True)
    english = traitlets.Bool(True).tag(sync=True)
    layout_mode = traitlets.Enum(("auto", "columns", "stacked"), "auto").tag(sync=True)
    selection = traitlets.Dict().tag(sync=True)
    notices = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _paragraphs = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _cards = traitlets.Dict().tag(sync=True)

    def __init__(self, article: Article, **traits: Any) -> None:
        if not isinstance(article, Article):
            raise InputError(
                f"Reader takes an Article, not {type(article).__name__}: companion.Reader(companion.read('article.txt'))"
            )
        if unknown := [name for name in traits if not self.has_trait(name) or name.startswith("_")]:
            raise InputError(
                f"Reader has no option '{unknown[0]}'; there are: simplified, pinyin, english, layout_mode"
            )
        self._article = article
        options = RenderOptions()
        words = Words(options, article.glossary)
        super().__init__(
            title=article.title,
            notices=list(article.notices),
            _paragraphs=[
                paragraph_html(p, options, n, words=words) for n, p in enumerate(article.paragraphs)
            ],
            _cards=cards_html(article),
            **traits,
        )

    @property
    def article(self) -> Article:
        """The article that is shown."""
        return self._article

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget's bundle with a static view beside it, for viewers without widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        options = RenderOptions(simplified=self.simplified, pinyin=self.pinyin, english=self.english)
        return {**data, "text/html": fallback_html(self._article, options)}, metadata
