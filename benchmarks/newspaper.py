"""Wrong readings on a newspaper page, of this project and of others.

    python benchmarks/newspaper.py            # the figures
    python benchmarks/newspaper.py --show     # and each wrong reading with its place
    python benchmarks/newspaper.py --open     # the places that systems read differently and the gold does not have

The page is in shared/articles, 4,649 Han characters. The gold, `newspaper_gold.tsv`, was made by
hand: every place that two systems read differently or whose character has several readings. It
holds no text, only a salted digest of each place's neighbours and the readings that are right
(several where dictionaries differ on a neutral tone, or on a name's character). Characters with
one reading are right where a system gives that.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from reading_systems import systems  # noqa: E402

import companion  # noqa: E402
from companion.han import han_places  # noqa: E402
from companion.language.dictionary.characters import ambiguous, single_readings  # noqa: E402
from companion.language.language import Language  # noqa: E402

PAGE = HERE.parents[1] / "shared" / "articles" / "wenweipo-2025-02-09.txt"
GOLD = HERE / "newspaper_gold.tsv"
SALT = "companion newspaper page"
_SANDHI = {("一", "yí"): "yī", ("一", "yì"): "yī", ("不", "bú"): "bù"}


def digest(text: str, at: int) -> str:
    """What names a place: its character and the four Han characters on either side, salted."""
    places = han_places(text)
    k = places.index(at)
    window = (
        "".join(text[i] for i in places[max(0, k - 4) : k])
        + "|"
        + "".join(text[i] for i in places[k : k + 5])
    )
    return hashlib.sha256((SALT + window).encode()).hexdigest()[:12]


def gold() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in GOLD.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: tuple(row[1].split("|")) for row in rows}


def readings() -> Iterator[tuple[str, int, dict[str, str]]]:
    """Each Han character's paragraph (simplified) and place in it, and each system's reading."""
    article = companion.read(PAGE, translator=None)
    others = systems(Language.default().dictionary)
    for paragraph in article.paragraphs:
        text = paragraph.simplified
        read = {"companion": [s for token in paragraph.tokens for s in token.pinyin]}
        read |= {name: system(text) for name, system in others.items()}
        for k, at in enumerate(han_places(text)):
            # 一 and 不 are written with the dictionary's tone or the one that is said: both are right.
            yield text, at, {n: _SANDHI.get((text[at], r[k]), r[k]) for n, r in read.items()}


def wrong_readings() -> tuple[int, dict[str, list[tuple[str, int, str, str]]]]:
    """How many Han characters there are, and each system's wrong ones: text, place, reading, right."""
    known, single, several = gold(), single_readings(), ambiguous()
    total, wrong, missing = 0, {}, 0
    for text, at, read in readings():
        total += 1
        right = known.get(digest(text, at))
        if right is None and (text[at] in several or len(set(read.values())) > 1):
            missing += 1
        if right is None:
            right = (single[text[at]],) if text[at] in single else (read["companion"],)
        for name, syllable in read.items():
            errors = wrong.setdefault(name, [])
            if syllable not in right:
                errors.append((text, at, syllable, "|".join(right)))
    if missing:
        print(f"{missing} places are not in {GOLD.name}: --open lists them", file=sys.stderr)
    return total, wrong


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--open", action="store_true")
    options = parser.parse_args()
    if not PAGE.exists():
        raise SystemExit(f"{PAGE} is not there: the page is no part of the project")
    if options.open:
        known, several = gold() if GOLD.exists() else {}, ambiguous()
        for text, at, read in readings():
            if digest(text, at) not in known and (text[at] in several or len(set(read.values())) > 1):
                before, after = text[max(0, at - 6) : at], text[at + 1 : at + 7]
                print(digest(text, at), f"{before}[{text[at]}]{after}", *read.values(), sep="\t")
        return
    total, wrong = wrong_readings()
    print(f"wrong of {total}: " + ", ".join(f"{name} {len(errors)}" for name, errors in wrong.items()))
    if options.show:
        for name, errors in wrong.items():
            for text, at, syllable, right in errors:
                before, after = text[max(0, at - 6) : at], text[at + 1 : at + 7]
                print(f"{name}\t{before}[{text[at]}]{after}\t{syllable}\t{right}")


if __name__ == "__main__":
    main()
