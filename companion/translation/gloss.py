"""The word gloss: what each word means, one after the other; never a sentence.

Meanings come from the curated glossary and from CC-CEDICT (CC BY-SA 4.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from companion.model import Sense, Token, Translation
from companion.protocols import SourceSentence
from companion.translation.numbers import english_number
from companion.translation.terms import report

__all__ = ["GlossTranslator", "gloss_of"]

_SKIPPED = (
    "CL:",
    "variant of",
    "old variant",
    "archaic variant",
    "surname ",
    "see ",
    "also written",
    "abbr. for",
    "used in",
    "(used in",
    "Kangxi radical",
    "Taiwan pr.",
    "also pr.",
)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_CHINESE = re.compile(r"[\u3400-\u9fff]+(?:\|[\u3400-\u9fff]+)?(?:\[[^\]]*\])?")
_LONGEST = 36
# Words of grammar, for which a dictionary's first sense says little.
_GRAMMAR = {
    "的": "’s", "了": "(done)", "着": "(ongoing)", "过": "(before)", "地": "-ly", "得": "(so)", "在": "at", "是": "be", "和": "and",
    "与": "and", "及": "and", "等": "etc.", "对": "towards", "把": "(object:)", "被": "by", "将": "will", "从": "from", "向": "towards",
    "为": "for", "以": "with", "就": "then", "也": "also", "都": "all", "而": "and", "并": "and", "或": "or", "但": "but", "于": "at",
    "由": "by", "至": "to", "到": "to", "有": "have", "不": "not", "没有": "have not", "会": "will", "要": "must", "能": "can", "可": "may",
    "中": "in", "上": "on", "下": "under", "后": "after", "前": "before", "内": "within", "其": "its", "该": "this", "此": "this",
    "这": "this", "那": "that", "我": "I", "你": "you", "他": "he", "她": "she", "它": "it", "我们": "we", "他们": "they", "她们": "they",
    "个": "(measure)", "名": "(persons)", "一": "one", "来": "come", "去": "go", "说": "say", "称": "say", "所": "which", "之": "’s",
    "吗": "(question)", "呢": "(question)", "吧": "(suggestion)", "啊": "(ah)", "再": "again", "还": "still", "又": "again",
    "更": "more", "最": "most", "很": "very", "已": "already", "曾": "once", "如": "like", "若": "if", "因": "because", "令": "make", "使": "make",
}  # fmt: skip


class GlossTranslator:
    """The `Translator` that is always there; it needs the tokens of a `SourceSentence`."""

    name = "gloss"

    def status(self) -> str:
        """Empty: a gloss can always be made."""
        return ""

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """One gloss per sentence; origin "none" where it has no word."""
        for sentence in sentences:
            terms = {t.id: t for t in sentence.terms}
            parts = []
            for token in sentence.tokens:
                term = terms.get(token.term or "")
                word = term.english[0] if term else gloss_of(token)
                if word:
                    parts.append(word)
            text = " · ".join(parts)
            if text:
                yield Translation(text, "gloss", "glossary and CC-CEDICT", report(text, sentence.terms))
            else:
                yield Translation("", "none", self.name, reason="there is no word to gloss")


def gloss_of(token: Token) -> str:
    """A short English meaning of one token; empty for punctuation and space.

    >>> from companion.model import Sense, Token
    >>> gloss_of(Token("打擊", 0, 2, "word", "打击", ("dǎ", "jī"), (Sense("打擊", "打击", "dǎ jī", ("to hit", "to strike")),)))
    'hit'
    """
    if token.kind in ("punctuation", "space"):
        return ""
    if token.kind == "number":
        return english_number(token.text)
    if token.kind == "latin":
        return token.text
    if word := _GRAMMAR.get(token.simplified):
        return word
    reading = " ".join(token.pinyin)
    senses = sorted(token.senses, key=lambda s: s.pinyin.lower() != reading)
    for sense in senses:
        for meaning in sense.english:
            if short := _short(meaning, sense):
                return short
    return "".join(token.pinyin).capitalize() if token.pinyin else token.text


def _short(meaning: str, sense: Sense) -> str:
    if meaning.startswith(_SKIPPED):
        return ""
    text = _CHINESE.sub("", _BRACKETS.sub(" ", meaning)).split(";")[0].strip(" ,")
    if not text or len(text) > _LONGEST:
        return ""
    text = " ".join(text.split())
    return text[3:] if text.startswith("to ") and not text.startswith("to be ") else text
