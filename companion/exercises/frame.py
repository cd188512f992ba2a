"""What stands around a word: its clause, whether it is a piece of a longer name, and which part of speech it surely is there.

A tagger's tag is a guess; for what is asked the neighbours have to say the same.
"""

from __future__ import annotations

from companion.exercises.entities import around, is_named, piece_of_a_name
from companion.exercises.source import Place, Source
from companion.exercises.word_sets import word_set
from companion.language.similar import word_class
from companion.model import Token

__all__ = ["clause", "has_verb_and_noun", "holds_its_object", "in_a_name", "is_name", "used_as"]


def clause(place: Place) -> tuple[list[Token], int]:
    """The tokens of the clause around a word, and which of them it is.

    >>> from companion import read_text
    >>> source = Source(read_text("昨日，警方拘捕三名疑犯。", translator=None))
    >>> [t.text for t in clause(source.vocabulary["疑犯"])[0]]
    ['警方', '拘捕', '三名', '疑犯']
    """
    return around(place.paragraph.tokens, place.token.start)


def is_name(source: Source, token: Token) -> bool:
    """Whether a word is a name: an entity, but for a term of the glossary that is a common noun (泳灘)."""
    return is_named(token, source.term(token))


def in_a_name(source: Source, place: Place) -> bool:
    """Whether a word is only a piece of a name."""
    tokens, at = clause(place)
    return piece_of_a_name(tokens, at, source.term)


def has_verb_and_noun(token: Token) -> bool:
    """Whether the dictionary or the tagger has the word as a verb and as something else too.

    >>> from companion.language.language import Language
    >>> [has_verb_and_noun(Token(w, 0, 2, "word", w, (), Language.default().senses(w))) for w in ("选择", "疫苗", "拘捕")]
    [True, False, False]
    """
    forms = {
        m.startswith("to ")
        for s in token.senses
        for m in s.english
        if not m.startswith(("CL:", "(", "see ", "also "))
    }
    tagged = word_class(token.simplified)
    return (
        len(forms) > 1
        or token.pos in ("vn", "an", "vd", "ad")
        or (bool(token.pos) and tagged in ("n", "v", "a", "d") and tagged != token.pos[:1])
    )


def holds_its_object(word: str) -> bool:
    """Whether a simplified verb of two characters is a verb and its object: it takes no other (停工, 備戰, 退休).

    >>> holds_its_object("停工"), holds_its_object("得知"), holds_its_object("拘捕")
    (True, False, False)
    """
    return len(word) == 2 and word_class(word[0]) == "v" and word_class(word[1]) == "n"


def used_as(source: Source, place: Place) -> str:
    """The part of speech that a word surely has where it stands: "n", "v", "a", "d", "name" or ""; for other words their tag's first letter.

    >>> from companion import read_text
    >>> source = Source(read_text("警方已調查事件。警方展開調查。餐飲選擇太少。", translator=None))
    >>> [(p.token.text, used_as(source, p)) for p in source.places if p.token.text in ("調查", "選擇")]
    [('調查', 'v'), ('調查', 'n'), ('選擇', '')]
    """
    token = place.token
    if is_name(source, token):
        return "name"
    tokens, at = clause(place)
    before, after = tokens[max(0, at - 1) : at], tokens[at + 1 :]
    last = before[0] if before else None
    tag = (
        "n"
        if token.pos in ("vn", "an")
        else "v"
        if token.pos == "vd"
        else "d"
        if token.pos == "ad"
        else token.pos[:1]
    )
    term = source.term(token)
    sure = not has_verb_and_noun(token) or (
        term is not None
        and term.english[0].startswith("to ") == (token.pos == "v")
        and (token.pos == "v" or not any(m.startswith("to ") for s in token.senses for m in s.english))
    )
    noun = term is not None and not term.english[0].startswith("to ") and not token.senses
    if noun and last is not None and last.pos[:1] == "v" and not after:
        return "n"  # 提防電騙: the glossary has it as a thing, whatever its tag
    if token.pos[:1] == "v" and _is_verb_here(place, tokens, at, last, after):
        return "v"
    if (
        last is not None
        and tag in "vn"
        and (last.text in word_set("light") or last.text == "的" or last.pos[:1] in ("m", "q"))
    ):
        return "n" if not after or after[0].pos[:1] in ("v", "p", "d", "c", "f", "a", "u") else ""
    if tag == "a":
        beside = (last is not None and last.text in word_set("degree")) or (
            after[:1] and after[0].text == "的"
        )
        said = last is not None and last.pos == "n" and not after
        return "a" if beside or said else ""
    if tag == "v":
        alone = last is not None and last.pos[:1] == "n" and len(last.text) == 1
        if last is not None and (last.pos == "v" or last.pos[:1] in "abmq" or alone) and not after:
            return ""  # 沉迷|賭博, 零|浪費: gambling, waste
        qualifies = (
            after[:1]
            and after[0].pos[:1] == "n"
            and (len(after) > 1 and after[1].pos[:1] in ("v", "a", "d", "p", "n"))
        )
        return "v" if sure and not (qualifies and (last is None or last.pos[:1] == "n")) else ""
    return tag if sure else ""


def _is_verb_here(place: Place, tokens: list[Token], at: int, last: Token | None, after: list[Token]) -> bool:
    if last is not None and (
        last.text in word_set("modals")
        or last.text[-1] in word_set("modals")
        or (last.pos == "d" and last.text not in word_set("degree"))
    ):
        return not after or after[0].text != "的"
    if after and (
        after[0].text in word_set("after_verb")
        or (after[0].kind == "number" or after[0].pos.startswith(("m", "r")))
    ):
        return last is None or last.text != "的"
    if last is not None and (last.pos[:1] == "c" or (last.pos[:1] in ("s", "f") and not after)):
        return not after or after[0].pos[:1] != "n" or last.text in ("而", "並", "并")
    if last is not None and last.pos == "r" and last.text[-1] in "我你他她它們们":
        return True
    others = [t for n, t in enumerate(tokens) if n != at and (t.pos[:1] in "va" or t.text in "是")]
    return not others and len(tokens) > 1 and at > 0 and place.paragraph.kind != "headline"
