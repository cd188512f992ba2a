"""Subtitles, transcripts and pasted pages: what is said, and when."""

from __future__ import annotations

import pytest

import companion
from companion.errors import InputError
from companion.export.json_article import write_json
from companion.pipeline import annotate_document, correct
from companion.source import text_document
from companion.source.documents import read_document

SRT = """1
00:00:01,000 --> 00:00:03,500
警方昨日公布新的防騙措施，

2
00:00:03,600 --> 00:00:06,000
呼籲市民切勿向陌生人
<i>透露個人資料。</i>

3
00:00:06,500 --> 00:00:09,000
記者陳大文在旺角報道。

4
00:01:10,000 --> 00:01:12,000
（掌聲）
多謝各位。
Thank you.
"""


def times(article):
    return [(p.text[s.start : s.end], s.reference) for p in article.paragraphs for s in p.sentences]


def test_sentences_are_put_together_over_cues_and_keep_their_time():
    """Protects those who read what a film says: whole sentences, each with the time at which it begins."""
    document = read_document(SRT.encode(), "a.srt")
    assert [b.text for b in document.blocks] == [
        "警方昨日公布新的防騙措施，呼籲市民切勿向陌生人透露個人資料。記者陳大文在旺角報道。",
        "多謝各位。",
    ]
    assert document.notices == (
        "1 line of the subtitles in another language was left out",
        "1 description of sounds was left out: （掌聲）",
    )


@pytest.mark.parametrize("kind", ["srt", "vtt", "ass"])
def test_each_format_gives_the_same(tmp_path, kind):
    """Protects .vtt and .ass, in the form that the library itself writes."""
    import pysubs2

    file = tmp_path / f"a.{kind}"
    pysubs2.SSAFile.from_string(SRT).save(str(file))
    article = companion.read(file, translator=None)
    assert times(article) == [
        ("警方昨日公布新的防騙措施，呼籲市民切勿向陌生人透露個人資料。", "0:01"),
        ("記者陳大文在旺角報道。", "0:06"),
        ("多謝各位。", "1:10"),
    ]


def test_a_correction_does_not_lose_the_times(tmp_path):
    """Protects the times when a paragraph is split or a reading corrected."""
    from companion.corrections import correction_at

    article = annotate_document(read_document(SRT.encode(), "a.srt"), translator=None)
    at = article.paragraphs[0].text.index("記者")
    split = correct(article, [correction_at(article.paragraphs[0], at, at, "boundary", "split")])
    assert times(split) == times(article) and len(split.paragraphs) == 3
    write_json(split, tmp_path / "a.json")
    assert times(companion.load(tmp_path / "a.json")) == times(article)


def test_lines_that_roll_in_are_read_once():
    """Protects automatic subtitles, which show each line twice."""
    vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\n大家好\n\n00:03.000 --> 00:05.000\n大家好\n今天談電騙\n\n00:05.000 --> 00:07.000\n今天談電騙\n警方有新數字\n"
    assert [b.text for b in read_document(vtt.encode(), "a.vtt").blocks] == [
        "大家好",
        "今天談電騙",
        "警方有新數字",
    ]


@pytest.mark.parametrize("text", ["WEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\nHello\n", "這不是字幕。"])
def test_what_is_no_subtitle_file_is_told(text):
    """Protects from an empty article."""
    with pytest.raises(InputError, match=r"a\.srt: (?:is no subtitle file|has no Chinese line)"):
        read_document(text.encode(), "a.srt")


VOICES = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v.loud 陳老師>好。\n<v 李同學>好。</v>\n\n00:03.000 --> 00:05.000\n<v 李同學>今天讀<i>甚麼</i>？</v>\n\n00:05.000 --> 00:07.000\n<c.yellow>我們讀新聞。</c>\n"
ACTORS = r"""[Script Info]
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,陳老師,0,0,0,,好。
Dialogue: 0,0:00:01.00,0:00:03.00,Default,李同學,0,0,0,,好。
Dialogue: 0,0:00:03.00,0:00:05.00,Default,李同學,0,0,0,,李同學：今天讀\N{\i1}甚麼？
Dialogue: 0,0:00:05.00,0:00:07.00,Default,,0,0,0,,我們讀新聞。
"""


@pytest.mark.parametrize(("text", "name"), [(VOICES, "a.vtt"), (ACTORS, "a.ass")])
def test_who_speaks_is_kept_and_nobody_speaks_in_anothers_paragraph(text, name):
    """Protects plays and lessons: each paragraph is one speaker's, named where the file names who it is."""
    found = [b.text for b in read_document(text.encode(), name).blocks]
    assert found == ["陳老師：好。", "李同學：好。今天讀甚麼？", "我們讀新聞。"]


