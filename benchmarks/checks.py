"""How often the checks of a machine's English cry wolf, and what they find.

    python benchmarks/checks.py [--show] [ARTICLE ...]

False alarms: the sentences of articles (the bundled ones, or those named, each with a TMX of its name beside it) with a person's
translations, in which nothing is wrong. Found: the same translations, spoilt in one way at a time, for which a fault more or a
glossary term more is told to be missing.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def pairs(files: list[Path]) -> Iterator[tuple[object, str]]:
    """Each sentence with a person's translation."""
    import companion
    from companion.language.language import Language
    from companion.protocols import SourceSentence
    from companion.translation.memory import TranslationMemory

    for file in files:
        memory = TranslationMemory.load(file.with_suffix(".tmx"))
        article = companion.read(file, translator=None)
        terms = {t.id: t for t in article.glossary}
        for p in article.paragraphs:
            for s in p.sentences:
                text = p.text[s.start : s.end].strip()
                if hits := memory.lookup(text):
                    tokens = p.tokens_of(s)
                    used = dict.fromkeys(t.term for t in tokens if t.term)
                    simplified = Language.default().simplify(text)
                    yield (
                        SourceSentence(text, simplified, tokens, tuple(terms[i] for i in used)),
                        hits[0].target,
                    )


_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*")


def _other_number(english: str) -> str:
    return _NUMBER.sub(lambda m: str(int(re.sub(r"\D", "", m[0])) * 7 + 3), english, count=1)


SPOILT: dict[str, Callable[[str], str]] = {
    "a number changed": _other_number,
    "numbers lost": lambda e: _NUMBER.sub("some", e),
    "names dropped": lambda e: _NAME.sub("it", e),
    "words repeated": lambda e: e + " and so on" * 4,
    "half lost": lambda e: e[: len(e) // 5],
    "Chinese left": lambda e: e.replace(" ", " 的 ", 1),
}


def main() -> None:
    from companion.measuring import bundled_articles
    from companion.translation.checks import problems
    from companion.translation.terms import report

    def told(sentence: object, english: str) -> int:
        uses = report(english, sentence.terms)
        return len(problems(sentence, english)) + sum(use.status == "missing" for use in uses)

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true", help="print each false alarm")
    options = parser.parse_args()
    found = list(pairs(options.articles or bundled_articles()))
    alarms = [(s, e, faults) for s, e in found if (faults := problems(s, e))]
    print(f"{len(found)} sentences: {len(alarms)} false alarms ({100 * len(alarms) / len(found):.1f} %)")
    for name, spoil in SPOILT.items():
        spoilt = [(s, e, bad) for s, e in found if (bad := spoil(e)) != e]
        caught = sum(told(s, bad) > told(s, e) for s, e, bad in spoilt)
        print(f"{name:18} {caught:4} of {len(spoilt):4} found ({100 * caught / max(1, len(spoilt)):.0f} %)")
    if options.show:
        for sentence, english, faults in alarms:
            print(f"\n{sentence.text}\n  {english}\n  -> {'; '.join(faults)}")


if __name__ == "__main__":
    main()
