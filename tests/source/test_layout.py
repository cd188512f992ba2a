"""Hard-wrapped lines to paragraphs."""

from __future__ import annotations

import hashlib
import importlib
import sys
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import growth

from companion.errors import InputError
from companion.model import KINDS
from companion.source import blocks, clean, read_file, title_of
from companion.source.lines import Setting, lines_of

PARAGRAPHS = [
    "本報訊（記者 陳樂文 報道）政府昨日公布新一份交通研究報告，建議在五年內增建三條行人隧道，並擴闊多個巴士總站，以紓緩繁忙時間的擠塞。",
    "運輸署發言人說：「我們收集了超過一萬名市民的意見。大部分人支持先改善轉乘設施，再考慮興建新路。」他指出，工程最快可於明年初展開。",
    "有區議員擔心工程影響附近商戶，要求當局提供補償，並在施工期間加派人手疏導交通。商會則表示歡迎，認為長遠可帶來更多顧客。",
]
SUBHEAD = "商戶憂生意受影響"


def wrap(text, columns, first=0):
    """Lines of `columns` characters, the first shorter; closing marks hang over, as in print."""
    lines, line, room = [], "", columns - first
    for c in text:
        if len(line) >= room and c not in "，。、；：！？」』）":
            lines.append(line)
            line, room = "", columns
        line += c
    return [*lines, line]


def layout(columns, first, after):
    """The paragraphs as a column: `after` gives what stands after line `i` of `n`."""
    out = ["交通研究倡建三隧道", ""]
    for number, paragraph in enumerate(PARAGRAPHS):
        if number == 2:
            out += ["", SUBHEAD]
        lines = wrap(paragraph, columns, first)
        for i, line in enumerate(lines):
            out += [line, *after(i, len(lines))]
    return "\n".join(out)


@pytest.mark.parametrize("columns", [14, 17, 18, 21, 25])
@pytest.mark.parametrize(
    "after",
    [
        lambda i, n: [],
        lambda i, n: [""],
        lambda i, n: [""] if i == 0 else [],
        lambda i, n: [""] if i == n - 1 else [],
    ],
    ids=[
        "no blank lines",
        "a blank line after each",
        "a blank line after first lines",
        "a blank line after paragraphs",
    ],
)
def test_hard_wrapped_columns_become_paragraphs(columns, after):
    """Protects text out of PDFs, whatever its column's width and its blank lines."""
    found = [b.text for b in blocks(layout(columns, 2, after))]
    assert found == ["交通研究倡建三隧道", *PARAGRAPHS[:2], SUBHEAD, PARAGRAPHS[2]]


@pytest.mark.parametrize("columns", [16, 20])
def test_indented_first_lines_begin_paragraphs(columns):
    """Protects text that kept its two-space indent."""
    lines = []
    for paragraph in PARAGRAPHS:
        lines += wrap("　　" + paragraph, columns)
    assert [b.text for b in blocks("\n".join(lines))] == PARAGRAPHS


def test_web_copy_with_one_line_per_paragraph_stays():
    """Protects text that needs no repair, with and without blank lines, and with CRLF."""
    for gap in ("\n", "\n\n", "\r\n"):
        found = blocks(clean(gap.join(["交通研究倡建三隧道", *PARAGRAPHS])))
        assert [b.text for b in found] == ["交通研究倡建三隧道", *PARAGRAPHS]


@pytest.mark.parametrize("columns", [44, 48, 55])
@pytest.mark.parametrize("gap", [[], [""]], ids=["no blank lines", "a blank line after paragraphs"])
def test_a_page_of_one_wide_column_is_put_together(columns, gap):
    """Protects press releases on A4 and e-mails, whose lines are longer than any newspaper's."""
    lines = ["交通研究倡建三隧道", ""]
    for paragraph in PARAGRAPHS:
        lines += [*wrap(paragraph, columns), *gap]
    assert [b.text for b in blocks("\n".join(lines))] == ["交通研究倡建三隧道", *PARAGRAPHS]


