"""The `Translator`s of the models on this machine: the installed Argos packages, and any other CTranslate2 model."""

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

__all__ = ["ArgosTranslator", "CTranslate2Translator", "LocalTranslator"]


class LocalTranslator:
    """Chinese to English with models that are installed here, each sentence with the first that suits its script.

    Args:
        quality: "fast", "balanced" or "best" (beam 1, 2, 4).
        honour_terms: The glossary's terms are brought in; "rewrite": only their wording is given to the model.
        check: Suspicious sentences are tried again, and marked.
        cache: What was worked out before is kept.
        model: The name of the one that is to be used; by itself whichever suits.
        remark: Told with whatever it answers.

    Raises:
        UnknownNameError: There is no such quality.
    """

    name = "local"
    streams = True

    def __init__(
        self,
        quality: str = "best",
        honour_terms: bool | str = True,
        check: bool = True,
        cache: bool = True,
        model: str = "",
        remark: str = "",
    ) -> None:
        if quality not in QUALITY:
            raise UnknownNameError(f"no quality is called '{quality}'; there are: {', '.join(QUALITY)}")
        self._model = model
        self._settings = QUALITY[quality]
        self._honour, self._check, self._cache = honour_terms, check, cache
        self._remarks = (remark,) if remark else ()
        self.notices: tuple[str, ...] = self._remarks

    def status(self) -> str:
        """Empty where a model is installed, else one line with the command that installs it."""
        try:
            if self._packages(traditional=True):
                return ""
            broken = [p for p in packages.installed() if p.problem and self._is_ours(p)]
        except PackageError as error:
            return str(error)
        return f"translation model {broken[0]}" if broken else self._missing()

    def _is_ours(self, package: packages.InstalledPackage) -> bool:
        return package.path.name.startswith("translate-z") or package.path.parent == packages.models_folder()

    def _missing(self) -> str:
        return packages.MISSING

    def _suiting(self, traditional: bool) -> list[packages.InstalledPackage]:
        """Argos' packages for the script first, the newest first, then other models by name."""
        codes = ("zt", "zh") if traditional else ("zh", "zt")
        return [*(p for code in codes for p in packages.candidates(code)), *packages.converted()]

    def _packages(self, traditional: bool) -> list[packages.InstalledPackage]:
        """The models to be tried, in order."""
        found = self._suiting(traditional)
        return [p for p in found if self._model in ("", p.name, p.path.name)]

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """The machine's English as it comes; origin "none" and the reason where there is none.

        `reason` of an answer says what looks wrong about it. Ends early where a stop was asked for.
        """
        self.notices = self._remarks
        traditional = scripts(sentences)
        if reason := self.status():
            yield from (Translation("", "none", self.name, reason=reason) for _ in sentences)
            return
        choices = {script: self._packages(script) for script in set(traditional)}
        for_script = {script: found[0] for script, found in choices.items()}
        if not all(traditional) and "simplified" not in for_script[False].scripts:
            self.notices = (*self._remarks, _OTHER_SCRIPT)
        # One model has all its sentences together, in growing batches, but for one that is told which script it gets.
        asked = [(for_script[t], for_script[t].reads(t)) for t in traditional]
        answers = {}
        for key in dict.fromkeys(asked):
            own = [s for s, k in zip(sentences, asked, strict=True) if k == key]
            others = choices[traditional[asked.index(key)]][1:]
            answers[key] = self._answers(own, key[0], others, key[1])
        for key in asked:
            answer = next(answers[key], None)
            if answer is None:
                return
            yield answer

    def _answers(
        self,
        sentences: Sequence[SourceSentence],
        package: packages.InstalledPackage,
        others: Sequence[packages.InstalledPackage],
        as_is: bool,
    ) -> Iterator[Translation]:
        """The English of one model, in order, or of the others once this one can't be used.

        `as_is`: it is given Traditional text as it stands. Ends early where a stop was asked for.
        """
        engine = engine_for(package.path)
        chooser = Chooser(engine, as_is, self._settings, self._honour, self._check)
        state: tuple[object, ...] = (packages.checksum(package), self._settings, self._honour, self._check)
        if len(package.scripts) > 1:  # it is told which one it gets
            state = (*state, as_is)
            chooser = Chooser(engine.for_script(as_is), as_is, self._settings, self._honour, self._check)
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
                        f"install it again with: companion models install {packages.way_to(package)}"
                    )
                    if any(p.name == package.name for p in others):
                        reason = (
                            f"translation model {package} in the folder {package.path.name} is damaged "
                            f"({type(error).__name__}); remove it with: companion models remove {package.path.name}"
                        )
                    self.notices = tuple(dict.fromkeys([*self.notices, reason]))
                    if others:
                        yield from self._answers(
                            sentences[done:], others[0], others[1:], others[0].reads(as_is)
                        )
                        return
                    yield from (Translation("", "none", self.name, reason=reason) for _ in sentences[done:])
                    return
                if answer is _STOPPED:
                    return
                if answer is None or (answer.reason and (why := hopeless(answer.reason))):
                    reason = f"the model's answer is of no use: {why}" if answer else _NOTHING
                    yield Translation("", "none", package.credit, reason=reason)
                    continue
                origin = "argos" if package.kind == packages.ARGOS else "ctranslate2"
                answer = replace(answer, origin=origin, engine=package.credit)
                if done not in known:
                    fresh.append((sentence, answer))
                yield answer
        finally:
            if cache and fresh:
                cache.keep(fresh)


class ArgosTranslator(LocalTranslator):
    """The package for Traditional text (zt) or, simplified first, the one for Simplified (zh).

    Where both are installed each sentence is given to the one of its script, whatever the rest of the article is in;
    of several for one script the newest comes first.
    """

    name = "argos"

    def _is_ours(self, package: packages.InstalledPackage) -> bool:
        return package.path.name.startswith("translate-z")

    def _suiting(self, traditional: bool) -> list[packages.InstalledPackage]:
        return [p for p in super()._suiting(traditional) if p.kind == packages.ARGOS]


class CTranslate2Translator(LocalTranslator):
    """Any CTranslate2 model that was installed with `companion models install --from FOLDER`: by its name, else the first.

    A model that has a token of its own for Traditional Chinese (NLLB-200) is given Traditional text as it stands: it
    learned from both scripts, and what simplifying folds together (發 and 髮, 乾 and 幹) stays apart. Any other one has it simplified
    first, as most of what it learned from was.
    """

    name = "ctranslate2"

    def _is_ours(self, package: packages.InstalledPackage) -> bool:
        return package.path.parent == packages.models_folder()

    def _missing(self) -> str:
        called = f" called '{self._model}'" if self._model else ""
        return f"no CTranslate2 model{called} is installed; install one with: companion models install --from FOLDER"

    def _suiting(self, traditional: bool) -> list[packages.InstalledPackage]:
        return packages.converted()


_STOPPED: Any = object()
_NOTHING = "the model gave nothing for this sentence"
_OTHER_SCRIPT = (
    "some sentences are in simplified characters, which translate-zt_en was not made for; "
    "better English comes with: companion models install translate-zh_en"
)