@pytest.mark.parametrize("mark", ["- {}", ">> {}", "李同學：{}", "[李同學]：{}"])
def test_the_turn_of_another_speaker_begins_a_paragraph(mark):
    """Protects films whose subtitles show in their text that another speaks."""
    cues = ("大家好。", mark.format("老師好。"))
    srt = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{c}\n\n" for n, c in enumerate(cues, 1))
    assert len(read_document(srt.encode(), "a.srt").blocks) == 2


YOUTUBE = ["0:00\n大家好。\n0:03\n今天談談香港的電騙問題，\n1:02:07\n警方公布了數字。", "0:00 大家好。\n0:03 今天談談香港的電騙問題，\n1:02:07 警方公布了數字。", "[00:00] 大家好。\n[00:03] 今天談談香港的電騙問題，\n[1:02:07] 警方公布了數字。", "0:00\n0 秒\n大家好。\n0:03\n3 seconds\n今天談談香港的電騙問題，\n1:02:07\n1 小時 2 分鐘 7 秒\n警方公布了數字。"]  # fmt: skip


@pytest.mark.parametrize("text", YOUTUBE)
def test_a_pasted_transcript_is_read_with_its_times(text):
    """Protects what one copies from beside a film: times are no text."""
    article = companion.read_text(text, translator=None)
    said = times(article)
    assert said[0] == ("大家好。", "0:00")
    assert "".join(text for text, _ in said) == "大家好。今天談談香港的電騙問題，警方公布了數字。"


def test_a_text_with_times_in_it_is_no_transcript():
    """Protects programmes and timetables, whose times are text."""
    text = (
        "活動程序如下。\n10:30 開幕。\n11:00 致辭。\n市民可於現場登記。\n如有查詢請致電。\n主辦單位保留權利。"
    )
    assert "10:30" in "".join(p.text for p in companion.read_text(text, translator=None).paragraphs)


PAGES = [
    "<!doctype html><html><body><article><h1>電騙</h1><p>警方拘捕疑犯。</p><p>案件押後。</p></article></body></html>",
    '<meta charset="utf-8"><p style="margin:0">警方<b>拘捕</b>疑犯。</p><p>案件押後。</p>',
    "\n  <div>警方拘捕疑犯。<br>案件押後。</div>",
    "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000200\r\n<html><body><!--StartFragment--><p>警方拘捕疑犯。</p><p>案件押後。</p><!--EndFragment--></body></html>",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_pasted_page_is_read_as_a_page(page):
    """Protects what one copies from a browser: tags are no text."""
    text = "".join(b.text for b in text_document(page).blocks)
    assert "警方拘捕疑犯。" in text and "案件押後。" in text and "<" not in text and "StartHTML" not in text


@pytest.mark.parametrize("text", ["3<5，5>3，這是數學。", "<標題>警方拘捕疑犯。", "他說：「<p>是標籤。」"])
def test_signs_that_are_no_tags_are_text(text):
    """Protects articles about mathematics and the web."""
    assert "".join(p.text for p in companion.read_text(text, translator=None).paragraphs) == text


MAIL = """From: =?utf-8?b?6Zmz5aSn5paH?= <chan@example.org>
Subject: =?utf-8?b?6K2m5pa56YCa5ZGK?=
Date: Thu, 26 Nov 2026 10:00:00 +0800
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

警方昨日公布新措施。
--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

<html><body><p>警方昨日公布新措施。</p><p>市民表示歡迎。</p></body></html>
--x--
"""


def test_a_mail_is_read_with_its_subject_sender_and_date():
    """Protects newsletters: the page in them, and what they are."""
    document = read_document(MAIL.encode(), "a.eml")
    assert [b.text for b in document.blocks] == ["警方昨日公布新措施。", "市民表示歡迎。"]
    assert (document.title, document.author, document.date) == ("警方通告", "陳大文", "2026-11-26")
    with pytest.raises(InputError, match="a mail without text"):
        read_document(b"Subject: a\n\n", "a.eml")


@pytest.mark.parametrize(
    "head",
    [
        r"\ansicpg950\deff0{\fonttbl{\f0 MingLiU;}}",
        r"\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset136 MingLiU;}}\f1",
        r"\deff0{\fonttbl{\f0\fcharset136 MingLiU;}}\f0",
    ],
)
def test_rtf_is_read(head):
    """Protects texts of old editors: Unicode and Big5 in one file, its code page named by the file or by its fonts."""
    rtf = (
        r"{\rtf1\ansi"
        + head
        + r"\fs24 \u35686?\u26041?\u25304?\u25429?\u30097?\u29359?\u12290?\par \'ae\'d7\'a5\'f3\'a9\'e3\'ab\'e1\'a1\'43\par}"
    )
    assert [b.text for b in read_document(rtf.encode(), "a.rtf").blocks] == ["警方拘捕疑犯。", "案件押後。"]
