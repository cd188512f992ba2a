"""Columns whose lines a copy has mixed: side by side, or by turns."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from companion.source import blocks
from companion.source.columns.beside import side_by_side
from companion.source.columns.by_turns import dealt_back
from companion.source.documents import text_document
from companion.source.lines import lines_of

LEFT = [
    "本報訊（記者羅海晴報道）房屋署昨日宣布，將在九龍東推出一千五百個出租單位，優先編配給輪候超過六年的家庭，申請期由下月五日開始。",
    "署長在記者會上指出，新單位的租金會按照家庭入息計算，平均每月約二千元。她表示：「我們希望年輕父母可以安心照顧子女。」",
    "有居民組織要求當局公開輪候名單的統計，並增加長者單位的數目，又建議在屋邨附近加設診所和街市，方便行動不便的住戶。",
]
RIGHT = [
    "政府統計處公布最新數據，本港上季失業率維持在百分之三，零售業和飲食業的就業情況有所改善，建造業則略為惡化。",
    "經濟學者認為，旅客人數回升帶動消費，但外圍環境仍然不穩定，企業增聘人手時會比較審慎，預計下半年增長放緩。",
    "勞工團體批評部分公司以兼職代替全職，要求政府檢討現行條例，保障臨時工人的權益，並為失業人士提供免費培訓課程。",
]
THIRD = [
    "環保團體昨日清理大嶼山三個沙灘，收集到四百公斤垃圾，當中超過一半是塑膠容器和發泡膠，部分來自附近的漁船。",
    "團體負責人建議政府加強宣傳，並在碼頭增設回收設施，鼓勵漁民把垃圾帶回岸上處理，長遠應立法限制即棄塑膠。",
    "當區區議員補充，去年颱風過後海岸垃圾倍增，清潔工人人手不足，希望部門與學校合作，安排學生參加定期的淨灘活動。",
]


def set_in(paragraphs, width, lead="　　"):
    lines = []
    for paragraph in paragraphs:
        line = lead
        for c in paragraph:
            if len(line) >= width and c not in "，。、；：！？」』）":
                lines.append(line)
                line = ""
            line += c
        lines.append(line)
    return lines


def texts(found):
    return [b.text for b in found]


@pytest.mark.parametrize("stacks", [(LEFT, RIGHT), (LEFT, RIGHT, THIRD)], ids=["two", "three"])
@pytest.mark.parametrize("width", [12, 15])
@pytest.mark.parametrize("lead", ["　　", ""])
def test_columns_whose_lines_alternate_are_dealt_back(stacks, width, lead):
    """Protects copies that take the first line of each column, then the second of each."""
    rows = zip_longest(*(set_in(stack, width, lead) for stack in stacks), fillvalue="")
    found = blocks("\n".join(line for row in rows for line in row if line))
    assert texts(found) == [paragraph for stack in stacks for paragraph in stack]
    assert all("alternate" in b.reasons[-1] for b in found)


def test_a_headline_over_alternating_columns_stays_above_them():
    """Protects what stands before and after the columns, and which of them is the first."""
    rows = zip_longest(set_in(LEFT, 15), set_in(RIGHT, 15), fillvalue="")
    text = ["房署推新單位", *(line for row in rows for line in row if line), "資料圖片"]
    assert texts(blocks("\n".join(text))) == ["房署推新單位", *LEFT, *RIGHT, "資料圖片"]


def test_columns_of_different_width_alternate_too():
    """Protects a narrow column beside a wide one, which goes on when the other has ended."""
    left, right = set_in(LEFT, 18), set_in(RIGHT, 13)
    rows = zip_longest(left, right, fillvalue="")
    assert texts(blocks("\n".join(line for row in rows for line in row if line))) == [*LEFT, *RIGHT]


@pytest.mark.parametrize("gap", [" ", "　", "   ", "\t"], ids=["space", "wide space", "spaces", "tab"])
@pytest.mark.parametrize("stacks", [(LEFT, RIGHT), (LEFT, RIGHT, THIRD)], ids=["two", "three"])
def test_columns_side_by_side_with_any_gap(stacks, gap):
    """Protects copies that keep a page's columns beside each other, one space or a tab apart."""
    rows = zip_longest(*(set_in(stack, 16) for stack in stacks), fillvalue="")
    pad = (lambda cell: cell) if gap == "\t" else (lambda cell: cell + " " * (34 - 2 * len(cell)))
    text = "\n".join(gap.join(pad(cell) for cell in row).rstrip() for row in rows)
    assert texts(blocks(text)) == [paragraph for stack in stacks for paragraph in stack]


