"""The `Translator` of the installed Argos packages (OPUS-MT models, CC BY 4.0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from companion.errors import PackageError, UnknownNameError
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
        try:
            if self._packages(traditional=True):
                return ""
        except PackageError as error:
            return str(error)
        broken = [p for p in packages.installed() if p.problem and p.path.name.startswith("translate-z")]
        return f"translation model {broken[0]}" if broken else packages.MISSING

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """The machine's English as it comes; origin "none" and the reason where there is none.

        `reason` of an answer says what looks wrong about it. Ends early where a stop was asked for.
        """
        self.notices = ()
        traditional = scripts(sentences)
        if reason := self.status():
            yield from (Translation("", "none", self.name, reason=reason) for _ in sentences)
            return
        choices = {script: self._packages(script) for script in set(traditional)}
        for_script = {script: found[0] for script, found in choices.items()}
        if not all(traditional) and for_script[False].from_code == "zt":
            self.notices = (_OTHER_SCRIPT,)
        answers = {}
        for script, package in for_script.items():
            own = [s for s, t in zip(sentences, traditional, strict=True) if for_script[t] == package]
            answers[package] = self._answers(own, package, choices[script][1:])
        for script in traditional:
            answer = next(answers[for_script[script]], None)
            if answer is None:
                return
            yield answer

    def _answers(
        self,
        sentences: Sequence[SourceSentence],
        package: packages.InstalledPackage,
        others: Sequence[packages.InstalledPackage],
    ) -> Iterator[Translation]:
        """The English of one package, in order, or of the others once this one can't be used.

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
                    if any(p.name == package.name for p in others):
                        reason = (
                            f"translation model {package} in the folder {package.path.name} is damaged "
                            f"({type(error).__name__}); remove it with: companion models remove {package.path.name}"
                        )
                    self.notices = tuple(dict.fromkeys([*self.notices, reason]))
                    if others:
                        yield from self._answers(sentences[done:], others[0], others[1:])
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
    def _packages(traditional: bool) -> list[packages.InstalledPackage]:
        """The packages to be tried, in order: those for the script first, the newest first."""
        return [
            p for code in (("zt", "zh") if traditional else ("zh", "zt")) for p in packages.candidates(code)
        ]


_STOPPED: Any = object()
_NOTHING = "the model gave nothing for this sentence"
_OTHER_SCRIPT = (
    "some sentences are in simplified characters, which translate-zt_en was not made for; "
    "better English comes with: companion models install translate-zh_en"
)
