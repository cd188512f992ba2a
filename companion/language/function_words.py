"""Polyphones that are function words: read by grammar, where a network trained on rare ones errs.

In running text 為, 得, 地, 應 or 沒 are hundreds of times as common as in a set that has all
polyphones equally often, and a reader notices each. Facts from grammars of modern Chinese.
Every rule sees the clause before and after the character (simplified, up to a mark) and the
word before it, and answers with a reading, or "" where it leaves it to the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["RULES", "read_function_word"]

_MARK = re.compile("[，。、；：！？,;:!?（）()「」『』“”‘’《》〈〉…—\\s]")
_DIGIT_BEFORE = re.compile("[0-9０-９一二三四五六七八九十百千万亿两几数半][多余几]?$")
_DIGIT_AFTER = re.compile("[0-9０-９一二三四五六七八九十百千万两半数约近达超]")

# 為 wéi: to be, to become, to regard as; by (為…所).
_WEI_VERB_BEFORE = re.compile(
    "(?:[作成称认视列定改升降分变转译释选命名推尊奉沦沉化贬封拜誉喻合并折兑换算增减扩缩翻调设建辟释评判划归立]|"
    "更|最|极|较|尤|颇|均|即|实|原|本|约|皆|乃|则|仅|多|广|大|甚|何|是|年|月|日|[%％])$"
)
_WITH_YI = re.compile("(?:^|[^可足得难加予给所])[以由][^以来上下及]{1,12}$")
_WEI_NOUN_AFTER = re.compile(
    "[0-9０-９一二三四五六七八九十百千万两半]|[^，。]{0,12}所|(?:主|首|期|准|止|由|例|伍|时|人(?:[^民们类]|$))"
)
# 為 wèi: for, because of.
_WEI_PREPOSITION = re.compile(
    "此|何|什么|甚么|啥|了|着|之(?:奋斗|骄傲|动容|倾倒|震惊|努力|付出|牺牲)|我|你|他|她|它|您|咱|自己|大家|人民|民(?![族主办间企])|其(?:提供|服务)|国(?=[争捐牺效尽出奉])"
)
_SERVICE = re.compile(
    "提供|服务|带来|作出|做出|作好|做好|打造|打好|奠定|注入|创造|争取|贡献|把关|开拓|开辟|开展|准备|加油|争光|赢得|"
    "营造|搭建|护航|排忧|解忧|谋|造福|祝|添|办|负责|默哀|哀悼|祈福|送行|捐|筹款|庆生|求情|手术|诊治|治疗|申请|投票|拉票|助选|站台|作证|担保|翻译|发声|出力|牺牲|奋斗|举行|送上|设[立置计]|筹|解决|制定|制订|"
    "保驾|把脉|说话|辩护|操心|担心|感到|而|树立|建造|建设|安排|引入|带动|铺路|输送|培[养训]|补充|增[添加]|树|"
    "配音|效力|破解|扫清|节省|缓解|指明|揭幕|主持|颁|剪彩|鼓掌|打气|打工|充电|降温|买单|埋单|融资|集资|赋能|定制|发[展放]提"
)
_PURPOSE = re.compile(
    "(?:进一步|更好|有效|全面|切实|尽快|及时)|打击|加强|防[止范]|推动|推进|实现|确保|庆祝|纪念|迎接|配合|应对|保障|避免|改善|提升|提高|"
    "促进|鼓励|支持|维护|保护|保证|解决|满足|方便|便利|吸引|帮助|协助|落实|贯彻|减[少轻低]|降低|节省|增[加强进]|争取|掩|救|赢|求|让|使|回应|响应|弥补|缓解|扩大|完成|达到|免"
)
_ADVERB_END = re.compile(
    "(?:将|并|也|还|专门|旨在|正|应|能|要|可|会|来|去|致力|愿|只|都|曾|已|就|而|纯粹|正是|特|特别|主要|一直|不断|继续|积极|努力)$"
)


def _wei(before: str, after: str, word: str) -> str:
    if _WITH_YI.search(before):
        return "wéi"
    if not after:
        return "wéi"
    if re.search("因$", before) or re.match("此|何|什么|甚么|了", after):
        return "wèi"
    if re.search("(?:[作成称认视列定改变选译]|任命|[升降晋]格?|命名|推选|[以]…?)$", before):
        return "wéi"
    if _WEI_PREPOSITION.match(after) and len(after) > 2:
        return "wèi"
    if not _WEI_VERB_BEFORE.search(before) or _ADVERB_END.search(before):
        if _PURPOSE.match(after) and (not before or _ADVERB_END.search(before)):
            return "wèi"
        if _WEI_NOUN_AFTER.match(after) is None and re.match(
            "[^为是的]{1,16}?(?:" + _SERVICE.pattern + ")", after
        ):
            return "wèi"
        if _WEI_NOUN_AFTER.match(after) is None and re.match(
            "[^为是]{2,20}?的?[^为是]{0,8}(?:提供|带来|作出|做出|奠定|注入|创造|服务)", after
        ):
            return "wèi"
    return "wéi"


def _de(before: str, after: str, word: str) -> str:
    """得: de after a verb or adjective, děi must, dé to get."""
    if re.match("了[^，。]{0,6}(?:病|症|癌|奖|冠军|分|感冒)", after):
        return "dé"
    if not before:
        return (
            "děi" if after[:1] in ("先", "赶", "靠", "看", "去", "想", "让", "用", "问", "把", "再") else "dé"
        )
    if re.search(
        "(?:[你我他她它您咱]们?|大家|还是|总|必|还|可|也|都|就|只|非|才|又|不)$", before
    ) and re.match(
        "[赶尽马由靠看去问先想让用把再要对给多好从向有在跟做走说等买吃付交写学打找住来到自经承面接认]", after
    ):
        return "děi"
    if _DIGIT_AFTER.match(after):
        return "dé"
    if re.search("[了过到的后取获夺赢求所]$", before) or not after:
        return "dé"
    return "de"


def _di(before: str, after: str, word: str) -> str:
    """地: de after an adverbial of two syllables or more, before what it describes."""
    if not before or not after or len(word) < 2:
        return "de" if len(word) == 1 and re.search("(.)\\1$|[轻慢快悄渐缓稳]$", before) and after else "dì"
    if re.search("[块幅片省市县区镇乡村国该两各当此某属产发诞居驻等外内之原基营场在落源集实]$", before):
        return "dì"
    return "de"


def _ying(before: str, after: str, word: str) -> str:
    """應: yīng ought; yìng at somebody's invitation."""
    if re.match("[按该当以由在有予可会不将把被对加尽采为是予先再更如及同与]", after):
        return "yīng"
    if re.match("[^，。]{0,14}?(?:邀请|之邀|之约|约请|请求|呼吁|号召|传召|的要求|询时|邀|聘)", after):
        return "yìng"
    return "yīng"