def test_the_end_of_a_press_release_is_no_headline():
    """Protects the copy of a government press release: 完, its date and its time stand by themselves."""
    text = f"交通研究倡建三隧道\n＊＊＊＊＊＊＊＊＊\n\n　　{PARAGRAPHS[0]}\n\n　　{PARAGRAPHS[1]}\n\n完\n２０２５年２月８日（星期六）\n香港時間２０時１５分"
    kinds = [b.kind for b in blocks(clean(text))]
    assert kinds == ["headline", "credit", "body", "body", "credit", "credit", "credit"]


def test_lettered_items_are_each_a_paragraph():
    """Protects the lists of reports and laws: (a), (b) under a heading with 甲、乙."""
    found = blocks("乙、建議\n(a) 加強宣傳；\n(b) 立法規管。")
    assert [b.text for b in found] == ["乙、建議", "(a) 加強宣傳；", "(b) 立法規管。"]


@pytest.mark.parametrize(
    "lines",
    [
        ["會議決定如下：", "1. 增加撥款；", "2. 檢討課程；", "（三）成立小組。", "四、加強監管。"],
        ["會議決定如下：", "1. 增加撥款", "2. 檢討課程", "3. 成立小組"],
        ["委員提出三點：", "九、增設通宵路線", "十、擴闊行人路面", "十一、加密渡輪班次"],
    ],
)
def test_points_after_a_colon_a_semicolon_or_the_number_before_are_items(lines):
    """Protects the numbered points of a decision, whose lines are as long as each other and have no full stop."""
    found = blocks("\n".join(lines))
    assert [b.text for b in found] == lines
    assert [b.kind for b in found] == ["body", *["item"] * (len(lines) - 1)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("運輸署表示將會調整班次應付假日\n\n\n", "的出行需要。"),
        ("該公司推出新手機iPhone\n", "16 Pro，售價較上一代便宜，預料下月在各大商店開售。"),
    ],
)
def test_a_phrase_over_the_line_s_end_is_no_headline(first, second):
    """Protects a sentence whose first line looks like a headline, and says that it is uncertain over blank lines."""
    (found,) = blocks(first + second)
    assert found.kind == "body" and found.text.replace(" ", "") == (first.strip() + second).replace(" ", "")
    assert found.review == (("layout",) if "\n\n" in first else ())


def test_a_blank_line_parts_a_headline_as_wide_as_the_column():
    """Protects a headline that fills its line, where blank lines stand between paragraphs only."""
    head = "渡輪公司重申新碼頭不受影響"
    paragraphs = [head, *PARAGRAPHS[1:], PARAGRAPHS[1]]
    text = "\n\n".join("\n".join(wrap(p, 13)) for p in paragraphs)
    assert [b.text for b in blocks(text)] == paragraphs


@pytest.mark.parametrize("gap", [[], [""]])
def test_a_headline_that_fills_the_narrow_column_goes_on_in_a_short_line(gap):
    """Protects a headline that was wrapped with the column, also where a blank line follows each line."""
    lines = ["渡輪公司重申新碼頭不", "受影響", *wrap(PARAGRAPHS[1], 10, 2), *wrap(PARAGRAPHS[2], 10, 2)]
    text = "\n".join(line for first in lines for line in (first, *gap))
    assert blocks(text)[0].text == "渡輪公司重申新碼頭不受影響"


def test_a_sentence_may_begin_with_what_looks_like_a_phrase_s_end():
    """Protects 的士 and a date after a headline."""
    for head, body in (
        ("汽油加價", "的士司機說，每日開支增加一百元，希望政府盡快處理。"),
        ("蘋果推出iPhone", "2026年首季，公司共售出一億部手機，較去年同期多。"),
    ):
        assert [b.text for b in blocks(f"{head}\n{body}")] == [head, body]


def test_a_question_amid_the_body_is_body_unless_others_there_are_headlines():
    """Protects the title from a rhetorical question, and a question as a headline where an article has such."""
    text = [
        "渡輪公司說，新碼頭的工程最快可於明年春天動工。",
        "居民有甚麼意見？",
        "有人擔心噪音，也有人歡迎，認為出入會方便許多。",
    ]
    found = blocks("\n\n".join(text))
    assert [b.kind for b in found] == ["body", "body", "body"] and text[0].startswith(title_of(found)[:-1])
    more = [*text, SUBHEAD, "商會說，商戶希望政府提供補償，並在施工期間疏導交通。"]
    assert [b.kind for b in blocks("\n\n".join(more))] == ["body", "headline", "body", "headline", "body"]


