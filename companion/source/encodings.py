"""Which encoding a Chinese text is in: UTF-8, UTF-16, UTF-32, GB18030, Big5 or Big5-HKSCS.

A wrong guess is worse than a question. Byte order marks and valid UTF-8 are certain. Of the
double-byte encodings the one is taken in which the text is made of frequent characters: in real
Chinese about half of all characters are among the few hundred most frequent ones, in a text that
was decoded wrongly hardly any.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from companion.errors import EncodingError, InputError
from companion.han import HAN
from companion.patterns import later

__all__ = ["WIDER", "codec_of", "damage_in", "decode", "decode_as", "is_rare", "reads_better", "spoilt"]

# Frequent characters of modern Chinese in both scripts, and its punctuation.
_FREQUENT = frozenset(
    "的一是不了在人有我他這这中大來来上國国個个到說说們们為为子和你地出道也時时年得就那要下以生會会自着去之過过家學学對对可她里後后"
    "小麼么心多天而能好都然沒没日於于起還还發发成事只作當当想看文無无開开手十用主行方又如前所本見见經经頭头面公同三已老從从動动"
    "兩两長长知民樣样現现分將将外但身些與与高意進进把法此實实回二理美點点月明其種种聲声全工己話话兒儿者向情部正名定女問问力機机"
    "給给等幾几很業业最間间新什打便位因重被走電电四第門门相次東东政海口使教西再平真聽听世氣气信北少關关並并內内加化由卻却代軍军"
    "產产入先山五太水萬万市眼體体別别處处總总才場场師师書书比住員员九笑性通目華华報报立馬马命張张活難难神數数件安表原車车白應应"
    "路期叫死常提感金何更反合放做系計计或司利受光王果親亲界及今京務务制解各任至清物台象記记邊边共風风戰战干接它許许八特覺觉望"
    "直服毛林題题建南度統统色字請请交愛爱讓让認认算論论百吃義义科怎元社術术結结六功指思非流每青管夫連连遠远資资隊队跟帶带花快條条"
    "院變变聯联權权往展該该領领傳传近留紅红治決决周保達达辦办運运武半候七必城父強强步完革深區区即求品士轉转量空甚眾众技輕轻程告江"
    "港府警局香署官案商議议省委黨党聞闻稱称示訊讯泰騙骗犯罪網网組组織织際际境"
    "嘅咗喺啲佢哋嚟冇咁唔"
    "，。、；：？！「」『』《》（）“”…—　"
)
_MAGIC = (
    (b"%PDF", "a PDF file", "copy its text into a .txt file"),
    (b"PK\x03\x04", "a ZIP, Word or EPUB file", "save it as plain text (.txt)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save it as plain text (.txt)"),
    (b"{\\rtf", "an RTF file", "save it as plain text (.txt)"),
    (b"\x89PNG", "a PNG picture", "give a text file"),
    (b"\xff\xd8\xff", "a JPEG picture", "give a text file"),
    (b"GIF8", "a GIF picture", "give a text file"),
    (b"AT&TFORM", "a DjVu scan", "convert it to PDF"),
    (b"ITSF", "a Windows help file (.chm)", "save its text as .html or .txt"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file", "unpack it first"),
    (b"Rar!\x1a\x07", "a compressed file", "unpack it first"),
    (b"BZh", "a compressed file", "unpack it first"),
    (b"\xfd7zXZ", "a compressed file", "unpack it first"),
    (b"ID3", "a sound file", "give its transcript or its subtitles (.srt)"),
    (b"OggS", "a sound file", "give its transcript or its subtitles (.srt)"),
    (b"RIFF", "a sound or a film", "give its transcript or its subtitles (.srt)"),
    (b"\x1aE\xdf\xa3", "a film", "give its subtitles (.srt)"),
    (b"\x7fELF", "a program", "give a text file"),
    (b"MZ\x90", "a program", "give a text file"),
    (b"SQLite format 3\0", "a database", "give a text file"),
    (b"bplist00", "a file of settings", "give a text file"),
    (b"[InternetShortcut]", "a shortcut to a web page", "open it in the browser and save the page"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
"""What pages and mails in these encodings are really in, as browsers read them."""
_DOUBLE_BYTE = ("gb18030", "big5hkscs")
# Codecs of Python for names, literals and tests: no file is in one of them.
_NO_ENCODING = ("undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7")
_SAMPLE = 200_000
_PRINTED = bytes(b for b in range(256) if b > 31 or b in b"\t\n\v\f\r\x1b")
_MOST_DAMAGED = 12  # bytes in a text of a double-byte encoding
_WINDOW = 120  # characters: so far before the place where nothing fits any more the damage is sought
_SURROGATE = re.compile("[\ud800-\udfff]")


_SPOILT_SAMPLE = 4000  # characters
_REPLACED = re.compile("锟斤拷|锟锟|斤拷锟|烫烫烫")
# The bytes of UTF-8's Chinese, as cp1252 and Latin-1 show them: the first one, and those after it as far as they are left.
_AFTER = "¡-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN_BYTES = later(
    f"(?<![A-Za-zÀ-ÿ])(?:[äåæçãï][{_AFTER} ]*[{_AFTER}]|[èéâÃÂ][{_AFTER}])+[{_AFTER}äåæçèéïãâ]*(?![A-Za-z])"
)
_LATIN_ALONE = later(f"(?<=[{HAN}，。]) ?[äåæçïÂ]+ ?(?=[{HAN}，。])")


def _euro(error: UnicodeError) -> tuple[str, int]:
    """The euro sign where the code pages of Windows have it (cp936: 80, cp950: A3E1); else the error again."""
    if isinstance(error, UnicodeDecodeError):
        rest = error.object[error.start : error.start + 2]
        if error.encoding == "gb18030" and rest[:1] == b"\x80":
            return "€", error.start + 1
        if error.encoding == "big5hkscs" and rest == b"\xa3\xe1":
            return "€", error.start + 2
    raise error


codecs.register_error("companion-euro", _euro)


def damage_in(text: str) -> str:
    """Where a text has places that could not be decoded, in words; empty where it has none.

    >>> damage_in("警方昨日\\n公\ufffd數字")
    '1 damaged place, shown as \ufffd: line 2, column 2 (公\ufffd數字)'
    """
    count = len(re.findall("\ufffd+", text))  # a damaged byte may spoil the character around it
    if not count:
        return ""
    at = text.index("\ufffd")
    line, start = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
    near = text[max(start, at - 6) : at + 7].split("\n")[0]
    places = "1 damaged place" if count == 1 else f"{count:,} damaged places"
    first = ":" if count == 1 else ", the first:"
    return f"{places}, shown as \ufffd{first} line {line}, column {at - start + 1} ({near})"


def spoilt(paragraphs: Sequence[str]) -> str:
    """What a text was spoilt by, where it was once decoded wrongly, and in which paragraphs if not in all; empty where it was not.

    >>> said = ["警方昨日公布電騙數字，市民關注。", "當局呼籲市民切勿上當。"]
    >>> spoilt([t.encode().decode("gb18030", "replace") for t in said])
    'UTF-8 read as GB18030'
    >>> spoilt([*said, "居民不滿ï¼Œ要求交代。"])
    'UTF-8 read as CP1252 in paragraph 3 (居民不滿ï¼Œ要求交代。)'
    >>> spoilt([*said, "他住在馬爾默（Malmö），愛喝café。"])
    ''
    """
    found = [(n, hit) for n, text in enumerate(paragraphs, 1) if (hit := _spoilt(text))[0]]
    if not found:
        return _decoded_wrongly("\n".join(paragraphs)[:_SPOILT_SAMPLE])
    first, (how, near) = found[0]
    if len(found) == len(paragraphs):
        return how
    of = "" if len(found) == 1 else f", in {len(found)} of its {len(paragraphs)} paragraphs, the first:"
    return f"{how}{of}{' in' if len(found) == 1 else ''} paragraph {first} ({near})"


def _spoilt(text: str) -> tuple[str, str]:
    """What a paragraph was spoilt by, and the place in it; empty where it was not."""
    if found := _REPLACED.search(text):
        return "what could not be decoded, read as GBK (锟斤拷)", text[
            max(0, found.start() - 4) : found.end() + 4
        ]
    if len(runs := list(_LATIN_BYTES.finditer(text))) > 1 or any(len(run[0]) > 2 for run in runs):
        start = runs[0].start()
        return "UTF-8 read as CP1252", text[max(0, start - 4) : start + 12]
    if (alone := _LATIN_ALONE.search(text)) and not re.search("字母|音|符[號号]", text):
        return "a letter that is left of a wrong decoding", text[max(0, alone.start() - 4) : alone.end() + 4]
    if how := _decoded_wrongly(text[:_SPOILT_SAMPLE]):
        return how, text[:12]
    return "", ""


def _decoded_wrongly(text: str) -> str:
    """In what a text was, and was read as; empty where it reads as Chinese, or not better in another encoding."""
    own = _plausible(text)
    if text.isascii() or own > 0.3:
        return ""
    for was, read_as in (("utf-8", "gb18030"), ("utf-8", "big5hkscs"), ("utf-8", "cp1252"), ("utf-8", "latin-1"),
                         ("gb18030", "latin-1"), ("big5hkscs", "latin-1"), ("gb18030", "big5hkscs"), ("big5hkscs", "gb18030")):  # fmt: skip
        again = text.encode(read_as, "ignore").decode(was, "ignore")
        least = 6
        if was == "utf-8":  # which hardly anything is by chance
            least = 3 if 2 * len(again) >= len(text) else 6
        if (
            len(again) >= least
            and _plausible(again) > max(0.35, 2 * own)
            and sum(c > "\u2e80" for c in again) >= min(4, least)
        ):
            return f"{was.upper()} read as {read_as.upper()}"
    return ""


def is_rare(text: str) -> bool:
    """Whether most Han characters of a text are in no list of usual ones: GB 2312, or the first level of Big5.

    >>> is_rare("哾㦓"), is_rare("黎荣"), is_rare("警方")
    (True, False, False)
    """
    han = [c for c in text[:4000] if "\u3400" <= c <= "\u9fff"]
    return len(han) >= 2 and 2 * sum(not _is_usual(c) for c in han) > len(han)


def _is_usual(character: str) -> bool:
    try:
        character.encode("gb2312")
        return True
    except UnicodeEncodeError:
        return character.encode("big5", "ignore")[:1] < b"\xc9" and bool(character.encode("big5", "ignore"))


def decode(
    data: bytes, encoding: str | None = None, name: str = "", errors: str = "replace"
) -> tuple[str, str]:
    """The text of `data` and the encoding it was in.

    A few damaged bytes become U+FFFD (`damage_in` says where); with `errors="strict"` they are an error.

    Raises `EncodingError` where the encoding is not certain (name it with `encoding=`, on the
    command line `--encoding`) or the named one does not fit, `InputError` where `data` is no text.

    >>> decode("今日香港天氣炎熱，請市民多飲水。".encode("big5"))
    ('今日香港天氣炎熱，請市民多飲水。', 'big5')
    """
    name = name or "the text"
    if encoding is not None:
        return _as_told(data, encoding, name, errors)
    for start, what, way_out in _MAGIC:
        if data.startswith(start):
            raise InputError(f"{name} looks like {what}, not a text: {way_out}")
    if data[4:8] == b"ftyp":
        raise InputError(f"{name} looks like a film or a sound file, not a text: give its subtitles (.srt)")
    if data[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        raise InputError(
            f"{name} looks like a Kindle book (.mobi, .azw3), not a text: convert it to EPUB with calibre (ebook-convert book.mobi book.epub)"
        )
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data, mark, codec, name, errors)
    if b"\0" in data:
        if (found := _without_mark(data)) is not None:
            return found
        if data.count(b"\0") > 0.05 * len(data):
            raise InputError(f"{name} is not a text file (it has zero bytes); give a text file")
        data = data.replace(b"\0", b"")  # padding and strays
    try:
        return _in_seven_bits(data) or (data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _almost_utf8(data):
            if errors != "strict":
                return data.decode("utf-8", "replace"), "utf-8"
            raise EncodingError(
                f"{name} is UTF-8 but for byte {error.start + 1:,}, which is damaged; copy the text again, or name another encoding with --encoding"
            ) from None
    controls = len(data[:_SAMPLE].translate(None, _PRINTED))
    if controls > 0.03 * len(data[:_SAMPLE]):
        raise InputError(f"{name} is not a text file (it has control characters); give a text file")
    return _double_byte(data, name, errors)


def _marked(data: bytes, mark: bytes, codec: str, name: str, errors: str) -> tuple[str, str]:
    """A text with a byte order mark, which may be damaged, or stand before another encoding by mistake."""
    try:
        return _strict(data, codec, name), codec
    except EncodingError:
        if errors == "strict":
            raise
        if codec == "utf-8-sig":
            text, found = decode(data[len(mark) :], None, name, errors)
            return text, codec if found == "utf-8" else found
        text = data.decode(codec, "replace")
        if not _is_slight(text):
            raise
        return text, codec


def reads_better(data: bytes, text: str) -> tuple[str, str] | None:
    """The text of `data` and its encoding, where `text`, in the encoding it was said to be in, is no Chinese and that is.

    >>> big5 = "警方昨日公布電騙數字，市民關注。".encode("big5")
    >>> reads_better(big5, big5.decode("gb18030")), reads_better(big5, big5.decode("big5"))
    (('警方昨日公布電騙數字，市民關注。', 'big5'), None)
    """
    own = _plausible(text[:_SAMPLE])
    if text.isascii() or own >= 0.3:
        return None
    try:
        other = decode(data)
    except (EncodingError, InputError):
        return None
    return other if _plausible(other[0][:_SAMPLE]) > max(0.35, 2 * own) else None


def _in_seven_bits(data: bytes) -> tuple[str, str] | None:
    """A text in HZ (~{…~}) or UTF-7 (+…-), where it is Chinese in it; else nothing."""
    if data.isascii():
        for codec, mark in (("hz", rb"~\{[!-~]+~\}"), ("utf-7", rb"\+[A-Za-z0-9+/]{6,}")):
            if re.search(mark, data):
                try:
                    text = data.decode(codec)
                except UnicodeDecodeError:
                    continue
                if _plausible(text[:_SAMPLE]) > 0.3 and sum(c > "\u2e80" for c in text) >= 6:
                    return text, codec
    return None


def _without_damage(data: bytes, codec: str) -> str | None:
    """A text in a double-byte encoding with a few damaged bytes, each of which may have set all that follows astray.

    Before the place where nothing fits any more, the byte is sought without which what follows reads best.
    """
    pieces: list[str] = []
    for _ in range(_MOST_DAMAGED):
        try:
            pieces.append(data.decode(codec, "companion-euro"))
        except UnicodeDecodeError as error:
            starts = [*_boundaries(data[: error.start], codec), error.start]
            end = error.start + 2 * _WINDOW

            def reads(
                place: tuple[int, int], data: bytes = data, begin: int = starts[0], end: int = end
            ) -> float:
                at, width = place
                around = (data[begin:at], data[at + width : end])
                text = "".join(part.decode(codec, "replace") for part in around)
                return _plausible(text) - 0.05 * text.count("\ufffd")

            best = max(((at, width) for at in starts for width in (1, 2)), key=reads)
            pieces += [data[: best[0]].decode(codec, "replace"), "\ufffd"]
            data = data[sum(best) :]
        else:
            return "".join(pieces)
    return None


def _boundaries(data: bytes, codec: str) -> list[int]:
    """Where the characters of the end of a text begin, in bytes."""
    tail = data.decode(codec, "companion-euro")[-_WINDOW:]
    at = len(data) - len(tail.encode(codec, "replace"))
    places = []
    for character in tail:
        places.append(at)
        at += len(character.encode(codec, "replace"))
    return places


def _as_told(data: bytes, encoding: str, name: str, errors: str) -> tuple[str, str]:
    codec = codec_of(encoding)
    codec = WIDER.get(codec, codec)  # as browsers do: a superset, with 裏, 着, €
    try:
        return _strict(data, codec, name), codec
    except EncodingError:
        if errors == "strict":
            raise
        text = _without_damage(data, codec) if codec in _DOUBLE_BYTE else data.decode(codec, "replace")
        if text is None or not _is_slight(text) or _plausible(text[:_SAMPLE]) < 0.3:
            raise
        return text, codec


def _is_slight(text: str) -> bool:
    """Whether only a little of a text could not be decoded."""
    damaged = text.count("\ufffd")
    return damaged <= 3 + 0.005 * len(text) and 20 * damaged < sum(c > "\x7f" for c in text)


def codec_of(encoding: str) -> str:
    """Python's name of an encoding that a person, a web page or an XML file names.

    Raises `EncodingError` where there is no such encoding, or it is none that a text file can be in.

    >>> codec_of("UTF8"), codec_of("Big5-HKSCS")
    ('utf-8', 'big5hkscs')
    """
    try:
        found = codecs.lookup(encoding)
        if found._is_text_encoding and found.name not in _NO_ENCODING:
            return found.name
    except Exception:  # LookupError, but also what the search itself raises for strange names
        pass
    shown = str(encoding)[:40]
    raise EncodingError(f"'{shown}' is no encoding; try utf-8, gb18030, big5 or big5hkscs")


def decode_as(data: bytes, codec: str) -> str:
    """`data` in the encoding `codec`. Raises `UnicodeDecodeError`, and nothing else, where it does not fit.

    >>> decode_as("電騙".encode("big5"), "big5")
    '電騙'
    """
    try:
        text = data.decode(codec, "companion-euro" if codec in _DOUBLE_BYTE else "strict")
    except UnicodeDecodeError:
        raise
    except Exception as error:
        raise UnicodeDecodeError(
            codec, data, 0, min(1, len(data)), str(error) or type(error).__name__
        ) from None
    if _SURROGATE.search(text):
        raise UnicodeDecodeError(codec, data, 0, min(1, len(data)), "half of a pair")
    return text


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return decode_as(data, codec)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{name} is not {codec}: byte {error.start + 1:,} does not fit; name another encoding with --encoding"
        ) from None


def _without_mark(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a byte order mark, where it is certain."""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _plausible(text) > 0.3:
            return text, codec
    return None


