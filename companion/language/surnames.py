"""Surnames that are read otherwise than the character elsewhere: 曾 Zēng, 任 Rén, 單 Shàn, 區 Ōu.

A token that no dictionary has and that begins with such a character is a name where a title or
the like stands before it, or a verb of saying or a form of address after it.
"""

from __future__ import annotations

import re

from companion.language.frequency import common_zipf

__all__ = ["SURNAMES", "surname_reading"]

SURNAMES = {
    "曾": "zēng", "任": "rén", "单": "shàn", "解": "xiè", "区": "ōu", "仇": "qiú", "翟": "zhái", "查": "zhā", "盖": "gě",
    "葛": "gě", "朴": "piáo", "华": "huà", "缪": "miào", "覃": "qín", "冼": "xiǎn", "乐": "yuè", "纪": "jǐ", "应": "yīng",
    "尉": "wèi", "燕": "yān", "卜": "bǔ", "那": "nā", "宁": "níng", "柏": "bǎi", "薄": "bó", "车": "chē", "费": "fèi",
    "牟": "móu", "祭": "zhài", "臧": "zāng", "隗": "wěi", "干": "gān", "谷": "gǔ", "哈": "hǎ", "过": "guō", "盛": "shèng",
    "曲": "qū", "相": "xiàng", "於": "yū", "石": "shí", "召": "shào", "折": "shé", "种": "chóng", "令": "líng", "强": "qiáng",
    "尹": "yǐn", "殷": "yīn", "沈": "shěn", "晟": "chéng", "郗": "xī", "卓": "zhuó", "宿": "sù", "栗": "lì", "和": "hé",
    "訾": "zī", "呙": "guō", "逄": "páng", "幺": "yāo", "昝": "zǎn", "教": "jiào", "员": "yùn", "校": "xiào", "重": "chóng",
}  # fmt: skip

_TITLE = (
    "记者|主席|局长|署长|处长|司长|厅长|县长|市长|省长|镇长|村长|议员|教授|先生|女士|小姐|太太|市民|总经理|经理|主任|委员|"
    "书记|部长|院长|会长|总裁|警长|警司|督察|律师|医生|校长|老师|博士|司机|选手|队长|教练|主播|导演|演员|歌手|作家|学者|"
    "专家|代表|大使|总统|总理|首相|特首|党魁|秘书长|发言人|负责人|嫌犯|疑犯|被告|死者|伤者|事主|公民|居民|学生|运动员|"
    "作者|主持|编辑|摄影|通讯员|父亲|母亲|儿子|女儿|妻子|丈夫|名叫|姓|董事长|行政总裁|创办人|召集人|总监|助理|研究员|"
    "院士|设计师|工程师|画家|司令|将军|上校|太空人|航天员|团长|组长|科长|法官|大律师|导师|同学|球员|前锋|后卫|门将|港星|艺人"
)
_AFTER_TITLE = re.compile(f"(?:{_TITLE})[：:、 　]?$")
_BEFORE_SAYING = re.compile(
    "[ 　]?(?:报道|表示|说|指出?|称|认为|强调|透露|回应|补充|坦言|续指|先生|女士|小姐|太太|太|某|氏|姓|生(?![活存长前产日病意下])|老师|教授|博士|议员|"
    "主席|局长|署长|处长|司长|部长|院长|会长|校长|律师|医生|警长|督察|摄|／|/|则|亦|也)"
)
_NO_GIVEN_NAME = frozenset(
    "的了是在有不也被经任获为于与和或将把给对从向到来去说称出入多次个年月日中内试想做当过以因询邀聘该"
)