POEM = "青山遠處有人家居 流水門前長滿野花\n小橋邊上釣魚老翁 黃昏時候收起魚竿\n" * 5
TERMS = "\n".join(
    f"{a}\t{b}"
    for a, b in [
        ("房屋署出租單位編配辦事處主任", "Head of the Lettings Office, Housing Department"),
        ("政府統計處就業統計組高級統計師", "Senior Statistician, Employment Statistics"),
        ("大嶼山海岸清潔運動籌備委員會", "Lantau Coastal Clean-up Preparatory Committee"),
        ("輪候公共租住房屋家庭支援計劃", "Support Scheme for Waiting Households"),
        ("即棄塑膠產品規管條例草案第三條", "Clause 3 of the Single-use Plastics Bill"),
    ]
)
TIMES = "\n".join(f"上午{h}時新聞報道及天氣預告 下午{h}時財經速遞與市場分析" for h in "七八九十")
TALK = (
    "問：你從幾歲開始學習畫畫？\n答：七歲，由母親教我用毛筆。\n問：最難忘的展覽在哪裏舉行？\n答：在廣州，老朋友全部來了。\n"
    * 3
)
ITEMS = "".join(f"第{n}區租金補貼的計算方法\n按入息百分比及人數遞減計算\n" for n in "一二三四五六七八九")


@pytest.mark.parametrize(
    "text", [POEM, TERMS, TIMES, TALK, ITEMS], ids=["poem", "terms", "times", "talk", "items"]
)
def test_what_only_looks_like_columns_stays(text):
    """Protects poems, lists of terms, programmes, interviews and tables: their rows are read across."""
    lines = [line for line in text.split("\n") if line]
    found = blocks(text)
    assert not any("side by side" in r or "alternate" in r for b in found for r in b.reasons)
    assert "".join("".join(texts(found)).split()) == "".join("".join(lines).split())


def test_an_ordinary_column_is_not_dealt_out():
    """Protects ordinary text at every width: no line of it moves."""
    for width in range(8, 30):
        for paragraphs in (LEFT + RIGHT + THIRD, RIGHT + LEFT):
            order, moved = dealt_back(lines_of("\n".join(set_in(paragraphs, width))))
            assert not moved and [x.number for x in order] == list(range(1, len(order) + 1))


def test_doubtful_columns_are_marked():
    """Protects the reader: columns that the characters hardly tell carry the review mark."""
    rows = zip_longest(set_in(RIGHT[1:], 14, ""), set_in(THIRD[1:], 14, ""), fillvalue="")
    found = blocks("\n".join(line for row in rows for line in row if line))
    assert texts(found) == [*RIGHT[1:], *THIRD[1:]] and all(b.review == ("layout",) for b in found)


def test_columns_that_are_aligned_by_characters_only():
    """Protects text of pdftotext -layout, which counts a digit and a Chinese character alike."""
    left, right = set_in([p.replace("一千五百", "1,500") for p in LEFT], 14), set_in(RIGHT, 14)
    rows = zip_longest(left, right, fillvalue="")
    text = "\n".join((a + " " * (17 - len(a)) + b).rstrip() for a, b in rows)
    found = blocks(text)
    assert texts(found) == [p.replace("一千五百", "1,500") for p in LEFT] + RIGHT


