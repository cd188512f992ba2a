"""Order: put the parts of a sentence, or the sentences of a paragraph, back in order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

from companion.exercises.candidates import Candidate
from companion.exercises.model import Choice, Exercise, exercise_id
from companion.exercises.source import Source
from companion.language.similar import word_class
from companion.model import Paragraph, Sentence, Token

__all__ = ["candidates"]

_FEWEST, _MOST = 4, 7
_ADVERBIALS = frozenset(["time", "place", "phrase", "adverb"])
_MOST_ORDERS = 8
_WHEN = frozenset(["時", "时", "後", "后", "前", "期間", "期间", "以來", "以来", "之後", "之后", "之前"])
_TAILS = _WHEN | frozenset(["的", "中", "內", "内", "下", "上"])
_AS_FORESEEN = frozenset(
    ["預計", "预计", "預料", "预料", "估計", "估计", "據悉", "据悉"]
)  # may stand before the subject, as a time may
_SO = frozenset(
    [
        "分批",
        "分期",
        "分階段",
        "分阶段",
        "逐一",
        "逐步",
        "一同",
        "一起",
        "全數",
        "全数",
        "全部",
        "集體",
        "集体",
        "親自",
        "亲自",
    ]
)  # said of how it was done
_ALONE = frozenset("令使讓让有是在與与和對对把被向從从由為为以將将但而經经到去來来買买賣卖說说指稱称要")
_FRONTED = frozenset("在於于為为由從从對对因經经自按就")  # phrases with these may stand before the subject
_THERE_IS = frozenset(
    [
        "需要",
        "有",
        "沒有",
        "没有",
        "出現",
        "出现",
        "發生",
        "发生",
        "剩下",
        "缺乏",
        "希望",
        "要求",
        "包括",
        "是",
    ]
)
_ABOUT = frozenset(
    ["逾", "約", "约", "近", "超過", "超过", "達", "达", "至少", "最多", "共", "大約", "大约", "高達", "高达"]
)
_INSIDE = frozenset(
    ["才", "就", "便", "也", "亦", "又", "再", "卻", "却", "並", "并"]
)  # a subject may stand before these
_SINCE = frozenset("起止前後后內内來来")
_CLINGS = frozenset("的了着著過过地得們们等")  # never first in a part
_BEFORE_NOUNS = frozenset("在與与和對对把被向從从由為为將将用以於于經经")
_OPENERS = frozenset("在與与和及對对把被向從从由為为以將将但而並并因經经")  # never last in a part
# A clause that begins so may stand elsewhere in its sentence too.
_MOVABLE = (
    "經过經過",
    "经过",
    "为了",
    "為了",
    "由于",
    "由於",
    "随着",
    "隨著",
    "隨着",
    "根据",
    "根據",
    "如果",
    "若",
    "当",
    "當",
    "虽然",
    "雖然",
    "尽管",
    "儘管",
    "因为",
    "因為",
    "除了",
    "对于",
    "對於",
    "据",
    "據",
)
_CONDITIONS = (
    "如",
    "若",
    "倘",
    "一旦",
    "只要",
    "除非",
    "即使",
    "雖",
    "虽",
    "因",
    "由於",
    "由于",
    "當",
    "当",
    "除了",
)
_JOINED = (
    "加上",
    "並",
    "并",
    "又",
    "但",
    "而",
    "卻",
    "却",
    "也",
    "亦",
    "因此",
    "所以",
    "以",
    "令",
    "使",
    "讓",
    "让",
    "再",
    "才",
    "就",
    "便",
    "甚至",
    "然後",
    "然后",
    "隨後",
    "随后",
    "其後",
    "其后",
    "隨即",
    "随即",
    "結果",
    "结果",
    "否則",
    "否则",
    "於是",
    "于是",
    "因而",
    "以便",
    "從而",
    "从而",
    "反而",
    "而且",
    "不過",
    "不过",
)
_SAID = (
    "表示",
    "說",
    "说",
    "指",
    "指出",
    "稱",
    "称",
    "認為",
    "认为",
    "回應",
    "回应",
    "透露",
    "顯示",
    "显示",
    "強調",
    "强调",
    "補充",
    "补充",
    "批評",
    "批评",
    "坦言",
    "直言",
    "憶述",
    "忆述",
    "解釋",
    "解释",
    "重申",
    "相信",
    "慨嘆",
    "慨叹",
)
_PRONOUNS = (
    "他",
    "她",
    "它",
    "牠",
    "其",
    "這",
    "这",
    "該",
    "该",
    "此",
    "兩人",
    "两人",
    "雙方",
    "双方",
    "有關",
    "有关",
)
# What a sentence begins with that is said of the one before it.
_LINKS = (
    *_PRONOUNS,
    "隨後",
    "随后",
    "最後",
    "最后",
    "結果",
    "结果",
    "因此",
    "所以",
    "但",
    "不過",
    "不过",
    "然而",
    "同時",
    "同时",
    "另外",
    "之後",
    "之后",
    "後來",
    "后来",
    "於是",
    "于是",
    "接着",
    "接著",
    "當時",
    "当时",
    "事後",
    "事后",
    "終於",
    "终于",
    "而且",
    "至於",
    "至于",
    "相反",
    "反而",
    "目前",
    "如今",
)
_QUOTES = "「」『』（）()“”"
_ENDS = "，。！？；：、,!?;:"


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Sentences of 12 to 60 characters, or clauses of longer ones, or paragraphs of three to six sentences."""
    if variant == "sentences":
        yield from _paragraphs(source)
        return
    for number, paragraph, sentence, tokens in source.sentences:
        if paragraph.kind == "headline":
            continue
        for found in _runs(tokens):
            parts = [_text(p) for p in found]
            length = sum(len(p) for p in parts)
            asked = [t for p in found for t in p]
            worth = sum(max(0.0, source.worth(t)) for t in asked if t.senses or t.term) / len(asked)
            yield Candidate(
                worth - abs(length - 28) / 40 - 3.0 * source.is_title(paragraph),
                ((number, sentence.start),),
                number,
                "",
                lambda rng, n=number, p=paragraph, s=sentence, c=found: _build(source, n, p, s, c, rng),
            )


