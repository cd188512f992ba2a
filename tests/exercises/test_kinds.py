"""The kinds: what makes each a good question."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest

import companion
from companion.exercises import make_exercises, mark
from companion.exercises.entities import name_ends
from companion.exercises.gate import (
    gap,
    kind_of,
    measured_nouns,
    narrow_verbs,
    no_object,
    object_kinds,
    wrong_choices,
)
from companion.exercises.kinds.cloze import _answers, cue_of
from companion.exercises.kinds.pinyin import accepted_readings
from companion.exercises.kinds.segment import optional_edges
from companion.exercises.meant import _begun, meant, rivals, same_words, synonyms_of_gaps
from companion.exercises.source import Source
from companion.exercises.synonyms import may_fit, same_meaning
from companion.facts import marked
from companion.language.language import Language
from companion.language.readings.also import rows_of_readings


def items(article, name, **options):
    return make_exercises(article, name, **{"count": 8, "seed": 4} | options).items


@pytest.mark.parametrize("file", ["dianpian", "transport", "typhoon"])
def test_wrong_choices_are_of_the_same_kind_and_never_right(read_article, file):
    """Protects students: one choice is right, each other one is wrong in its sentence and says why; the gap tells nothing."""
    article = read_article(file)
    source = Source(article)
    found = items(article, "cloze:choices")
    assert found
    for item in found:
        assert [c.reason == "" for c in item.choices].count(True) == 1
        assert len({c.text for c in item.choices}) == 4
        assert [p.size for p in item.prompt if p.kind == "blank"] == [3]
        if not item.word:
            continue  # a word of grammar: tests/exercises/test_decided.py
        place = next(
            p
            for p in source.places
            if p.token.start == item.evidence.start and p.paragraph.id == item.evidence.paragraph
        )
        assert gap(source, place)
        for choice in item.choices:
            assert abs(len(choice.text) - len(item.answer)) <= 1
            if choice.reason:
                inside = "has its object in it" in choice.reason
                assert "takes other " in choice.reason or inside
                assert inside or not may_fit(source, place, source.language.simplify(choice.text)), (
                    item.text,
                    choice,
                )


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("警方昨日拘捕三名疑犯。", "拘捕", "verb"),
        ("獸醫替海豚注射抗生素。", "注射", "verb"),
        ("警方展開打擊行動。", "打擊", ""),  # any verb may qualify an event
        ("學校停課兩日。", "停課", ""),  # 罷工兩日 is right too
        ("他被拘捕。", "拘捕", ""),
        ("警方拘捕三名疑犯。", "疑犯", ""),  # any person can be arrested
        ("政府提供服務。", "服務", ""),  # nearly anything can be provided
        ("公司取消十二條路線。", "路線", "measured"),
        ("他駕駛貨車。", "貨車", "held"),
        ("法官指他掩飾罪行。", "罪行", ""),  # so can many things be
        ("但招聘廣告刊登了三星期。", "招聘", ""),  # it qualifies: 道歉廣告 is right too
        ("警方提醒業主留意。", "業主", ""),  # the noun is what the next verb is said of
        ("他們降低製作成本。", "製作", ""),  # it qualifies: 發射成本
        ("國際發明展開幕。", "發明", ""),  # so it does in a name
        ("但市民嫌餐飲選擇太少。", "選擇", ""),  # and here it is no verb
        ("起火單位雜物堆積。", "起火", ""),
        ("她欣賞台上的燈飾。", "欣賞", ""),  # of what kind is that?
    ],
)
def test_a_gap_with_choices_is_one_where_the_sentence_decides(text, word, kind):
    """Protects from a second right answer: where grammar does not show wrong choices to be wrong there is no item."""
    source = Source(companion.read_text(text, translator=None))
    place = next(p for p in source.places if p.token.text == word)
    assert gap(source, place) == kind


def test_a_wrong_choice_is_right_in_its_own_sentence():
    """Protects the key, which prints the sentence: the verb has an object of its kind there, the noun its measure word."""
    rows = [*narrow_verbs(), *measured_nouns(), *no_object()]
    whole = [marked(row.example) for row in rows]
    article = companion.read_text(
        "\n\n".join(w.text for w in whole), translator=None, paragraphs="blank-line"
    )
    kinds = {row.kind for row in object_kinds()}
    for row, example, paragraph in zip(rows, whole, article.paragraphs, strict=True):
        assert example.part == row.word
        before, after = example.text[: example.start], example.text[example.start + len(row.word) :]
        if hasattr(row, "kinds"):
            assert row.kinds and set(row.kinds) <= kinds, row
        elif hasattr(row, "measures"):
            assert set(row.measures) & set(before[-3:] + after[:2]), row
        else:
            assert row.word not in row.near
            continue
        assert example.start in {t.start for t in paragraph.tokens}, row
        assert example.start + len(row.word) in {t.end for t in paragraph.tokens}, row


def test_a_noun_is_of_one_kind():
    """Protects from a second right answer: a noun that stands under two kinds is no proof."""
    simplify = Language.default().simplify
    nouns = [simplify(n) for row in object_kinds() for n in row.nouns]
    assert len(nouns) == len(set(nouns)), sorted({n for n in nouns if nouns.count(n) > 1})
    assert all(kind_of(simplify(marked(row.example).part)) == row.kind for row in object_kinds())


@pytest.mark.parametrize(
    ("text", "word", "never"),
    [
        ("公司昨日購買三輛貨車。", "購買", "駕駛"),  # a vehicle can be driven too
        ("警員到場後帶走被告。", "帶走", "引渡"),
        ("他每月支付三千元租金。", "支付", "拖欠"),
        ("海面有三艘漁船。", "漁船", "貨船"),
    ],
)
def test_what_goes_with_the_neighbour_is_no_wrong_choice(text, word, never):
    """Protects from a second right answer: a verb whose kind of object stands there, a noun that is counted so."""
    source = Source(companion.read_text(text, translator=None))
    place = next(p for p in source.places if p.token.text == word)
    assert gap(source, place)
    offered = {c.text for seed in range(9) for c in wrong_choices(source, place, 99, random.Random(seed))}
    assert len(offered) > 9 and never not in offered


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [("打击", "攻击", True), ("表示", "指出", True), ("警方", "警察", True), ("昨日", "今日", True), ("的士", "出租车", True),
     ("银行", "机场", False), ("护照", "密码", False)],
)  # fmt: skip
def test_words_of_one_meaning_are_told_from_others(word, other, same):
    """Protects from a wrong choice that a dictionary would call right."""
    assert same_meaning(word, other) is same


def test_an_alias_of_a_term_is_no_wrong_choice():
    """Protects glossary terms: 特首 is the 行政長官."""
    glossary = companion.Glossary.load()
    term = next(t for t in glossary if t.traditional == "行政長官")
    assert same_meaning("行政长官", "特首", term)


def test_wrong_characters_sound_or_look_alike(article):
    """Protects character exercises from choices that nobody would take."""
    for item in items(article, "cloze:character"):
        assert all(c.reason.startswith(("sounds alike", "looks like")) for c in item.choices if c.reason)
        assert len(item.answer) == 1


def test_a_word_bank_fits_each_blank_once(article):
    """Protects the word bank: more words than blanks, each answer once, the same for all items."""
    sheet = make_exercises(article, "cloze:bank", count=6, seed=2)
    assert len(set(sheet.bank)) == len(sheet.bank) == 8
    assert {i.answer for i in sheet} <= set(sheet.bank)
    assert all(tuple(c.text for c in i.choices) == sheet.bank for i in sheet)
    cues = ["".join(p.text for p in i.prompt if p.kind == "cue") for i in sheet]
    assert all(cues) and len(set(cues)) == len(cues)


def reading(text, word):
    source = Source(companion.read_text(text, translator=None))
    return accepted_readings(next(p for p in source.places if p.token.text == word))


def test_neutral_tones_and_sandhi_are_accepted_where_they_apply():
    """Protects students who write what they say, and only those."""
    assert set(reading("他的朋友來了。", "朋友")) == {"péng you", "péng yǒu"}
    assert "bú guò" in reading("他來了，不過沒有說話。", "不過")
    assert "yí dìng" in reading("我們一定來。", "一定")
    assert "suó yǐ" in reading("下雨，所以不去。", "所以")
    assert reading("警方打擊罪案。", "警方") == ("jǐng fāng",)


def test_a_polyphone_has_other_readings_with_an_example(read_article):
    """Protects polyphones: each wrong reading is a real one, shown in a word."""
    found = items(read_article("transport"), "polyphone")
    assert len({i.answer for i in found}) > 3
    for item in found:
        assert 2 <= len(item.choices) <= 4
        assert all(" is read " in c.reason for c in item.choices if c.reason)


@pytest.mark.parametrize(
    ("file", "name", "left"), [("dianpian", "match", "拘捕"), ("transport", "match:mainland", "巴士")]
)
def test_pairs_can_be_matched_in_one_way(read_article, file, name, left):
    """Protects matching: no two left or right sides are the same or share a character, and the right order is not shown."""
    found = items(read_article(file), name)
    assert any(left in i.items for i in found)
    for item in found:
        assert 3 <= len(item.items) <= 6 and len(set(item.solution)) == len(item.items) == len(
            set(item.items)
        )
        assert sum(map(len, map(set, item.items))) == len(set("".join(item.items)))
        assert tuple(c.text for c in item.choices) != item.solution
        assert item.points == (len(item.items) + 1) // 2


def test_wordings_that_share_their_characters_are_no_exercise(read_article):
    """Protects from pairs that are matched by shape alone: 拘捕 and 逮捕, 疑犯 and 犯罪嫌疑人."""
    assert not items(read_article("dianpian"), "match:mainland")


@pytest.mark.parametrize(
    ("text", "word", "meaning"),
    [
        ("港隊闖入四強。", "闖入", ""),  # to intrude? another place's
        ("商場提供優惠。", "優惠", ""),  # privilege, discount
        ("他利用系統的漏洞。", "漏洞", ""),  # leak, hole, loophole
        ("公司削減開支。", "削減", "to cut"),
        ("警方打擊走私。", "打擊", ""),  # to hit, to strike
        ("他在瑪嘉烈醫院治理。", "治理", ""),  # governance
        ("警員到場後調停。", "調停", ""),  # mediation
        ("要避免游泳。", "游泳", ""),  # swimming
        ("法庭會提出檢控。", "檢控", ""),  # prosecute
        ("家庭早日上樓。", "上樓", ""),  # to go upstairs
        ("與同類產品相比。", "相比", ""),  # no "to compared"
        ("工人更換溫度感應器。", "感應器", ""),  # inductor
        ("他在一宗意外中受傷。", "意外", ""),  # unexpected
        ("長者要服用藥物。", "服用", "to take (medicine)"),
        ("西貢天氣好。", "西貢", "Sai Kung"),  # no Saigon
        ("上周錄得十宗成交。", "成交", ""),  # turnover, or to conclude a deal?
        ("列車服務癱瘓兩小時。", "癱瘓", ""),  # "paralysis" is no verb
    ],
)
def test_a_meaning_is_asked_for_only_where_it_is_certain(text, word, meaning):
    """Protects from the dictionary's meaning of another place: what a question says of a word is true here."""
    source = Source(companion.read_text(text, translator=None))
    assert meant(source, source.vocabulary[source.language.simplify(word)]) == meaning


