"""What looks wrong about a machine's sentence."""

from __future__ import annotations

import pytest

import companion
from companion.glossary import Glossary
from companion.pipeline import translate_article
from companion.protocols import SourceSentence
from companion.translation import engine as engine_module
from companion.translation.amounts import chinese_amounts, english_amounts, missing_amounts
from companion.translation.checks import problems


@pytest.mark.parametrize(
    ("chinese", "english", "missing"),
    [
        ("追回款項約1.6億元。", "About 160 million yuan was recovered.", []),
        ("追回款項約1.6億元。", "About 1.6 hundred million yuan was recovered.", []),
        ("追回款項約1.6億元。", "About 1.6 billion yuan was recovered.", ["1.6億"]),
        ("追回款項約1.6億元。", "About 1.6 yuan was recovered.", ["1.6億"]),
        ("拘捕三十七人。", "Thirty-seven people were arrested.", []),
        ("拘捕三十七人。", "Police arrested 37 people.", []),
        ("二百班航班取消。", "Two hundred flights were cancelled.", []),
        ("受騙人員超過3,200名。", "More than 3200 people.", []),
        ("2月8日下午3時", "At three in the afternoon of 8 February", []),
        ("2月8日", "On the eighth of March", ["2"]),
        ("上升2成", "rose by 20 percent", []),
        ("一百二十萬人", "1.2 million people", []),
        ("兩國一齊行動", "The countries act together", []),
        ("損失200萬元", "lost 2 million dollars and 30 cents", []),
        ("２０２５年", "in 2025", []),
        ("二〇二五年開業", "It opens in 2025.", []),
        ("二〇二五年開業", "It opens in 2015.", ["二〇二五"]),
        ("民國114年", "in 2025", []),
        ("上世紀90年代", "in the 1990s", []),
        ("營業至22時30分", "open until 10:30 p.m.", []),
        ("營業至22時30分", "open until 11:30 p.m.", ["22"]),
        ("中午12時", "at noon", []),
        ("人口增加1倍", "the population doubled", []),
        ("升了五成", "rose by half", []),
        ("升了三成半", "rose by 35 per cent", []),
        ("升了三成", "rose by 13 per cent", ["三成"]),
        ("三分之一的學生", "a third of the students", []),
        ("百分之二十的人", "20 per cent of the people", []),
        ("她等了三個月", "She waited three months.", []),
        ("她等了三個月", "She waited four months.", ["三"]),
        ("兩人都到了", "Both came.", []),
        ("他買了1個蛋糕", "He bought a cake.", []),
        ("發出八號風球", "the No. 8 signal was issued", []),
        ("發出八號風球", "the No. 9 signal was issued", ["八"]),
        ("這是第三次", "This is the third time.", []),
        ("他完成三項全能", "He completed the triathlon.", ["三"]),
    ],
)
def test_amounts_are_compared_by_value(chinese, english, missing):
    """Protects magnitudes: 1.6億 is 160 million, and any other amount is found out."""
    assert [a.text for a in missing_amounts(chinese, english)] == missing


def test_amounts_of_either_language_are_read():
    """Protects the comparison from numbers that run together."""
    assert [a.value for a in chinese_amounts("五億三千萬和30多個")] == [530_000_000, 30]
    assert english_amounts("Two thousand three hundred, 5 billion; twenty-one. A hundred and five") == {
        2300, 5e9, 21, 105,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("english", "fault"),
    [
        ("The police police police arrested him in Naples.", "repeats itself"),
        ("He was arrested 在 Naples yesterday.", "not translated"),
        ("Naples.", "its length"),
        ("He was arrested in the city yesterday evening.", "the name 那不勒斯"),
        ("He was arrested in Naples yesterday evening.", ""),
    ],
)
def test_faults_are_named(english, fault):
    """Protects learners from taking nonsense for English."""
    paragraph = companion.read_text(
        "他昨晚終於在那不勒斯被捕了。", glossary=Glossary(), translator=None
    ).paragraphs[0]
    sentence = SourceSentence(paragraph.text, paragraph.simplified, paragraph.tokens)
    found = "; ".join(problems(sentence, english))
    assert fault in found and bool(found) == bool(fault)


@pytest.mark.parametrize(
    ("chinese", "english", "faults"),
    [
        ("快走，快走，快走，快走！大雨要來了。", "Go, go, go, go! The rain is coming.", []),
        (
            "他們說明天再來看看情況怎樣。",
            "They said, they said, they said they would come.",
            ["it repeats itself"],
        ),
        (
            "他們明天會再到學校看看情況怎樣，然後才決定是否參加。",
            "They will come tomorrow.",
            ["its length can't be right"],
        ),
        ("走吧，我們回家。", "Let's go home.", []),
    ],
)
def test_repetition_and_length_are_measured_against_the_chinese(chinese, english, faults):
    """Protects sentences that repeat on purpose, or are short, from a false alarm."""
    assert problems(SourceSentence(chinese, chinese), english) == faults


class Scripted:
    """An engine whose first answer is wrong; with repetition control it says something else."""

    def __init__(self, first, again):
        self.first, self.again = first, again

    def hypotheses(self, texts, settings=None, n_best=1):
        answer = self.again if settings.no_repeat_ngram_size else self.first
        yield from ((engine_module.Hypothesis(answer, -1.0),) for _ in texts)

    def translate(self, texts, settings=None):
        yield from (best[0].text for best in self.hypotheses(texts, settings))


@pytest.mark.parametrize(
    ("again", "shown", "reason"),
    [
        ("Police recovered 160 million yuan.", "Police recovered 160 million yuan.", ""),
        ("The the the the the the the.", "Police recovered 1.6 billion yuan.", "check this sentence: 1.6億"),
    ],
)
def test_a_suspicious_sentence_is_tried_again_and_says_so_where_it_stays(
    small_package, monkeypatch, again, shown, reason
):
    """Protects readers from a wrong amount: other settings are tried, and what stays wrong is marked."""
    scripted = Scripted("Police recovered 1.6 billion yuan.", again)
    monkeypatch.setattr("companion.translation.local.engine_for", lambda folder: scripted)
    article = companion.read_text("警方追回款項約1.6億元。", translator=None)
    ((_, paragraph),) = translate_article(article, "argos")
    translation = paragraph.sentences[0].translation
    assert translation.text == shown
    assert translation.reason.startswith(reason) and bool(translation.reason) == bool(reason)