def test_a_line_that_ends_with_a_comma_goes_on_however_long_it_is():
    """Protects a sentence of a text with few lines, whose width shows nothing."""
    text = "運輸署發言人說，署方已收集超過一萬名市民的意見，當中大部分人支持先改善轉乘設施，再考慮興建新的車站和行人隧道，\n並要求盡快公布時間表。"
    assert [b.text for b in blocks(text)] == [text.replace("\n", "")]


def test_a_column_may_change_in_mid_paragraph():
    """Protects a paragraph that runs on into a wider column."""
    narrow = wrap(PARAGRAPHS[0][:34], 17)
    wide = wrap(PARAGRAPHS[0][34:], 22)
    found = blocks("\n".join([*narrow, "", *wide]))
    assert [b.text for b in found] == [PARAGRAPHS[0]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("打擊電騙", "headline"), ("零容忍！聯手打擊電騙", "headline"), ("●本報記者 陳大文 北京報道", "byline"),
        ("●1月22日，兩國官員會面。", "item"), ("（一）加強執法", "item"), ("1. 加強執法", "item"),
        ("圖為兩國官員握手。", "caption"), ("▲市民排隊購物。", "caption"), ("新華社", "credit"), ("資料圖片", "credit"),
        ("完", "credit"), ("２０２５年２月８日（星期六）", "credit"), ("香港時間２０時１５分", "credit"), ("＊＊＊＊＊＊", "credit"),
        ("(a) 加強宣傳；", "item"), ("①加強宣傳", "item"), ("乙、建議", "item"), ("甲、乙兩隊打成平手", "headline"),
        ("完成工程", "headline"), ("來源：中新社　整理：本報記者 陳大文", "credit"), ("第 3 頁", "credit"), ("- 12 -", "credit"),
        ("香江日報　2026年11月26日　星期四", "credit"), ("圖：市民在公園排隊", "caption"), ("圖：新華社", "credit"),
        ("政府昨日公布新措施，市民表示歡迎。", "body"), ("本報訊（記者 陳大文 報道）政府公布新措施。", "body"),
    ],
)  # fmt: skip
def test_kinds_are_told_apart(text, kind):
    """Protects the look of headlines, bylines, items, captions and credits."""
    assert [b.kind for b in blocks("標題在此\n\n" + text)][1] == kind


def test_lines_that_can_only_begin_a_paragraph_do():
    """Protects lists, datelines and credits in narrow columns."""
    lines = [
        "●八號信號發出後，請留在安全的",
        "地方。",
        "●切勿前往海邊。",
        "來源：本報",
        "本報訊（記者 何山 報道）今日天氣",
        "炎熱。",
    ]
    assert [b.text for b in blocks("\n".join(lines))] == [
        "●八號信號發出後，請留在安全的地方。", "●切勿前往海邊。", "來源：本報", "本報訊（記者 何山 報道）今日天氣炎熱。",
    ]  # fmt: skip


def test_other_modes_and_their_names():
    """Protects users who know better than the repair."""
    text = "甲乙\n丙丁\n\n戊己"
    assert [b.text for b in blocks(text, "line")] == ["甲乙", "丙丁", "戊己"]
    assert [b.text for b in blocks(text, "blank-line")] == ["甲乙丙丁", "戊己"]
    with pytest.raises(InputError, match="auto, blank-line, line"):
        blocks(text, "magic")


def test_latin_words_are_joined_with_a_space():
    """Protects English in Chinese text."""
    assert (
        blocks("他在Hong Kong\nUniversity讀書，\n成績好。", "blank-line")[0].text
        == "他在Hong Kong University讀書，成績好。"
    )


def test_each_block_knows_its_lines_and_reasons():
    """Protects `--show-layout`: a person can check what was joined, and why."""
    found = blocks(layout(18, 2, lambda i, n: []))
    assert found[0].first_line == found[0].last_line == 1
    assert all(a.last_line < b.first_line for a, b in pairwise(found))
    assert any("column" in reason for reason in found[1].reasons)