@pytest.mark.parametrize(
    ("text", "word", "cue", "rival"),
    [
        ("警員拘捕疑犯。", "警員", "police officer", "警察"),
        ("雙方接受調停。", "調停", "mediation", "調解"),
        ("價格下跌一成。", "下跌", "to fall", "下降"),
        ("村內水浸嚴重。", "水浸", "flood", "水災"),
        ("旅客逃生。", "逃生", "to flee for one's life", "逃命"),
        ("球隊到高原訓練。", "高原", "plateau", "高地"),
        ("港隊奪冠。", "奪冠", "to win the championship", "奪標"),
        ("她買了一張車票。", "車票", "ticket", ""),
        ("救護車到場。", "救護車", "ambulance", "救傷車"),
        ("他打開電視機。", "電視機", "television set", ""),
    ],
)
def test_another_common_word_of_the_english_that_begins_alike_is_found(text, word, cue, rival):
    """Protects who writes another right word: an item whose English and first character fit two is not asked."""
    source = Source(companion.read_text(text, translator=None))
    place = next(p for p in source._all_places() if p.token.text == word)
    found = {*rivals(source, place, cue), *same_words(source, place.token)}
    assert (source.language.simplify(rival) in found) if rival else not found


def test_what_is_accepted_fits_the_gap():
    """Protects from a wrong answer that is marked as right: no word that only shares an English word, and both of a row."""
    source = Source(companion.read_text("工廠發生火警，價格下跌，費用上升。", translator=None))
    accepted = {w: same_words(source, p.token) for w, p in source.vocabulary.items()}
    assert accepted["火警"] == ("火灾",) and "跌倒" not in accepted["下跌"]
    simplify = source.language.simplify
    for row in synonyms_of_gaps():
        assert marked(row.example).part == row.words[0]
        assert len({(simplify(w)[0], len(w)) for w in row.words}) == 1, row


