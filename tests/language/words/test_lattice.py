"""Words by one lattice: terms, names and numbers compete with the words of the vocabulary."""

from __future__ import annotations

import pytest

import companion
from companion.glossary import Glossary
from companion.language.language import Language
from companion.language.words.draft import TermSpan
from companion.language.words.lattice import Lattice, as_edges
from companion.model import Term

pytestmark = pytest.mark.usefixtures("way")

ANALYZER = Language.default().analyzer


def words(text: str, *terms: tuple[int, int]) -> list[str]:
    return [t.text for t in ANALYZER.tokens(text, [TermSpan(a, b, f"t-{a}") for a, b in terms])]


def read(text: str, *terms: str):
    glossary = Glossary([Term(f"t-{t}", t, ANALYZER.simplify(t), "x", ("x",)) for t in terms])
    return companion.read_text(text, translator=None, glossary=glossary)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("光害不但妨礙他人，也影響動物。", ["不但", "妨礙"]),
        ("校方說明年會擴建校舍。", ["說", "明年", "會"]),
        ("案中共有五人被捕。", ["中", "共有"]),
        ("美國的士兵在場。", ["的", "士兵"]),
        ("警方截查車輛。", ["截查"]),
        ("恒指錄得升幅。", ["錄得"]),
        ("兩車在青葵公路相撞。", ["青葵公路", "相撞"]),
        ("在旺角彌敦道遊行。", ["旺角", "彌敦道"]),
        ("期限為5月1日前。", ["5月1日", "前"]),
        ("市集於13日至17日舉行。", ["13日", "至", "17日"]),
        ("隊伍以三戰三勝出線。", ["三戰三勝", "出線"]),
        ("須於兩星期內向署方提交報告。", ["兩星期", "內", "向"]),
        ("48小時內部門須回覆。", ["48小時", "內", "部門"]),
        ("佢就嚟到喇。", ["就嚟", "到"]),
        ("署方會派員跟進。", ["會", "派員"]),
        ("主席賴志誠會後見記者。", ["賴志誠", "會後"]),
        ("她的孫兒買了新書。", ["孫兒", "買"]),
        ("續集明年初夏開鏡。", ["明年", "初夏"]),
        ("今年中秋放假。", ["今年", "中秋"]),
        ("省交通運輸廳廳長敬大海到場。", ["省交通運輸廳", "廳長"]),
        ("財政司長相信經濟向好。", ["財政", "司長", "相信"]),
        ("經濟部水利署署長到場。", ["經濟部", "水利署", "署長"]),
        ("餐車飛起，滿地都是茶水。", ["滿地", "都"]),
    ],
)
def test_the_sentence_decides_where_words_end(text, expected):
    """Protects reading: of two ways to cut a place the one that the sentence asks for is taken."""
    found = words(text)
    at = found.index(expected[0])
    assert found[at : at + len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("農民簡水源嘆氣。", "簡水源"),
        ("財經網紅謝金海說。", "謝金海"),
        ("女團成員智秀娜抵港。", "智秀娜"),
        ("影帝姬連·梅菲客串。", "姬連·梅菲"),
        ("流浪漢方志國被捕。", "方志國"),
        ("日本隊派出小笠原健太先發。", "小笠原健太"),
        ("黑木文子在東京表示歉意。", "黑木文子"),
        ("神戶中場佐佐木大樹起腳。", "佐佐木大樹"),
        ("領隊李察利臣受訪。", "李察利臣"),
        ("北院樞密使耶律乙辛把持朝政。", "耶律乙辛"),
        ("皇帝下令岳飛以大軍北上。", "岳飛"),
    ],
)
def test_what_a_title_or_a_dot_shows_to_be_a_name_is_a_person(text, name):
    """Protects lists of persons: after a title, and with dots, a name that no list has is whole and a person."""
    assert [t.text for t in ANALYZER.tokens(text) if t.entity == "person"] == [name]


def test_a_term_is_a_word_where_the_sentence_lets_it():
    """Protects the glossary: a term is found in running text, and not in characters that meet by chance."""
    tokens = [t for p in read("他搭的士。\n\n美國的士兵在場。", "的士").paragraphs for t in p.tokens]
    assert [(t.text, t.term) for t in tokens if "士" in t.text] == [("的士", "t-的士"), ("士兵", None)]