def as_pdftotext_lays_out(stacks: list[list[str]], head: str = "") -> str:
    """Rows as `pdftotext -layout` writes them: a column begins at its character or one space after a longer line;
    every seventh line is stretched by spaces between its characters."""
    width = max(len(line) for stack in stacks for line in stack)
    out = [head] if head else []
    for n, row in enumerate(zip_longest(*stacks, fillvalue="")):
        text = ""
        for j, cell in enumerate(row):
            if cell and n % 7 == 3 and len(cell) >= width - 1:
                cell = " ".join(cell[:-1])  # one character shorter: its line was stretched
            if cell:
                text = text.ljust(j * (width - 2)) + " " * bool(text and j) + cell
        out.append(text)
    return "\n".join(out)


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("width", [13, 17])
def test_columns_with_gaps_nowhere_under_each_other_are_dealt_out_by_their_width(count, width):
    """Protects what `pdftotext -layout` gives: up to four columns, one space between full lines, stretched lines."""
    stacks = [set_in(s, width, "　　") for s in (LEFT, RIGHT, THIRD, [*reversed(LEFT)])[:count]]
    found = blocks(as_pdftotext_lays_out(stacks, "兩地聯手打擊電騙"))
    read = "".join(b.text for b in found)
    right = "兩地聯手打擊電騙" + "".join(
        p for s in (LEFT, RIGHT, THIRD, [*reversed(LEFT)])[:count] for p in s
    )
    from rapidfuzz.distance import LCSseq

    assert LCSseq.normalized_similarity(read, right) >= 0.95, read


def test_a_list_of_terms_with_explanations_is_no_column():
    """Protects rows: two short parts with a gap between them are read together."""
    rows = "\n".join(
        f"{a}    {b}"
        for a, b in [
            ("電騙", "以電話行騙"),
            ("瀾湄合作", "六國的合作機制"),
            ("政務司", "政府部門之首"),
            ("屋邨", "公共房屋"),
            ("輪候", "排隊等候"),
            ("津貼", "政府的資助"),
            ("街市", "買菜的地方"),
            ("診所", "看病的地方"),
            ("條例", "法律的一種"),
        ]
    )
    assert all(
        x in "".join(b.text for b in blocks(rows)).replace("　", "").replace(" ", "")
        for x in ("電騙以電話行騙", "條例法律的一種")
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["no blank lines", "a blank line after each character"])
def test_a_vertical_copy_without_blank_lines_is_parted_at_sentences_and_doubtful(gap):
    """Protects a reader from one block of text, and from taking for certain what such a copy does not show."""
    sentences = ["警方昨日公布數字，市民表示關注。", "其中三宗涉及長者。", "消防處表示，火警於凌晨二時撲滅。"]
    found = blocks(gap.join("".join(sentences)))
    assert [b.text for b in found] == [sentences[0] + sentences[1], sentences[2]]
    assert [b.review for b in found] == [("layout",), ("layout",)]


def test_blank_lines_of_a_vertical_copy_part_its_paragraphs():
    """Protects vertical copies that show their paragraphs: a column that ends in mid-sentence is none, lines are told."""
    text = "\n\n".join(
        "\n".join(part)
        for part in ("打擊電騙", "警方昨日公布數字，市", "民關注。當局歡迎。", "消防處表示火警已撲滅。")
    )
    found = blocks(text)
    assert [(b.text, b.review) for b in found] == [
        ("打擊電騙", ()), ("警方昨日公布數字，市民關注。當局歡迎。", ()), ("消防處表示火警已撲滅。", ()),
    ]  # fmt: skip
    assert [b.first_line for b in found] == [1, 6, 27]


VERTICAL = (
    "香港天文台昨日發出今年首個八號風球，全港學校停課，渡輪與巴士服務大致停駛。",
    "政府發言人表示，當局已開放二十九個臨時庇護中心，供有需要的市民入住。",
    "氣象學者林教授分析，這個颱風移動緩慢，所以帶來的雨量比往年同類風暴多三成。",
)