def _almost_utf8(data: bytes) -> bool:
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 20 < sum("\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in text)


def _double_byte(data: bytes, name: str, errors: str) -> tuple[str, str]:
    candidates: list[tuple[float, str, str]] = []
    for codec in _DOUBLE_BYTE:
        try:
            text = data.decode(codec, "companion-euro")
        except UnicodeDecodeError:
            continue
        candidates.append((_plausible(text[:_SAMPLE]), codec, text))
    if errors != "strict" and not any(c[0] >= 0.3 for c in candidates):
        for codec in _DOUBLE_BYTE:
            mended = _without_damage(data, codec)
            if mended is not None and _is_slight(mended):
                candidates.append((_plausible(mended[:_SAMPLE]), codec, mended))
    candidates.sort(reverse=True)
    if candidates:
        best = candidates[0]
        second = next((c[0] for c in candidates if c[1] != best[1]), 0.0)
        letters = sum(c > "\x7f" for c in best[2][:_SAMPLE])
        if best[0] >= 0.3 and best[0] >= 2 * second and letters >= 6:
            return best[2], _precise(best[1], best[2])
    names = ", ".join(dict.fromkeys(c[1] for c in candidates)) or "neither UTF-8, GB18030 nor Big5 fits"
    raise EncodingError(
        f"the encoding of {name} is not certain ({names}); name it with --encoding, such as --encoding big5hkscs"
    )


def _precise(codec: str, text: str) -> str:
    if codec == "big5hkscs":
        try:
            text.encode("big5")
            return "big5"
        except UnicodeEncodeError:
            return codec
    return codec


def _plausible(text: str) -> float:
    """The share of frequent Chinese characters among all that are not ASCII."""
    letters = [c for c in text if c > "\x7f"]
    return sum(c in _FREQUENT for c in letters) / len(letters) if letters else 0.0
