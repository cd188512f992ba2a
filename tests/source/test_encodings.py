"""Which encoding a text is in."""

from __future__ import annotations

import codecs

import pytest

from companion.errors import EncodingError, InputError
from companion.source import decode, read_file, read_stream

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


def test_almost_utf8_names_the_damaged_byte():
    """Protects a file with one broken byte from being read as GB18030."""
    data = bytearray((TRADITIONAL * 3).encode())
    data[31] = 0xFF
    with pytest.raises(EncodingError, match=r"UTF-8 but for byte 3\d"):
        decode(bytes(data))


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