@pytest.mark.parametrize("apart", ["　", " ", ""])
@pytest.mark.parametrize(("high", "indent"), [(12, 2), (20, 2), (15, 0)])
def test_vertical_columns_copied_row_by_row_are_turned_back(high, indent, apart):
    """Protects a vertical text of which each row has a character of each column: it is put together, doubtful, and told."""
    columns = []
    for text in VERTICAL:
        shown = "　" * indent + text
        columns += [shown[i : i + high].ljust(high, "　") for i in range(0, len(shown), high)]
    rows = [apart.join(cells).rstrip() for cells in zip(*reversed(columns), strict=True)]
    found = text_document("\n".join(rows))
    assert [b.text for b in found.blocks] == list(VERTICAL)
    assert all(b.review == ("layout",) for b in found.blocks)
    assert "put together" in found.notices[0]


@pytest.mark.parametrize("by", ["pairs", "characters"])
def test_mixed_vertical_columns_are_told(by):
    """Protects a reader from false sentences: what pdftotext makes of a vertical page is doubtful, told, and nothing is left out."""
    step = 2 if by == "pairs" else 1
    rows = [[text[i : i + step] for text in VERTICAL] for i in range(0, 34, step)]
    sep = " " if by == "pairs" else "\n"
    text = "\n".join(sep.join([*row, row[0]]) for row in rows)
    found = text_document(text)
    assert "mixed" in found.notices[0]
    assert all(b.review == ("layout",) for b in found.blocks)
    assert sorted("".join("".join(b.text for b in found.blocks).split())) == sorted("".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(VERTICAL),
        "\n".join("".join(VERTICAL)),
        "中文 英文 數學 體育\n" * 8,
        "床前明月光\n疑是地上霜\n舉頭望明月\n低頭思故鄉",
    ],
    ids=["lines", "one column", "a timetable", "a poem"],
)
def test_what_is_not_mixed_is_left_alone(text):
    """Protects wrapped text, a copy with one character a line, timetables and poems from being turned or remarked on."""
    assert text_document(text).notices == ()


@pytest.mark.parametrize(("width", "gap"), [(19, 3), (22, 3), (23, 4)])
def test_two_columns_parted_at_one_character_keep_their_indents(width, gap):
    """Protects `pdftotext -layout`, which counts a Chinese character as one: no place stands under another in cells."""
    rows = zip_longest(set_in(LEFT, width, "  "), set_in(RIGHT, width, "  "), fillvalue="")
    text = "\n".join(f"{a:<{width + gap + 1}}{b}".rstrip() for a, b in rows)
    assert [b.text for b in text_document(text).blocks] == LEFT + RIGHT


def as_counted(left, right, indent="   "):
    """Two columns as `pdftotext -layout` leaves them: one space after a full line, stretched lines spread."""
    width = max(len(line) for line in left)
    rows = []
    for n, (a, b) in enumerate(zip_longest(left, right, fillvalue="")):
        if n % 7 == 5 and len(a) == width - 1 and not a.startswith("　"):
            a = " ".join(a)
        a, b = a.replace("　　", indent), b.replace("　　", indent)
        rows.append(f"{a:<{width - 3}} {b}".rstrip() if a else " " * (width - 1) + b)
    return rows


LEAD = "【本報訊】當局昨日公布三項措施，涉及房屋、就業和海岸清潔，各區居民普遍表示歡迎，但要求盡快落實安排。"
BYLINE = "本報記者羅海晴報道"


@pytest.mark.parametrize("width", [16, 20, 23])
def test_a_lead_over_columns_and_a_byline_between_them_mix_nothing(width):
    """Protects what stands across columns of a copy: over them, and in the middle between two blocks of them."""
    lead = set_in([LEAD], 2 * width, "")
    upper = as_counted(set_in(LEFT, width), set_in(RIGHT, width))
    lower = as_counted(set_in(THIRD, width), set_in(LEFT[::-1], width))
    text = "\n".join([*lead, *upper, "", " " * (width - 4) + BYLINE, "", *lower])
    found = blocks(text)
    assert texts(found) == [LEAD, *LEFT, *RIGHT, BYLINE, *THIRD, *LEFT[::-1]]
    assert all(b.review == ("layout",) for b in found[1:])  # ragged gaps are never certain


