"""Words by one Viterbi search through all that a text could be cut into.

An edge of the lattice is a word from one place to another: a word of the vocabulary, a glossary term, a number or
another fixed run, what the tagger proposes, a name that the article has elsewhere. It costs what the tagger thinks of
its ends and of the places inside it, and how rare it is (Zipf frequency); the cheapest way through the text is its words.
Nothing wins by right: a term counts as a fairly common word, and the sentence may outvote it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence, Set
from functools import cache
from itertools import chain, compress, count
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from companion.facts import read_facts
from companion.language import core
from companion.language.dictionary.cedict import shipped_vocabulary
from companion.language.names.people import (
    full_name_worth,
    japanese_given,
    longest_given,
    may_be_person,
    not_given,
    short_company,
    sounds,
    surname_of,
    surnames,
    titles,
)
from companion.language.numbers.written import ABOUT
from companion.language.tagging.network import INSIDE_OF, TAGS, word_shares
from companion.language.words.memory import Memory, Seen
from companion.language.words.vocabulary import (
    COMMON,
    LONGEST,
    NAME,
    PLACE,
    TITLE,
    WEIGHED,
    Edges,
    Vocabulary,
    parting,
)

__all__ = ["EVIDENCE", "Cut", "Lattice", "Settings", "as_edges"]

EVIDENCE = (
    "no beginning",
    "no end",
    "an end inside",
    "how near another way is",
    "listed",
    "length 2",
    "length 3",
    "longer",
    "a word across its ends",
    "part of speech unsure",
)
"""What there is to say of a word's ends: the first three as the tagger sees it (logits), the fourth by the lattice's costs; how many of
its ends a word of the dictionary stands across (從|中學); how little of the tagger's opinion its part of speech has."""
_ENDINGS = Path(__file__).parent / "data" / "endings.tsv"
_TWO_WORDS = Path(__file__).parent / "data" / "two_words.tsv"
_CHARACTERS = 0x10000
_LONGEST_DETOUR = 8  # words of a way that leaves ours
_NEAREST = 12.0  # ways that are dearer by more are no doubt
_FEW_EDGES = 48  # which are searched sooner one by one than as arrays

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LONG = np.array([INSIDE_OF[t] for t in ("nt", "ns", "t", "nw", "nz", "m")])
_FEWEST = 0.03  # of a probability: the tagger may be outvoted
_PERSON_BEGINS, _THOUGHT_OF = (
    0.15,
    0.02,
)  # the probability from which a full name is thought of, and after a title
_TRUSTED = np.array([0, 0, 0, 0.3, 0.75])
"""The share of the tagger's objection that a word of the dictionary is spared, by its length: 三番四次."""
_NOT, _IN_USE, _TRUSTED_NOT = "不", 4.0, 0.6
_DI = re.compile("地")
_DOT = re.compile("[·．・‧•]")
_DOTTED = re.compile(rf"[^\W\d_]+(?:{_DOT.pattern}[^\W\d_]+)+")
"""A foreign name with its dots: 姬連·梅菲, J·K·羅琳."""
_CUTS_WORD = 0.8
_COMMON_PLACE = 3.55  # the Zipf frequency of a word in 地 that is no adverb: 工地, 滿地
_NOUN = 2 * TAGS.index("n")
_ADVERBIAL, _PARTICLE, _PARTICLE_LABEL = 0.15, 8.5, 2 * TAGS.index("u")
_NO_NAME = [2 * TAGS.index(tag) for tag in ("v", "vd", "d", "ad", "p", "c", "u")]
_SURELY_PERSON = 0.8  # how sure the tagger is of a person of four characters whose surname no list has
_LED = 0.25  # how surely a name begins with a preposition
_LEADS = [2 * TAGS.index(tag) for tag in ("p", "c", "u")]
_TAG_NAMES = np.array(TAGS, dtype=object)
_SECOND = 0.8  # of two terms that overlap the first, where it is as long: 电骗|案
_HOLDS_WORD = 1.5
_IN_NAME = 0.5
_OVER_WORD = 2.0  # 入住率上周|升至, 發展商|恒峻|置業
_CROSSES = 2.5  # a number begins inside a word: 三番四次, 5月|球
_OVERRUNS = 3.5  # a name with dots that ends in another word: 古隆·巴哈杜爾|育有
_TORN, _DATED, _WITHIN = 2.0, frozenset("年月日号时点分秒周"), frozenset("前后内间来底初末中起")
_LASTING = re.compile(
    "[0-9〇零一二三四五六七八九十百千万两几数半]个?(?:星期|礼拜|小时|分钟|[年月周天日])(?=内[向外部])"
)
"""How long something lasts, before 内 and the next word: 两星期内|向, 48小时内|部门, no 内向."""
_YEAR = re.compile("(?:19|20(?!00)|一九|二[〇○零](?![〇○零]{2}))[0-9〇○零一二三四五六七八九]{2}年")
"""2024/25|年度, 2000|年前, but 二〇二八年|前."""
_COMMITTEE = re.compile("[县市省区州镇乡盟旗](?=委(?![员托任派屈实婉身曲外靡身]))")
"""What the committee of a place is called after: 涡阳|县委, not 涡阳县|委."""
_STEM = 4.0  # as how common a place counts without its 县
_REACH = 8  # characters before a word that is two
_SURELY, _BY_CHANCE = 0.98, 6.0  # a boundary that a row has; what its word is worth less
_BOUND, _ALONE, _OPENS_WORD = 2.0, 0.9, 0.05
"""An ending that counts as more than the first hardly stands alone: up to the second probability a word may begin there; to the third where one does that
the vocabulary has."""
_PARTED = 2.0  # what holds a word of one character that hardly joins another: 幸|无, 直路|时
_TORN_NAME = 1.5  # by how much less a full name counts in which the tagger is sure that a word begins
_IN_PERSON = 0.6  # the same for a surname inside what the tagger takes for one person: 其子|韦浩然
_LEAST_NAME = 2.3
_OTHER_WORD = 1.2
_SURNAMED, _ONCE = "姓", "曾"  # the second stands before any verb: 主席|曾|建议
_SECOND_MENTION, _NEW_NAME = 2.8, 1.3  # a surname that the article knows seldom begins another name
_REMEMBERED_SURNAME = 5.8
_INTRODUCED = 0.8  # 教練|向東升
_INTRODUCED_SURE, _LESS_DOUBT = (
    0.7,
    0.5,
)  # how sure a full name is that a title introduces, and by how much less it is doubted: 駱鐵生, 鄺樹仁
_PARTS, _MAYBE = 0.5, 0.45
_WORD_AND_MORE = 2.0  # 孫兒考|上: a word, and the beginning of the next
_JAPANESE_WHOLE = 1.0  # 渡邊健太, not 渡邊健|太
_ADDRESSED = 0.5
_COMPANY = 0.75  # how sure a company's name is whose ending is one: 譽滿堂|控股
_SELDOM_ALONE = 5.0  # the Zipf frequency below which a surname hardly stands as a word of its own: 简, 温
_BEFORE_NO_NAME = frozenset("不很太最更没较颇愈越")
_AGAIN = 0.1  # the share of a person from which a word is a given name that the article has
_CHOSEN = 8.0  # the Zipf frequency as which a word counts that another segmenter has made
_NAMES = frozenset(["nr", "ns", "nt", "nz"])
_OPENS = frozenset(
    ["w", "c", "p", "nr"]
)  # what stands before a surname that is mostly another word: 他|任|主席
_MANNER = frozenset(["a", "ad", "d", "an", "vd"])
_ACTS = frozenset(["v", "d", "vd", "ad", "p"])
_PROPOSED = {"nr": 5.0, "ns": 3.6, "m": 3.5, "nt": 1.5, "nz": 1.5, "nw": 1.0}
"""The Zipf frequency as which a word counts that only the tagger proposes."""


