"""Other English in the reader: another machine for a paragraph, two beside each other, and the model that is installed from here.

A person's English always stays: neither another machine nor a translation that is under way takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from companion.errors import CompanionError, PackageError
from companion.model import Article, Paragraph, Sentence
from companion.pipeline import translate_article
from companion.render.environment import ORIGINS
from companion.translation import engines, packages
from companion.widgets.reader_state import ReaderState, in_words

__all__ = ["Installing", "beside", "changed", "is_persons", "listed", "merged"]

GLOSS = "gloss"
_STEP = 0.01  # of a download, after which it is told how far it is


def listed() -> dict[str, Any]:
    """What the reader offers: each machine's name and label, the word gloss last, and which one is preferred."""
    found = [
        [m.name, f"{m.label}: sends the paragraph to {m.host}" if m.host else m.label]
        for m in engines.machines()
    ]
    return {
        "kind": "machines",
        "machines": [*found, [GLOSS, "word gloss, no translation"]],
        "preferred": engines.preference(),
    }


def is_persons(sentence: Sentence) -> bool:
    """Whether a sentence's English is a person's own, for just this sentence."""
    english = sentence.translation
    return english is not None and english.origin == "memory" and english.score >= 1.0 and bool(english.text)


def merged(now: Paragraph, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences with the English that has come, but for those that a person has translated meanwhile.

    >>> import companion
    >>> p = companion.read_text("他點頭。", translator="gloss").paragraphs[0]
    >>> merged(p, p.sentences) == p.sentences
    True
    """
    come = {(s.start, s.end): s.translation for s in sentences}
    return tuple(
        s if is_persons(s) or (s.start, s.end) not in come else replace(s, translation=come[s.start, s.end])
        for s in now.sentences
    )


def _by(state: ReaderState, number: int, name: str) -> Paragraph:
    """A paragraph in the English of a machine."""
    article = state.article
    machine = GLOSS if name == GLOSS else engines.machine(name)
    one = replace(article, paragraphs=(article.paragraphs[number],))
    steps = translate_article(one, machine, glossary=state.glossary)
    return next(steps)[1]


def beside(state: ReaderState, number: int, name: str) -> dict[str, Any]:
    """The message with another machine's English of a paragraph, to be looked at beside what is shown."""
    paragraph = _by(state, number, name)
    said = []
    for sentence in paragraph.sentences:
        english = sentence.translation
        if english is None:
            continue
        title = f"{ORIGINS.get(english.origin, english.origin)}: {english.engine}{f' ({english.reason})' if english.reason else ''}"
        said.append(
            [english.text or f"no English: {english.reason}", title, english.reason.startswith("check")]
        )
    return {"kind": "beside", "paragraph": number, "id_of": paragraph.id, "machine": name, "sentences": said}


def changed(
    state: ReaderState, number: int, name: str
) -> tuple[Article, str, Callable[[Article], tuple[Article, str]], str]:
    """A paragraph in the English of another machine: the article, what is told, what undoes it, and no key among corrections."""
    before = state.article.paragraphs[number]
    made = _by(state, number, name)
    if not any(s.translation and s.translation.text for s in made.sentences):
        reason = next((s.translation.reason for s in made.sentences if s.translation), "")
        raise PackageError(f"{name} gave no English for this paragraph: {reason}")
    kept = sum(map(is_persons, before.sentences))

    def put(article: Article, sentences: Sequence[Sentence]) -> Article:
        paragraphs = tuple(
            replace(p, sentences=merged(p, sentences)) if p.text == before.text else p
            for p in article.paragraphs
        )
        return replace(article, paragraphs=paragraphs)

    stays = f"; what a person translated stays ({kept} of {len(before.sentences)})" if kept else ""
    told = f"This paragraph has its English by {name}{stays}."
    return (
        put(state.article, made.sentences),
        told,
        lambda now: (put(now, before.sentences), "Undone. The paragraph has the English that it had."),
        "",
    )


class Installing:
    """Installs the model that the reader's notice names, in a thread of the caller's; it can be stopped, and goes on where it was.

    Args:
        state: what the reader's parts share.
        ended: is called once a model is there.
    """

    def __init__(self, state: ReaderState, ended: Callable[[], None]) -> None:
        self.state = state
        self.ended = ended
        self.running = self.stopped = False

    def offer(self) -> dict[str, Any]:
        """What can be installed where the notices miss a model: its name, size, licence, where from, and how much is here."""
        if packages.MISSING not in self.state.widget.notices:
            return {}
        tokens = [t for p in self.state.article.paragraphs for t in p.tokens]
        name = "translate-zt_en" if any(t.text != t.simplified for t in tokens) else "translate-zh_en"
        known = packages.KNOWN[name]
        return {
            "name": name, "size": known.size, "begun": packages.begun(name), "host": packages.host_of(name), "licence": packages.OPUS,
            "state": "", "text": "",
        }  # fmt: skip

    def run(self) -> None:
        """Downloads and installs; each step is told in the trait `_offer`."""
        offer = self.state.widget._offer
        if not offer or self.running:
            return
        self.running, self.stopped = True, False
        shown = -1.0
        name = str(offer["name"])

        def tell(**what: Any) -> None:
            self.state.widget._offer = {**self.state.widget._offer, **what}

        def progress(done: int, total: int) -> None:
            nonlocal shown
            if self.stopped:
                raise _Stopped
            if total and (done / total - shown >= _STEP or done >= total):
                shown = done / total
                tell(
                    state="running",
                    begun=done,
                    text="" if done < total else "checking it and trying it out …",
                )

        tell(state="running", text="")
        try:
            packages.install(name, progress)
        except _Stopped:
            tell(state="stopped", begun=packages.begun(name), text="")
        except CompanionError as error:
            tell(
                state="failed",
                begun=packages.begun(name),
                text=str(error).replace("run the same command again", "go on"),
            )
        except Exception as error:
            tell(state="failed", begun=packages.begun(name), text=in_words(error))
        else:
            widget = self.state.widget
            widget.notices = [n for n in widget.notices if n != packages.MISSING]
            widget._offer = {}
            self.ended()
        finally:
            self.running = False

    def stop(self) -> None:
        """Stops a download; what has come is kept."""
        self.stopped = True


class _Stopped(Exception):
    """A person stopped the download."""