@pytest.mark.parametrize(("left", "right"), [(12, 26), (26, 12), (15, 30)])
def test_columns_of_unequal_width_stand_side_by_side(left, right):
    """Protects a narrow column beside a broad one, of which neither is as broad as the other's lines."""
    text = "\n".join(as_counted(set_in(LEFT, left), set_in(RIGHT + THIRD, right)))
    assert texts(blocks(text)) == [*LEFT, *RIGHT, *THIRD]


def test_what_looks_like_columns_and_cannot_be_told_is_marked():
    """Protects from silent mixing: a plain copy puts some lines of two columns into one, others under each other."""
    left, right = set_in(LEFT, 20, ""), set_in(RIGHT, 20, "")
    rows = [
        f"{a} {b}" if n % 3 else f"{a}\n{b}"
        for n, (a, b) in enumerate(zip_longest(left, right, fillvalue=""))
    ]
    found = blocks("\n".join(rows))
    assert texts(found) == [*LEFT, *RIGHT] or all(b.review == ("layout",) for b in found)


@pytest.mark.parametrize(
    "rows",
    [
        ("通過上次會議紀錄           秘書", "討論碼頭重建，包括海堤安排      運輸署"),
        ("成人　　　　八十元", "長者、小童　四十元"),
        ("渡輪 中環至長洲，每日三十班 三十八元五角", "巴士 機場至大澳，途經東涌 十二元"),
        ("第一區     檔位租金按面積計算。      100元", "第二區     檔位租金按面積計算。      200元"),
    ],
    ids=["agenda", "fees", "one space", "whole sentences"],
)
def test_rows_of_a_table_stay_rows(rows):
    """Protects agendas and price lists of two rows, with commas and long cells: no row joins the next, none is a column."""
    found = texts(blocks("\n".join(["會議議程", *rows, *set_in(LEFT, 24)])))
    assert [x for x in found if x not in LEFT] == ["會議議程", *rows]


def test_a_line_cut_at_closely_set_marks_is_whole():
    """Protects `pdftotext -raw`, which breaks a line before a closing mark or a bracket that was set closer."""
    paragraph = "居民陳太昨天表示，她家小朋友放學後都無處可去，「希望快啲起好，唔好再拖」。她說附近商場雖有遊樂室，但收費昂貴，難以負擔。"
    lines = ["居民陳太昨天表示，她", "家小朋友放學後都無處", "可去，", "「希望快啲起好，", "唔好再拖」", "。她說附近", "商場雖有遊樂室，但收", "費昂貴，難以負擔。"]  # fmt: skip
    wrapped = [line for p in LEFT for line in set_in([p], 10, "")]
    assert texts(blocks("\n".join([*wrapped, *lines])))[-1] == paragraph


def test_columns_whose_hanging_labels_are_torn_off_are_doubtful():
    """Protects a list in two columns from being read wrongly with nothing marked for review."""
    rows = [
        "(一) 大埔墟街市翻新工程上周動工，食物環境衛生       熟食中心，減少用電。",
        "    署表示，整項工程分三期進行，首期先更換冷   (五) 環保團體「綠活」則批評，工程砍去兩棵六十",
        "    氣系統和排水渠，預料明年端午節前完成。        年樹齡的石栗，事前沒有諮詢居民，要求署方",
        "(二) 不少檔主擔心施工期間生意下跌。賣魚二十年       公開樹木評估報告。",
        "    的黃伯說，街坊嫌灰塵大，近日寧願到超級市   (六) 翻查文件，大埔墟街市於一九八二年啟用，樓",
        "    場買餸，他的營業額少了三成。             高三層，共有二百六十個檔位，是新界東人流",
        "(三) 署方回應指，已要求承建商在晚上八時後才進       最多的公營街市之一。",
        "    行鑽鑿，並每日清洗通道兩次。受影響的檔戶   (七) 區議員溫子健認為，翻新固然是好事，但署方",
        "    可申請豁免兩個月租金。                應同時檢討檔位編配制度，吸引年輕人入行，",
        "(四) 負責設計的建築師何詠琪說，新街市會保留原       否則只有硬件更新。",
    ]
    found = side_by_side(rows) or []
    torn = any(row.text.rstrip().endswith("(五)") for row in found)
    assert found and (not torn or all(row.doubtful for row in found if row.why))