@given(
    st.text(st.sampled_from("甲乙丙，。「」　 \nA1●（）：記者報道") | st.characters(), max_size=300),
    st.sampled_from(["auto", "line", "blank-line"]),
)
def test_nothing_is_lost_or_invented_but_line_breaks_and_space(text, mode):
    """Protects the text itself."""
    cleaned = clean(text)
    found = blocks(cleaned, mode)
    assert "".join("".join(b.text for b in found).split()) == "".join(cleaned.split())
    assert all(b.text and "\n" not in b.text and b.kind in KINDS for b in found)


@pytest.mark.slow
def test_a_megabyte_and_a_million_characters_are_read():
    """Protects against quadratic behaviour: a long layout takes its steps, and a search begins again at no bracket."""

    def layouts(n):
        text = (layout(18, 2, lambda i, n: [""]) + "\n\n") * n
        return lambda: blocks(clean(text))

    assert growth(layouts, 20) < 2.3
    assert len(layouts(1500)()) > 3_000
    assert len(blocks("（" * 300_000 + "中" * 700_000)) == 1


def test_the_articles_own_pdf_copy_is_repaired(articles):
    """Protects the sample article that is stored as it comes out of a PDF."""
    expected = (
        (articles.parents[1] / "tests" / "content" / "typhoon-paragraphs.tsv").read_text("utf-8").splitlines()
    )
    found = blocks(clean(read_file(articles / "typhoon.txt").text))
    assert [f"{b.kind}\t{b.text}" for b in found] == expected
    assert title_of(found) == found[0].text


def test_the_real_newspaper_page_is_repaired(newspaper_page):
    """Protects the main job on real input: paragraphs end in full stops, kinds are told apart."""
    found = blocks(clean(read_file(newspaper_page).text))
    assert len(found) == 51
    assert [b.kind for b in found[:3]] == ["headline", "headline", "body"]
    bodies = [b for b in found if b.kind == "body"]
    assert all(b.text[-1] in "。」" for b in bodies) and len(bodies) == 26
    assert sum(b.kind == "item" for b in found) == 7


BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark():
    """The script that measures layout repair, as a module."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return importlib.import_module("layout")
    finally:
        sys.path.remove(str(BENCHMARKS))


def f1(right, extra, missed):
    return 2 * right / (2 * right + extra + missed)


def test_the_newspaper_page_has_the_paragraphs_that_a_person_marked(benchmark, newspaper_page):
    """Protects the figure in the README; a changed page is noticed by its lines' hashes."""
    text = read_file(newspaper_page).text
    for line in (BENCHMARKS / "layout_page.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            number, digest = line.split("\t")
            stripped = text.split("\n")[int(number) - 1].strip()
            assert hashlib.sha256(stripped.encode()).hexdigest().startswith(digest)
    assert f1(*benchmark.counts(benchmark.page_truth(), benchmark.found_starts(text))) >= 0.97


def test_generated_layouts_keep_their_paragraphs(benchmark):
    """Protects the repair over many settings: every 23rd of all that are measured, and some pages."""
    sums = [0, 0, 0]
    for layout in list(benchmark.layouts())[::23]:
        for article in benchmark.articles():
            text, truth = benchmark.typeset(article, layout)
            for i, n in enumerate(benchmark.counts(truth, benchmark.found_starts(text))):
                sums[i] += n
    assert f1(*sums) >= 0.98
    sums = [0, 0, 0]
    for text, truth in benchmark.pages(12):
        for i, n in enumerate(benchmark.counts(truth, benchmark.found_starts(text))):
            sums[i] += n
    assert f1(*sums) >= 0.97


def test_a_page_break_in_mid_sentence_does_not_part_a_paragraph():
    """Protects paragraphs that go on over the page: running head and number come after them."""
    lines = wrap(PARAGRAPHS[0], 18)
    text = "\n".join([*lines[:2], "", "12", "社區新聞　第2版", "", *lines[2:], *wrap(PARAGRAPHS[1], 18, 2)])
    found = blocks(text)
    assert [b.text for b in found] == [PARAGRAPHS[0], "12", "社區新聞　第2版", PARAGRAPHS[1]]
    assert [b.kind for b in found[1:3]] == ["credit", "credit"]


def test_lists_with_labels_and_interviews_stay_apart():
    """Protects line-ups and interviews, whose lines have no full stop or end in one."""
    lines = ["港隊名單", "門將：葉宏輝", "後衛：鄭家明、陳柏軒", "前鋒：羅志遠、何俊熙"]
    assert [b.text for b in blocks("\n".join([*wrap(PARAGRAPHS[0], 18, 2), *lines]))][1:] == lines
    talk = ["問：現在還會緊張嗎？", "答：會。紙比人老，每一頁都不一樣。"]
    assert [b.text for b in blocks("\n".join(talk))] == talk


def test_a_number_inside_a_sentence_begins_no_item():
    """Protects 七、八月 where the line breaks before it."""
    text = "\n".join(
        wrap("研究團隊的負責人江教授昨日解釋，海水溫度在七、八月連續三十日超過三十度，珊瑚因此白化。", 21)
    )
    assert "\n七、" in text and len(blocks(text)) == 1


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_side_by_side_are_read_one_after_the_other(columns):
    """Protects copies that have put a newspaper's columns beside each other."""
    set_ = [wrap("　　" + p, 16) for p in PARAGRAPHS[:columns]]
    rows = []
    for row in zip_longest(*set_, fillvalue=""):
        *left, last = row
        rows.append("".join(cell + " " * (38 - 2 * len(cell)) for cell in left) + last)
    found = blocks("交通研究倡建三隧道\n\n" + "\n".join(row.rstrip() for row in rows))
    assert [b.text for b in found] == ["交通研究倡建三隧道", *PARAGRAPHS[:columns]]
    assert "side by side" in found[1].reasons[-1] and found[1].first_line == found[2].first_line == 3


def test_a_word_that_goes_on_over_the_line_is_not_parted():
    """Protects a sentence in lines of uneven length: where a line ends inside a word, its paragraph goes on."""
    lines = ["鄰里中心開放飯堂", "上月起為獨居長者提供的免費午", "餐和健康檢", "查，今年參加的人數超過預期。"]
    assert [b.text for b in blocks("\n".join(lines))] == [lines[0], "".join(lines[1:])]


BODY = "警方昨日公布新措施，要求銀行加強核對客戶身份，市民對此表示歡迎，認為可以減少騙案，但有議員批評措施來得太遲，要求當局檢討現行法例。"


def in_column(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


@pytest.mark.parametrize(
    ("lines", "paragraph", "rule"),
    [
        (["兩地聯手打擊", *in_column("撰文：倪嘉敏　攝影：盧卓賢", 12), *in_column(BODY, 12)], "撰文：倪嘉敏　攝影：盧卓賢", "a byline goes on"),
        (["兩地聯手打擊", *in_column("圖片來源：未來科學大獎官網", 12), *in_column(BODY, 12)], "圖片來源：未來科學大獎官網", "a byline goes on"),
        ([*in_column("古洞居民盼縮短往返上水車程", 12), *in_column(BODY, 12)], "古洞居民盼縮短往返上水車程", "a headline goes on"),
        ([*in_column(BODY, 12), *in_column("▲隊長李梓朗在下半場的加時", 12)[:1], "段頭槌破門。", "（資料圖片）"], "▲隊長李梓朗在下半場的加段頭槌破門。（資料圖片）", "belongs to its caption"),
        (["寒潮周末抵華南", *in_column("新華社北京11月2", 10), *in_column("2日電（記者黃寧）" + BODY, 10)], "新華社北京11月22日電（記者黃寧）" + BODY, "a dateline goes on"),
        ([*in_column(BODY[:60], 12), "系統名為HID", "（HumanInterfaceDevice）", "市民可以放心。", *in_column(BODY, 12)], BODY[:60] + "系統名為HID（HumanInterfaceDevice）市民可以放心。", ""),
        ([*in_column(BODY[:60], 12), "度。", *in_column(BODY, 12)], BODY[:60] + "度。", ""),
    ],
    ids=["byline", "source", "headline", "caption", "dateline", "foreign word", "last character"],
)  # fmt: skip
def test_what_a_column_has_cut_is_put_together(lines, paragraph, rule):
    """Protects bylines, sources, headlines, captions and datelines that are longer than their column is broad."""
    found = blocks("\n".join(lines))
    block = next((b for b in found if b.text.replace(" ", "") == paragraph), None)
    assert block is not None, [b.text for b in found]
    assert any(rule in reason for reason in block.reasons)


PRESS = (
    "警方昨日公布新措施，要求銀行加強核對客戶身份，市民表示歡迎。",
    "有議員批評措施來得太遲，要求當局檢討現行法例，並公布進展。他說會跟進。",
    "銀行公會回應指，新措施於明年一月實施，客戶毋須更換提款卡，也不收費用。",
    "消費者委員會提醒市民，切勿把密碼告訴他人，懷疑受騙應立即報警求助，並保留紀錄。",
)


def test_blank_lines_after_each_paragraph_part_all_of_them_and_nothing_else():
    """Protects texts that part each paragraph by a blank line: a cut headline stays whole, a full last line ends."""
    headline = ["警方加強打擊電話騙案並促請銀", "行核對客戶身份"]
    set_ = [
        headline,
        *(in_column(p, 14) for p in PRESS),
        in_column("銀行已設熱線供市民查詢並提供協助，專家說措施有效值得推。", 14),
    ]
    text = "\n\n".join("\n".join(lines) for lines in [*set_, in_column(PRESS[0], 14)])
    assert [b.text for b in blocks(text)] == ["".join(lines) for lines in set_] + [PRESS[0]]


@pytest.mark.parametrize("ends", ["all parted", "one is not"])
def test_a_blank_line_in_mid_sentence_is_no_habit(ends):
    """Protects texts whose blank lines stand where a column was cut: they part no paragraph."""
    lines = [line for p in PRESS for line in [*in_column(p, 14), *([""] if ends == "all parted" else [])]]
    lines.insert(1, "")
    assert blocks("\n".join(lines))[0].text == PRESS[0]


def test_entries_after_a_colon_are_a_list_though_the_colon_fills_its_line():
    """Protects results and lists without marks, which follow a colon at the edge or in a text without a column."""
    entries = ["泰國三比一馬來西亞", "韓國三比零印尼", "越南三比二伊朗隊"]
    for width in (16, 0):
        lead = "另外三場女子八強賽事昨晚結束，賽果如下："
        lines = in_column(PRESS[1] + lead, width) if width else [lead]
        found = [b.text for b in blocks("\n".join([*lines, *entries]))]
        assert found[-3:] == entries, found


def test_a_full_line_over_a_list_is_no_headline():
    """Protects the last sentence of a paragraph from being cut where a narrow list follows."""
    lead = in_column(
        "展望未來兩三天部分時間有陽光，早晚清涼。星期日氣溫顯著下降，市區最低約十五度，新界再低一兩度。", 40
    )
    found = blocks(
        "\n".join([*lead, "日出：六時四十五分", "日落：五時三十八分", "月出：八時零二分", "月落：九時十分"])
    )
    assert found[0].text == "".join(lead)


def test_a_question_that_its_column_has_cut_is_no_byline():
    """Protects interviews: 記者：… is a turn where it comes again."""
    turns = [
        "記者：現在還有人來修理這些舊鐘錶嗎？",
        "杜師傅：有。大多不是為了看時間，是為了想念。",
        "記者：為甚麼要讓它停下來不走呢，師傅？",
        "杜師傅：人一進來就看鐘，看完就着急，坐不住。",
    ]
    text = "\n".join(line for turn in turns for line in in_column(turn, 10))
    assert [b.text for b in blocks(text)] == turns


@pytest.mark.parametrize("width", [12, 20])
def test_an_address_stands_by_itself(width):
    """Protects letters and speeches, whose first line fills a narrow column and ends in a colon."""
    address = "主席、各位嘉賓、各位朋友："
    lines = [
        *in_column("以下為局長今日出席智慧城市論壇致辭全文：", width),
        *in_column(address, width),
        *in_column(PRESS[1], width),
    ]
    assert address in [b.text for b in blocks("\n".join(lines))]


def test_headlines_with_numbers_stand_by_themselves():
    """Protects 一、 over a paragraph as wide as itself, where others with a number are headlines too."""
    parts = [("一、蓮藕章魚排骨濃湯", PRESS[0]), ("二、粉葛赤小豆鯪魚湯", PRESS[2])]
    lines = [line for head, text in parts for line in (head, *in_column(text, 10))]
    assert [b.text for b in blocks("\n".join(lines))] == [x for part in parts for x in part]


def test_text_and_pictures_by_one_person_are_a_byline():
    """Protects 文、圖：, which magazines write, from being joined to the text."""
    found = blocks("\n".join(["冬日三道湯水", "文、圖：簡小姿", *in_column(PRESS[1], 14)]))
    assert [b.kind for b in found] == ["headline", "byline", "body"]


def test_each_rule_has_a_name_and_the_last_of_each_place_holds_always():
    """Protects the list of rules: what is told of a decision can be found in it, and none is left undecided."""
    from companion.source.breaks.rules import RULES

    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert RULES[-1].holds(None) is True
    assert all(rule.verdict in ("join", "break") for rule in RULES)


LONG = "檔主說，市集停辦三年以後，今年終於可以重開，首晚已有四十六個攤檔，街坊一早便到海旁排隊等候入場。"


@pytest.mark.parametrize(
    "paragraphs",
    [
        [LONG, "山路彎彎不問程", "溪聲送我到天明", "回頭忽見來時樹", "已替行人遮雨晴", LONG],
        [LONG, "另外三場賽果如下：", "泰國 3:1 中華台北", "韓國 3:0 哈薩克", "越南 3:2 伊朗", LONG],
        [
            LONG,
            "「門後面有隻狗在叫，我想，有狗就有人。",
            "「人人叫我們英雄，我不是，我只是比別人走得慢了一點。」",
            LONG,
        ],
        [LONG, "小花家人取出來的紙片，攝於上星期二。母親供圖", LONG],
        [LONG, "3. 拍攝證件正面。相片須清晰，不可反光", "4. 等候核對，一般需要兩個工作天", LONG],
        [LONG, "新場館由市民集資建成，佔地約20萬平方米，可以同時容納三萬名觀眾入場。", LONG],
        ["媽媽！有什麼事？", "我默書一百分。", "讓我看看。真聰明！", LONG, "我不懂。", "平均數呢？", LONG],
    ],
    ids=["verses", "results", "long quotation", "source", "points", "number and unit", "dialogue"],
)
@pytest.mark.parametrize("columns", [20, 23])
def test_what_is_no_running_text_keeps_its_lines(paragraphs, columns):
    """Protects poems, results, long quotations, captions, lists and dialogues amid wrapped text without indents."""
    lines = [line for p in [LONG, *paragraphs] for line in wrap(p, columns)]
    assert [b.text for b in blocks("\n".join(lines))] == [LONG, *paragraphs]


def test_a_ragged_edge_tells_no_ends():
    """Protects copies whose lines end unevenly: room at the end of a line ends its paragraph only where no other has any."""
    even = wrap(PARAGRAPHS[2] * 3, 20)
    uneven = [
        part for i, line in enumerate(even) for part in (line[: 20 - i % 3], line[20 - i % 3 :]) if part
    ]
    assert Setting(lines_of("\n".join(even))).is_even
    assert not Setting(lines_of("\n".join(uneven))).is_even


def test_fresh_articles_keep_their_paragraphs(benchmark):
    """Protects the repair on twelve kinds of articles that were written before they were first read."""
    scores = []
    for layout in list(benchmark.layouts())[::97]:
        sums = [0, 0, 0]
        for article in benchmark.articles("layout_fresh.tsv"):
            text, truth = benchmark.typeset(article, layout)
            for i, n in enumerate(benchmark.counts(truth, benchmark.found_starts(text))):
                sums[i] += n
        scores.append(f1(*sums))
    assert sum(scores) / len(scores) >= 0.975


def test_rows_of_a_table_stand_by_themselves():
    """Protects results and times of day under a sentence that fills its column from being read on."""
    lines = ["港青昨晚在修頓球場險勝對手，取得", "四強席位。另外兩場的賽果如下列：", "南華 72：55 東方", "元朗 48：66 飛鷹", "主教練賽後表示，球員表現超乎想像", "，希望下月在主場再勝，為球迷爭光。"]  # fmt: skip
    found = [b.text for b in blocks("\n".join(lines))]
    assert found[1:3] == lines[2:4] and found[3] == lines[4] + lines[5]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["皮膚的油脂會沖走，不要太熱太久。建議用攝|氏三十七度左右的溫水，時間不多於十分鐘，|沐浴露隔日用一次便足夠，不用多搽香皂了。"],
        ["大廈外牆維修工程通告", "各位業主、住客：", "大廈外牆維修工程將於|二〇二七年一月四日展|開，為期約八個月。"],
        ["程先生的團隊另闢蹊徑，為材料包覆一層極薄|的碳膜，說「好比給材料穿上一件羽絨服。」|程立新說。", "實驗結果顯示，新電池循環五千次後的容量仍|有九成。"],
        [
            "（一）請清理窗台及簷篷上的花盆，逾期未清|理者由承建商代為移走；", "（二）公眾假期停工；",
            "（三）如須拆除冷氣機，可與承建商聯絡安排。", "工程造成不便，敬請各位見諒。如有查詢，請|親臨管理處。",
        ],
        ["本報訊（記者陳大文）香港天文台昨日發出今|年首個八號風球,全港學校停課,渡輪與巴士服|務大致停駛.", "政府發言人表示,當局已開放庇護中心,供有需|要的市民入住."],
    ],
    ids=["攝氏", "address under a headline", "who said it", "last point of a list", "ASCII marks"],
)  # fmt: skip
def test_what_lines_say_parts_or_joins_them(paragraphs):
    """Protects paragraphs whose ends stand on the edge of their column, where only the words tell."""
    found = blocks("\n".join("\n".join(p.split("|")) for p in paragraphs))
    assert [b.text for b in found] == [p.replace("|", "") for p in paragraphs]