class Settings(NamedTuple):
    """Weights of the lattice, set on the development sets and the worked sentences.

    `lexical` is the weight of a word's frequency beside the tagger. `rare`, `in_use`, `single` are the least Zipf frequencies of a
    word of the dictionary, of one that only lists have, and of one character; `term`, `fixed`, `unknown` those as which terms, fixed runs and
    other proposals of the tagger count. `loose`: a long name is cut where a word of it ends. `doubt`: by how much a proposal counts less
    where the tagger is not sure; `freed`: the share of its objection that a term of two
    characters is spared; a longer one is spared all.
    """

    lexical: float = 1.1
    rare: float = 3.5
    in_use: float = 2.7
    single: float = 3.0
    term: float = 5.6
    fixed: float = 6.2
    unknown: float = 1.2
    loose: float = 0.3
    doubt: float = 1.5
    freed: float = 0.35


class Cut(NamedTuple):
    """The words of a text: where each ends, its part of speech ("" without a tagger), what speaks against its ends.

    `evidence` has a row for each word, its columns as `EVIDENCE` names them; None without a tagger.
    """

    ends: list[int]
    tags: list[str]
    evidence: np.ndarray | None = None


class Lattice:
    """Cuts simplified texts into words.

    >>> Lattice().segment("政府打击诈骗")
    ['政府', '打击', '诈骗']
    """

    def __init__(self, vocabulary: Vocabulary | None = None, settings: Settings | None = None) -> None:
        self._vocabulary = vocabulary
        self.settings = settings or Settings()

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that there are; those that Companion ships where no others were given."""
        if self._vocabulary is None:
            self._vocabulary = shipped_vocabulary()
        return self._vocabulary

    def segment(self, text: str) -> list[str]:
        """The words of simplified text by their frequencies alone."""
        ends = self.cut(text, None).ends
        return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def cut(
        self,
        text: str,
        p: np.ndarray | None,
        terms: Iterable[tuple[int, int]] = (),
        fixed: Iterable[tuple[int, int]] = (),
        memory: Memory | None = None,
        known: Edges | None = None,
    ) -> Cut:
        """The words of a simplified text.

        Args:
            text: The text, paragraphs parted by line ends.
            p: What the tagger thinks of each character (characters × labels); None without a tagger.
            terms: The spans of glossary terms, which may overlap.
            fixed: The spans of numbers with their units and of other runs that are one word.
            memory: The names that the article has; those that are found here are added.
            known: Words to choose from in place of the vocabulary's.

        Returns:
            The words' ends and parts of speech.
        """
        if not text:
            return Cut([], [])
        n, s = len(text), self.settings
        scale = s.lexical * np.log(10)
        begins = np.full(n, 0.5) if p is None else p[:, 0::2].sum(1)
        bound = [m.end() for m in _COMMITTEE.finditer(text)]
        begins[bound] = 1 - _SURELY
        chance = _by_chance(text, p)
        begins[[k + 1 for k in chance]] = _SURELY
        begins[0] = 1
        loose = begins if p is None else begins + s.loose * p[:, _LONG].sum(1)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        boundary = np.log(np.maximum(loose, _FEWEST))
        boundary[bound] -= _BY_CHANCE
        boundary[0] = 0
        inside = np.concatenate([[0], np.cumsum(np.log(np.maximum(1 - begins, _FEWEST)))])
        words = known or self.vocabulary.edges(text)
        least = np.where(words.kinds & WEIGHED, 0, np.where(words.kinds > 0, s.rare, s.in_use))
        worth = scale * (np.maximum(words.zipf, least) - 9)
        objection = boundary[words.starts] + inside[words.ends] - inside[words.starts + 1]
        fixed = [f for f in fixed if f[1] - f[0] > 1]
        formed, formed_zipf = _formed(words, points, begins, {(a, b) for a, b in terms})
        adverbial = _adverbial(text, p, self.vocabulary)
        length = words.ends - words.starts
        trusted = _TRUSTED[np.minimum(length, 4)]
        if _NOT in text:
            in_use = (length == 2) & (words.zipf > _IN_USE) & (points[words.starts] == ord(_NOT))
            trusted = np.where(in_use, _TRUSTED_NOT, trusted)  # 不但, 不時: the tagger parts what it denies
        objection *= 1 - np.where(words.kinds & (COMMON | PLACE), trusted, 0)
        torn = np.zeros(n + 1, bool)
        torn[[m.end() for m in _LASTING.finditer(text)]] = True
        objection = objection - _CROSSES * (torn[words.starts] & (length == 2))
        if chance:
            objection -= _BY_CHANCE * (np.isin(words.starts, list(chance)) & (length == 2))
        starts, ends, costs = [words.starts], [words.ends], [worth + objection]

        def add(spans: Sequence[tuple[int, int]], zipf: Any, freed: Any, chosen: bool = False) -> None:
            if len(spans):
                a, b = np.fromiter(chain.from_iterable(spans), int, 2 * len(spans)).reshape(-1, 2).T.copy()
                against = boundary[a] + inside[b] - inside[a + 1]
                starts.append(a)
                ends.append(b)
                freed = np.asarray(freed)
                after = (
                    freed * np.append(boundary, 0)[b] * chosen
                )  # what the next word pays for its beginning
                costs.append(scale * (np.asarray(zipf) - 9) + against * (1 - freed) - after)

        terms = [t for t in terms if t[1] - t[0] > 1]
        second, reach = [], 0
        for k, (a, b) in enumerate(terms):
            second.append(
                a < reach and any(i < a < j and j - i >= b - a for i, j in terms[max(0, k - 8) : k])
            )
            reach = max(reach, b)
        add(
            terms,
            s.term - _SECOND * np.array(second),
            [s.freed if b - a < 3 else 1.0 for a, b in terms],
            True,
        )
        stems = np.isin(words.ends, bound) & (words.kinds & (NAME | PLACE) > 0) & (length > 2)
        if stems.any():  # 涡阳|县委
            add([(a, b - 1) for a, b in zip(words.starts[stems], words.ends[stems], strict=True)], _STEM, 1.0)
        listed = words.kinds > 0
        crossed = _is_crossed(n, words.starts[listed], words.ends[listed])  # 5月|球
        beginnings = np.zeros(n + 2, bool)
        beginnings[words.starts] = True
        is_crossed, begun = (
            crossed.tobytes(),
            beginnings.tobytes(),
        )  # a byte each, read sooner one by one than numbers of numpy
        z = [
            s.fixed
            - _CROSSES * is_crossed[a]
            - _OVERRUNS * (is_crossed[b] and _is_doubtful_end(text, a, b))
            - _TORN
            * (
                text[b - 1] in _DATED
                and begun[b - 1] > begun[b]
                and not (text[b] in _WITHIN and _YEAR.match(text, a))
            )
            for a, b in fixed
        ]
        add(fixed, z, 0.7, True)
        if p is not None:
            add(formed, formed_zipf, 0.0)
            own = words if known is None else self.vocabulary.edges(text)
            proposed = _Proposed(self.vocabulary, s, text, p, begins, words, own)
            if memory is not None:
                memory.learn(proposed.names(terms) + proposed.parts(fixed), proposed.addressed())
                spans, zipf = memory.edges(text)
                add(spans, zipf, 0.7)
            spans, zipf = proposed.edges(
                terms,
                fixed,
                is_crossed,
                memory.surnames if memory is not None else (),
                memory.names if memory is not None else frozenset(),
            )
            add(spans, zipf, 0.0)
        singles = np.maximum(self.vocabulary.singles(text), s.single)
        singles[adverbial] = _PARTICLE
        if p is not None:
            bound = p[:, _NOUN : _NOUN + 2].sum(1) > _MAYBE
            singles[bound & _bound_nouns()[np.minimum(points, _CHARACTERS - 1)]] = s.single
        if p is not None and memory is not None and memory.surnames:
            is_surname = np.zeros(0x110000, bool)
            is_surname[[ord(surname) for surname in memory.surnames if len(surname) == 1]] = True
            where = np.flatnonzero(is_surname[points])
            person = proposed.person[where] < 0.1
            singles[where] = np.maximum(singles[where], _REMEMBERED_SURNAME - person)
        alone = scale * (singles - 9) + boundary
        way = _cheapest(n, starts, ends, costs, alone)
        found = way.ends
        if p is None:
            return Cut(found, [""] * len(found))
        ends_found = np.array(found)
        sums = word_shares(p, np.append(0, ends_found[:-1]))
        best = sums.argmax(1)
        tags = self._tags(text, found, sums, best, memory, proposed.introduced)
        for a, parts in chance.items():
            i = bisect_left(found, a + 1)
            if found[i] == a + 1:
                tags[i : i + 1 + (found[i + 1] == a + 2)] = parts[: 1 + (found[i + 1] == a + 2)]
        place = np.flatnonzero((words.kinds & (COMMON | PLACE) == PLACE) | (words.kinds & TITLE > 0))
        given = memory.given if memory is not None else ()
        for a, b, kinds in zip(
            *(x[place].tolist() for x in (words.starts, words.ends, words.kinds)), strict=True
        ):
            i = bisect_left(found, b)
            if found[i] != b or (found[i - 1] if i else 0) != a or text[a:b] in given:
                continue
            if kinds & TITLE:
                tags[i] = "n" if tags[i] in _NAMES else tags[i]
            # What the dictionary has is a place where the tagger sees a name of any kind: 花莲.
            elif not kinds & NAME or tags[i] in _NAMES:
                tags[i] = "ns"
        return Cut(
            found,
            tags,
            _evidence(
                ends_found,
                begins,
                _nearness(way),
                self._listed(words, found),
                crossed,
                _doubt(sums, best, ends_found),
            ),
        )

    def _listed(self, words: Edges, ends: list[int]) -> np.ndarray:
        """Which of the words that end there a list has."""
        stop = np.array(ends)
        start = np.concatenate([[0], stop[:-1]])
        listed = np.append(np.sort(words.starts * 64 + (words.ends - words.starts)), -1)
        asked = start * 64 + (stop - start)
        found: np.ndarray = (stop - start == 1) | (listed[np.searchsorted(listed[:-1], asked)] == asked)
        return found

    def _tags(
        self,
        text: str,
        ends: list[int],
        sums: np.ndarray,
        best: np.ndarray,
        memory: Memory | None,
        introduced: Collection[tuple[int, int]],
    ) -> list[str]:
        """The part of speech of each word, `best` by its shares `sums`; a person only where the word can be one, and where a title introduces the name."""
        starts = [0, *ends[:-1]]
        tags: list[str] = _TAG_NAMES[best].tolist()
        person = TAGS.index("nr")
        words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
        may_be = (sums[:, person] > 0.3 * (np.array(ends) - starts)) | (best == person)
        asked = set(np.flatnonzero(may_be).tolist())
        telling = {"地", *surnames(), *(memory.names | memory.given if memory is not None else ())}
        asked.update(compress(count(), map(telling.__contains__, words)))
        at = dict(zip(ends, count(), strict=False)) if introduced else {}
        asked.update(at[b] for _, b in introduced if b in at)
        dotted = {bisect_right(ends, dot.start()) for dot in _DOT.finditer(text)}
        asked.update(i for i in dotted if _DOTTED.fullmatch(words[i]))
        for i in sorted(asked):
            a, b, word, tag = starts[i], ends[i], words[i], tags[i]
            if a and text[a - 1] in _BEFORE_NO_NAME and b - a > 1 and word in self.vocabulary:  # 不|張揚
                row = sums[i].copy()
                row[person] = 0
                tags[i] = TAGS[int(row.argmax())]
            elif memory is not None and (remembered := memory.tag_of(word)):
                tags[i] = remembered
            elif (a, b) in introduced and word not in self.vocabulary:
                tags[i] = "nr"
            elif _DOTTED.fullmatch(word):
                tags[i] = tag if tag in _NAMES else "nr"
            elif (
                memory is not None
                and word in memory.given
                and (sums[i][person] > _AGAIN * (b - a) or word not in self.vocabulary)
            ):
                tags[i] = "nr"
            elif b - a == 1 and word in surnames():
                follows = text[b : ends[i + 1]] if i + 1 < len(ends) else ""
                opens = not surnames()[word].other or not i or tags[i - 1] in _OPENS
                acts = i + 1 < len(ends) and tags[i + 1] in _ACTS and not surnames()[word].other
                known = memory is not None and word in memory.surnames
                seldom = not surnames()[word].other or self.vocabulary.zipf(word) < _SELDOM_ALONE
                if (
                    text[a - 1 : a] == _SURNAMED
                    or (follows in titles("after") and (opens or follows not in titles("before")))
                    or (known and sums[i][person] > (0.02 if seldom else 0.1 if acts else 0.3))
                ):
                    tags[i] = "nr"
                elif tag == "nr" and not (known or acts):
                    row = sums[i].copy()
                    row[person] = 0
                    tags[i] = TAGS[int(row.argmax())]
            elif word == "地" and i and (tags[i - 1] in _MANNER or text[a - 1] == text[a - 2 : a - 1]):
                tags[i] = "u"  # 开心|地|上学
            elif tag == "nr" and not may_be_person(word, self.vocabulary):
                row = sums[i].copy()
                row[person] = 0
                tags[i] = TAGS[int(row.argmax())]
            elif tag != "nr" and sums[i][person] > 0.3 * (b - a) and may_be_person(word, self.vocabulary):
                tags[i] = "nr"
        return tags


def as_edges(words: Iterable[str]) -> Edges:
    """The words that another segmenter has made, as the only ones to choose from.

    >>> as_edges(["电话", "骗案"]).ends.tolist()
    [2, 4]
    """
    ends = np.cumsum([0, *(len(w) for w in words)])
    return Edges(ends[:-1], ends[1:], np.full(len(ends) - 1, _CHOSEN), np.zeros(len(ends) - 1, np.uint8))


class _Proposed:
    """The tagger's own words of several characters."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        settings: Settings,
        text: str,
        p: np.ndarray,
        begins: np.ndarray,
        words: Edges,
        own: Edges,
    ) -> None:
        self._vocabulary, self._settings, self._text, self._begins = vocabulary, settings, text, begins
        # Of each place, which lengths a word of the vocabulary that begins there has: a bit each.
        self._lengths = np.bincount(own.starts, 1 << (own.ends - own.starts), len(text)).astype(int).tolist()
        introduces = np.zeros(len(text) + 1, bool)
        introduces[own.ends[own.kinds & TITLE > 0]] = True
        self._introduces = introduces.tobytes()  # a byte each: 教練|向東升
        self.introduced: set[tuple[int, int]] = set()
        k, place, body, other = (2 * TAGS.index(t) for t in ("nr", "ns", "nt", "nz"))
        self._acts = p[:, _NO_NAME].sum(1)
        self._leads = p[:, _LEADS].sum(1)
        self._begins_person, self.person = p[:, k], p[:, k] + p[:, k + 1]
        self._name = (
            self.person
            + (p[:, place] + p[:, place + 1])
            + (p[:, body] + p[:, body + 1])
            + (p[:, other] + p[:, other + 1])
        )
        edges = np.append(np.flatnonzero(begins > 0.5), len(text))
        a, b = edges[:-1], edges[1:]
        keep = b - a > 1
        sums = word_shares(p, a)[keep]
        a, b = a[keep], b[keep]
        sums /= (b - a)[:, None]
        best = sums.argmax(1)
        sure = np.abs(begins - 0.5) * 2
        total = np.concatenate([[0], np.cumsum(sure)])
        ends = total[b] - total[a] + np.append(sure, 1.0)[b]
        certain = sums[np.arange(len(a)), best] * ends / (b - a + 1)
        # As np.isin, which loads numpy.ma.
        listed = np.append(np.sort(words.starts * 64 + (words.ends - words.starts)), -1)
        asked = a * 64 + (b - a)
        is_word = listed[np.searchsorted(listed[:-1], asked)] == asked
        tags = _TAG_NAMES[best]
        is_name = np.array([tag in _NAMES for tag in TAGS])[best]
        asked = np.flatnonzero(is_name | ~is_word)
        self._rows = [
            (i, j, text[i:j], tag, c, w)
            for i, j, tag, c, w in zip(
                *(column[asked].tolist() for column in (a, b, tags, certain, is_word)), strict=True
            )
            if _HAN.fullmatch(text, i, j)
        ]

    def names(self, terms: Sequence[tuple[int, int]]) -> list[Seen]:
        """The names among them, without those that begin with a term (车龙尾)."""
        begins = dict(terms)
        introduced = self._introduced()
        short = [
            Seen(stem, tag, _COMPANY, stem in self._vocabulary)
            for _, _, word, tag, sure, _ in self._rows
            if tag == "nt"
            and sure > _COMPANY / 2
            and len(word) > 3
            and 2 < len(stem := short_company(word)) < 5
        ]
        segments = [
            Seen(word, tag, sure, is_word, self._doubt_at(a, b, introduced) if tag == "nr" else 0.0)
            for a, b, word, tag, sure, is_word in self._rows
            if introduced.get((a, b), -1.0) < sure
            and tag in _NAMES
            and begins.get(a, b) >= b
            and (
                may_be_person(word, self._vocabulary) and not self._is_torn(a, b)
                if tag == "nr"
                else not (self._begun(a, b) or self._ended(a, b))
            )
        ]
        surer = {(a, b) for a, b, _, tag, sure, _ in self._rows if tag == "nr" and sure > _INTRODUCED_SURE}
        whole = [
            Seen(self._text[a:b], "nr", sure, False, self._doubt_at(a, b, introduced))
            for (a, b), sure in introduced.items()
            if (a, b) not in surer and begins.get(a, b) >= b
        ]
        return short + segments + whole

    def _introduced(self) -> dict[tuple[int, int], float]:
        """The full names that a title or a word for a person introduces (區議員|駱鐵生), where the tagger thinks of a person at all, and how sure each is."""
        text, found = self._text, {}
        for a in np.flatnonzero(self._begins_person > _IN_NAME / 2).tolist():
            surname = surname_of(text[a : a + 4])
            b = a + len(surname) + 2
            if not surname or not self._introduces[a] or not _HAN.fullmatch(text[a:b]) or b > len(text):
                continue
            seen = float(self.person[a:b].mean()) > (_IN_PERSON if surnames()[surname].other else 0.4)
            if seen and self._doubt(text[a:b]) <= 1 and not self._is_torn(a, b):
                found[a, b] = _INTRODUCED_SURE
        for a, b, _, tag, _, is_word in self._rows:
            if tag in _NAMES and not is_word and (k := self._after_word(a, b)) and not self._doubt(text[k:b]):
                found[k, b] = _INTRODUCED_SURE  # 无业汉|戴国邦
        return found

    def _doubt_at(self, a: int, b: int, introduced: Collection[tuple[int, int]]) -> float:
        return max(0.0, self._doubt(self._text[a:b]) - _LESS_DOUBT * ((a, b) in introduced))

    def _is_torn(self, a: int, b: int) -> bool:
        """Whether a name of three characters is a common word and the beginning of another: 孫兒考|上, 孫兒|買, 渡邊健|太."""
        text = self._text
        if b < len(text) and b - a == 3 and self._japanese_goes_on(a, b):
            return True
        goes_on = b - a == 3 and (self._lengths[b - 1] > 3 or self._begins[b - 1] > _PARTS)
        return goes_on and self._vocabulary.kinds(text[a : b - 1]) & COMMON > 0

    def _over_word(self, a: int, given: int) -> float:
        """By how much a name is worth less whose surname is the end of a common word that begins where the tagger sees one begin: 上周|升至, 發展商|恒峻."""
        if given - a > 1:
            return 0.0
        for i in range(max(0, a - 3), a):
            if self._begins[i] > _PARTS and self._is_word(i, given):
                return _OVER_WORD
        return 0.0

    def _japanese_goes_on(self, a: int, b: int) -> bool:
        """Whether what follows a Japanese surname and a character belongs to the name: 渡邊健|太."""
        text = self._text
        surname = surname_of(text[a:b])
        japanese = bool(surname) and surnames()[surname].kind == "japanese"
        return (
            japanese
            and b - a == len(surname) + 1
            and text[b : b + 1] in japanese_given()
            and self._lengths[b] < 4
        )

    def _is_word(self, a: int, b: int) -> bool:
        """Whether the vocabulary has what stands there, two characters or more."""
        return b - a <= LONGEST and bool(self._lengths[a] >> (b - a) & 1)

    def _begun(self, a: int, b: int) -> bool:
        """Whether a word begins what stands there, and leaves two characters or more."""
        return bool(self._lengths[a] & ((1 << max(0, b - a - 1)) - 1))

    def _ended(self, a: int, b: int) -> bool:
        """Whether a word ends what stands there, and leaves two characters or more."""
        return any(self._is_word(k, b) for k in range(a + 2, b - 1))

    def addressed(self) -> list[str]:
        """The surnames that the tagger sees before a form of address: 温|婆婆."""
        text = self._text
        return [
            text[a]
            for a in np.flatnonzero(self._begins_person > _ADDRESSED).tolist()
            if text[a] in surnames() and any(text[a + 1 : a + 1 + k] in titles("after") for k in (2, 3))
        ]

    def parts(self, fixed: Iterable[tuple[int, int]]) -> list[Seen]:
        """The first and last parts of foreign names with dots, by which they are named again: 古隆 of 古隆·巴哈杜爾."""
        whole = [self._text[a:b] for a, b in fixed if self._begins_person[a] > _PERSON_BEGINS]
        parts = [part for word in whole if _DOTTED.fullmatch(word) for part in _DOT.split(word)]
        return [Seen(part, "nr", 2.0) for part in parts if len(part) > 1]

    def _doubt(self, name: str) -> float:
        """By how much what may be a person is worth less since what follows the surname is a word: 石忆述, 王建国."""
        surname = surname_of(name)
        return (
            full_name_worth(name, self._vocabulary)
            if 0 < len(surname) < len(name) < max(5, len(surname) + 3)
            else 0.0
        )

    def edges(
        self,
        terms: Sequence[tuple[int, int]],
        fixed: Sequence[tuple[int, int]],
        crossed: bytes,
        remembered: Collection[str],
        names: Set[str] = frozenset(),
    ) -> tuple[list[tuple[int, int]], list[float]]:
        """What the vocabulary does not have, with the Zipf frequency as which it counts; `remembered` are surnames, `names` whole ones."""
        s, vocabulary, text = self._settings, self._vocabulary, self._text
        numbers = {a for a, _ in fixed}
        cut_by_number, cut_by_term = bytearray(len(text) + 1), bytearray(len(text) + 1)
        for cut, spans in ((cut_by_number, fixed), (cut_by_term, terms)):
            for a, b in spans:
                cut[a + 1 : b] = b"\1" * (b - a - 1)
        terms_at: dict[int, tuple[tuple[int, int], ...]] = {}
        for term in terms:
            if term[1] - term[0] > 2:
                for end in term:
                    terms_at[end] = (*terms_at.get(end, ()), term)
        are_terms = set(terms)
        found: dict[tuple[int, int], float] = (
            self._full_names(remembered, names, crossed) | self._foreign_names()
        )

        for a, b in list(found):  # 车龙|尾: a term begins it, so it is no name
            if (a, b - 1) in are_terms or (a, b - 2) in are_terms:
                del found[a, b]

        def propose(a: int, b: int, z: float) -> None:
            found[a, b] = max(z, found.get((a, b), -9.0))

        for a, b, word, tag, sure, is_word in self._rows:
            if is_word:
                continue
            z = _PROPOSED.get(tag, s.unknown) - s.doubt * (1 - sure)
            if b - a > 2 and vocabulary.kinds(text[b - 1 : b + 1]) & TITLE:
                propose(a, b - 1, z)  # 交通运输厅|厅长
                continue
            if tag in ("nr", "ns") and len(word) > 3 and word not in names and word[:3] in names:
                continue  # 李卓谦|赛前 where the article has 李卓谦
            if tag in _NAMES and (name := self._after_word(a, b)):
                propose(name, b, _PROPOSED["nr"] - s.doubt * (1 - sure) - self._doubt(text[name:b]))
                z -= _CROSSES  # 无业汉|戴国邦
            if tag in _NAMES and b - a > 3 and self._leads[a] > _LED and not self._is_word(a, a + 2):
                propose(a + 1, b, z)  # 向|总办事处
                z -= _PARTED
            if tag == "nr":
                if (surname := surname_of(word)) and len(word) < max(4, len(surname) + 3):
                    continue  # one of the full names: 茂木|已婉
                if surname and crossed[b] and len(word) == 4:
                    z -= _OTHER_WORD * 3  # 李卓谦|赛前
                if all(c in sounds() for c in word):
                    propose(a, b, z)
                for k in range(a + 2, b - 1):  # 财长|克林贝尔
                    if self._is_word(a, k):
                        propose(k, b, z - 0.3)
                if self._introduces[a] and not surname:
                    self.introduced.add((a, b))  # 成員|智秀娜
                if (a, b) in self.introduced or may_be_person(word, vocabulary):
                    propose(a, b, z - 1.0)
                elif b - a == 4 and sure > _SURELY_PERSON and not (self._begun(a, b) or self._ended(a, b)):
                    self.introduced.add((a, b))  # 耶律乙辛
                    propose(a, b, z - 1.0)
                continue
            if word[0] in remembered and word[1:] in vocabulary:
                continue  # 范|会后 after 范云翔
            if word[0] == _SURNAMED and surname_of(word[1:]):
                continue  # 姓|方
            if not parting("never").isdisjoint(word):
                continue  # 喺|街市
            if b - a > 3:
                z -= 1.2 * (b - a - 3)
            elif b - a == 3 and tag not in _NAMES and _holds_common_word(word, vocabulary):
                z -= _HOLDS_WORD  # 部长|率
            if tag not in ("ns", "nt") and (
                cut_by_term[a] or cut_by_term[b] or a in numbers or cut_by_number[a]
            ):
                continue  # 还|押逾: 还押 is a term; 三匹|马
            if any(a <= i and j <= b for i, j in terms_at.get(a, ()) + terms_at.get(b, ())):
                continue  # 塔巴斯科|州: the term is the word
            if tag not in _NAMES and b in numbers and text[b - 1] in ABOUT:
                continue  # 收|逾|百宗
            if tag not in _NAMES:
                z -= _CUTS_WORD * (crossed[a] | crossed[b])
            elif a in numbers:
                z -= _HOLDS_WORD  # 三里|路
            if b - a == 3 and (a + 1, b) in are_terms:
                z -= _HOLDS_WORD  # 擺|街站
            if tag not in _NAMES and _is_parted(word):
                z -= _PARTED
            if b - a <= 3 or not (self._begun(a, b) or (tag not in _NAMES and self._ended(a, b))):
                propose(a, b, z)  # 港安医院: no word begins it
            if tag in ("ns", "nt", "nz") and b - a > 3:
                # 大埔|南华莆: what the longest word leaves of a name is a name too
                k = next((k for k in range(b - 2, a + 1, -1) if self._is_word(a, k)), 0)
                if k and not (self._is_word(k, b) or self._begun(k, b) or self._ended(k, b)):
                    propose(k, b, 3.3 - 0.5 * max(0, b - k - 3) - s.doubt * (1 - sure))
        return list(found), list(found.values())

    def _after_word(self, a: int, b: int) -> int:
        """Where in a name that begins inside a common word the full name begins that follows this: 無業漢|戴國邦; 0 where none does."""
        text = self._text
        for k in range(a + 1, b - 1):
            surname = surname_of(text[k:b])
            if surname and b - k == len(surname) + 2 and may_be_person(text[k:b], self._vocabulary):
                words = (i for i in range(max(0, k - 4), a) if self._is_word(i, k))
                if any(self._vocabulary.kinds(text[i:k]) & COMMON for i in words):
                    return k
        return 0

    def _foreign_names(self) -> dict[tuple[int, int], float]:
        """Characters of foreign names in a row that the tagger takes for names, whatever ends it sees: 汗尤尼斯."""
        found, at = {}, -1
        likely = np.flatnonzero(self._name > _IN_NAME).tolist()
        run: list[int] = []
        for i in [*likely, len(self._text) + 1]:
            if i == at + 1 and i < len(self._text) and self._text[i] in sounds():
                run.append(i)
            else:
                long = len(run) > 6  # 墨西哥|塔巴斯科 is two names
                if 3 <= len(run) <= 8 and not (
                    long and (self._begun(run[0], run[-1] + 1) or self._ended(run[0], run[-1] + 1))
                ):
                    found[run[0], run[-1] + 1] = 3.9
                run = [i] if i < len(self._text) and self._text[i] in sounds() else []
            at = i
        return found

    def _full_names(
        self, remembered: Collection[str], names: Set[str], crossed: bytes
    ) -> dict[tuple[int, int], float]:
        """A surname and one or two characters, wherever the tagger sees a person begin."""
        text, share, found = self._text, self.person.tolist(), {}
        acts = self._acts.tolist()
        share_begins, after = self._begins_person.tolist(), titles("after")
        introduces = np.frombuffer(self._introduces, bool)[:-1]
        for a in np.flatnonzero(
            (self._begins_person > np.where(introduces, _THOUGHT_OF, _PERSON_BEGINS))
            | (self.person > _IN_PERSON)
        ).tolist():
            surname = surname_of(text[a : a + 4])
            introduced = self._introduces[a]
            if not surname:
                continue
            given = a + len(surname)
            if not after.isdisjoint([text[given : given + k] for k in (2, 3, 4)]):
                continue  # 李|校长
            over = 0.0 if introduced else self._over_word(a, given)
            longest = longest_given(surname, text[a : a + 6])  # 小林真一郎
            for b in range(given + 1, min(len(text), given + longest) + 1):
                name = text[a:b]
                if not _HAN.fullmatch(name):
                    break
                if b - a == 3 and (name[:2] in names or self._vocabulary.kinds(name[:2]) & TITLE):
                    continue  # 古隆|笑 where the article has 古隆, 司理|文國強
                mean = sum(share[a:b]) / (b - a)
                whole = introduced and b - given == 2 and not self._vocabulary.kinds(text[given:b]) & COMMON
                z = 3.2 + 1.8 * mean - full_name_worth(name, self._vocabulary) + _INTRODUCED * whole
                z -= _WORD_AND_MORE * self._is_torn(a, b)
                z -= over
                if not introduced and surnames()[surname].kind != "japanese":
                    z -= _TORN_NAME * max(0.0, 2 * max(acts[a + 1 : b]) - 1)  # 岳飛|以, 田|掙
                z += _JAPANESE_WHOLE * self._japanese_goes_on(a, b - 1)
                if surnames()[surname].other:
                    begun = share_begins[a] > _IN_NAME  # 農民|簡水源
                    seen = introduced and surname != _ONCE
                    seen &= begun or mean > (_IN_NAME / 4 if whole else _IN_NAME)  # 教授|查浩然
                    sure = max(mean, share_begins[a]) if seen else mean
                    doubtful = self._doubt(name) > 0 and not seen
                    z -= _OTHER_WORD * (2 - 2 * sure + doubtful)  # 曾|明言, 车龙|尾
                    z -= 3 * _OTHER_WORD * crossed[b]  # 曾|康复
                if (
                    surname in remembered
                    and not introduced
                    and (self._doubt(name) > 0 or b - a == len(surname) + 1 or text[given] in not_given())
                ):
                    z -= _SECOND_MENTION  # 石|忆述 after 石慧敏, 曾|力挺 after 曾国华
                elif surname in remembered and name not in names and not introduced:
                    z -= _NEW_NAME  # 童|自辯 after 童錦華
                if z > _LEAST_NAME:
                    found[a, b] = z
                    if introduced and b - given == 2:
                        self.introduced.add((a, b))
        return found


