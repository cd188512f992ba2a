"""`companion.Reader`: an article to read in JupyterLab."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from companion.arguments import several
from companion.choices import (
    LEVEL,
    LEVELS,
    NUMBER_STYLES,
    PALETTES,
    PINYIN_FOR,
    READER_LAYOUTS,
    READING_SYSTEMS,
    RUBY,
)
from companion.errors import InputError
from companion.glossary import Glossary
from companion.jupyter import saving_notice
from companion.learning import Learner
from companion.model import Article
from companion.protocols import Translator
from companion.render import RenderOptions, fallback_html, regional_html, style
from companion.vocabulary import Vocabulary
from companion.widgets.callbacks import TellsErrors
from companion.widgets.printing import print_choices
from companion.widgets.reader_desk import Desk
from companion.widgets.reader_feed import Feed
from companion.widgets.reader_marks import Elsewhere
from companion.widgets.reader_state import ReaderState

__all__ = ["Reader"]

_STATIC = Path(__file__).parent / "static"
_OPTIONS = (
    "title", "simplified", "pinyin", "english", "english_hidden", "layout_mode", "pinyin_for", "level", "known",
    "statuses", "reading", "ruby", "sandhi", "numbers", "tone_colours", "font_size", "height", "voice", "speech_rate",
    "place",
)  # fmt: skip


class Reader(TellsErrors, anywidget.AnyWidget):
    """The reading widget: original with its reading, Simplified and English, aligned word by word.

    Click a word, or press Enter on it, for its card; `?` lists the keys. Each option below is a
    trait: give it at the start, set it later, `observe` it, or `jslink` it to another widget.

    Args:
        article: what `companion.read` or `companion.read_text` gives.
        file: the article's file, beside which corrections are kept; by itself the one it was read from.
        translate: True, a translator's name or an object: English comes paragraph by paragraph
            while one reads. Read the article with `translator=None` before.
        vocabulary: another `Learner` (or `Vocabulary`) than the person's own; False keeps no words.
        library: the `Library` whose other articles a card quotes; the person's own, where there is one.
        glossary, memory: as in `companion.read`, for translations and corrections made here.

    Raises `InputError` for what is no article and for an option that there is not.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> reader = companion.Reader(article, pinyin_for="above-level", level="B1", english=False)
    >>> reader.english, reader.layout_mode
    (False, 'auto')
    """

    _esm = _STATIC / "reader.js"
    _css = (
        style("reading", "regional")
        + (_STATIC / "reader.css").read_text("utf-8")
        + (_STATIC / "statuses.css").read_text("utf-8")
    )

    title = traitlets.Unicode("", help="str, the article's own title: `title='Lesson 3'`").tag(sync=True)
    simplified = traitlets.Bool(
        True, help="bool, True: the Simplified line is shown: `reader.simplified = False`"
    ).tag(sync=True)
    pinyin = traitlets.Bool(
        True, help="bool, True: readings stand over the words: `reader.pinyin = False`"
    ).tag(sync=True)
    english = traitlets.Bool(
        True, help="bool, True: the English is shown: `widgets.jslink((reader, 'english'), (box, 'value'))`"
    ).tag(sync=True)
    english_hidden = traitlets.Bool(
        False, help="bool, False: the English is blurred until it is clicked: `english_hidden=True`"
    ).tag(sync=True)
    layout_mode = traitlets.Enum(
        READER_LAYOUTS,
        READER_LAYOUTS[0],
        help='str, "auto" (columns, or stacked where it is narrow): `layout_mode="interlinear"`',
    ).tag(sync=True)
    pinyin_for = traitlets.Enum(
        PINYIN_FOR,
        PINYIN_FOR[0],
        help='str, "all": which words have their reading: `pinyin_for="above-level"`',
    ).tag(sync=True)
    level = traitlets.Enum(
        LEVELS,
        LEVEL,
        help='str, "B1": words up to this level (by frequency) count as known: `level="B2"`',
    ).tag(sync=True)
    statuses = traitlets.Bool(
        True, help="bool, True: what each word is to you shows in the text: `reader.statuses = False`"
    ).tag(sync=True)
    known = traitlets.List(
        traitlets.Unicode(), help='list of str, []: a class\'s words, simplified: `known=["打击"]`'
    ).tag(sync=True)
    reading = traitlets.Enum(
        READING_SYSTEMS, READING_SYSTEMS[0], help='str, "pinyin": how words are read: `reading="zhuyin"`'
    ).tag(sync=True)
    sandhi = traitlets.Bool(
        False, help="bool, False: 一 and 不 with the tones that they are said with: `sandhi=True`"
    ).tag(sync=True)
    ruby = traitlets.Enum(
        RUBY,
        default_value=RUBY[0],
        help='str, "word"; "character" sets a reading over each character: `ruby="character"`',
    ).tag(sync=True)
    numbers = traitlets.Enum(
        NUMBER_STYLES,
        NUMBER_STYLES[0],
        help='str, "figures"; "spelled" gives figures their reading: `numbers="spelled"`',
    ).tag(sync=True)
    tone_colours = traitlets.Enum(
        PALETTES,
        PALETTES[0],
        help='str, "off": "safe" for the colour-blind, or "classic": `tone_colours="safe"`',
    ).tag(sync=True)
    font_size = traitlets.Int(16, min=8, max=40, help="int, 16: pixels: `font_size=20`").tag(sync=True)
    height = traitlets.Int(0, min=0, help="int, 0 (four fifths of the window): pixels: `height=500`").tag(
        sync=True
    )
    voice = traitlets.Enum(
        ("zh-HK", "zh-CN", "zh-TW"), "zh-HK", help='str, "zh-HK": who reads aloud: `voice="zh-CN"`'
    ).tag(sync=True)
    speech_rate = traitlets.Float(
        0.9, min=0.3, max=2.0, help="float, 0.9: how fast it is read aloud: `speech_rate=0.6`"
    ).tag(sync=True)
    place = traitlets.Int(
        0, min=0, help="int, 0: the paragraph at the top, where one opens it and has come to: `place=12`"
    ).tag(sync=True)
    seen = traitlets.Int(0, min=0, help="int, 0: how many paragraphs were seen to their end; to be read").tag(
        sync=True
    )
    selection = traitlets.Dict(
        help='dict, {}: the chosen words with "text", "simplified", "pinyin", "paragraph" (id), "start", "end" and '
        '"sentence": `reader.observe(f, "selection")`'
    ).tag(sync=True)
    known_share = traitlets.Float(
        -1.0,
        help="float, -1 (not counted yet): how much of the running text is known words, 0 to 1; to be read",
    ).tag(sync=True)
    progress = traitlets.Float(
        -1.0, help="float, -1 (none asked for): how much is translated, 0 to 1; to be read"
    ).tag(sync=True)
    notices = traitlets.List(traitlets.Unicode(), help="list of str: remarks above the text; to be read").tag(
        sync=True
    )
    error = traitlets.Unicode("", help='str, "": the last error, as shown under the reader; to be read').tag(
        sync=True
    )
    _id = traitlets.Unicode().tag(sync=True)  # by which the view finds whether Python is there
    _paragraphs: traitlets.List[Any] = traitlets.List().tag(sync=True)
    _table = traitlets.Dict().tag(sync=True)
    _status = traitlets.Dict().tag(sync=True)
    _corrections: traitlets.List[Any] = traitlets.List().tag(sync=True)
    _regional = traitlets.Unicode().tag(sync=True)
    _offer = traitlets.Dict().tag(sync=True)  # the model that can be installed from here, and how far that is
    _credit = traitlets.Unicode().tag(sync=True)
    _printing = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        article: Article,
        *,
        file: str | os.PathLike[str] | None = None,
        translate: bool | str | Translator = False,
        vocabulary: Learner | Vocabulary | bool | None = None,
        library: Elsewhere | None = None,
        glossary: Glossary | str | Path | None = None,
        memory: Sequence[str | Path] | str | Path = (),
        known: Iterable[str] | str = (),
        **traits: Any,
    ) -> None:
        if not isinstance(article, Article):
            raise InputError(
                f"Reader takes an Article, not {type(article).__name__}: companion.Reader(companion.read('article.txt'))"
            )
        if unknown := [name for name in traits if name not in _OPTIONS and name != "layout"]:
            raise InputError(f"Reader has no option '{unknown[0]}'; there are: {', '.join(_OPTIONS)}")
        if isinstance(
            traits.get("layout"), str
        ):  # as everywhere else; a widget's own `layout` is its size and place
            traits["layout_mode"] = traits.pop("layout")
        path = Path(file).absolute() if file is not None else article.path
        learner: Learner | None
        if isinstance(vocabulary, Vocabulary):
            learner = vocabulary.learner
        elif isinstance(vocabulary, Learner):
            learner = vocabulary
        else:
            learner = None if vocabulary is False else Learner()
        self._state = ReaderState(self, article, path, learner, glossary, several(memory))
        self._feed = Feed(self._state)
        self._desk = Desk(self._state, self._feed, library)
        traits.setdefault("title", article.title)
        name = uuid4().hex
        try:
            super().__init__(
                notices=[*article.notices, *filter(None, [saving_notice()])],
                known=list(several(known)),
                model_id=name,
                _id=name,
                _regional=regional_html(article),
                _credit=article.credit,
                _printing=print_choices(),
                **self._feed.first(),
                **traits,
            )
        except traitlets.TraitError as error:
            raise InputError(f"Reader: {error}") from None
        self.on_msg(self._desk.on_message)
        self.observe(self._desk.on_level, ("level", "known"))
        self._desk.start(translate)  # which reads the person's marks, by which the feed counts
        self._feed.start()

    @property
    def article(self) -> Article:
        """The article that is shown, with the corrections and translations made here.

        >>> import companion
        >>> companion.Reader(companion.read_text("電騙。", translator=None)).article.paragraphs[0].text
        '電騙。'
        """
        return self._state.article

    def words(self) -> list[dict[str, Any]]:
        """The article's words in order of appearance, for a table or an export.

        Each is a dict with `word`, `simplified`, `pinyin`, `meaning`, `level`, `zipf` (frequency),
        `count`, `order` and `status` ("known", "learning" or "").

        >>> import companion
        >>> reader = companion.Reader(companion.read_text("警方打擊電騙。", translator=None))
        >>> [row["word"] for row in reader.words()]
        ['警方', '打擊', '電騙']
        """
        return self._desk.table()

    def wait(self, seconds: float = 60.0) -> Reader:
        """Wait until the words are counted and all translations are there.

        Args:
            seconds: The longest wait.

        Returns:
            The reader.
        """
        self._feed.join(seconds)
        self._desk.join(seconds)
        return self

    def cancel(self) -> None:
        """Stops the translation that is running; what is there stays."""
        self._desk.stop()

    def close(self) -> None:
        """Closes the widget and stops what it does in the background."""
        for part in (getattr(self, "_feed", None), getattr(self, "_desk", None)):
            if part is not None:
                part.stop()
        super().close()

    def shown_options(self) -> RenderOptions:
        """The layers and readings that are shown now, for what is made of the article elsewhere.

        >>> import companion
        >>> article = companion.read_text("電騙。", translator=None)
        >>> companion.Reader(article, english=False, reading="zhuyin").shown_options().classes
        'cmp-l-columns cmp-no-en cmp-r-zhuyin'
        """
        return RenderOptions(
            simplified=self.simplified,
            pinyin=self.pinyin,
            english=self.english,
            pinyin_for="all" if self.pinyin_for == "pointing" else self.pinyin_for,
            level=self.level,
            known=frozenset(self.known),
            reading=self.reading,
            sandhi=self.sandhi,
            numbers=self.numbers,
            ruby=self.ruby,
            tone_colours=self.tone_colours,
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget's bundle with a static view beside it, for viewers without widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        static = fallback_html(self.article, self.shown_options())
        self._feed.ahead()
        return {**data, "text/html": static}, metadata