def test_words_that_begin_alike_are_the_same_from_any_dictionary():
    """Protects sheets from thousands of questions to the dictionary for each gap, and other dictionaries from finding less."""
    language = Language.default()
    asked = SimpleNamespace(dictionary=None, is_word=language.is_word)
    for stem in ("火", "膝", "电视", "a"):
        assert _begun(stem, language) == _begun.__wrapped__(stem, asked)


@pytest.mark.parametrize("row", name_ends(), ids=lambda r: r.end)
def test_a_piece_of_a_name_is_not_asked(row):
    """Protects from half a name as the answer, in any kind: each piece of the marked name is known as one."""
    example = marked(row.example)
    source = Source(companion.read_text(example.text, translator=None))
    end = example.start + len(example.part)
    tokens = [t for t in source.article.paragraphs[0].tokens if example.start <= t.start < end]
    asked = {p.token.start for p in source.places}
    assert len(tokens) == 1 or not asked & {t.start for t in tokens}, [t.text for t in tokens]


@pytest.mark.parametrize("row", rows_of_readings(), ids=lambda r: f"{r.word} {r.reading}")
def test_a_reading_of_either_standard_is_right(row):
    """Protects who learned the other standard: 月餅 is yuè bǐng and yuè bing, 危險 wēi xiǎn and wéi xiǎn."""
    example = marked(row.example)
    article = companion.read_text(example.text, translator=None)
    places = [
        p
        for p in Source(article)._all_places()
        if p.token.start == example.start and p.token.text == example.part
    ]
    assert all(row.reading in accepted_readings(p) for p in places)
    assert len(row.word) == len(row.reading.split())