def _runs(tokens: list[Token]) -> list[list[list[Token]]]:
    """What of a sentence can be put in order, best first: all of it, else the clauses that belong together.

    Such a clause has a subject of its own and stands nowhere but before the ones that are joined to it.
    """
    clauses = _in_clauses(_parts(tokens))
    whole = _of_fit_length(_held_together(clauses))
    if whole and not _text(whole[0]).startswith(_MOVABLE):
        return [whole]
    found = []
    for first in range(len(clauses)):
        if not _stands_alone(clauses[first]):
            continue
        for last in range(first, len(clauses)):
            run = clauses[first : last + 1]
            loose = last > first and not _goes_on(_text(run[-2][-1]), _text(run[-1][0]))
            if last + 1 < len(clauses) and _text(run[-1][0]).startswith(_CONDITIONS):
                continue  # 如遇上可疑人士: what then is missing
            if loose and (len(run) > 2 or last + 1 < len(clauses)):
                break  # only the mark at the end of the sentence tells which of two is the last
            if parts := _of_fit_length(_held_together(run)):
                found.append(_without_comma(parts))
    return sorted(found, key=lambda parts: -len(parts))


def _of_fit_length(parts: list[list[Token]]) -> list[list[Token]]:
    """The parts where they are four to seven different ones, or can be made so, of 12 to 60 characters; else none."""
    parts = _with_subjects_held(parts)
    if len(parts) == _FEWEST - 1:
        parts = _with_object_apart(parts)
    while len(parts) > _MOST:
        i = min(
            range(len(parts) - 1),
            key=lambda i: len(_text(parts[i] + parts[i + 1])) + 9 * (parts[i][-1].text[-1] in _ENDS),
        )
        parts = [*parts[:i], parts[i] + parts[i + 1], *parts[i + 2 :]]
    texts = [_text(p) for p in parts]
    fit = len(parts) >= _FEWEST and 12 <= sum(map(len, texts)) <= 60 and len(set(texts)) == len(texts)
    return parts if fit and not any(t.text in _QUOTES for p in parts for t in p) else []


