"""Names that the English must not lose."""

from __future__ import annotations

import pytest

import companion
from companion.glossary import Glossary
from companion.pipeline import translate_article
from companion.protocols import SourceSentence
from companion.translation import engine as engine_module
from companion.translation.checks import problems
from companion.translation.names import dropped_names


def sentence(text: str, glossary: Glossary | None = None) -> SourceSentence:
    article = companion.read_text(text, paragraphs="line", glossary=glossary, translator=None)
    (p,) = article.paragraphs
    return SourceSentence(p.text, p.simplified, p.tokens, article.glossary)


@pytest.mark.parametrize(
    ("chinese", "english", "names"),
    [
        ("泰國總理佩通坦抵達北京。", "The prime minister arrived in Beijing from Thailand.", ["佩通坦"]),
        ("外長王毅會見記者。", "The foreign minister met reporters.", ["王毅"]),
        ("特朗普下周訪問法國。", "He will visit France next week.", ["特朗普"]),
        ("他們在那不勒斯見面。", "They met in the city.", ["那不勒斯"]),
        ("記者陳小玲報道，交通擠塞。", "It is reported that traffic was congested.", ["陳小玲"]),
        ("記者陳小玲報道，交通擠塞。", "He reported that traffic was congested.", ["陳小玲"]),
        ("黃婆婆說，她等了很久。", "The old woman said she had waited long.", ["黃婆婆"]),
    ],
)
def test_a_dropped_name_is_told(chinese, english, names):
    """Protects learners from English that does not say who or where."""
    assert dropped_names(sentence(chinese), english) == names


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("泰國總理佩通坦抵達北京。", "Thai Prime Minister Paetongtarn arrived in Beijing."),
        ("泰國總理佩通坦抵達北京。", "The Thai Prime Minister, Pei Tongtan, arrived in Beijing."),
        ("外長王毅會見記者。", "Foreign Minister Wang met reporters."),
        ("特朗普下周訪問沙特阿拉伯。", "Trump will visit Saudi Arabia next week."),
        ("英法兩國領袖在倫敦見面。", "The leaders of Britain and France met in London."),
        ("荷蘭隊擊敗西班牙隊。", "The Dutch beat the Spanish."),
        ("蘇格蘭和威爾斯的球迷都來了。", "Scottish and Welsh fans all came."),
        ("記者陳小玲報道，交通擠塞。", "Chan Siu-ling reports that traffic was congested."),
        ("記者陳小玲報道，交通擠塞。", "Reporter Xiaoling Chen says that traffic was congested."),
        ("林女士說，她等了很久。", "Ms Lam said she had waited long."),
        ("何先生與陳小姐同來。", "Mr Ho came with Miss Chan."),
        ("他曾任議員，也曾任校長。", "He has been a councillor and a headmaster."),
        ("高鐵站很近。", "The station is near."),
        ("民國初年，他在上海讀書。", "In the first years of the Republic he studied in Shanghai."),
    ],
)
def test_a_name_in_another_form_is_no_false_alarm(chinese, english):
    """Protects good English: surnames, adjectives, Cantonese spellings, and words that only look like names."""
    assert dropped_names(sentence(chinese), english) == []


def test_without_the_glossary_a_person_of_the_dictionary_is_known_by_the_surname():
    """Protects the check from asking for first names that no one writes."""
    assert dropped_names(sentence("普京昨日發表講話。", Glossary()), "Putin spoke yesterday.") == []
    assert dropped_names(sentence("普京昨日發表講話。", Glossary()), "He spoke yesterday.") == ["普京"]


class Forgetful:
    """An engine that leaves the name out unless it must not repeat itself."""

    def hypotheses(self, texts, settings=None, n_best=1):
        again = settings is not None and settings.no_repeat_ngram_size
        said = "Wang Yi met the reporters on that day." if again else "He met the reporters on that day."
        yield from ((engine_module.Hypothesis(said, -1.0),) for _ in texts)

    def translate(self, texts, settings=None):
        yield from (best[0].text for best in self.hypotheses(texts, settings))


def test_a_sentence_without_its_name_is_tried_again(small_package, monkeypatch):
    """Protects the way out: other settings are tried before the reader is told."""
    monkeypatch.setattr("companion.translation.local.engine_for", lambda folder: Forgetful())
    ((_, paragraph),) = translate_article(companion.read_text("王毅當日會見記者。", translator=None), "argos")
    translation = paragraph.sentences[0].translation
    assert (translation.text, translation.reason) == ("Wang Yi met the reporters on that day.", "")
    assert problems(sentence("王毅當日會見記者。"), "He met the reporters on that day.") == [
        "the name 王毅 is not in it"
    ]