def test_what_may_be_two_words_is_not_asked():
    """Protects from accidents of division: 都會 is read dōu huì here, and 明年底 is no 明 and 年底."""
    article = companion.read_text("村裏的居民都會為節日搭建戲棚。整套系統會在明年底前更換。", translator=None)
    for name in ("polyphone", "pinyin", "segment", "tones"):
        assert not [i for i in items(article, name) if "都會" in (i.word, *i.solution) or "明" in i.solution]


def test_hong_kong_and_mainland_words_are_matched(read_article):
    """Protects the two wordings: 巴士 and 公交车."""
    (item,) = items(read_article("transport"), "match:mainland")
    assert dict(zip(item.items, item.solution, strict=True))["巴士"] == "公交车"


def test_script_asks_for_words_that_differ(article):
    """Protects from asking for a form that is already there."""
    for item in items(article, "script"):
        assert item.answer != item.word and item.answer not in item.text
    for item in items(article, "script:traditional"):
        assert item.word == item.answer and item.answer not in item.text
        assert item.prompt and any(p.kind == "focus" for p in item.prompt)


def test_a_segmentation_accepts_what_is_defensible():
    """Protects students who part a number from its measure word, and no one who cuts a word."""
    article = companion.read_text("校長表示歡迎。老師要求學生訪問四十個家庭。", translator=None)
    (item,) = items(article, "segment")
    assert item.solution == ("老師", "要求", "學生", "訪問", "四十個", "家庭")
    assert mark(item, ["老師", "要求", "學生", "訪問", "四十", "個", "家庭"]).right
    assert not mark(item, ["老師", "要求", "學生訪", "問", "四十個", "家庭"]).right


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("市民不斷投訴，公司已更換組件，並會檢查同款列車。", ("市民不斷投訴，……", "公司已", "更換組件，", "並會檢查", "同款列車。")),
        ("團隊把外殼磨成粉末，再以高溫加熱，令表面形成小孔，好像海綿一樣吸水。", ("團隊把外殼磨成粉末，……", "再以高溫", "加熱，", "令表面形成", "小孔。")),
        ("去年十月職員檢查時，發現電線破損，於是報警。", ()),  # no subject of its own, and the time may stand elsewhere
        ("會長指出成本增加，利潤減少，生意困難，前景不明。", ()),  # the clauses could change places
    ],
)  # fmt: skip
def test_clauses_of_a_long_sentence_are_put_in_order(text, parts):
    """Protects the yield, with the beginning given where it needs to be, and that only clauses which belong together are asked for."""
    found = make_exercises(companion.read_text(text, translator=None), "order", 3).items
    assert [(i.text, *i.solution) for i in found] == ([parts] if parts else [])