def _with_subjects_held(parts: list[list[Token]]) -> list[list[Token]]:
    """The parts, those together that language alone does not keep in their order; none where that is not enough.

    A subject by itself might begin another clause that has none (找了一夜，|家人|才發現他); a place or a phrase behind it might stand in
    front (為港隊|隊長|鎖定勝局), and a verb that says that there is something might stand before it (需要|零件).
    """
    clauses = _in_clauses(parts)
    if any(
        len(c) > 2
        and c[0][0].pos[:1] in ("m", "q")
        and _without_mark(c[-1])[-1:]
        and _without_mark(c[-1])[-1].pos == "v"
        for c in clauses
    ):
        return []  # 三幅壁畫|在牆上|發現: 在牆上|發現|三幅壁畫
    found: list[list[Token]] = []
    for n, clause in enumerate(clauses):
        held = list(clause)
        others = [c for i, c in enumerate(clauses) if i != n]
        if len(held) > 1 and _role(held[0], True) == "subject" and not all(map(_has_subject, others)):
            held[:2] = [held[0] + held[1]]
        for i in range(len(held) - 2, 0, -1):
            first = held[i][0].text
            behind = _role(held[i - 1], i == 1) == "subject" and i == 1
            bare = not any(t.pos[:1] == "v" and t.text not in _FRONTED for t in held[i])
            if (behind and (first in _FRONTED or (bare and any(t.text in _FRONTED for t in held[i])))) or (
                len(held[i]) == 1 and first in _THERE_IS
            ):
                held[i : i + 2] = [held[i] + held[i + 1]]
        found += held
    return found


def _without_mark(part: list[Token]) -> list[Token]:
    return [t for t in part if t.kind != "punctuation"]


def _has_subject(clause: list[list[Token]]) -> bool:
    """Whether a clause begins with a noun, behind what joins it: 但|報價|高達三百萬元."""
    tokens = [t for t in clause[0] if t.text not in _JOINED and t.pos[:1] != "c"]
    return (
        bool(tokens)
        and tokens[0].pos[:1] in ("n", "r", "m", "j", "a", "b")
        and clause[0][0].text not in _INSIDE
    )


def _with_object_apart(parts: list[list[Token]]) -> list[list[Token]]:
    """The parts, one verb parted from its object: in the one place where no other verb could take it."""
    for n, part in enumerate(parts):
        bare = [t for t in part if t.kind != "punctuation"]
        at = next((i for i, t in enumerate(bare) if t.pos == "v" and len(t.text) > 1), -1)
        thing = bare[at + 1 :]
        if (
            at < 0
            or len(_text(thing)) < 4
            or any(t.kind == "punctuation" for t in part[: len(bare)])
            or any(t.pos[:1] not in ("n", "m", "q", "a", "b", "r", "j", "u") for t in thing)
            or thing[0].pos[:1] == "u"
            or thing[-1].pos[:1] != "n"
            or any("unknown-word" in t.review for t in (bare[at], thing[0]))
        ):
            continue
        others = [[t for t in p if t.kind != "punctuation"] for i, p in enumerate(parts) if i != n]
        if any(p[-1].pos[:1] == "v" or (p[-1].pos == "u" and len(p) > 1) for p in others):
            continue
        return [*parts[:n], part[: at + 1], part[at + 1 :], *parts[n + 1 :]]
    return parts


def _in_clauses(parts: list[list[Token]]) -> list[list[list[Token]]]:
    clauses: list[list[list[Token]]] = [[]]
    for part in parts:
        clauses[-1].append(part)
        if part[-1].text[-1] in "，；,;":
            clauses.append([])
    return [c for c in clauses if c]


def _stands_alone(clause: list[list[Token]]) -> bool:
    """Whether a clause begins with a subject, or a time and a subject, and not with a word that joins or moves it."""
    text = "".join(_text(p) for p in clause)
    if text.startswith((*_MOVABLE, *_JOINED, *_LINKS)) and text[0] not in "他她":
        return False
    if clause[0][0].pos[:1] not in ("n", "r", "m", "t", "j", "a", "b"):
        return False
    roles = [_role(p, n == 0 or _role(clause[n - 1], False) == "time") for n, p in enumerate(clause[:2])]
    return roles[:1] == ["subject"] or roles == ["time", "subject"]


def _without_comma(parts: list[list[Token]]) -> list[list[Token]]:
    """The parts; where they end in the middle of their sentence, without the mark."""
    last = parts[-1]
    ends = last[-1].kind != "punctuation" or last[-1].text[-1] in "。！？!?" or len(last) < 2
    return parts if ends else [*parts[:-1], last[:-1]]


