"""Which encoding a text is in."""

from __future__ import annotations

import codecs

import pytest

from companion.errors import EncodingError, InputError
from companion.source import decode, read_document, read_file, read_stream

TRADITIONAL = "香港天文台表示，颱風正逐漸增強，預料今晚會改發八號風球。市民應盡快回家，切勿前往海邊觀浪，並留意電台的最新消息。"
HONGKONG = "佢哋喺旺角食嘢，話嗰間餐廳嘅價錢唔平，啲餸又唔好食，冇下次。裏面着火了。"
SIMPLIFIED = (
    "市场监管部门昨天公布了新的规定，要求企业在三十天内完成登记。记者了解到，多数公司对这一政策表示欢迎。"
)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (TRADITIONAL, "utf-8", "utf-8"), (TRADITIONAL, "utf-8-sig", "utf-8-sig"), (TRADITIONAL, "big5", "big5"),
        (HONGKONG, "big5hkscs", "big5hkscs"), (SIMPLIFIED, "gb18030", "gb18030"), (SIMPLIFIED, "gb2312", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"), (TRADITIONAL, "utf-16", "utf-16"), (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"), (TRADITIONAL, "utf-32", "utf-32"), ("電騙", "utf-8", "utf-8"),
    ],
)  # fmt: skip
def test_the_encodings_of_chinese_are_recognised(text, encoding, expected):
    """Protects readers of old and foreign files."""
    assert decode(text.encode(encoding)) == (text, expected)


def test_no_piece_of_text_is_guessed_wrongly():
    """Protects readers from mojibake: each piece of each text is right, or a question is asked."""
    right = asked = 0
    for text, encodings in (
        (TRADITIONAL, ("big5", "gb18030")),
        (HONGKONG, ("big5hkscs",)),
        (SIMPLIFIED, ("gb18030",)),
    ):
        for encoding in encodings:
            for start in range(len(text) - 6):
                for length in (6, 10, 20, 40):
                    piece = text[start : start + length]
                    try:
                        assert decode(piece.encode(encoding))[0] == piece, (piece, encoding)
                        right += 1
                    except EncodingError as error:
                        assert "--encoding" in str(error)
                        asked += 1
    assert asked < right / 10


@pytest.mark.parametrize(
    "data",
    [
        "日本語のテキスト、これは違います".encode("shift-jis"),
        b"\x81\x40\xfe\xfe\x80\xff" * 30,
        "한국어 문장입니다".encode("euc-kr"),
    ],
)
def test_what_is_not_certain_becomes_a_question(data):
    """Protects readers from a confident wrong guess."""
    with pytest.raises(EncodingError, match="--encoding"):
        decode(data)