def test_parts_of_a_sentence_are_mixed_and_whole_words(article):
    """Protects the order exercise: the parts join up to the sentence and are shown in another order."""
    for item in items(article, "order"):
        joined = "".join(item.solution)
        assert joined in item.evidence.sentence.replace("　", "")
        assert sorted(c.text for c in item.choices) == sorted(item.solution)
        assert tuple(c.text for c in item.choices) != item.solution


def test_only_real_translations_are_a_reference(article):
    """Protects students from being compared with a word gloss."""
    assert all(i.note == "The reference is a person's translation." for i in items(article, "translate"))
    glossed = companion.read_text("警方打擊電騙，市民歡迎新措施。")
    assert items(glossed, "translate") == ()


def test_polyphones_are_told_by_the_traditional_character():
    """Protects from a choice that is another character: 發 is never read fà, that is 髮."""
    article = companion.read_text("公司因此延遲發放薪金，前會計被判囚四年。", translator=None)
    found = items(article, "polyphone")
    assert [i.answer for i in found] == ["kuài"]


@pytest.mark.parametrize(
    ("clause", "divisions"),
    [
        ("校方曾向六百名家長發出問卷。", "校方/曾/向/六百·名/家長/發出/問卷"),
        ("他忽然聞到氣味。", "他/忽然/聞·到/氣味"),
        ("市面上的產品昂貴。", "市面·上/的/產品/昂貴"),
        ("遊客利用信用卡購買禮物。", "遊客/利用/信用·卡/購買/禮物"),
        ("細節與閉路電視片段吻合。", "細節/與/閉路·電視/片段/吻合"),
        ("攝影及足球等免費興趣班。", "攝影/及/足球/等/免費/興趣·班"),
        ("長者居民感到壓力。", "長者/居民/感到/壓力"),
        ("她一度擔心要退出比賽。", "她/一度/擔心/要/退出/比賽"),
    ],
)
def test_both_grains_are_right_and_no_other(clause, divisions):
    """Protects students who draw the finer or the coarser boundary (八千|名, 聞|到), and none who joins strangers (長者居民)."""
    article = companion.read_text(clause, translator=None)
    tokens = [t for t in article.paragraphs[0].tokens if t.kind in ("word", "number")]
    free = optional_edges(tokens, Language.of(article))
    assert free is not None
    text, edges = clause.rstrip("。"), {t.start for t in tokens[1:]}
    drawn = "".join(("·" if i in free else "/" if i in edges else "") + c for i, c in enumerate(text))
    assert drawn == divisions


@pytest.mark.parametrize(
    "clause",
    [
        "主要由於賣地收入減少。",  # 賣|地
        "她終於在路邊停下來休息。",  # 停|下來, 停下|來
        "球隊昨日在開賽後進攻。",  # 開|賽, 賽|後
        "自己才能重返賽道。",  # 才|能
        "老師昨日在課室看看學生。",
        "球員適應不了場館的燈光。",
        "不少租客轉租為買。",
        "人員在職務之便下偷竊。",
        "河道水位昨日急升三米。",  # 急|升
        "學生的心理質素明顯提高。",  # 心理|質素
        "消防員最終將他們送返地面。",  # 送|返
        "這次活動由管理委員會負責。",  # 管理|委員會
        "他們在颱風中繼續工作。",  # 颱風|中
    ],
)
def test_a_clause_with_a_division_in_doubt_is_not_asked(clause):
    """Protects students from a boundary that another teacher would draw, or would not."""
    article = companion.read_text(f"天文台發言人表示關注。{clause}", translator=None)
    assert clause.rstrip("。") not in {i.text for i in make_exercises(article, "segment", 9).items}