def _held_together(clauses: list[list[list[Token]]]) -> list[list[Token]]:
    """The parts where no clause could change places with another, or a part go from one to the other; else none.

    Clauses that are joined by a word (並, 但, 說) are told apart by it. Of two others the mark at the end tells which is the
    last; only one of them is in parts then, for a subject would fit the other's verb as well.
    """
    loose = [n for n, (a, b) in enumerate(pairwise(clauses)) if not _goes_on(_text(a[-1]), _text(b[0]))]
    if any(len(c[-1]) > 1 and c[-1][-2].text in _WHEN for c in clauses):
        return []  # 工人|在工程時，: it might stand in front as well
    others = [c for n, c in enumerate(clauses) if not (n and _text(c[0]).startswith(_JOINED))]
    if len(others) > 1 and any(
        _role(p, False) == "time" or (p[0].text in ("由", *_MOVABLE) and p[-1].text[-1] in _ENDS)
        for c in clauses
        for p in c
    ):
        return []  # 平日|只能拜託鄰居, 直至第七局|由小將上陣，: it fits another clause as well
    if not loose:
        return [part for c in clauses for part in c]
    if len(clauses) != 2:
        return []
    longer = max((0, 1), key=lambda n: len(clauses[n]))
    whole = [[t for part in clauses[1 - longer] for t in part]]
    return [*clauses[0], *whole] if longer == 0 else [*whole, *clauses[1]]


def _text(part: list[Token]) -> str:
    return "".join(t.text for t in part)


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """The sentence in parts: cut at punctuation and before verbs, adverbs, prepositions, counted objects."""
    parts: list[list[Token]] = []
    before: Token | None = None
    for n, token in enumerate(tokens):
        if token.kind == "space":
            before = None
        elif parts and not _starts(before, token, _text(parts[-1]), tokens[n + 1 : n + 5]):
            parts[-1].append(token)
            before = token
        else:
            parts.append([token])
            before = token
    return _with_scraps(parts)


def _is_within(ahead: list[Token]) -> bool:
    """Whether what follows is the tail of a noun or of a time: 往來中環|至長洲的渡輪, 在信號|發出後 are not parted."""
    for n, token in enumerate(ahead):
        counts = token.kind == "number" or token.pos in ("m", "q")
        if counts and ahead[n + 1 : n + 2] and ahead[n + 1].text == "的":
            return True  # 體重|逾百公斤的野豬
        if token.kind == "punctuation" or counts:
            return False
        if token.text in _TAILS:
            return True
    return False


def _with_scraps(parts: list[list[Token]]) -> list[list[Token]]:
    """The parts, a scrap at the end of a clause with the one before it, and who says it with what is said."""
    found: list[list[Token]] = []
    for part in parts:
        before = _text(found[-1]) if found else ""
        text = _text(part)
        scrap = len(text) <= 3 and text[-1] in _ENDS and before and before[-1] not in _ENDS
        speaker = before[-1:] in tuple(_ENDS) and before[:-1].endswith(_SAID)
        made = (
            before[:1] in ("令", "使", "讓", "让") and before[-1] not in _ENDS
        )  # 令公司|正視問題, 促請當局|加重罰款
        if scrap or speaker or made:
            found[-1] = found[-1] + part
        else:
            found.append(part)
    return found


def _goes_on(part: str, following: str) -> bool:
    """Whether the clause that follows could stand nowhere else: it is joined to this one, or is what somebody said."""
    return following.startswith(_JOINED) or part[:-1].endswith(_SAID)


