"""Polyphones that are function words: read by grammar, where a network trained on rare ones errs.

In running text 為, 得, 地, 應 or 沒 are hundreds of times as common as in a set that has all
polyphones equally often, and a reader notices each. Facts from grammars of modern Chinese.
Every rule sees the clause before and after the character (simplified, up to a mark) and the
word before it, and answers with a reading, or "" where it leaves it to the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from companion.language.words.segmentation import tagged

__all__ = ["RULES", "read_function_word", "read_particle"]

_MARK = re.compile("[，。、；：！？,;:!?（）()「」『』“”‘’《》〈〉…—\\s]")
IN_SEASON = "节(?!食(?!品)|约|省|制|能|流|育|假|哀)|市(?=$|[的以后前时])"
"""After 應 yìng: 應節, 應市."""
TRADE = "内(?!容|部|存|置|涵|地)"
"""After 行 háng: 行內."""
_DIGIT_BEFORE = re.compile("[0-9０-９一二三四五六七八九十百千万亿两几数半][多余几]?$")
_DIGIT_AFTER = re.compile("[0-9０-９一二三四五六七八九十百千万两半数约近达超]")

# 為 wéi: to be, to become, to regard as; by (為…所).
_WEI_VERB_BEFORE = re.compile(
    "(?:[作成称认视列定改升降切编装授分变转译释选命名推尊奉沦沉化贬封拜誉喻合并折兑换算增减扩缩翻调设建辟释评判划归立]|"
    "更|最|极|较|尤|颇|均|即|实|原|本|约|皆|乃|则|仅|多|广|大|甚|何|是|年|月|日|[%％])$"
)
_WITH_YI = re.compile("(?:^|[^可足得难加予给所])以[^以来上下]{1,18}$")
_WEI_NOUN_AFTER = re.compile(
    "[0-9０-９一二三四五六七八九十百千万两半]|[^，。]{0,12}所|正|目前|现|(?:主|首|期|准|止|由|例|伍|时|人(?:[^民们类]|$))"
)
# 為 wèi: for, because of.
_WEI_PREPOSITION = re.compile(
    "此|何|什么|甚么|啥|了|着|之(?:奋斗|骄傲|动容|倾倒|震惊|努力|付出|牺牲)|我|你|他|她|它|您|咱|自己|大家|人民|民(?![族主办间企军国居])|其(?:提供|服务)|国(?=[争捐牺效尽出奉])"
)
_SERVICE = re.compile(
    "(?:提[供出]|服务|带来|[作做]出|[作做打]好|打[造气工通开破入]|奠[定基]|注[入资射]|创[造作]|争[取光]|贡献|把[关脉]|开[拓辟展创设]|准备|加油|加分|"
    "[赢夺取获]得|营[造救]|搭[建桥]|护航|排忧|[解分]忧|谋|造福|祝[贺福愿]?|增?添|增[设加值]|办[理学]?|负责|默哀|哀悼|祈[福祷]|送|饯|接[风种]|捐|"
    "[筹融集]资|筹[款募集得]|庆[生祝]|求情|手术|诊[治症]|治[疗病]|看病|检[查验测]|量血|剪[发彩]|申[请冤]|[投拉]票|助选|站台|作证|作保|担[保心忧]|代[言劳]|"
    "翻译|解[说释答决围困读]|讲解|介绍|示范|发声|出[力头气]|牺牲|奋斗|努力|奔[走波]|请命|平反|正名|报仇|举[行办]|主[持办讲]|设[立置计]|建[立造设功]|兴建|"
    "安[装排]|购[买置]|选购|更换|维修|登记|处理|化解|[缓破]解|分[担析]|承担|评估|制[定订作造]|[拟编]定|订[立造]|编[写制]|[撰谱改]写|演[唱出奏]|"
    "拍[摄照]|配[音乐]|辩[护解]|说[话情]|操心|着[急想]|而|树立|引[入进]|带动|铺路|输[送出]|培[养训育]|补[充习贴]|上课|授课|效[力劳]|扫清|节省|指明|揭幕|"
    "[颁加]奖|颁[发授]|加冕|鼓掌|喝彩|欢呼|充电|降温|[买埋]单|赋能|定[制做调]|预[留备]|拨[款出]|投[入放保]|支[付援]|援助|扶持|辅导|吸纳|招聘|聘请|"
    "挽[回救]|拯救|追回|保驾|感到|高兴|骄傲|难过|惋惜|献[出上身花]|奉献|付出|射入|攻入|踢[进入]|扳平|摘[下得]|立下|[致道]歉|截回|[报复]仇|雪恨|出卖|演奏|偿还|腾出|保留|夯实|赠送|下厨|[熬煮]粥|做饭|送[葬行]|重录|投购|宣传|换[心肾肝肺]|铺设|修[改订建补复]|加[设装]|寻[找求]|讨[回公]|让[路出]|腾空|改善|缔造|催生|孕育|敲响|画上|写下|塑造|缝[制补]|"
    "点[播歌亮缀]|朗[读诵]|传[授递]|派[发驻]|分[发配]|发放|调[配派]|指[引点导]|引[路导]|带[路队]|领[路航]|护[送卫理]|看[守管]|照[顾料明]|守[护候灵孝]|"
    "陪伴|伴[奏舞]|推[拿荐介]|举荐|挑选|物色|牵线|做[媒证主]|撑[腰伞场]|站岗|装修|垫付|减[免刑税]|免[费除]|豁免|退[款税还]|保[管密释]|赚取|消[除毒]|"
    "清[除理]|疏[导浚]|提振|预警|布置|增色|抹黑|蒙[羞上]|埋下|种下|留下|立[传碑]|题[词字]|填词|配[备送套]|善后|收[尸拾]|殓葬|举殡|扫墓|上香|诵经|"
    "超度|念经|洗[脱清冤]|开脱|背书|打[针扫]|接生|拔牙|按摩|化妆|理发)(?![的者商处站费局署权场]|人[员士]?(?:$|[的，]))"
)
_PURPOSE = re.compile(
    "保(?:[住全命]|安全|平安)|留住|填补|凸显|彰显|引起|换取|筹[集措备]|节约|抢救|守护|捍卫|抗[议击]|逼迫|阻止|遏[止制]|消除|掩饰|证明|吸[纳引]|拓展|寻[找求]|追[求查]|查[明找]|考察|调查|了解|躲避|逃避|参加|表示|表达|表扬|表彰|培[养训]|(?:进一步|更好地?|有效[地打防遏利控减保推提促应解]|全面|切实|尽快|及时)|打击|加强|防[止范]|推动|推进|实现|确保|庆祝|纪念|迎接|配合|应对|保障|避免|改善|提升|提高|"
    "促进|鼓励|支持|维护|保护|保证|解决|满足|方便|便利|吸引|帮助|协助|落实|贯彻|减[少轻低]|降低|节省|增[加强进]|争取|掩|救|赢|求|让|使(?![用命馆者臣持节团]|得?$)|回应|响应|弥补|缓解|扩大|完成|达到|免(?![费税签检疫试])"
)
# What is a doing, so that 為 is the copula before a verb: 目標為打擊罪行.
_COPULA_SUBJECT = re.compile(
    "(?:目[标的]|宗旨|任务|重点|原因|主题|方[向法针式]|内容|职[责能]|使命|做法|措施|步骤?|阶段|要务|工作|[作功]用|用[途意]|意图|初衷|理由|原则|策略|计划|"
    "构想|愿景|主旨|核心|关键|前提|特[点色]|责任|事项|项目|课题|出路|办法|途径|要求|罪名|口号|主[因要]|焦点|图|照|视|列|定|改|设)$"
)
_ADVERB_END = re.compile(
    "(?:将|并|也|还|专门|旨在|正|应|能|要|可|会|来|去|致力|愿|只|都|曾|已|就|而|纯粹|正是|特|特别|主要|一直|不断|继续|积极|努力)$"
)


def _wei(before: str, after: str, word: str) -> str:
    if _WITH_YI.search(before):
        return "wéi"
    if not after:
        return "wéi"
    if re.search("因$", before) or re.match("此|何|什么|甚么|了|人[着设]想", after):
        return "wèi"
    if re.search("(?:[作成称认视列定改变选译编切装解赠]|任命|[升降晋]格?|命名|推选|[以]…?)$", before):
        return "wéi"
    if _WEI_PREPOSITION.match(after) and len(after) > 2:
        return "wèi"
    if re.search("[年月日天]$", before) and _PURPOSE.match(after):
        return "wèi"
    if not _WEI_VERB_BEFORE.search(before) or _ADVERB_END.search(before):
        if _PURPOSE.match(after) and not _COPULA_SUBJECT.search(before):
            return "wèi"
        if _WEI_NOUN_AFTER.match(after) is None and re.match(
            "[^为是的]{1,16}?(?:" + _SERVICE.pattern + ")", after
        ):
            return "wèi"
        if _WEI_NOUN_AFTER.match(after) is None and re.match(
            "[^为是]{2,20}?的?[^为是]{0,8}(?:提供|带来|作出|做出|奠定|注入|创造|服务)", after
        ):
            return "wèi"
        if re.match(
            "人(?:补习|代笔|作保|担保|辩护|治病|看病|说[情媒]|撑腰|做嫁|排[忧难]|服务|消灾|按摩|剪发|算命|洗衣|带孩|打工|操刀)",
            after,
        ):
            return "wèi"
        if _PERSONS.match(after) and re.match("[^为是的]{2,16}?(?:" + _SERVICE.pattern + ")", after):
            return "wèi"
        if (
            _DOER.search(before)
            and not re.match("[人主首期准止由例伍时正]|目前|现", after)
            and (
                _acts(after) or re.match("[^为是]{1,16}?的[^为是的]{1,6}?(?:" + _SERVICE.pattern + ")", after)
            )
        ):
            return "wèi"
    return "wéi"


# Before 為: who does something for somebody, or an adverb of doing.
_DOER = re.compile(
    "(?:[局署府会方院校队团党国人员者士长民师生手友主警军们她他我你将应须可能愿要正在并亦也都又还再而不未勿以来去只更则]|"
    "公司|政府|当局|[一二三]家|专家|作家|画家|家属|国家|中心|机构|平台|银行|集团|组织|部门|大学|企业|当中|不乏|一[直向]|不断|继续|积极|主动|免费|亲自|"
    "特[地别意]|专[门程]|成功|没有|纷纷|多次|首[次度]|同时|从而|旨在|用于|计划|承诺|希望|同意|决定|呼吁|促请|建议|协助|鼓励|负责)$"
)


def _acts(after: str) -> bool:
    """Whether what follows 為 is someone or something, and then what is done for it."""
    tags = tagged(after)
    last = len(tags) - 1
    if last < 1 or tags[0][1][:1] not in "nrtsjxmb":
        return False
    for i in range(1, last + 1):
        word, tag = tags[i]
        if word in ("是", "之") or word[0] == "所":
            return False
        following = tags[i + 1] if i < last else ("", "")
        if (
            tag == "v" and len(word) > 1 and tags[i - 1][1][:1] in "nrsjxtf"
            and following[0] != "的" and following[1] not in ("vn", "v")
            and not (i + 1 == last and following[1][:1] == "n" and len(following[0]) < 3)
            and (i == last or tags[-1][1] != "uj")
        ):  # fmt: skip
            return "的" not in after or re.search("的[^，。]{0,4}$", after) is None or i == last
    return False


_PERSONS = re.compile(
    "[近约逾超]?[0-9一二三四五六七八九十百千万两数多几各]+[余多]?万?(?:[名位户]|人|[国地][^，。]|[个家间所款批][^，。为是的]{2,})"
)


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
    if re.search("[了过到的后取获夺赢求所投录拍购竞考判募邀觅]$", before) or not after:
        return "dé"
    return "de"


def _di(before: str, after: str, word: str) -> str:
    """地: de after an adverbial of two syllables or more, before what it describes."""
    if not before or not after or len(word) < 2:
        return "de" if len(word) == 1 and re.search("(.)\\1$|[轻慢快悄渐缓稳]$", before) and after else "dì"
    if re.search("[麻块幅片省市县区镇乡村国该两各当此某属产发诞居驻等外内之原基营场在落源集实]$", before):
        return "dì"
    return "de"


def _ying(before: str, after: str, word: str) -> str:
    """應: yīng ought; yìng at somebody's invitation."""
    if re.match(f"询(?![问])|{IN_SEASON}", after):
        return "yìng"
    if re.match("[按该当待以由在有予可会不将把被对加尽采为是予先再更如及同与]", after):
        return "yīng"
    if re.match("(?![向对跟])[^，。]{2,8}要求", after):
        return "yìng"
    if re.match("[^，。]{0,22}?(?:邀请|之邀|之约|约请|请求|呼吁|号召|传召|的要求|询时|邀|聘)", after):
        return "yìng"
    return "yīng"