# Surnames with which hardly any other word begins.
_ONLY_SURNAMES = frozenset("朴覃冼隗逄昝呙訾郗")
_WITH_A_GIVEN_NAME = frozenset("曾任单解区仇翟查盖葛缪尉卜")
_NO_NAMES_END = frozenset("费车楼案法税证表册局署处房院员率数量区店台站点场机票款卡牌柜箱厂令者性化式型类")
_AND = "、与和及跟同"
_GIVEN = frozenset(
    "伟芳娜敏静丽磊军洋勇艳杰娟涛超秀英华慧巧美淑惠珠翠雅芝玉萍红娥玲芬燕彩菊兰凤洁梅琳素莲荣霞香莺媛瑞佳嘉琼勤珍贞莉"
    "桂璧璐娅琦晶妍茜秋珊莎锦黛倩婷姣婉娴瑾颖瑶怡婵雁蓓纨仪荷丹蓉眉琴蕊薇菁梦岚苑婕馨瑗琰韵咏卿聪澜纯毓悦昭茗羽希欣滢馥"
    "筠柔竹霭凝晓欢霄枫芸菲伊亚宜姬荔丽刚毅俊峰强辉健世志义仁波贵福龙国胜祥才武新飞彬富顺杰康星光茂坚彪博诚震振邦承绍善"
    "厚庆民友裕哲江浩亮政谦亨翰朗伯宏斌梁栋维启克伦翔旭鹏泽晨辰士家致炎德泰雄琛钧冠策腾楠榕航弘镛诺轩卫荫权仲偕耀廷焯淦铭"
    "鸿祖尧炳钊润灿滔骏熙铿泉森霖坤乾培智永文思子海山树良安平宇"
)


def surname_reading(text: str, start: int, end: int) -> str:
    """The surname's reading where `text[start:end]` (simplified) begins a name; else "".

    >>> surname_reading("记者曾萍报道", 2, 4), surname_reading("她曾任部长", 1, 3), surname_reading("任先生", 0, 1)
    ('zēng', '', 'rén')
    """
    reading = SURNAMES.get(text[start])
    if reading is None or end - start > 3:
        return ""
    after = text[end : end + 4]
    if end - start == 1:
        if text[start - 1 : start] == "姓" and not re.match("[\u4e00-\u9fff]", after):
            return reading
        if re.match("(?:先生|女士|小姐|太太|某|氏|姓|老师|教授|博士|议员|伯|太)", after):
            return reading
        if (
            text[start] in "仇翟葛缪卜"  # no verb or the like, as 查 and 解 are
            and _stands_in_a_list(text, start, end + 2)
            and _looks_like_a_name(text[start : end + 2])
        ):
            return reading
        given = re.match("[\u4e00-\u9fff]{2}", after)
        if (
            given
            and not _NO_GIVEN_NAME & set(given.group())
            and _AFTER_TITLE.search(text[max(0, start - 6) : start])
        ):
            following = text[end + 2 : end + 6]
            if not following or _BEFORE_SAYING.match(following) or not re.match("[\u4e00-\u9fff]", following):
                return reading
        return ""
    if _NO_GIVEN_NAME & set(text[start + 1 : end]):
        return ""
    if _AFTER_TITLE.search(text[max(0, start - 6) : start]) or _BEFORE_SAYING.match(after):
        return reading
    if end - start == 3 and _stands_in_a_list(text, start, end) and _looks_like_a_name(text[start:end]):
        return reading
    first, given = text[start], text[start + 1 : end]
    if first in _ONLY_SURNAMES or (
        first in _WITH_A_GIVEN_NAME
        and (len(given) == 2 or first == "曾")
        and (_GIVEN.issuperset(given) or (first == "曾" and len(given) == 2 and not common_zipf(given)))
    ):
        return reading
    return ""


def _stands_in_a_list(text: str, start: int, end: int) -> bool:
    """Whether what stands at a place is one of several: between 、, 與, 和 or 及."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return (before in _AND and after in _AND + "，。；）等") or (
        after in _AND and (not before or before in "：（「括为是由有")
    )


def _looks_like_a_name(text: str) -> bool:
    """Whether three characters are a surname and a given name: one that has it, and no common word in them."""
    return (
        text[0] in _WITH_A_GIVEN_NAME
        and _NO_GIVEN_NAME.isdisjoint(text[1:])
        and re.fullmatch("[\u4e00-\u9fff]{3}", text) is not None
        and text[2] not in _NO_NAMES_END
        and not common_zipf(text[:2])
        and not common_zipf(text[1:])
    )