def test_a_damaged_byte_is_shown_and_told(tmp_path):
    """Protects a file with one broken byte: it is read, in its own encoding, and the place is named."""
    import companion

    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        text = (SIMPLIFIED if encoding == "gb18030" else TRADITIONAL) * 3
        for at in (30, 31, 33):
            data = bytearray(text.encode(encoding))
            data[at] = 0xFF
            file = tmp_path / "a.txt"
            file.write_bytes(data)
            article = companion.read(file, translator=None)
            shown = "".join(p.text for p in article.paragraphs)
            assert text[len(text) // 2 :][:40] in shown and "\ufffd" in shown
            assert any("damaged place" in n for n in article.notices)
            with pytest.raises(EncodingError):
                decode(bytes(data), errors="strict")


@pytest.mark.parametrize(("codec", "code"), [("big5hkscs", b"\xa3\xe1"), ("gb18030", b"\x80")])
def test_the_euro_sign_of_windows_code_pages_is_read(codec, code):
    """Protects prices in files of Windows: its code pages have a euro sign where the standards have none."""
    text = (
        "今日香港銀行公布歐元匯率，市民可以用港元兌換。"
        if codec == "big5hkscs"
        else "今日香港银行公布欧元汇率，市民可以用港元兑换。"
    )
    assert decode(text.encode(codec) + code + b"100")[0] == text + "€100"


def test_text_that_was_decoded_wrongly_is_remarked_on(tmp_path):
    """Protects readers from strange characters without a word: 璀︽柟 is 警方 in UTF-8, read as GBK."""
    import companion

    for spoilt in (TRADITIONAL.encode().decode("gb18030", "replace"), "锟斤拷锟斤拷警方公布。"):
        file = tmp_path / "a.txt"
        file.write_text(spoilt, "utf-8")
        assert any(
            "looks spoilt" in n or "damaged" in n for n in companion.read(file, translator=None).notices
        )


def test_the_named_encoding_is_used_or_refused():
    """Protects the user's word: --encoding wins, and a wrong one is told."""
    assert decode("裏面".encode("big5hkscs"), "big5")[0] == "裏面"
    with pytest.raises(EncodingError, match="does not fit"):
        decode(b"\xff\xff", "big5")
    for name in ("no-such", "rot13", "base64"):
        with pytest.raises(EncodingError, match="is no encoding"):
            decode(b"x", name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 ...", "a PDF file"), (b"PK\x03\x04...", "Word or EPUB"), (b"\x89PNG\r\n", "a PNG picture"),
        (b"\x00\x01\x02" * 50, "zero bytes"), (b"", "is empty"), (b" \n\t", "is empty"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_named(data, message):
    """Protects users who give the wrong file."""
    with pytest.raises(InputError, match=message):
        read_stream(data)


def test_paths_that_can_not_be_read_are_told(tmp_path):
    """Protects users who name a folder, a missing file, or nonsense."""
    for path, message in (
        (tmp_path, "is a folder"),
        (tmp_path / "no.txt", "no such file"),
        ("a\0b", "no such file"),
    ):
        with pytest.raises(InputError, match=message):
            read_file(path)


def test_ascii_is_utf8():
    """Protects plain English files from an odd name."""
    assert decode(codecs.encode("abc", "ascii")) == ("abc", "utf-8")


def test_stray_zero_bytes_are_no_obstacle():
    """Protects texts of old programs that pad their files."""
    text = "警方昨日公布新措施，市民表示歡迎。"
    assert decode(text.encode() + bytes(2))[0] == text
    assert decode(text.encode("big5")[:10] + b"\0" + text.encode("big5")[10:])[0] == text


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("警方昨日".encode().decode("gb18030", "ignore"), "UTF-8 read as GB18030"),
        ("警方昨日公布數字。".encode().decode("cp1252", "replace"), "UTF-8 read as CP1252"),
        ("警方昨日公布數字。".encode().decode("latin-1"), "UTF-8 read as CP1252"),
        ("园林局代表解释，居民不满。".encode("gbk").decode("latin-1"), "GB18030 read as LATIN-1"),
        (
            "園林局代表解釋，居民不滿。".encode("big5").decode("gb18030", "replace"),
            "BIG5HKSCS read as GB18030",
        ),
        ("公園工程锟斤拷锟斤拷延期，居民不滿。", "read as GBK"),
        ("公園工程延期ï¼Œ居民不滿。", "UTF-8 read as CP1252"),
        ("陳太說â€œ希望快啲起好â€\x9d。", "UTF-8 read as CP1252"),
        ("沙田å園重建計劃，居民不滿。", "left of a wrong decoding"),
        ("公園Â 重建計劃延期。", "left of a wrong decoding"),
    ],
)
def test_a_spoilt_line_among_good_ones_is_told_with_its_place(line, how):
    """Protects from a text of which one paragraph was pasted from a file in another encoding."""
    made = read_document(f"{TRADITIONAL}\n{line}\n{TRADITIONAL}\n".encode(), "a.txt", paragraphs="line")
    remark = next(n for n in made.notices if "looks spoilt" in n)
    assert how in remark and "paragraph 2 (" in remark


@pytest.mark.parametrize(
    "line", ["他住在馬爾默（Malmö），愛喝café。", "溫度是 25°C，面積 30m²，價錢 £20。", "字母ä與ö是變音。", "饕餮 魑魅魍魎", "鑫森淼焱垚", "São Paulo 與 Übermensch", "氫氦鋰鈹硼碳氮氧氟氖"]
)  # fmt: skip
def test_rare_characters_and_foreign_letters_are_not_spoilt(line):
    """Protects from a false alarm about names, signs and foreign words."""
    made = read_document(f"{TRADITIONAL}\n{line}\n{TRADITIONAL}\n".encode(), "a.txt", paragraphs="line")
    assert made.notices == ()