def _starts(before: Token | None, token: Token, part: str, ahead: list[Token]) -> bool:
    """Whether a part may start with `token`; `ahead` is what follows it."""
    if before is None:
        return True
    if token.kind == "punctuation" or token.text in _CLINGS:
        return False
    if before.pos in ("t", "m") and token.text[0] in _SINCE:
        return False  # 周五|起, 兩年|來陪伴
    if (
        token.pos == "v"
        and len(token.text) == 1
        and ahead
        and ahead[0].pos[:1] == "n"
        and token.text not in _ALONE
    ):
        return False  # 智能|導盲手杖
    if before.text[-1:] in _ENDS:
        return before.text != "、"
    if before.text in _ABOUT:
        return False  # 接獲|逾兩千宗投訴
    if "unknown-word" in (*before.review, *token.review):
        return False  # 排隊人|龍阻塞: what no dictionary has may be no word
    if len(part) < 2 or _is_within(ahead) or before.text in _OPENERS or before.text in _CLINGS:
        return False
    last = word_class(before.simplified)
    if token.text in "和及與与並并":
        return False
    if (token.kind == "number" or token.pos.startswith("m")) and before.pos == "v" and len(part) > 2:
        return len(token.text) > 1 and bool(ahead) and ahead[0].kind == "word"  # 接獲|多宗求助
    if token.pos == "t" and len(token.text) > 1:
        qualifies = (
            bool(ahead) and ahead[0].pos[:1] == "n" and part[:1] in _BEFORE_NOUNS
        )  # 對研究香港|早期文學
        return last in ("n", "name") and before.pos[:1] in "nr" and not qualifies
    if token.text in _OPENERS:
        return last not in ("d", "f")
    return (
        token.pos in ("v", "d")
        and word_class(token.simplified) not in ("n", "name")
        and last in ("n", "name", "t", "m")
        and before.pos[:1] in "ntrs"
        and bool(before.pos)
    )


def _role(part: list[Token], first: bool) -> str:
    """What a part is in its clause: "time", "place", "phrase" (a preposition and its noun), "adverb", "subject", or "" for the rest."""
    if part[0].text in _JOINED:
        return ""  # 結果|由傍晚|等到清晨
    bare = [t for t in part if t.text not in ("在", "於", "于")]
    timely = all(t.pos == "t" or word_class(t.simplified) == "t" or t.text in _AS_FORESEEN for t in bare)
    if timely or part[-1].text in _WHEN:
        return "time"
    if part[0].text in _BEFORE_NOUNS and len(part) > 1 and not any(t.pos[:1] in ("v", "d") for t in part[1:]):
        return "place" if part[0].text in ("在", "於", "于") else "phrase"
    if len(_text(part)) >= 2 and all(t.pos == "d" or t.text in _SO for t in part):
        return "adverb"
    if any(t.kind == "punctuation" for t in part[:-1]):
        return ""  # 東主說，村民|清晨
    return "subject" if first and part[-1].pos[:1] in ("n", "r") and part[0].pos[:1] not in ("p", "d") else ""