def test_a_gap_says_in_english_which_word_is_meant(article):
    """Protects from a gap that many words fit: who writes or takes the word is told its meaning."""
    for name in ("cloze:open", "cloze:term", "cloze:bank"):
        for item in items(article, name):
            (cue,) = [p.text for p in item.prompt if p.kind == "cue"]
            at = [p.kind for p in item.prompt].index("cue")
            assert item.prompt[at - 1].kind == "blank" and cue.startswith(" (")
            assert (
                item.text.replace("＿" * item.prompt[at - 1].size, item.answer) in item.evidence.sentence
                or "…" in item.text
            )


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("警方昨日在碼頭拘捕兩名男子，結果發現大批毒品。", ("昨日", "在碼頭", "警方")),
        ("警員今早在機場打開行李箱，結果發現三包毒品。", ("今早", "警員", "在機場")),
    ],
)
def test_adverbials_side_by_side_may_change_places(text, also):
    """Protects students who put the time before the subject, or the place before the time."""
    (item,) = items(companion.read_text(text, translator=None), "order")
    right = (*also, *item.solution[len(also) :])
    assert right in item.also and mark(item, list(right)).right


@pytest.mark.parametrize(
    "text",
    [
        "工人上星期在九龍城進行工程時，在地下兩米挖出一條石橋。",
        "消防員救出一名男子，警方封鎖附近街道，醫院派出救護車。",
        "家人找了整整一夜，才在碼頭發現他。",  # 找了整整一夜，|家人|才在碼頭發現他
        "去年有一名七十歲婦人在將軍澳被撞倒。",
        "隊員平日往往要在早上五時開始訓練，然後趕回學校上課。",
        "中心呼籲高危人士盡快接種疫苗，以減低死亡風險。",  # 高危人士中心
        "天文台預測早上有驟雨，考生宜提早出門。",
        "手稿對研究香港早期文學具有重大價值。",
        "事件源於一名顧客上星期在北角一間便利店購買牛奶。",
        "天文台在上午七時四十分發出黑色暴雨警告信號，維持了接近三小時。",
    ],
)
def test_parts_that_might_stand_elsewhere_are_no_item(text):
    """Protects from a second right order: a clause of time, or clauses that nothing joins."""
    assert not items(companion.read_text(text, translator=None), "order")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "工務處長坦承人力不足。他承諾下月增聘技工。至於故障路燈，兩周內會修復。",
            False,
        ),  # both attach to the first
        ("警方拘捕兩人。另外，警員檢獲毒品。兩人已被落案起訴。", False),
        ("工務處長坦承人力不足。他承諾下月增聘技工。不過議員仍然感到不滿。", True),
        ("火警昨日發生。之後居民返回單位。最後警方拘捕一名男子。", True),
    ],
)
def test_two_sentences_that_both_add_to_the_first_are_not_ordered(text, asked):
    """Protects from a second right order."""
    assert bool(items(companion.read_text(f"路燈\n\n{text}", translator=None), "order:sentences")) is asked


@pytest.mark.parametrize(
    ("text", "word"),
    [("村民只能等收购商上门。", "收购"), ("生產商決定加價。", "生產"), ("他買醫生紙請假。", "紙"), ("案情指他偷竊。", "案情指"),
     ("案情指他偷竊。消息指他離港。", "消息指"), ("她现在在家门口就能赚钱。", "在家")],
)  # fmt: skip
def test_a_part_of_a_longer_word_and_a_clause_are_no_words(text, word):
    """Protects from half a noun, and from a noun and its verb as one word."""
    assert word not in {p.token.text for p in Source(companion.read_text(text, translator=None)).places}


@pytest.mark.parametrize(
    ("text", "word", "accepted", "never"),
    [
        ("里長陪同議員勘查。", "里長", {"里长"}, "裏長"),
        ("皇后訪問香港。", "皇后", set(), "皇後"),
        ("松樹倒下。", "松樹", set(), "鬆樹"),
        ("公司買了隻身的公仔，他隻身前往。", "隻身", set(), "只身"),
        ("多間公立醫院爆滿。", "公立醫院", {"公營醫院"}, "公立院醫"),
        ("列車信號故障。", "信號故障", {"信號失靈"}, "訊號故障"),
    ],
)
def test_accepted_wordings_are_written_as_the_word_is(text, word, accepted, never):
    """Protects from a conversion that takes 里 for 裏, and accepts another common word of the same start."""
    source = Source(companion.read_text(text, translator=None))
    place = next(p for p in source.places if p.token.text == word)
    answers = _answers(source, place.token, cue_of(source, place))
    assert accepted <= set(answers)
    assert never not in answers or never == place.token.simplified


