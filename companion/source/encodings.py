"""Which encoding a Chinese text is in: UTF-8, UTF-16, UTF-32, GB18030, Big5 or Big5-HKSCS.

A wrong guess is worse than a question. Byte order marks and valid UTF-8 are certain. Of the
double-byte encodings the one is taken in which the text is made of frequent characters: in real
Chinese about half of all characters are among the few hundred most frequent ones, in a text that
was decoded wrongly hardly any.
"""

from __future__ import annotations

import codecs
import re

from companion.errors import EncodingError, InputError

__all__ = ["codec_of", "decode", "decode_as"]

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
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOUBLE_BYTE = ("gb18030", "big5hkscs")
# Codecs of Python for names, literals and tests: no file is in one of them.
_NO_ENCODING = ("undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7")
_SAMPLE = 200_000
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, encoding: str | None = None, name: str = "") -> tuple[str, str]:
    """The text of `data` and the encoding it was in.

    Raises `EncodingError` where the encoding is not certain (name it with `encoding=`, on the
    command line `--encoding`) or the named one does not fit, `InputError` where `data` is no text.

    >>> decode("今日香港天氣炎熱，請市民多飲水。".encode("big5"))
    ('今日香港天氣炎熱，請市民多飲水。', 'big5')
    """
    name = name or "the text"
    if encoding is not None:
        return _as_told(data, encoding, name)
    for start, what, way_out in _MAGIC:
        if data.startswith(start):
            raise InputError(f"{name} looks like {what}, not a text: {way_out}")
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec, name), codec
    if b"\0" in data:
        if (found := _without_mark(data)) is not None:
            return found
        if data.count(b"\0") > 0.05 * len(data):
            raise InputError(f"{name} is not a text file (it has zero bytes); give a text file")
        data = data.replace(b"\0", b"")  # padding and strays
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _almost_utf8(data):
            raise EncodingError(
                f"{name} is UTF-8 but for byte {error.start + 1:,}, which is damaged; copy the text again, or name another encoding with --encoding"
            ) from None
    return _double_byte(data, name)


def _as_told(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    codec = codec_of(encoding)
    if codec == "big5":
        codec = "big5hkscs"  # as browsers do: a superset, with 裏, 着 and the Cantonese characters
    return _strict(data, codec, name), codec


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
        text = data.decode(codec)
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


def _double_byte(data: bytes, name: str) -> tuple[str, str]:
    candidates: list[tuple[float, str, str]] = []
    for codec in _DOUBLE_BYTE:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        candidates.append((_plausible(text[:_SAMPLE]), codec, text))
    candidates.sort(reverse=True)
    if candidates:
        best = candidates[0]
        second = candidates[1][0] if len(candidates) > 1 else 0.0
        letters = sum(c > "\x7f" for c in best[2][:_SAMPLE])
        if best[0] >= 0.3 and best[0] >= 2 * second and letters >= 6:
            return best[2], _precise(best[1], best[2])
    names = ", ".join(c[1] for c in candidates) or "neither UTF-8, GB18030 nor Big5 fits"
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