def _adverbial(text: str, p: np.ndarray | None, vocabulary: Vocabulary) -> list[int]:
    """Where 地 makes an adverb: the tagger thinks of it, or a doubled character stands before (静静|地|下着)."""
    found = []
    for i in (m.start() for m in _DI.finditer(text, 1)):
        least = _ADVERBIAL
        if vocabulary.zipf(text[i - 1 : i + 1]) > _COMMON_PLACE:
            least = 0.6  # 工地
        if (p is not None and p[i, _PARTICLE_LABEL] > least) or (i > 1 and text[i - 1] == text[i - 2]):
            found.append(i)
    return found


@cache
def _bound_nouns() -> np.ndarray:
    """Which characters are no word by themselves where the tagger sees a noun: 鄉|長."""
    found = np.zeros(_CHARACTERS, bool)
    found[[ord(c) for c in parting("no noun")]] = True
    return found


class _TwoWords(NamedTuple):
    word: str
    parts: str = ""
    tag: str = ""
    before: str = ""
    after: str = ""
    next: str = ""
    example: str = ""


class _Chance(NamedTuple):
    """A row of the table, compiled."""

    parts: list[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    tags: frozenset[int]
    following: frozenset[int]


@cache
def _chances() -> dict[str, list[_Chance]]:
    """The words that may be two, by the word."""
    found: dict[str, list[_Chance]] = {}
    for row in read_facts(_TWO_WORDS, _TwoWords):
        tags, following = (
            frozenset(k for k, tag in enumerate(TAGS) if not form or re.fullmatch(form, tag))
            for form in (row.tag, row.next)
        )
        found.setdefault(row.word, []).append(
            _Chance(
                row.parts.split(), re.compile(f"(?:{row.before})$"), re.compile(row.after), tags, following
            )
        )
    return found


@cache
def _may_be_chance() -> re.Pattern[str]:
    return re.compile("|".join(_chances()))


def _by_chance(text: str, p: np.ndarray | None) -> dict[int, list[str]]:
    """Where words of two characters begin that are two words in this place, and what these are: 才|能复原, 混战中|将球."""
    found = {}
    for match in _may_be_chance().finditer(text):
        a, b = match.span()
        if p is None:
            tag = following = -1
        else:
            tag, following = (int(p[min(k, len(p) - 1), : 2 * len(TAGS)].argmax()) // 2 for k in (a, b))
        for row in _chances()[match[0]]:
            known = p is None or (tag in row.tags and following in row.following)
            if known and row.before.search(text[max(0, a - _REACH) : a]) and row.after.match(text, b):
                found[a] = row.parts
                break
    return found


class _Ending(NamedTuple):
    endings: str
    zipf: float
    example: str = ""


@cache
def _endings() -> np.ndarray:
    """As how common a word counts that the character forms from another; 0 where it forms none."""
    found = np.zeros(_CHARACTERS)
    for row in read_facts(_ENDINGS, _Ending, key="endings"):
        found[[ord(c) for c in row.endings]] = row.zipf
    return found


def _formed(
    words: Edges, points: np.ndarray, begins: np.ndarray, terms: Collection[tuple[int, int]]
) -> tuple[list[tuple[int, int]], np.ndarray]:
    """What is formed from a word that is no term by its ending (水喉|匠, 社福|界): the spans, and as how common each counts."""
    after = np.minimum(np.append(points, 0)[words.ends], _CHARACTERS - 1)
    zipf = _endings()[after]
    is_name = words.kinds & (COMMON | NAME | PLACE) > COMMON  # 高雄|市区
    opens = np.zeros(len(points) + 1, bool)
    opens[words.starts] = True  # 法例|界定
    limit = np.where(opens[words.ends], _OPENS_WORD, np.where(zipf > _BOUND, _ALONE, 0.5))
    joins = np.append(begins, 1)[words.ends] < limit
    formed = np.flatnonzero((zipf > 0) & joins & ~is_name)
    if terms:
        is_term = [
            pair in terms
            for pair in zip(words.starts[formed].tolist(), words.ends[formed].tolist(), strict=True)
        ]
        formed = formed[~np.array(is_term, bool)]
    return list(zip(words.starts[formed].tolist(), (words.ends[formed] + 1).tolist(), strict=True)), zipf[
        formed
    ]


def _is_doubtful_end(text: str, a: int, b: int) -> bool:
    """Whether a name with dots ends in a character that is mostly another word: 古隆·巴哈杜爾|育有."""
    return text[b - 1] not in sounds() and _DOTTED.fullmatch(text, a, b) is not None


def _is_parted(word: str) -> bool:
    """Whether a proposal begins, or one of two or three characters ends, with one that is a word by itself."""
    if len(word) > 3:
        return word[0] in parting("first")
    ends = word[-1] in parting("last") or (len(word) == 3 and word[-1] in parting("last of three"))
    return ends or word[0] in parting("first")


def _holds_common_word(word: str, vocabulary: Vocabulary) -> bool:
    return bool((vocabulary.kinds(word[:2]) | vocabulary.kinds(word[1:])) & COMMON)


class _Way(NamedTuple):
    """The best way through the lattice, and of each place the worth of the best way to it and where its last word begins.

    Worths are counted from the last place before that no edge of several characters crosses. `edges` are all that there
    are: their starts, their ends, what each is worth.
    """

    ends: list[int]
    best: np.ndarray
    before: np.ndarray
    back: np.ndarray
    edges: tuple[np.ndarray, np.ndarray, np.ndarray]


def _cheapest(n: int, starts: list[Any], ends: list[Any], costs: list[Any], singles: Any) -> _Way:
    """The best way through the lattice.

    The stretches between places that no edge crosses know nothing of each other: the search goes through all at once, a
    place of each at a time.
    """
    places = np.arange(n + 1)
    a, b = np.concatenate([places[:-1], *starts]), np.concatenate([places[1:], *ends])
    cost = np.concatenate([singles, *costs])
    if (library := core.library()) is not None:
        return _cheapest_in_core(library, n, a, b, cost)
    is_crossed = _is_crossed(n, a, b)[: n + 1]
    stretch = np.maximum.accumulate(np.where(is_crossed, 0, places))
    depth = b - stretch[b - 1]
    order = np.argsort(depth * (n + 1) + b)
    a, b, cost, depth = a[order], b[order], cost[order], depth[order]
    first_of = np.flatnonzero(
        np.concatenate([[True], b[1:] != b[:-1]])
    )  # the edges that end at a place, for each
    place = b[first_of]
    # Best is what has been reached at a place, before what the next word starts from: nothing where a stretch begins.
    best, before, counts = np.zeros(n + 1), np.zeros(n + 1), is_crossed.astype(float)
    steps = np.searchsorted(depth, np.arange(1, depth[-1] + 2)).tolist()
    groups = np.searchsorted(first_of, steps).tolist()
    for i, j, g, h in zip(steps, steps[1:], groups, groups[1:], strict=False):
        if j - i < _FEW_EDGES:
            _goes_on(i, (a, b, cost), best, before, is_crossed)
            break
        reached = np.maximum.reduceat(before[a[i:j]] + cost[i:j], first_of[g:h] - i)
        at = place[g:h]
        best[at] = reached
        before[at] = reached * counts[at]
    back = np.full(n + 1, n)
    chosen = np.flatnonzero(before[a] + cost == best[b])
    np.minimum.at(back, b[chosen], a[chosen])  # of several that are worth the same, the longest last word
    return _Way(_ends(back), best, before, back, (a, b, cost))


def _cheapest_in_core(library: Any, n: int, a: np.ndarray, b: np.ndarray, cost: np.ndarray) -> _Way:
    """As the rest of `_cheapest`, a place after the other."""
    best, before = np.empty((2, n + 1))
    back, first, order = np.empty(n + 1, np.int64), np.empty(n + 2, np.int64), np.empty(len(a), np.int64)
    arrays = (a, b, cost, best, before, back, first, order)
    kinds = (np.int64, np.int64, np.float64, np.float64, np.float64, np.int64, np.int64, np.int64)
    if library.companion_way(n, len(a), *map(core.pointer, arrays, kinds)):
        raise ValueError("an edge of the lattice lies outside of its text")
    return _Way(_ends(back), best, before, back, (a, b, cost))


def _ends(back: np.ndarray) -> list[int]:
    """The ends of the words on the best way, out of where the last word to each place begins."""
    came = back.tolist()
    found, end = [], len(came) - 1
    while end:
        found.append(end)
        end = came[end]
    return found[::-1]


def _is_crossed(n: int, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Whether a word stands across a place, for each of a text's n + 1, and one more."""
    return np.cumsum(np.bincount(starts + 1, minlength=n + 2) - np.bincount(ends, minlength=n + 2)) > 0


def _goes_on(
    i: int,
    edges: tuple[np.ndarray, np.ndarray, np.ndarray],
    best: np.ndarray,
    before: np.ndarray,
    is_crossed: np.ndarray,
) -> None:
    """The rest of the search, from edge `i` on, where few stretches are so long that they have any."""
    reached: dict[int, float] = {}
    known = before.tolist()
    for a, b, cost in zip(*(column[i:].tolist() for column in edges), strict=True):
        value = known[a] + cost
        if value > reached.get(b, -1e18):
            reached[b] = value
            if is_crossed[b]:
                known[b] = value
    at = list(reached)
    best[at] = list(reached.values())
    before[at] = best[at] * is_crossed[at]


def _nearness(way: _Way) -> np.ndarray:
    """Of each word on the way, by how little it is better than another way past it, from 0 to `_NEAREST`."""
    number = np.full(len(way.best), -1)  # of the word that ends there
    number[way.ends] = np.arange(len(way.ends))
    starts, ends, cost = way.edges
    dearer = way.best[ends] - way.before[starts] - cost
    other = np.flatnonzero((number[ends] >= 0) & (dearer < _NEAREST) & (way.back[ends] != starts))
    first, last, by = starts[other], ends[other], dearer[other]
    for _ in range(_LONGEST_DETOUR):  # back to where that way has left ours
        on_way = (first == 0) | (number[first] >= 0)
        if on_way.all():
            break
        first = np.where(on_way, first, way.back[first])
    found = (first == 0) | (number[first] >= 0)
    first, last, by = first[found], number[last[found]] + 1, by[found]
    first = np.where(first > 0, number[first] + 1, 0)
    # Each of the words between, with the nearest of the ways past it.
    length = last - first
    before = np.cumsum(length) - length
    words = np.arange(length.sum()) + np.repeat(first - before, length)
    near = np.zeros(len(way.ends))
    np.maximum.at(near, words, np.repeat(_NEAREST - by, length))
    return near


def _doubt(sums: np.ndarray, best: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Of each word the share of the tagger's opinion that its likeliest part of speech does not have."""
    starts = np.concatenate([[0], ends[:-1]])
    doubt: np.ndarray = 1 - sums[np.arange(len(ends)), best] / (ends - starts)
    return doubt


def _evidence(
    ends: np.ndarray,
    begins: np.ndarray,
    near: np.ndarray,
    listed: np.ndarray,
    crossed: np.ndarray,
    doubt: np.ndarray,
) -> np.ndarray:
    """The rows of `Cut.evidence`."""
    starts = np.concatenate([[0], ends[:-1]])
    length = ends - starts
    at = np.append(begins, 1.0)
    inside = np.append(begins, 0.0)
    inside[starts] = 0
    inside = np.maximum.reduceat(inside[:-1], starts)

    def logit(p: np.ndarray) -> np.ndarray:
        p = np.clip(p, 1e-3, 1 - 1e-3)
        odds: np.ndarray = np.log(p / (1 - p))
        return odds

    return np.stack(
        [
            logit(1 - at[starts]), logit(1 - at[ends]), logit(inside), near, listed, length == 2, length == 3, length > 3,
            crossed[starts].astype(float) + crossed[ends], doubt,
        ],
        1,
    )  # fmt: skip
