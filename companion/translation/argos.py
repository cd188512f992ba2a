"""The `Translator` of the installed Argos packages (OPUS-MT models, CC BY 4.0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from companion.errors import UnknownNameError
from companion.model import Translation
from companion.protocols import SourceSentence
from companion.translation import packages
from companion.translation.cache import TranslationCache
from companion.translation.checks import hopeless
from companion.translation.choose import Chooser
from companion.translation.engine import QUALITY, engine_for
from companion.translation.scripts import scripts

__all__ = ["ArgosTranslator"]


class ArgosTranslator:
    """Chinese to English with the package for Traditional (zt) or, simplified first, for zh.

    Where both are installed each sentence is given to the one of its script, whatever the rest of the article is in.
    `quality` is "fast", "balanced" or "best" (beam 1, 2, 4). The glossary's terms are brought in and
    suspicious sentences tried again, unless `honour_terms` and `check` are false. What was worked out
    before is kept in a cache, unless `cache` is false.
    """

    name = "argos"
    streams = True

    def __init__(
        self, quality: str = "best", honour_terms: bool | str = True, check: bool = True, cache: bool = True
    ) -> None:
        if quality not in QUALITY:
            raise UnknownNameError(f"no quality is called '{quality}'; there are: {', '.join(QUALITY)}")
        self._settings = QUALITY[quality]
        self._honour, self._check, self._cache = honour_terms, check, cache
        self.notices: tuple[str, ...] = ()

    def status(self) -> str:
        """Empty where a package is installed, else one line with the command that installs it."""
        if self._package(traditional=True):
            return ""
        broken = [p for p in packages.installed() if p.problem and p.path.name.startswith("translate-z")]
        return f"translation model {broken[0]}" if broken else packages.MISSING

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """The machine's English as it comes; origin "none" and the reason where there is none.

        `reason` of an answer says what looks wrong about it. Ends early where a stop was asked for.
        """
        self.notices = ()
        traditional = scripts(sentences)
        for_script = {script: self._package(script) for script in set(traditional)}
        if not all(for_script.values()):
            reason = self.status()
            yield from (Translation("", "none", self.name, reason=reason) for _ in sentences)
            return
        if not all(traditional) and for_script[False].from_code == "zt":
            self.notices = (_OTHER_SCRIPT,)
        answers = {}
        for script, package in for_script.items():
            own = [s for s, t in zip(sentences, traditional, strict=True) if for_script[t] == package]
            other = self._package(not script)
            answers[package] = self._answers(own, package, other if other != package else None)
        for script in traditional:
            answer = next(answers[for_script[script]], None)
            if answer is None:
                return
            yield answer

    def _answers(
        self,
        sentences: Sequence[SourceSentence],
        package: packages.InstalledPackage,
        other: packages.InstalledPackage | None,
    ) -> Iterator[Translation]:
        """The English of one package, in order, or of the other once this one can't be used.

        Ends early where a stop was asked for.
        """
        engine = engine_for(package.path)
        chooser = Chooser(engine, package.from_code == "zt", self._settings, self._honour, self._check)
        state = (packages.checksum(package), self._settings, self._honour, self._check)
        cache = TranslationCache(*state) if self._cache and state[0] else None
        known = cache.known(sentences) if cache else {}
        answers = chooser.translate([s for i, s in enumerate(sentences) if i not in known])
        fresh: list[tuple[SourceSentence, Translation]] = []
        try:
            for done, sentence in enumerate(sentences):
                try:
                    answer = known[done] if done in known else next(answers, _STOPPED)
                except (
                    Exception
                ) as error:  # CTranslate2 and SentencePiece raise RuntimeError, ValueError, OSError
                    reason = (
                        f"translation model {package} is damaged ({type(error).__name__}); "
                        f"install it again with: companion models install {package.name}"
                    )
                    self.notices = tuple(dict.fromkeys([*self.notices, reason]))
                    if other:
                        yield from self._answers(sentences[done:], other, None)
                        return
                    yield from (Translation("", "none", self.name, reason=reason) for _ in sentences[done:])
                    return
                if answer is _STOPPED:
                    return
                if answer is None or (answer.reason and (why := hopeless(answer.reason))):
                    reason = f"the model's answer is of no use: {why}" if answer else _NOTHING
                    yield Translation("", "none", str(package), reason=reason)
                    continue
                answer = replace(answer, engine=str(package))
                if done not in known:
                    fresh.append((sentence, answer))
                yield answer
        finally:
            if cache and fresh:
                cache.keep(fresh)

    @staticmethod
    def _package(traditional: bool) -> packages.InstalledPackage | None:
        """The package for the script where both are installed, else the one there is."""
        order = ("zt", "zh") if traditional else ("zh", "zt")
        return next((p for code in order if (p := packages.find(code))), None)


_STOPPED: Any = object()
_NOTHING = "the model gave nothing for this sentence"
_OTHER_SCRIPT = (
    "some sentences are in simplified characters, which translate-zt_en was not made for; "
    "better English comes with: companion models install translate-zh_en"
)
