"""What an article has named once is known, and read alike, wherever it stands again."""

import pytest

from companion import read_text

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