def _only(reading: str) -> Callable[[str, str, str], str]:
    return lambda before, after, word: reading


def _chang(before: str, after: str, word: str) -> str:
    if _DIGIT_AFTER.match(after) or re.match("(?:度|短|宽|高|达|的|于|期)", after):
        return "cháng"
    if not after and re.search("[很太更最较不甚细全角身时续]$", before):
        return "cháng"
    return "zhǎng" if re.match("[大出成满胖高于了]", after) and not before.endswith("很") else ""


def _zhong(before: str, after: str, word: str) -> str:
    return "zhòng" if _DIGIT_AFTER.match(after) else ""


def _nong(before: str, after: str, word: str) -> str:
    return "lòng" if _DIGIT_BEFORE.search(before) else "nòng"


def _hang(before: str, after: str, word: str) -> str:
    """行: a measure word after a number, a bank or a trade in 該行, 各行."""
    if _DIGIT_BEFORE.search(before) or re.search("[该各本同央投分总]$", before):
        return "háng"
    return ""


def _shuai(before: str, after: str, word: str) -> str:
    """率: shuài to lead, lǜ a rate."""
    if re.match("[^，。]{0,8}?(?:代表|团|队|众|军|部|领|师|兵|舰|员|先|其|一行|高层|官员)", after):
        return "shuài"
    if not after or re.match("[为达是高低升跌较仍约由从在上下增减不已也将会有近超比的]", after):
        return "lǜ"
    return "shuài" if not before or re.search("[亲将曾并长席理统帅军]$", before) else ""


def _huan(before: str, after: str, word: str) -> str:
    """還 huán: to give back; else the model, which mostly says hái."""
    if re.match(
        "[钱款债贷清给书礼账帐愿击本](?!来|身|人)|[你我他她它](?:们)?[^，。]{0,4}(?:钱|债|公道|清白|款|自由)",
        after,
    ):
        return "huán"
    return ""


def _a(before: str, after: str, word: str) -> str:
    return "a" if before and not after else ""


def _la(before: str, after: str, word: str) -> str:
    return "la" if before and not after else ""


def _fenzi(before: str, after: str, word: str) -> str:
    """分子: fènzǐ a member of a group, fēnzǐ a molecule."""
    if re.match("[式量生结筛料级间束团物轨化]", after) or re.search(
        "[大小高单双多水气体个蛋白生物核酸糖机]$", before
    ):
        return "fēn"
    return "fèn" if before else ""


RULES: dict[str, Callable[[str, str, str], str]] = {
    "为": _wei,
    "得": _de,
    "地": _di,
    "应": _ying,
    "没": _only("méi"),
    "长": _chang,
    "重": _zhong,
    "弄": _nong,
    "行": _hang,
    "还": _huan,
    "率": _shuai,
    "啊": _a,
    "啦": _la,
    "分子": _fenzi,
}


def read_function_word(text: str, start: int, end: int, word: str = "") -> str:
    """The first syllable of the token `text[start:end]`, one of `RULES`; "" where no rule decides.

    `word` is the word before it.

    >>> text = "为打击电骗，警方率先为市民提供以人为本的服务，市民认为很重要"
    >>> [read_function_word(text, i, i + 1) for i, c in enumerate(text) if c == "为"]
    ['wèi', 'wèi', 'wéi', 'wéi']
    """
    rule = RULES.get(text[start:end])
    if rule is None:
        return ""
    before = _MARK.split(text[max(0, start - 18) : start])[-1]
    after = _MARK.split(text[end : end + 29])[0]
    return rule(before, after, word if before else "")