def _zhe(before: str, after: str, word: str) -> str:
    """着: zhe after a verb; zhuó to order (着令, 着他交出), zháo to catch, to succeed."""
    if re.match("[慌急凉火魔迷]|了[慌凉火魔迷]", after) or re.search(
        "(?:[找睡用够犯管摸猜买见]不|[找睡]得)$", before
    ):
        return "zháo"
    if after.startswith("令") or (
        re.match("[他她其我你]们?.", after) and not re.search("[\u4e00-\u9fff]$", before)
    ):
        return "zhuó"
    return "zhe"


def _only(reading: str) -> Callable[[str, str, str], str]:
    return lambda before, after, word: reading


def _chang(before: str, after: str, word: str) -> str:
    if _DIGIT_AFTER.match(after) or re.match("(?:度|短|宽|高|达|的|于|期)", after):
        return "cháng"
    if re.search("(?:年[纪龄岁]|辈[分份])[^，]{0,3}$", before) and not after:
        return "zhǎng"
    if not after and re.search("[很太更最较极不甚细全角身时续]$", before):
        return "cháng"
    return "zhǎng" if re.match("[大出成满胖高于了]", after) and not before.endswith("很") else ""


def _zhong(before: str, after: str, word: str) -> str:
    if re.match("操(?!作)|[投返临开启申建组燃演播拍写考修审逢归回现聚夺登温整置设订划新拾掌掀提蹈获]", after):
        return "chóng"
    if re.match("铁|型|机|火|拳|物|活", after):
        return "zhòng"
    return "zhòng" if _DIGIT_AFTER.match(after) else ""