def _shuffled(pieces: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    mixed = list(pieces)
    for _ in range(20):
        rng.shuffle(mixed)
        if (
            tuple(mixed) != pieces
            and sum(a == b for a, b in zip(mixed, pieces, strict=True)) < len(pieces) - 1
        ):
            break
    return tuple(mixed)


def _also(parts: tuple[str, ...], roles: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Further right orders: adverbials that stand side by side (昨日|在碼頭, 將款項|分批), and a time beside the subject.

    Never over a mark, and never a part that ends in one.

    >>> _also(("警方", "昨日", "在碼頭", "拘捕疑犯。"), ("subject", "time", "place", ""))[:2]
    (('昨日', '警方', '在碼頭', '拘捕疑犯。'), ('警方', '在碼頭', '昨日', '拘捕疑犯。'))
    """
    first = tuple(range(len(parts)))
    found, waiting = [first], [first]
    while waiting:
        order = waiting.pop(0)
        for at in range(len(order) - 1):
            a, b = order[at : at + 2]
            timed = at > 0 and roles[order[at - 1]] == "time"
            if parts[a][-1] in _ENDS or parts[b][-1] in _ENDS or not _may_change(roles[a], roles[b], timed):
                continue
            other = (*order[:at], b, a, *order[at + 2 :])
            if other not in found:
                found.append(other)
                waiting.append(other)
    return tuple(tuple(parts[n] for n in order) for order in found[1:])[:_MOST_ORDERS]


def _time_may_move(parts: list[list[Token]], roles: tuple[str, ...]) -> bool:
    """Whether a time could stand before 才, 就 or 便 in a later part of its clause: 近日|發現無法提款|才驚覺受騙."""
    for n, role in enumerate(roles):
        if role == "time" and any(t.pos == "v" for part in parts[:n] for t in part):
            return True  # 源於一名顧客|上星期|購買牛奶
        for part in parts[n + 1 :] if role == "time" else []:
            if part[0].text[:1] in "才就便再又仍":
                return True
            if part[-1].text[-1] in _ENDS:
                break
    return False


def _manner_may_move(parts: list[list[Token]]) -> bool:
    """Whether a part tells how something is done (載着親友), with others of its clause behind it that it might follow."""
    return any(
        any(t.text in "着著" for t in part) and all(p[-1].text[-1] not in _ENDS for p in parts[n : n + 2])
        for n, part in enumerate(parts[:-2])
    )


def _may_change(role: str, other: str, timed: bool) -> bool:
    """Whether two parts side by side may change places; `timed`: a time stands before them (昨晚在澳門，女排…)."""
    pair = {role, other}
    return pair <= _ADVERBIALS or pair == {"subject", "time"} or (timed and pair == {"subject", "place"})


def _build(
    source: Source,
    number: int,
    paragraph: Paragraph,
    sentence: Sentence,
    parts: list[list[Token]],
    rng: random.Random,
) -> Exercise | None:
    pieces = tuple(map(_text, parts))
    roles = tuple(_role(p, n == 0 or parts[n - 1][-1].text[-1] in _ENDS) for n, p in enumerate(parts))
    there_is = any(p[0].text == "有" for p in parts) and bool({"time", "place"} & {*roles})
    if there_is or _time_may_move(parts, roles) or _manner_may_move(parts):  # 去年|在將軍澳|有一名婦人|被撞倒
        return None
    also = _also(pieces, roles)
    return _exercise(
        "parts", "the parts of the sentence", source, number, paragraph, sentence, pieces, rng, also, 2
    )


def _paragraphs(source: Source) -> Iterator[Candidate]:
    groups: dict[int, list[tuple[Paragraph, Sentence]]] = {}
    for number, paragraph, sentence, _ in source.sentences:
        groups.setdefault(number, []).append((paragraph, sentence))
    for number, found in groups.items():
        paragraph = found[0][0]
        pieces = tuple(paragraph.text[s.start : s.end].strip() for _, s in found)
        if not 3 <= len(pieces) <= 6 or len(set(pieces)) < len(pieces) or max(map(len, pieces)) > 120:
            continue
        if paragraph.kind == "headline" or not all(p.startswith(_LINKS) for p in pieces[1:]):
            continue
        if sum(p.startswith(_PRONOUNS) for p in pieces[1:]) > 1:
            continue  # 她七歲…, 她說…: the two could change places
        keys = tuple((number, s.start) for _, s in found)
        yield Candidate(
            1.0 - 0.1 * abs(len(pieces) - 4),
            keys,
            number,
            "",
            lambda rng, n=number, p=paragraph, s=found, c=pieces: _sentences(source, n, p, s, c, rng),
        )


def _sentences(
    source: Source,
    number: int,
    paragraph: Paragraph,
    found: list[tuple[Paragraph, Sentence]],
    pieces: tuple[str, ...],
    rng: random.Random,
) -> Exercise:
    first, last = found[0][1], found[-1][1]
    whole = Sentence(first.start, last.end)
    assert all(a.end <= b.start for (_, a), (_, b) in pairwise(found))
    points = len(pieces) - 1
    return _exercise(
        "sentences",
        "the sentences of the paragraph",
        source,
        number,
        paragraph,
        whole,
        pieces,
        rng,
        (),
        points,
    )


def _exercise(
    variant: str,
    what: str,
    source: Source,
    number: int,
    paragraph: Paragraph,
    place: Sentence,
    pieces: tuple[str, ...],
    rng: random.Random,
    also: tuple[tuple[str, ...], ...],
    points: int,
) -> Exercise:
    """Pieces of a paragraph, to be put in order again."""
    return Exercise(
        id=exercise_id("order", variant, paragraph.id, place.start),
        kind="order",
        variant=variant,
        form="order",
        instruction=f"Put {what} in order.",
        prompt=(),
        solution=pieces,
        also=also,
        choices=tuple(Choice(p) for p in _shuffled(pieces, rng)),
        lang="zh-Hant" if source.traditional else "zh-Hans",
        evidence=source.evidence(number, paragraph, place.start, place.end, place),
        points=points,
    )