@pytest.mark.parametrize(
    "text",
    [
        "得獎名單\n\n冠軍　何美儀\n亞軍　溫家樂\n季軍　梁秀明\n\n評判：黃志成",
        "值日生\n陳小明\n李大文\n\n後備\n王美玲\n張家朗",
        "夜歸\n\n巴士慢慢駛過\n窗外沒有人\n\n鑰匙還在口袋裏\n等我開門",
        "買菜清單\n\n白菜一斤\n豆腐三磚\n牛肉半斤",
        "班際比賽結果\n\n第一名　五甲班\n第二名　四乙班\n第三名　六丙班",
    ],
)
def test_lines_without_marks_stay_lines_and_are_no_headlines(text):
    """Protects lists and poems in stanzas: each line is an item under the title, and a blank line parts."""
    found = blocks(text)
    assert [b.text for b in found] == [line for line in text.split("\n") if line]
    assert [b.kind for b in found] == ["headline", *["item"] * (len(found) - 1)]


@pytest.mark.parametrize(
    "text",
    [
        "會議紀錄\n一、通過上次紀錄\n二、討論事項\n　（一）冷氣工程\n　（二）租金減免\n三、其他",
        "議程\n一、報告事項\n（1）財務\n（2）人事\n二、討論事項\n甲、校服\n乙、午膳\n三、其他",
        "家規\n（一）早起\n1. 梳洗\n2. 早餐\n（二）上學\n（三）早睡",
    ],
)
def test_an_outer_list_goes_on_after_an_inner_one(text):
    """Protects the points of a list that come after those of a list inside it."""
    assert [b.text for b in blocks(text)] == [line.strip() for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("校訊\n一、家長須於星期五前交\n　　回通告，逾期不收。\n二、星期三停課。", "一、家長須於星期五前交回通告，逾期不收。"),
        ("他退休於一九九\n○年代的香港，之後仍然繼續在大學教書三十年，\n後來去世。", "他退休於一九九○年代的香港，之後仍然繼續在大學教書三十年，後來去世。"),
        ("甲\n\nä¸\u0085å°æ。", "ä¸å°æ。"),
    ],
)  # fmt: skip
def test_a_second_line_stays_with_its_first(text, wanted):
    """Protects points under a hanging indent, years over a line's end, and text that was decoded wrongly."""
    assert wanted in [b.text for b in blocks(clean(text))]