def _nong(before: str, after: str, word: str) -> str:
    return "lòng" if _DIGIT_BEFORE.search(before) else "nòng"


def _hang(before: str, after: str, word: str) -> str:
    """行: a measure word after a number, a bank or a trade in 該行, 各行."""
    if _DIGIT_BEFORE.search(before) or re.search("[该各本同央投分总]$", before) or re.match(TRADE, after):
        return "háng"
    return ""


def _shuai(before: str, after: str, word: str) -> str:
    """率: shuài to lead, lǜ a rate."""
    if re.match("[^，。]{0,8}?(?:代表|团|队|众|军|部|领|师|兵|舰|员|先|其|一行|高层|官员)", after):
        return "shuài"
    if (
        not after
        or re.match("[为达是高低升跌较仍约由从在上下增减不已也将会有近超比的回反持维保普稳偏]", after)
        or re.search("[标格业比胜命功病亡用息汇税利效频概机死活存入住置长出生达]$", before)
    ):
        return "lǜ"
    return "shuài" if not before or re.search("[亲将曾并长席理统帅军]$", before) else ""


def _huan(before: str, after: str, word: str) -> str:
    """還 huán: to give back; else the model, which mostly says hái."""
    if re.match(
        "以(?:颜色|掌)|(?:[了过]?(?:[他我你]们?)?)[钱款债](?!来|身|人)|[贷清给书礼账帐愿击本政权](?!来|身|人)|[你我他她它](?:们)?[^，。]{0,4}(?:钱|债|公道|清白|款|自由)",
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
    "着": _zhe,
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


def read_particle(text: str, start: int, end: int, at: int, word: str, known: Callable[[str], bool]) -> str:
    """地, 為 or 應 that the segmenter left at an edge of a word that is none: 疯狂|地爱上, 应为|长者; "" elsewhere.

    `text[start:end]` is the token, `word` the word before it; `known` tells whether the dictionary
    has a word.

    >>> read_particle("他疯狂地爱上她", 3, 5, 3, "疯狂", lambda word: False)
    'de'
    """
    if end - start < 2 or start < at < end - 1:
        return ""
    character = text[at]
    if character == "地":
        if at == start:
            return "" if known(text[start : start + 2]) else read_function_word(text, at, at + 1, word)
        if end - start > 2 and not _AFTER_NOUN.match(text, end):
            return read_function_word(text, at, at + 1, text[start:at])
    elif character == "为" or (character == "应" and (at == start or text[at - 1] not in _YING)):
        return read_function_word(text, at, at + 1, word)
    return ""


_AFTER_NOUN = re.compile("$|[，。、；：！？的和与及位属在是有」』》）\\s]")
_YING = "效反响供适感对相呼因答策照接顺回报"


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
    if not after and text[end : end + 1] in ("「", "『", "“") and text[start:end] == "为":
        after = _MARK.split(text[end + 1 : end + 30], maxsplit=1)[0]
    if not after and text.startswith("《", end) and text[start:end] == "为":
        after = re.sub("《[^》]*》?", "作品", text[end : end + 40], count=1)
    return rule(before, after, word if before else "")
