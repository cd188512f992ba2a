"""A student at work on a sheet: answers, tries, hints, score. Pure state; a shell shows it.

`Session.handle` takes the messages that a shell sends and changes `Session.state`, a plain dict
that can be sent as JSON. Answers are in it only once an item is done. The self-check page has the
same in JavaScript (`companion/render/js/session.js`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from companion.exercises.marking import Response, mark
from companion.exercises.model import Exercise, ExerciseSet

__all__ = ["Session", "explanation", "question"]

LATER = 0.5
"""What a right answer counts after a wrong one."""
_LONGEST = 2000


def question(item: Exercise) -> dict[str, Any]:
    """What a shell needs to ask an item: no answer, no reason, no hint's text.

    >>> from companion.exercises.model import Part
    >>> sorted(question(Exercise("x", "pinyin", "", "text", "Write.", (Part("focus", "電騙"),), ("diàn piàn",))))[:4]
    ['answer_lang', 'answered', 'choices', 'form']
    """
    return {
        "id": item.id,
        "kind": item.kind,
        "variant": item.variant,
        "form": item.form,
        "instruction": item.instruction,
        "prompt": [[p.kind, p.text, p.size] for p in item.prompt],
        "choices": [c.text for c in item.choices],
        "items": list(item.items),
        "lang": item.lang,
        "answer_lang": item.answer_lang,
        "points": item.points,
        "hints": len(item.hints),
        "answered": bool(item.answer),
    }


def explanation(item: Exercise) -> dict[str, Any]:
    """What is shown when an item is done: the answer, why, and its place in the article."""
    place = None
    if e := item.evidence:
        start, end = max(0, e.start - e.at), max(0, e.end - e.at)
        whole = start == 0 and end >= len(e.sentence)
        place = {
            "number": e.number,
            "before": e.sentence if whole else e.sentence[:start],
            "focus": "" if whole else e.sentence[start:end],
            "after": "" if whole else e.sentence[end:],
        }
    return {
        "answer": item.answer,
        "answers": list(item.answers),
        "solution": list(item.solution),
        "optional": list(item.optional),
        "note": item.note,
        "place": place,
        "reasons": {c.text: c.reason for c in item.choices if c.reason},
    }


class Session:
    """The state of a student's work on a sheet.

    `checking` is "each" (an item is checked when it is answered) or "end" (all at once).
    `more(item)` may add to an item's explanation, such as the card of its word.

    >>> from companion import read_text
    >>> from companion.exercises.sheet import make_exercises
    >>> article = read_text("香港警方昨日拘捕三名疑犯，並提醒市民提防電騙。", translator=None)
    >>> session = Session(make_exercises(article, "cloze", 1, learning=["电骗"]))
    >>> item = session.sheet.items[0]
    >>> session.handle({"type": "check", "id": item.id, "response": "電騙"})
    >>> session.earned, session.possible, session.state["finished"]
    (1.0, 1, True)
    """

    def __init__(
        self,
        sheet: ExerciseSet,
        checking: str = "each",
        more: Callable[[Exercise], dict[str, Any]] | None = None,
    ) -> None:
        self.sheet = sheet
        self.checking = checking
        self._more = more or (lambda item: {})
        self.state: dict[str, Any] = {}
        self._start([i.id for i in sheet])

    def _start(self, ids: Sequence[str], round_number: int = 1) -> None:
        kept = self.state.get("items", {})
        fresh = {i: {"status": "open", "response": "", "tries": 0, "hints": [], "seconds": 0} for i in ids}
        self.state = {
            "round": round_number,
            "active": list(ids),
            "finished": not ids,
            "turn": self.state.get("turn", 0),
            "items": {**kept, **fresh},
        }

    @property
    def earned(self) -> float:
        """The points earned in this round."""
        return round(sum(self.state["items"][i.id].get("earned") or 0 for i in self._judged()), 2)

    @property
    def possible(self) -> int:
        """The points that this round's items can earn, the same from its beginning to its end; what only a person can judge is left out."""
        return sum(item.points for item in self._judged())

    def _judged(self) -> list[Exercise]:
        return [i for i in self.sheet if i.id in self.state["active"] and i.form != "open"]

    def handle(self, message: dict[str, Any]) -> None:
        """Takes a shell's message; one that makes no sense changes nothing."""
        self.state["turn"] += 1
        kind = message.get("type")
        if kind == "restart":
            self._restart(str(message.get("which", "all")))
            return
        if kind == "finish":
            self._finish()
            return
        item = self.sheet.item(str(message.get("id", "")))
        if item is None or item.id not in self.state["active"]:
            return
        own = self.state["items"][item.id]
        if own["status"] in ("right", "shown", "compared"):
            return
        seconds = message.get("seconds")
        if isinstance(seconds, int | float) and 0 <= seconds < 86_400:
            own["seconds"] = round(float(seconds), 1)
        if kind == "check":
            self._check(item, own, _response(message.get("response", "")))
        elif kind == "answer":
            own["response"] = _response(message.get("response", ""))
        elif kind == "hint" and len(own["hints"]) < len(item.hints):
            own["hints"] = [*own["hints"], item.hints[len(own["hints"])]]
        elif kind == "speech":
            own["speech"] = item.speech
        elif kind == "show":
            own.setdefault("score", 0.0)
            own.setdefault("earned", 0.0)
            own["status"] = "shown"
            self._explain(item, own)
        self._see_whether_finished()

    def _check(self, item: Exercise, own: dict[str, Any], response: Response) -> None:
        found = mark(item, response)
        if found.message == "No answer was given." and self.checking == "each":
            own["message"] = "Answer first, or show the answer." if item.answer else "Answer first."
            return
        own["tries"] += 1
        own["response"] = response
        own["message"] = found.message
        if found.score is None:
            own["status"] = "compared"
            own["score"] = own["earned"] = None
            self._explain(item, own)
            return
        worth = found.score if own["tries"] == 1 else LATER * found.score
        own["score"] = max(worth, own.get("score") or 0.0)
        own["earned"] = round(item.points * own["score"], 2)
        own["status"] = "right" if found.right else "wrong"
        if found.right or self.checking == "end":
            self._explain(item, own)

    def _explain(self, item: Exercise, own: dict[str, Any]) -> None:
        own["explanation"] = {**explanation(item), **self._more(item)}

    def _see_whether_finished(self) -> None:
        done = ("right", "shown", "compared")
        if self.checking == "each":
            self.state["finished"] = all(
                self.state["items"][i]["status"] in done for i in self.state["active"]
            )

    def _finish(self) -> None:
        """Checks what is open and shows all answers."""
        for item in self.sheet:
            if item.id not in self.state["active"]:
                continue
            own = self.state["items"][item.id]
            if own["status"] == "open" and self.checking == "end":
                self._check(item, own, own["response"])
            if own["status"] in ("open", "wrong"):
                own.setdefault("score", 0.0)
                own.setdefault("earned", 0.0)
                own["status"] = "shown"
                self._explain(item, own)
        self.state["finished"] = True

    def _restart(self, which: str) -> None:
        ids = [i.id for i in self.sheet]
        if which == "wrong":
            ids = [i for i in self.state["active"] if self._is_mistake(i)]
        if ids:
            self._start(ids, self.state["round"] + 1)

    def _is_mistake(self, item_id: str) -> bool:
        own = self.state["items"][item_id]
        return own["status"] in ("open", "wrong", "shown") or (own.get("score") or 1.0) < 1.0

    def rows(self) -> list[dict[str, Any]]:
        """One row per item, in the sheet's order, ready for pandas."""
        rows = []
        for n, item in enumerate(self.sheet, 1):
            own = self.state["items"][item.id]
            given = own["response"]
            rows.append(
                {
                    "number": n,
                    "id": item.id,
                    "kind": ":".join(p for p in (item.kind, item.variant) if p),
                    "question": item.text
                    or " | ".join(item.items)
                    or " | ".join(c.text for c in item.choices),
                    "response": given if isinstance(given, str) else " | ".join(given),
                    "answer": item.answer,
                    "right": {"right": True, "open": None, "compared": None}.get(own["status"], False),
                    "score": own.get("score"),
                    "earned": own.get("earned"),
                    "points": item.points,
                    "tries": own["tries"],
                    "hints": len(own["hints"]),
                    "seconds": own["seconds"],
                    "paragraph": item.evidence.number if item.evidence else None,
                    "word": item.word,
                }
            )
        return rows


def _response(value: object) -> Response:
    """What a browser sent, made harmless: a text or a list of texts of bounded length."""
    if isinstance(value, list | tuple):
        parts = [str(v)[:_LONGEST] for v in value[:60]]
        return parts if any(p.strip() for p in parts) else ""
    return str(value)[:_LONGEST]
