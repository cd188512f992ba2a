"""The language part as one object: what turns Chinese text into words with readings and meanings."""

from __future__ import annotations

import threading
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from companion.language.analysis import Analyzer
from companion.protocols import Dictionary, Romanizer, ScriptConverter, Segmenter, Tagger
from companion.registry import resolve

if TYPE_CHECKING:
    from companion.model import Article, Sense, Token

__all__ = ["Language"]


class Language:
    """The parts that know Chinese, made when they are first needed.

    One of them is handed to `companion.read` and goes with the article (`Article.language`): what is worked out of it
    later, an exercise or a card, asks the same parts. Each part is the name under which one is registered, or
    an object of one's own that has the method of its protocol (`companion.protocols`).

    Args:
        converter: Traditional to simplified text, a `ScriptConverter`.
        segmenter: Simplified text to words, a `Segmenter`.
        tagger: Text to parts of speech and names, a `Tagger`; None: words have none of them.
        romanizer: Words to readings, a `Romanizer`.
        dictionary: Words to senses, a `Dictionary`.

    Raises:
        UnknownNameError: When a part is first used: none is registered under its name.

    >>> class Characters:
    ...     def segment(self, text):
    ...         return list(text)
    >>> language = Language(segmenter=Characters())
    >>> [t.text for t in language.tokens("看電視")]
    ['看', '電', '視']
    """

    def __init__(
        self,
        *,
        converter: ScriptConverter | str = "opencc",
        segmenter: Segmenter | str = "lattice",
        tagger: Tagger | str | None = "student",
        romanizer: Romanizer | str = "pinyin",
        dictionary: Dictionary | str = "cc-cedict",
    ) -> None:
        self._asked = {
            "script": converter,
            "segmenter": segmenter,
            "tagger": tagger,
            "romanizer": romanizer,
            "dictionary": dictionary,
        }
        self._lock = threading.RLock()
        self._parts: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"Language({', '.join(f'{kind}={part!r}' for kind, part in self._asked.items())})"

    @staticmethod
    def default() -> Language:
        """The one that is used where none is given: OpenCC, the lattice, the tagger, pinyin, CC-CEDICT.

        Returns:
            The same object each time.
        """
        return _default()

    @staticmethod
    def of(article: Article) -> Language:
        """The one that an article was read with.

        Args:
            article: The article.

        Returns:
            The article's own, and for one that was opened from a file the usual one.
        """
        found = article.language
        return found if isinstance(found, Language) else _default()

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy, also in another process, makes its parts anew."""
        return (_again, (self._asked,)) if self is not _default() else (_default, ())

    def _part(self, kind: str) -> Any:
        if kind not in self._parts:
            with self._lock:
                if kind not in self._parts:
                    self._parts[kind] = resolve(kind, self._asked[kind])
        return self._parts[kind]

    @property
    def converter(self) -> ScriptConverter:
        """Traditional to simplified text."""
        converter: ScriptConverter = self._part("script")
        return converter

    @property
    def segmenter(self) -> Segmenter:
        """Simplified text to words."""
        segmenter: Segmenter = self._part("segmenter")
        return segmenter

    @property
    def tagger(self) -> Tagger | None:
        """Text to parts of speech and names; None where it was asked for none."""
        tagger: Tagger | None = self._part("tagger")
        return tagger

    @property
    def romanizer(self) -> Romanizer:
        """Simplified words to readings."""
        romanizer: Romanizer = self._part("romanizer")
        return romanizer

    @property
    def dictionary(self) -> Dictionary:
        """Words to senses."""
        dictionary: Dictionary = self._part("dictionary")
        return dictionary

    @cached_property
    def analyzer(self) -> Analyzer:
        """What puts the parts together, for whole paragraphs."""
        return Analyzer(self.converter, self.segmenter, self.tagger, self.romanizer, self.dictionary)

    @property
    def notices(self) -> tuple[str, ...]:
        """One-line remarks of the parts, such as an index that could not be kept."""
        return self.analyzer.notices

    def simplify(self, text: str) -> str:
        """A text in simplified characters.

        Args:
            text: Text in whatever script.

        Returns:
            As many characters as `text` has.

        >>> Language.default().simplify("她看著電視")
        '她看着电视'
        """
        return self.converter.to_simplified(text)

    def senses(self, text: str, simplified: str = "") -> tuple[Sense, ...]:
        """What the dictionary says of a word.

        Args:
            text: The word as it is written.
            simplified: The word in simplified characters, asked for where the other is unknown.

        Returns:
            All homographs, the common ones first; empty where the word is unknown.

        >>> [s.pinyin for s in Language.default().senses("重複")]
        ['chóng fù']
        """
        return self.dictionary.lookup(text) or (self.dictionary.lookup(simplified) if simplified else ())

    def is_word(self, simplified: str) -> bool:
        """Whether the dictionary has a word.

        Args:
            simplified: The word in simplified characters.

        Returns:
            Whether it does.

        >>> Language.default().is_word("电视"), Language.default().is_word("视电")
        (True, False)
        """
        return self.analyzer.is_word(simplified)

    def readings(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The readings that the dictionary has of a word.

        Args:
            word: A word in either script.

        Returns:
            The different ones, lower case, one syllable for each character, the common ones first.

        >>> Language.default().readings("银行")
        (('yín', 'háng'),)
        """
        found = (tuple(sense.pinyin.lower().split()) for sense in self.dictionary.lookup(word))
        return tuple(dict.fromkeys(syllables for syllables in found if len(syllables) == len(word)))

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text, without a glossary.

        Args:
            text: One paragraph.

        Returns:
            Tokens that join up to `text`.

        >>> [t.text for t in Language.default().tokens("中泰兩國聯手打擊電騙")][1:3]
        ['兩國', '聯手']
        """
        return self.analyzer.tokens(text)


@cache
def _default() -> Language:
    return Language()


def _again(asked: dict[str, Any]) -> Language:
    return Language(converter=asked["script"], **{k: v for k, v in asked.items() if k != "script"})
