"""CC-CEDICT as a `Dictionary`: all homographs of a word, traditional or simplified."""

from __future__ import annotations

import sqlite3
import threading
from functools import cache, cached_property, lru_cache

from companion.language.dictionary.figures import Figures
from companion.language.dictionary.index import HEADWORD, SEPARATOR, open_index
from companion.language.dictionary.lexicon import Lexicon
from companion.language.words.vocabulary import Vocabulary
from companion.model import Sense

__all__ = ["Cedict", "cedict", "shipped_vocabulary", "tag_of"]

_MINOR = (
    "variant of ",
    "old variant of ",
    "archaic variant of ",
    "surname ",
    "see ",
    "used in ",
    "erhua variant of ",
)


_MOST_KNOWN = 10_000  # words whose senses are kept; a book has some forty thousand, most of them once
_SENSES = "SELECT traditional, simplified, pinyin, english FROM sense WHERE traditional = ?1 OR simplified = ?1 ORDER BY id"


class Cedict:
    """CC-CEDICT (CC BY-SA 4.0, by MDBG and contributors), from its index.

    >>> [s.pinyin for s in Cedict().lookup("重複")]
    ['chóng fù']
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[Sense, ...]] = {}
        self._lock = threading.Lock()

    @cached_property
    def _index(self) -> tuple[sqlite3.Connection, str]:
        return open_index()

    def _rows(self, sql: str, *values: str | int) -> list[tuple[str, ...]]:
        """What a query gives; an index that turns out to be damaged is made anew, once."""
        with self._lock:
            try:
                return self._index[0].execute(sql, values).fetchall()
            except sqlite3.DatabaseError:
                self._index[0].close()
                self.__dict__["_index"] = open_index(anew=True)
                return self._index[0].execute(sql, values).fetchall()

    @property
    def notice(self) -> str:
        """Empty, or one line about where the index could not be kept."""
        return self._index[1]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The readings of all words, in memory; see `companion.language.dictionary.lexicon`."""
        rows = self._rows("SELECT value FROM meta WHERE key='lexicon'")
        return Lexicon(rows[0][0] if rows else "")

    @cached_property
    def _rare(self) -> str:
        return "\n" + self._rows("SELECT value FROM meta WHERE key='rare'")[0][0] + "\n"

    def rare(self, character: str) -> str:
        """The reading of a character that CC-CEDICT has not, from pypinyin (MIT); empty where it has none either.

        >>> Cedict().rare("玨")
        'jué'
        """
        at = self._rare.find("\n" + character)
        return self._rare[at + 2 : self._rare.index("\n", at + 1)] if at >= 0 else ""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that a text can be cut into; see `companion.language.words.vocabulary`."""
        return Vocabulary(self._rows("SELECT value FROM meta WHERE key='words'")[0][0])  # type: ignore[arg-type]

    def lookup(self, word: str) -> tuple[Sense, ...]:
        """All homographs of `word`, the common ones first; surnames and variants come last."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[word] = self._query(word)
        return found

    @cached_property
    def _characters(self) -> frozenset[str]:
        return frozenset(self._rows("SELECT value FROM meta WHERE key='characters'")[0][0])

    @cached_property
    def _figures(self) -> Figures:
        return Figures(self._rows("SELECT value FROM meta WHERE key='figures'")[0][0])  # type: ignore[arg-type]

    def zipf(self, word: str) -> float:
        """The Zipf frequency of a simplified word in wordfreq's large list; 0.0 where it is not there."""
        hundredths = self._figures[word] & ~HEADWORD
        return 9 - (hundredths - 1) / 100 if hundredths else 0.0

    def has(self, word: str) -> bool:
        """Whether it has `word`, in either script: sooner told than its senses.

        >>> Cedict().has("電視"), Cedict().has("視電")
        (True, False)
        """
        if len(word) == 1:
            return word in self._characters
        if (found := self._known.get(word)) is not None:
            return bool(found)
        return self.vocabulary.is_headword(word) or self._figures[word] >= HEADWORD

    def begun(self, stem: str) -> tuple[str, ...]:
        """Its words, in either script, that are one character longer than `stem` and begin with it, in order.

        >>> Cedict().begun("膝")[:3]
        ('膝下', '膝盖', '膝蓋')
        """
        parts = (
            f"SELECT {script} FROM sense WHERE {script} > ?1 AND {script} < ?2 AND length({script}) = ?3"
            for script in ("simplified", "traditional")
        )
        rows = self._rows(" UNION ".join(parts), stem, stem + "\U0010ffff", len(stem) + 1)
        return tuple(sorted(word for (word,) in rows))

    def usual_tag(self, word: str) -> str:
        """The part of speech that a simplified word mostly has; see `tag_of`."""
        try:
            word.encode("utf-8")
        except UnicodeEncodeError:
            return ""
        found = self._rows("SELECT tag FROM tag WHERE word = ?", word)
        return found[0][0] if found else ""

    def _query(self, word: str) -> tuple[Sense, ...]:
        try:
            word.encode("utf-8")
        except UnicodeEncodeError:
            return ()
        found = self._rows(_SENSES, word)
        rows = dict.fromkeys(r for r in found if r[0] == word)
        rows.update(dict.fromkeys(found))
        senses = [Sense(t, s, p, tuple(e.split(SEPARATOR))) for t, s, p, e in rows]
        senses.sort(key=_is_minor)
        return tuple(senses)

    def readings(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The different readings of `word`, lower case, one syllable per character, common first.

        >>> Cedict().readings("银行")
        (('yín', 'háng'),)
        """
        readings: dict[tuple[str, ...], None] = {}
        for sense in self.lookup(word):
            syllables = tuple(sense.pinyin.lower().split())
            if len(syllables) == len(word):
                readings[syllables] = None
        return tuple(readings)


@cache
def cedict() -> Cedict:
    """CC-CEDICT, opened once in a process.

    Returns:
        The same object each time.

    >>> [s.english[0] for s in cedict().lookup("電視")]
    ['television']
    """
    return Cedict()


@lru_cache(maxsize=8_000)
def tag_of(word: str) -> str:
    """The part of speech that a simplified word mostly has, by jieba (`companion.language.tagging.usual`).

    >>> [tag_of(w) for w in ("政府", "打击", "发展", "重要", "北京", "电骗")]
    ['n', 'v', 'vn', 'a', 'ns', '']
    """
    return cedict().usual_tag(word)


def shipped_vocabulary() -> Vocabulary:
    """The words of CC-CEDICT, of news and of everyday use, loaded once.

    >>> "截查" in shipped_vocabulary()
    True
    """
    return cedict().vocabulary


def _is_minor(sense: Sense) -> bool:
    """Whether a sense is a surname, a variant or a pointer rather than a meaning of its own."""
    return (sense.pinyin[:1].isupper() and sense.english[0].startswith("surname ")) or all(
        e.startswith(_MINOR) for e in sense.english
    )