def test_a_glossary_wording_is_accepted_whatever_the_gap_shows():
    """Protects a student who writes 帳戶 for 戶口, and from 桌球 for 乒乓球, which is Taiwan's."""
    text = "警方凍結六個戶口。他每星期打兩次乒乓球，從未輸過。"
    found = {i.answers[0]: i.answers for i in items(companion.read_text(text, translator=None), "cloze:open")}
    assert "帳戶" in found["戶口"]
    assert "桌球" not in found.get("乒乓球", ())


def test_a_polyphone_is_asked_once_and_only_where_its_other_reading_is_common():
    """Protects from one question twice, and from a choice that nobody takes (會 kuài) or that a region does not have (踏 tā)."""
    text = "比賽舉行三日。歹徒行騙。警方進行調查。議員開會。他騎腳踏車回家。"
    found = items(companion.read_text(text, translator=None), "polyphone")
    asked = ["".join(p.text for p in i.prompt if p.kind == "focus") for i in found]
    assert asked.count("行") == 1 and not {"會", "踏"} & set(asked)


def test_sentences_without_a_link_and_headlines_are_not_ordered():
    """Protects from an order that only the article knows."""
    loose = "工會反對加價。天文台發出警告。球隊取得勝利。"
    linked = "考古隊打撈一艘船。他們用了四年時間。最後木材送到博物館。"
    assert not items(companion.read_text(loose, translator=None), "order:sentences")
    assert items(companion.read_text(linked, translator=None), "order:sentences")


def test_a_sentence_without_a_mark_at_its_end_loses_no_word():
    """Protects the order of parts where an article ends without a full stop: its last word is no mark to be left out."""
    text = (
        "警方公布\n\n警方發言人昨日在記者會上公布有關案件的最新調查進展和相關人士的背景資料以及涉案金額等等詳細情況，"
        "並呼籲市民提高警覺慎防受騙及盡快聯絡警方，疑犯昨日晚上在旺角警署已經向警方承認控罪"
    )
    for item in make_exercises(companion.read_text(text, translator=None), ("order",), 8):
        assert all(item.solution) and "".join(item.solution) in text


@pytest.mark.parametrize(
    "dateline",
    [
        "【本報訊】",
        "【本報訊】（記者 梁詠珊）",
        "本報訊（記者 陳大文 北京報道）",
        "中央社記者陳大文台北26日電　",
        "【記者陳大文／台北報導】",
    ],
)
def test_who_sent_the_report_is_not_asked_for(dateline):
    """Protects a lesson from asking what no reader learns: a dateline is neither read aloud nor a gap."""
    report = "葵涌昨晨發生三級火警，消防員疏散居民，三人送院。"
    article = companion.read_text(f"工廈火警\n\n{dateline}{report}")
    found = [*items(article, "dictation"), *items(article, "cloze")]
    assert report in [i.speech for i in found]
    assert not [i for i in found if i.kind == "cloze" and i.evidence.start < len(dateline)]


def test_a_sheet_asks_once_for_a_word_of_grammar_and_counts_no_goods_by_piece():
    """Protects from sheets answered by habit, and from a second right answer: 件 counts umbrellas and scarves too."""
    text = "今年比往年早。人口比去年增加一成。票價比往年貴。三名男子被捕。警方拘捕兩名女子。"
    answers = [i.answer for i in items(companion.read_text(text, translator=None), "cloze:choices")]
    assert answers.count("比") == answers.count("名") == 1
    source = Source(companion.read_text("博物館展出二百件展品。", translator=None))
    place = source.vocabulary["展品"]
    offered = {c.text for seed in range(9) for c in wrong_choices(source, place, 99, random.Random(seed))}
    assert offered and not offered & {"雨傘", "戒指", "圍巾", "護照"}
