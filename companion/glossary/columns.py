"""Which column of another tool's table holds what: told by its header, and held against what stands in it.

Pleco, Anki, CC-CEDICT, DeepL, Weblate and spreadsheets each order their columns in their own way. A header
is believed only as far as the cells agree with it (a "source" column may be English); without one
the cells tell: Han characters, pinyin, English. What can't be told is refused, never guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from companion.errors import GlossaryError
from companion.glossary.syllables import is_pinyin
from companion.glossary.table import COLUMNS, Record, has_han, records

__all__ = ["Layout", "recognised"]

# What other tools call our columns, in lower case.
_NAMES = {
    "traditional": (
        "source", "term", "chinese", "zh", "zh-hk", "zh-hant", "zh-tw", "zh-hant-hk", "zh-hant-tw", "yue", "word",
        "hanzi", "headword", "front", "繁體", "繁体", "正體", "中文", "詞", "词", "詞語", "词语", "生詞", "生词", "漢字", "汉字",
    ),
    "simplified": ("zh-cn", "zh-hans", "zh-sg", "簡體", "简体", "簡化字", "简化字"),
    "pinyin": ("reading", "pronunciation", "romanization", "拼音"),
    "jyutping": ("cantonese", "粵拼", "粤拼"),
    "english": (
        "target", "translation", "en", "en-gb", "en-us", "en-hk", "meaning", "meanings", "gloss", "back", "definitions",
        "英文", "英語", "英语", "釋義", "释义", "解釋", "解释", "翻譯", "翻译",
    ),
    "note": (
        "comment", "comments", "explanation", "description", "definition", "notes", "remark", "developer comments",
        "備註", "备注", "註", "注",
    ),
    "status": ("flags",),
}  # fmt: skip
_CHINESE = ("traditional", "simplified", "mainland", "taiwan", "aliases")
_LEFT_OUT = ("id", "guid", "location", "context", "fuzzy", "tags", "deck", "notetype", "translator comments", "source lang", "target lang")  # fmt: skip
_SHARE = 0.6
_PAIR = re.compile(r"^([^\[\]【】〔〕]+)[\[【〔]([^\[\]【】〔〕]+)[\]】〕]$")  # Pleco's headword: 電騙[电骗]
_PART_OF_SPEECH = re.compile(
    r"^(?:noun|verb|adjective|adverb|pronoun|numeral|measure word|conjunction|preposition|interjection|idiom|onomatopoeia|particle)"
    r" (?=\d |to |a |an |the |\()"
)
_CEDICT = re.compile(r"^(\S+) (\S+) \[{1,2}([^\[\]]*)\]{1,2}(?: \{[^}]*\})? /(.+)/\s*$")
_MEASURE_WORDS = re.compile(r"^CL:")
_JYUTPING = re.compile(r"[a-z]{1,6}[1-6]")
_LANGUAGE = re.compile(r"(?:zh|en|yue|cmn|zho|chi|eng)(?:[-_][A-Za-z]{2,4})*", re.IGNORECASE)
_TAG, _SOUND = re.compile(r"<[^<>]{1,300}>"), re.compile(r"\[sound:[^\]]*\]")
_BREAK = re.compile(
    r"<br\s*/?>|</(?:div|p|li)>|[\ue000-\uf8ff]", re.IGNORECASE
)  # Pleco's line break is a private character
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MARKED = re.compile(r"<br\s*/?>|<div|&nbsp;|\[sound:", re.IGNORECASE)
_ANKI = re.compile(r"^#(separator|html|columns|notetype|deck|tags|guid)(?: column)?:(.*)$", re.IGNORECASE)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
_LONGEST_TERM = 30


@dataclass(slots=True)
class Layout:
    """A table of another tool: its rows with the cells named, and what each column is read as.

    `rows` has the row (1 is the file's first line), the cells by our column names, and what is wrong with the row;
    `read_as` says for a person what each column is read as.
    """

    kind: str
    read_as: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str], str]] = field(default_factory=list)


def recognised(text: str, name: str, given: Sequence[str] = ()) -> Layout:
    """The rows of a table with its columns named.

    Args:
        text: the table, decoded.
        name: of the file, for messages.
        given: the names of the columns, the first to the last, where a person says them; "" or "-" leaves one out.

    Returns:
        The layout; its `read_as` is to be shown before anything is written.

    Raises:
        GlossaryError: where no column, or more than one, can be the Chinese or the English.

    >>> layout = recognised("電騙[电骗]\\tdian4 pian4\\tphone scam\\n打錯字[打错字]\\tda3 cuo4zi4\\ttypo\\n", "a.txt")
    >>> layout.read_as
    ['column 1 is read as traditional and simplified', 'column 2 is read as pinyin', 'column 3 is read as english']
    >>> layout.rows[0][1]["simplified"], layout.rows[0][1]["english"]
    ('电骗', 'phone scam')
    """
    lines = text.lstrip("\ufeff").splitlines()
    if layout := _cedict(lines):
        return layout
    options, remarks = _remarks(lines)
    delimiter = options.get("separator") or _delimiter(
        [line for i, line in enumerate(lines) if i not in remarks]
    )
    kept = "\n".join("" if i in remarks else line for i, line in enumerate(lines))
    found = [
        (row, record)
        for row, record in _records(kept, delimiter)
        if record.wrong or any(c.strip() for c in record.cells)
    ]
    if not found:
        return Layout("table")
    header, body = (options["columns"].split(delimiter), found) if "columns" in options else _header(found)
    marked = options.get("html", "").strip().lower() == "true" or bool(_MARKED.search(text))
    width = max((len(r.cells) for _, r in body), default=len(header))
    cells = [[_plain(c, marked) for c in r.cells] + [""] * (width - len(r.cells)) for _, r in body]
    columns = [[row[i] for row in cells] for i in range(width)]
    left_out = {int(v) - 1 for k, v in options.items() if k.endswith("column") and v.strip().isdigit()}
    if given:
        roles = {i: n for i, n in enumerate(given[:width]) if n and n != "-"}
    else:
        roles = _roles([h.strip() for h in header], columns, left_out, name, delimiter)
    layout = Layout(
        "anki" if options else "table", [_said(i, roles.get(i, "")) for i in range(width) if any(columns[i])]
    )
    for (row, record), values in zip(body, cells, strict=True):
        if record.wrong:
            layout.rows.append((row, {}, record.wrong))
            continue
        value: dict[str, str] = {}
        for i, role in roles.items():
            if role == "headword":
                value["traditional"], value["simplified"] = _pair(values[i], columns[i])
            else:
                value[role] = values[i]
        if "headword" in roles.values() and value.get("english"):
            value["english"] = _senses(value["english"])
        few = len(record.cells) < 2 and len(roles) > 1
        missing = f"has no {_DELIMITER_NAMES.get(delimiter, delimiter)} between the Chinese and the English"
        layout.rows.append((row, value, missing if few else ""))
    return layout


_DELIMITER_NAMES = {"\t": "tab", ",": "comma", ";": "semicolon"}


def _said(index: int, role: str) -> str:
    what = "traditional and simplified" if role == "headword" else role
    return f"column {index + 1} is " + (f"read as {what}" if what else "left out")


def _records(text: str, delimiter: str) -> list[tuple[int, Record]]:
    if delimiter == "\t":  # no quotation: OmegaT, Pleco and Anki have marks of their own in a cell
        quoted = any(line.startswith('"') for line in text.split("\n") if line)
        if not quoted:
            return [
                (i, Record(line, line.split("\t")))
                for i, line in enumerate(text.split("\n"), 1)
                if line.strip()
            ]
    found, row = [], 1
    for record in records(text, delimiter):
        found.append((row, record))
        row += 1
    return found


def _remarks(lines: Sequence[str]) -> tuple[dict[str, str], set[int]]:
    """What Anki says at a file's head, and which lines are remarks: # …, and // … of Pleco's categories."""
    options: dict[str, str] = {}
    remarks = set()
    for i, line in enumerate(lines):
        if line.startswith(("//", "#")):
            remarks.add(i)
            if match := _ANKI.match(line):
                key = match[1].lower() + (
                    "column" if "column:" in line.lower() and not line.lower().startswith("#columns") else ""
                )
                options[key] = match[2]
    if said := options.get("separator"):
        options["separator"] = _SEPARATORS.get(said.strip().lower(), said.strip()[:1] or "\t")
    return options, remarks


def _delimiter(lines: Sequence[str]) -> str:
    """The sign between the cells: the one that cuts most lines into the same number of them."""

    def score(delimiter: str) -> tuple[float, int]:
        counts = [
            len(next(csv.reader([line], delimiter=delimiter), [])) for line in lines[:200] if line.strip()
        ]
        several = [c for c in counts if c > 1]
        if not several:
            return (0.0, 0)
        usual = max(set(several), key=several.count)
        return (several.count(usual) / len(counts), usual)

    return max("\t,;", key=score)


def _named(cell: str) -> str:
    """Our column for a name in a header, empty where it is none."""
    name = " ".join(re.sub(r"[_\s]+", " ", cell.strip().strip("\ufeff\"'").lower()).split())
    dashed = name.replace(" ", "-")
    own = name if name in COLUMNS and name != "source" else ""
    return own or next((c for c, others in _NAMES.items() if name in others or dashed in others), "")


def _header(found: Sequence[tuple[int, Record]]) -> tuple[list[str], Sequence[tuple[int, Record]]]:
    first = found[0][1].cells
    known = [c for c in first if _named(c)]
    rest = [c for _, r in found[1:40] for c in r.cells]
    no_entry = not any(has_han(c) for c in first) and any(has_han(c) for c in rest)
    entry = any(has_han(c) and not _named(c) for c in first)
    if (
        (len(known) >= 2 and not entry)
        or (known and no_entry)
        or (no_entry and len(first) > 1 and all(c.strip() for c in first))
    ):
        return list(first), found[1:]
    return [], found


def _share(column: Sequence[str], test: object) -> float:
    filled = [c for c in column if c]
    return sum(map(test, filled)) / len(filled) if filled and callable(test) else 0.0


def _is_chinese(cell: str) -> bool:
    return has_han(cell) and not re.search("[a-zA-Z]{3,}.*[a-zA-Z]{3,}.* ", cell)


def _is_jyutping(cell: str) -> bool:
    return all(_JYUTPING.fullmatch(s) for s in cell.lower().split()) and not is_pinyin(cell)


def _is_english(cell: str) -> bool:
    return bool(re.search("[A-Za-z]{2}", cell)) and not has_han(cell)


def _roles(
    header: Sequence[str], columns: Sequence[Sequence[str]], left_out: set[int], name: str, delimiter: str
) -> dict[int, str]:
    roles: dict[int, str] = {}
    names = [_named(h) for h in header] + [""] * (len(columns) - len(header))
    plain = [" ".join(re.sub(r"[_\s]+", " ", h.lower()).split()) for h in header] + [""] * (
        len(columns) - len(header)
    )
    pairs = any(n == "english" for n in names)
    kinds = ["" if i in left_out else _kind(column) for i, column in enumerate(columns)]
    if (
        not header
        and delimiter == "\t"
        and len(kinds) in (2, 3)
        and kinds[:2] in (["chinese", "english"], ["headword", "english"])
    ):
        return dict(
            enumerate(
                ["headword" if kinds[0] == "headword" else "traditional", "english", "note"][: len(kinds)]
            )
        )  # OmegaT
    for i, (said, kind) in enumerate(zip(names, kinds, strict=True)):
        if plain[i] == "source" and not pairs and kind != "chinese":
            said = ""
        if said and said not in roles.values() and i not in left_out and _agrees(said, kind):
            roles[i] = said
    unnamed = [
        i for i in range(len(columns)) if i not in roles and i not in left_out and plain[i] not in _LEFT_OUT
    ]
    chinese = [i for i in unnamed if kinds[i] in ("chinese", "headword")]
    if not any(r in ("traditional", "simplified", "headword") for r in roles.values()):
        if len(chinese) == 2 and _two_scripts(columns[chinese[0]], columns[chinese[1]]):
            first, second = chinese
            if _more_traditional(columns[second], columns[first]):
                first, second = second, first
            roles[first], roles[second] = "traditional", "simplified"
        elif len(chinese) == 1:
            roles[chinese[0]] = "traditional" if kinds[chinese[0]] == "chinese" else "headword"
        elif len(chinese) > 1:
            raise GlossaryError(_undecided(name, chinese, "Chinese"))
    for i, role in list(roles.items()):
        if role == "traditional" and kinds[i] == "headword":
            roles[i] = "headword"
    if "pinyin" not in roles.values() and (readings := [i for i in unnamed if kinds[i] == "pinyin"]):
        roles[readings[0]] = "pinyin"
    if "jyutping" not in roles.values() and (readings := [i for i in unnamed if kinds[i] == "jyutping"]):
        roles[readings[0]] = "jyutping"
    if "english" not in roles.values():
        english = [i for i in unnamed if i not in roles and kinds[i] == "english"]
        named = [i for i in english if names[i] or not any(names)]
        english = named or english
        if len(english) == 1:
            roles[english[0]] = "english"
        elif len(english) > 1:
            raise GlossaryError(_undecided(name, english, "English"))
    have = set(roles.values())
    if not have & {"traditional", "simplified", "headword"} or not have & {"english", "status"}:
        raise GlossaryError(
            f"{name}, row 1: names no columns for the Chinese and the English, and the cells don't tell; call them"
            " 'traditional' (or source) and 'english' (or target), or say which is which with --columns"
        )
    return roles


def _undecided(name: str, columns: Sequence[int], what: str) -> str:
    numbers = ", ".join(str(i + 1) for i in columns)
    return f"{name}: columns {numbers} can each be the {what}; say which is which, such as --columns traditional,pinyin,english"


def _kind(column: Sequence[str]) -> str:
    """What stands in a column: chinese, headword, pinyin, jyutping, english, or empty for ids, tags and sentences."""
    filled = [c for c in column if c]
    if not filled:
        return "empty"
    if _share(column, lambda c: bool(_PAIR.match(c)) and has_han(c)) >= _SHARE:
        return "headword"
    if _share(column, has_han) >= _SHARE:
        long = _share(column, lambda c: len(c) > _LONGEST_TERM or bool(re.search("[。！？，]", c)))
        return "" if long >= 0.5 else "chinese" if _share(column, _is_chinese) >= 0.5 else ""
    if _share(column, is_pinyin) >= _SHARE:
        return "pinyin"
    if _share(column, _is_jyutping) >= _SHARE:
        return "jyutping"
    if _share(column, lambda c: bool(_LANGUAGE.fullmatch(c))) == 1.0:
        return "tag"
    if len(filled) > 4 and len(set(filled)) <= max(2, len(filled) // 5) and max(map(len, filled)) <= 20:
        return "tag"  # a part of speech, a tag, a lesson
    return "english" if _share(column, _is_english) >= _SHARE else ""


def _agrees(role: str, kind: str) -> bool:
    """Whether the cells of a column can be what its header says."""
    if role in _CHINESE:
        return (
            kind in ("chinese", "headword", "", "empty")
            if role != "traditional"
            else kind in ("chinese", "headword", "empty")
        )
    if role == "english":
        return kind in ("english", "pinyin", "", "empty")
    if role == "pinyin":
        return kind in ("pinyin", "english", "jyutping", "empty")
    return kind != "headword"


def _pair(cell: str, column: Sequence[str]) -> tuple[str, str]:
    """Pleco's 電騙[电骗], whichever of the two scripts comes first; one alone is both, as far as the cell tells."""
    if not (match := _PAIR.match(cell)):
        return cell, ""
    outer = [m for c in column if (m := _PAIR.match(c))]
    swapped = _more_traditional([m[2] for m in outer], [m[1] for m in outer])
    return (match[2], match[1]) if swapped else (match[1], match[2])


def _senses(cell: str) -> str:
    """Pleco's definition without its parts of speech and numbers: "verb 1 hit 2 attack" is two meanings.

    >>> _senses("verb 1 to hit; to strike 2 to attack noun blow"), _senses("1.5 million"), _senses("noun phrase")
    ('to hit; to strike; to attack noun blow', '1.5 million', 'noun phrase')
    """
    plain = _PART_OF_SPEECH.sub("", cell, count=1)
    if re.match(r"1 (?=[^\d])", plain):
        numbered, at = [], 0
        for number in range(1, 30):
            found = re.compile(rf"(?:(?<=\s)|^){number} (?=[^\d])").search(plain, at)
            if not found:
                break
            numbered.append(found)
            at = found.end()
        ends = [*(m.start() for m in numbered[1:]), len(plain)]
        return "; ".join(plain[m.end() : end].strip(" ;") for m, end in zip(numbered, ends, strict=True))
    return plain


def _two_scripts(one: Sequence[str], other: Sequence[str]) -> bool:
    both = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
    return bool(both) and sum(len(a) == len(b) for a, b in both) / len(both) > 0.8


def _more_traditional(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether `one` has the traditional characters of the two: simplifying changes it more."""
    from companion.language.script import OpenCCConverter

    simplify = OpenCCConverter().to_simplified

    def changed(cells: Sequence[str]) -> int:
        text = "\n".join(cells[:200])
        return sum(a != b for a, b in zip(text, simplify(text), strict=False))

    return changed(one) > changed(other)


def _plain(cell: str, marked: bool) -> str:
    """A cell on one line, without sound files and private signs, and without HTML where the file is `marked` with it."""
    if marked:
        cell = unescape(_TAG.sub("", _BREAK.sub("; ", _SOUND.sub("", cell))))
    else:
        cell = _PRIVATE.sub("; ", cell)
    if marked or cell.endswith("; "):
        cell = re.sub(r"(?:;\s*)+$", "", cell.strip())
    return " ".join(cell.split())


def _cedict(lines: Sequence[str]) -> Layout | None:
    """CC-CEDICT's own lines: 電騙 电骗 [dian4 pian4] /phone scam/."""
    content = [(i, line) for i, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not content or sum(bool(_CEDICT.match(line)) for _, line in content) < _SHARE * len(content):
        return None
    layout = Layout("cedict", ["lines of CC-CEDICT: traditional, simplified, [pinyin] and /english/"])
    for row, line in content:
        if not (match := _CEDICT.match(line)):
            layout.rows.append((row, {}, "is no line of CC-CEDICT: 電騙 电骗 [dian4 pian4] /phone scam/"))
            continue
        senses = [s.strip() for s in match[4].split("/") if s.strip() and not _MEASURE_WORDS.match(s.strip())]
        value = {
            "traditional": match[1],
            "simplified": match[2],
            "pinyin": match[3],
            "english": "; ".join(senses),
        }
        layout.rows.append((row, value, ""))
    return layout
