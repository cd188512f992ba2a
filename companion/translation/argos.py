"""The `Translator` of an installed Argos package (OPUS-MT models, CC BY 4.0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from companion.errors import UnknownNameError
from companion.model import Translation
from companion.protocols import SourceSentence
from companion.translation import packages
from companion.translation.engine import QUALITY, engine_for
from companion.translation.terms import report

__all__ = ["ArgosTranslator"]


class ArgosTranslator:
    """Chinese to English with the package for Traditional (zt) or, simplified first, for zh.

    `quality` is "fast", "balanced" or "best" (beam 1, 2, 4).
    """

    name = "argos"
    streams = True

    def __init__(self, quality: str = "best") -> None:
        if quality not in QUALITY:
            raise UnknownNameError(f"no quality is called '{quality}'; there are: {', '.join(QUALITY)}")
        self._settings = QUALITY[quality]

    def status(self) -> str:
        """Empty where a package is installed, else one line with the command that installs it."""
        if self._package(traditional=True):
            return ""
        broken = [p for p in packages.installed() if p.problem and p.path.name.startswith("translate-z")]
        return f"translation model {broken[0]}" if broken else packages.MISSING

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """The machine's English; origin "none" and the reason where there is none."""
        traditional = sum(s.text != s.simplified for s in sentences) * 2 > len(sentences)
        package = self._package(traditional)
        if package is None:
            reason = self.status()
            yield from (Translation("", "none", self.name, reason=reason) for _ in sentences)
            return
        engine = engine_for(package.path)
        texts = [s.text if package.from_code == "zt" else s.simplified for s in sentences]
        answers = engine.translate(texts, self._settings)
        for done, sentence in enumerate(sentences):
            try:
                english = next(answers, None)
            except (
                Exception
            ) as error:  # CTranslate2 and SentencePiece raise RuntimeError, ValueError, OSError
                reason = (
                    f"translation model {package} can't be used ({type(error).__name__}); install it again"
                )
                yield from (Translation("", "none", self.name, reason=reason) for _ in sentences[done:])
                return
            if english is None:  # a stop was asked for
                return
            if english:
                yield Translation(english, "argos", str(package), report(english, sentence.terms))
            else:
                yield Translation("", "none", str(package), reason="the model gave nothing for this sentence")

    @staticmethod
    def _package(traditional: bool) -> packages.InstalledPackage | None:
        order = ("zt", "zh") if traditional else ("zh", "zt")
        return next((p for code in order if (p := packages.find(code))), None)