def test_of_terms_that_overlap_one_is_taken():
    """Protects the tokens: terms may overlap where they are proposed, never where they are found."""
    article = read("瀾湄合作機制下情報互通。", "瀾湄合作", "合作機制")
    terms = [t.text for p in article.paragraphs for t in p.tokens if t.term]
    assert terms == ["瀾湄合作"] or terms == ["合作機制"]


def test_a_name_that_was_found_once_is_known_in_the_whole_article():
    """Protects names: a person is one word in every paragraph, and no unknown word."""
    article = read("議員葉穎峰昨日出席會議。\n\n居民向葉穎峰投訴，葉穎峰承諾跟進。")
    named = [t for p in article.paragraphs for t in p.tokens if "葉" in t.text]
    assert [t.text for t in named] == ["葉穎峰"] * 3
    assert all(t.entity == "person" and not t.is_unknown for t in named)


def test_the_second_mention_by_surname_is_a_person():
    """Protects names: 葉 after 葉穎峰 is the same person."""
    article = read("議員葉穎峰昨日出席會議。葉表示不滿。")
    assert [t.entity for p in article.paragraphs for t in p.tokens if t.text == "葉"] == ["person"]


@pytest.mark.parametrize("text", ["他處事冷靜。", "採用三奈米製程。", "他任職文員。", "以單車代步。"])
def test_a_word_of_the_dictionary_is_no_person(text):
    """Protects from invented persons: what the dictionary has as a word stays one, whatever it begins with."""
    assert not [t.text for t in ANALYZER.tokens(text) if t.entity == "person"]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("動漫《ドラゴンボール》上映。", "ドラゴンボール", "latin"),
        ("歌曲「사랑」上榜。", "사랑", "latin"),
        ("全新ｉＰｈｏｎｅ開售。", "ｉＰｈｏｎｅ", "latin"),
        ("總統Владимир到訪。", "Владимир", "latin"),
        ("留言👨‍👩‍👧溫馨。", "👨‍👩‍👧", "punctuation"),
        ("去唱卡拉OK。", "卡拉OK", "word"),
        ("詳見https://example.org/tc/festival。", "https://example.org/tc/festival", "latin"),
        ("位於中山區南京東路三段25號。", "南京東路", "word"),
        ("渦陽縣委書記張軍說。", "縣委", "word"),
        ("農民把一筐筐蘋果搬上車。", "一筐筐", "word"),
    ],
)
def test_words_of_other_scripts_are_one_token(text, word, kind):
    """Protects mixed text: a word of whatever letters is not cut into them."""
    assert [t.kind for t in ANALYZER.tokens(text) if t.text == word] == [kind]


def test_without_a_tagger_frequencies_alone_decide():
    """Protects archives: the lattice works without the tagger, and without knowing persons."""
    tokens = Language(tagger=None).tokens("政府打擊電話騙案。")
    assert [t.text for t in tokens][:2] == ["政府", "打擊"] and not any(t.entity for t in tokens)


def test_another_segmenters_words_are_kept():
    """Protects swapping the segmenter: its words are the ones to choose from, numbers and terms beside them."""

    class Pairs:
        def segment(self, text: str) -> list[str]:
            return [text[i : i + 2] for i in range(0, len(text), 2)]

    assert [t.text for t in Language(segmenter=Pairs()).tokens("警方打擊")] == ["警方", "打擊"]
    assert Lattice().cut("警方打击", None, known=as_edges(["警", "方打击"])).ends == [1, 4]


@pytest.mark.parametrize("text", ["", "\n", "\n\n", "。", "\ud800", "𠮷\U000e0001", "A" * 9000, "的" * 3000])
def test_any_text_is_cut_into_words_that_join_up_to_it(text):
    """Protects every invariant after: whatever stands there, the words are the text."""
    draft = ANALYZER.draft(text)
    assert "".join(text[a:b] for a, b in draft.spans) == text and len(draft.tags) == len(draft.spans)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("東非國家肯尼亞大選結果昨日揭曉。", "肯尼亞"),
        ("首都內羅畢街頭一片歡騰。", "內羅畢"),
        ("花蓮縣長徐榛慧宣布停課。", "花蓮"),
    ],
)
def test_what_the_dictionary_has_as_a_place_is_no_person(text, place):
    """Protects places abroad, whose characters are those of foreign persons, from being people."""
    found = [t.entity for t in Language.default().tokens(text) if t.text.startswith(place)]
    assert found and "person" not in found
