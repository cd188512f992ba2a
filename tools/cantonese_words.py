"""Words of two and three characters out of rime-cantonese that Companion's vocabulary does not have.

    python tools/cantonese_words.py jyut6ping3.words.dict.yaml > companion/language/words/data/cantonese_words.tsv

The file is that of the public repository rime/rime-cantonese (CC BY 4.0). Longer entries are mostly phrases and are left out, as are
those with a function word of spoken Cantonese in them (唔開, 傻嘅), which are several words, and verbs with an object that is a word (交功課).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from companion.language.dictionary.cedict import shipped_vocabulary, tag_of
from companion.language.language import Language

_HAN = re.compile("[\u4e00-\u9fff]{2,3}")
_OF_PHRASES = frozenset("唔嘅咗畀你我佢啲咁返晒緊住嘢咪冇係喺嗰呢哋噉埋落得到了過們嚇啦嚟攞仔去的地着吓")
_HEAD = """\
# Words of two and three characters, many of them Cantonese, that neither CC-CEDICT nor wordfreq's list nor ours has, simplified.
# source: rime-cantonese, jyut6ping3.words of 2025-12-24, by the Cantonese Computational Linguistics Infrastructure Development Workgroup; its words with a function word in them left out
# licence: CC BY 4.0
# script: tools/cantonese_words.py
word"""


def _has_object(word: str) -> bool:
    return len(word) == 3 and tag_of(word[0])[:1] == "v" and tag_of(word[1:])[:1] in ("n", "v", "a")


def main() -> None:
    lines = Path(sys.argv[1]).read_text("utf-8").split("\n...\n", 1)[1].splitlines()
    known, simplify = shipped_vocabulary(), Language.default().simplify
    written = {line.split("\t")[0] for line in lines if line and not line.startswith("#")}
    words = {simplify(w) for w in written if _HAN.fullmatch(w) and _OF_PHRASES.isdisjoint(w)}
    print(_HEAD, *sorted(w for w in words if w not in known and not _has_object(w)), sep="\n")


if __name__ == "__main__":
    main()
