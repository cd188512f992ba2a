"""What an article has named once is known, and read alike, wherever it stands again."""

import pytest

from companion import read_text
from companion.facts import marked, read_facts
from companion.language.names import people

pytestmark = pytest.mark.usefixtures("way")


def _named(text: str) -> list[tuple[str, str, str]]:
    tokens = [t for p in read_text(text).paragraphs for t in p.tokens]
    return [(t.text, t.entity, " ".join(t.pinyin)) for t in tokens if t.entity == "person"]


@pytest.mark.parametrize(
    ("text", "given", "reading", "times"),
    [
        ("就讀小六的沈樂瑤奪冠。\n\n樂瑤的母親是護士，樂瑤說想去日本。", "樂瑤", "lè yáo", 3),
        ("譚詠詩獲頒獎學金。\n\n詠詩的父親早逝，詠詩靠兼職賺學費。", "詠詩", "yǒng shī", 3),
        ("單曉行是老師，曉行今年三十歲。曉行說他喜歡教書。", "曉行", "xiǎo xíng", 3),
        ("朱朝暉昨日到庭。朝暉的母親在庭外等候。", "朝暉", "zhāo huī", 2),
    ],
)
def test_given_name_after_full_name_is_the_person(text, given, reading, times):
    """A given name without its surname is the person whom the article has named, and is read as in the full name."""
    found = [(word, pinyin) for word, _, pinyin in _named(text) if word.endswith(given)]
    assert len(found) == times
    assert {" ".join(pinyin.split()[-2:]) for _, pinyin in found} == {reading}


def test_given_name_that_is_a_word_stays_the_word():
    """A word that is also somebody's given name is a person only where the sentence speaks of one."""
    assert [w for w, _, _ in _named("陳美麗住在美麗的海邊。")] == ["陳美麗"]


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("被告簡兆倫認罪。\n\n法官判簡較輕的刑罰，如果沒有簡，店早已關門。", "簡"),
        ("警員賀小軍救起女童。\n\n如果沒有賀，女童早已沒命。", "賀"),
        ("溫婆婆當日過馬路。\n\n報告顯示溫當時衝紅燈。", "溫"),
    ],
)
def test_a_surname_alone_is_the_person_whom_the_article_has_named(text, surname):
    """A surname that hardly is a word of its own is the person named before, also as an object and with no verb of saying after it."""
    assert sum(word == surname for word, _, _ in _named(text)) >= 1
    assert all(
        t.entity == "person" for p in read_text(text).paragraphs for t in p.tokens if t.text == surname
    )


def test_a_company_is_found_again_by_its_short_name():
    """A company whose ending tells what it is stands whole where the article names it without the ending."""
    texts = [marked(row.example) for row in read_facts(people._DATA / "companies.tsv", people._Ending).rows]
    whole = []
    for text, start, end in texts:
        again = text.rindex(text[start:end])
        tokens = [t for p in read_text(text).paragraphs for t in p.tokens]
        whole.append(
            any((t.start, t.end, t.entity) == (again, again + end - start, "organisation") for t in tokens)
        )
    assert sum(whole) >= 0.5 * len(whole), whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("區議員駱鐵生批評政府。駱聞言表示遺憾。", ["駱", "聞言"]),
        ("校長鄺樹仁致辭。\n\n台下學生鼓掌，鄺聞言微笑。", ["鄺", "聞言"]),
        ("前鋒李卓謙攻入兩球。李卓謙感謝隊友。\n\n李卓謙賽前受流感困擾，仍然上陣。", ["李卓謙", "賽前"]),
        ("日本的渡邊健太與中國選手同組出發。", ["渡邊健太", "與"]),
        ("酒店入住率上周升至112%，創下新高。", ["上周", "升至"]),
        ("日本的山口茜憑多變的打法取勝。", ["山口茜", "憑"]),
        ("佐佐木周三抵達本港。", ["佐佐木", "周三"]),
        ("小野寺真由美更在決賽奪冠。", ["小野寺真由美", "更"]),
        ("來自大阪的山本亮太與香港隊會合。", ["山本亮太", "與"]),
        ("警方拘捕一名無業漢戴國邦，涉嫌偷竊。", ["無業漢", "戴國邦"]),
        ("她最高興的是看到孫兒考上大學。", ["孫兒", "考上"]),
        ("地盤工古隆·巴哈杜爾育有兩子。\n\n古隆笑着說不累。", ["古隆", "笑"]),
        ("地盤工古隆·巴哈杜爾育有兩子。", ["古隆·巴哈杜爾", "育有"]),
        ("被告童錦華不認罪，童自辯時落淚。", ["童", "自辯"]),
        ("疑犯畢景輝落網，警方在畢家中搜出現金。", ["畢", "家中"]),
    ],
)
def test_a_name_takes_no_part_of_a_word_and_leaves_none_of_its_own(text, words):
    """A name that a title introduces is kept, and one that the article has ends before the next word and begins after the last."""
    found = [t.text for p in read_text(text).paragraphs for t in p.tokens]
    assert any(found[i : i + 2] == words for i in range(len(found))), found
