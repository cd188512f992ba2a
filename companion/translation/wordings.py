"""The Chinese that a model is given: the sentence, or with other wordings of its glossary terms.

A model that learned from mainland texts does not know 電騙, but does know 電信詐騙: the glossary
names such wordings.
"""

from __future__ import annotations

from collections.abc import Iterator

from companion.model import Term
from companion.protocols import SourceSentence

__all__ = ["plain", "rewritten", "wordings"]


def plain(sentence: SourceSentence, traditional: bool) -> str:
    """The sentence as it stands, in the model's script."""
    return sentence.text if traditional else sentence.simplified


def wordings(term: Term, traditional: bool) -> list[str]:
    """Other ways to say a term that its entry names, the mainland's first, in the model's script.

    >>> term = Term("t", "電騙", "电骗", "diànpiàn", ("telecom fraud",), mainland="电信诈骗", aliases=("電話騙案",))
    >>> wordings(term, traditional=False)
    ['电信诈骗', '电话骗案']
    """
    own = (term.traditional, term.simplified)
    first = [term.taiwan, term.mainland] if traditional else [term.mainland, term.taiwan]
    forms = [form for field in first for form in field.replace("；", ";").split(";")]
    forms += [a for a in term.aliases if not a.isascii()]
    if not traditional:
        # Aliases are in traditional characters; the entry's two spellings tell some of the simplified ones.
        known = str.maketrans(dict(zip(term.traditional, term.simplified, strict=False)) | _COMMON)
        forms = [form.translate(known) for form in forms]
    return [form for form in dict.fromkeys(f.strip() for f in forms) if form and form not in own]


def rewritten(sentence: SourceSentence, traditional: bool, choices: dict[str, str]) -> str:
    """The sentence with the term of each id in `choices` in that wording.

    >>> from companion.model import Token
    >>> tokens = (Token("打擊", 0, 2, "word", "打击"), Token("電騙", 2, 4, "word", "电骗", term="t"))
    >>> rewritten(SourceSentence("打擊電騙", "打击电骗", tokens), False, {"t": "电信诈骗"})
    '打击电信诈骗'
    """
    text = plain(sentence, traditional)
    for start, end, term in reversed(list(_places(sentence))):
        if term in choices:
            text = text[:start] + choices[term] + text[end:]
    return text


def _places(sentence: SourceSentence) -> Iterator[tuple[int, int, str]]:
    """Where the terms stand in the sentence's text."""
    if not sentence.tokens:
        return
    whole = "".join(t.text for t in sentence.tokens)
    first = sentence.tokens[0].start + len(whole) - len(whole.lstrip())
    for token in sentence.tokens:
        start, end = token.start - first, token.end - first
        if token.term and 0 <= start < end <= len(sentence.text):
            yield start, end, token.term


# The characters that words for public life share most; what is missing stays as it is, which a model mostly reads too.
_COMMON = dict(
    zip(
        "電話騙詐訊網絡路計車機國際會議務員長學醫療資產業發開關門問題員議選舉區處務條約戰爭軍隊導彈貿易經濟財銀行證券稅"
        "農業場實驗號碼設備質詢審議辦護衛環氣災風熱帶強預報觀測運輸鐵線聯盟組織調查罪犯檢察執護權來無個應對過現種與為這說"
        "時後東華亞歐貝馬魚鳥龍麗見覽觀親規視覺館飯飲餐麵點線紅綠藍練習級紀紙細終結給統絕經維緊緩縣總織續讀寫書畫圖報紙",
        "电话骗诈讯网络路计车机国际会议务员长学医疗资产业发开关门问题员议选举区处务条约战争军队导弹贸易经济财银行证券税"
        "农业场实验号码设备质询审议办护卫环气灾风热带强预报观测运输铁线联盟组织调查罪犯检察执护权来无个应对过现种与为这说"
        "时后东华亚欧贝马鱼鸟龙丽见览观亲规视觉馆饭饮餐面点线红绿蓝练习级纪纸细终结给统绝经维紧缓县总织续读写书画图报纸",
        strict=True,
    )
)
