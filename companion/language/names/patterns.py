"""Persons' names whose surname has another reading elsewhere, found by what stands around them.

單 is Shàn in 法官單志明 and dān in 單車徑, 任 Rén in 任建國獲獎 and rèn in 任主席. A name is the surname and one
or two characters, none of them a function word, that don't begin or make a common word; it is taken
where a title, 姓, a list of names, or a verb of saying or doing tells so, or where both characters
are such as given names have. Facts from grammars and from Hong Kong's and Taiwan's press.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from companion.language.words.frequency import common_zipf

__all__ = ["AND", "GIVEN", "NO_GIVEN_NAME", "NO_NAMES_END", "TITLE", "Name", "find_names", "with_names"]

TITLE = (
    "记者|主席|局长|署长|处长|司长|厅长|县长|市长|省长|镇长|村长|行长|议员|教授|先生|女士|小姐|太太|市民|经理|主任|委员|"
    "书记|部长|院长|会长|总裁|警长|警司|警员|督察|律师|医生|护士|校长|老师|教师|博士|司机|车长|选手|队长|教练|主播|导演|演员|歌手|作家|学者|"
    "专家|代表|大使|总统|总理|首相|特首|党魁|秘书长?|发言人|负责人|嫌犯|疑犯|被告|死者|伤者|事主|证人|原告|店主|业主|公民|居民|学生|运动员|"
    "作者|主持|编辑|摄影|通讯员|父亲|母亲|儿子|女儿|妻子|丈夫|名叫|叫做|姓名|董事长?|创办人|召集人|总监|助理|研究员|主任委员|"
    "院士|设计师|工程师|画家|司令|将军|上校|太空人|航天员|团长|组长|科长|法官|裁判官|检控官|大法官|导师|同学|球员|前锋|后卫|门将|港星|艺人|"
    "影后|影帝|影星|歌星|视后|视帝|名将|状元|球手|泳手|车手|跑手|棋手|骑师|练马师|主厨|诗人|作曲家|指挥家|钢琴家|商人|富商|牧师|神父|村民|义工|消防员|队目|男子|女子|大厨|厨师|老板|东主|会董|董事|理事|干事|总指挥|监制|编剧|民建联|工联会|自由党|公民党|民主党|新民党|经民联"
)
GIVEN = frozenset(
    "伟芳娜敏静丽磊军洋勇艳杰娟涛超秀英华慧巧美淑惠珠翠雅芝玉萍红娥玲芬燕彩菊兰凤洁梅琳素莲荣霞香莺媛瑞佳嘉琼勤珍贞莉"
    "桂璧璐娅琦晶妍茜秋珊莎锦黛倩婷姣婉娴瑾颖瑶怡婵雁蓓纨仪荷丹蓉眉琴蕊薇菁梦岚苑婕馨瑗琰韵咏卿聪澜纯毓悦昭茗羽希欣滢馥"
    "筠柔竹霭凝晓欢霄枫芸菲伊亚宜姬荔刚毅俊峰强辉健世志义仁波贵福龙国胜祥才武新飞彬富顺康星光茂坚彪博诚震振邦承绍善"
    "厚庆民友裕哲江浩亮政谦亨翰朗伯宏斌梁栋维启克伦翔旭鹏泽晨辰士家致炎德泰雄琛钧冠策腾楠榕航弘镛诺轩卫荫权仲偕耀廷焯淦铭"
    "鸿祖尧炳钊润灿滔骏熙铿泉森霖坤乾培智永文思子海山树良安平宇"
    "庄栩懋绍唐渊沧锡易信霁彤诗恩乐天佑彦凯琪芷晴雯雪浚皓梓灏霆烨凌岳柏松岑芊蔚萱立学金生兆贤齐丁麟钰珏钦鑫钟铃锋镇"
    "建明东元正昌盛隆喜礼智进达兴添财景冰春云月阳禄寿敬恒勋勉劲励劭展岐岱峻崇川帆庭廉延彰循恺悠愉慈懿捷挺敦斐昊昕晋晖智晟暄"
    "朝枝柱格桦椿楷樱樵欧毅汉汶沛沁沅沐泓洛津浦涵淇清渝源溢滨漫潇澄濂炜焕煌煜熹熊燊燕玄玮珀珈珑珺琨琬瑛瑜璇璋璟甫申祉祯秉秦穗立"
    "竣童笙粤绮绣维缨翘耘聿胤舒良艾苏芹茵茹莹萃葆葵蒂蓝薰蕴虹裴襄观诠诤诲谊谕豪贺赞超逸道邵郁采钗铠铮锐阅隽雨霓靖颐颂颜飘骥鸣鹤鹰麒麦黎齐龄"
    "豪然基亨婉桓祺曜翠锋锐雍韦鹏宸宥妤婧媚嫦帼庚彰彪惟旻昱曼朔杉沂润湄潼煊煦璎甄畅盼睿砚碧祐禧筑绎绚翊聆舟艺莘莞菡蕊蝶跃遐郁铄陵雁霏颜颢鸾谦翰庆鸣雯逸"
    "标祈殷声远琼丝儿莱佩姿姗娇妮嫣嬿嬅凡力仪偉侠侨俪倬倢儒兢冬勇匡卓叶名向君吟周和哲善嗣圣均城堃堂奇奕奎女如妙威孝孟宁宗定宝容宾宽寅密尉尚岩岭川干年康弟强彤徽心必忠念怀思恭意愷成戎挚才扬捷摩敏斯方昂昌昭时晏晓普智曦朋本杏来松林柔桃棠森植楚欣正武毅民水汝沙河法泳洪济淳深湘湛溪滋漪濠火灵炽焱照熏爱牧特献玟环现球理瑾生甜田界疆百皋盈益真石磐祈祝科程穆竞筱箴米红纬绫经缘群羲翀耿育胜臻舜航良芙花芯若荃荆莎菀萌葳蒙蓬蕙藻虎衍裳言誉谷豫贝赐赫越路轶辅辽达运迪迅逢遥邦郎醒里钰银锦镜长闻陆陶雅露韬韶顺顼颉风驰驹骁高魁鲁鲲鹃黛鼎齐"
)
"""Characters that given names often have."""

NO_GIVEN_NAME = frozenset(
    "的了是在有不也被经任获为于与及或将把给对从向到去说称出入多次个年月日中内试想做当过以因询邀聘该由这那此其他她我你们各每两二三四五六七八九十百千万一半几何又再就都还很更最"
)
NO_NAMES_END = frozenset(
    "费车楼案法税证表册局署处房院员率数量区店台站点场机票款卡牌柜箱厂令者性化式型类制权期限务径线价物品议会赛组团队部级层厅"
)

_SURNAMES = "曾任单解区仇翟查盖缪尉卜朴覃冼乐"
_ALSO = frozenset("燕曲盛华应宁费葛")  # only where something beside the name tells
_HARDLY_ELSE = frozenset("翟覃冼仇")  # they begin hardly any other word that is not a common one
_NO_COURT = frozenset("尉盖朴") | _ALSO
_VERBS = frozenset("立信学成进达来兴添爱思念怀力如若长生展延观定育获现和经向理照普特向言运水火里石法时科闻")
_HAN = "[\u4e00-\u9fff]"

_AFTER_TITLE = re.compile(f"(?:{TITLE}|姓|名叫|叫|撰文|[文图][：:／/])[：:、／/ 　]?$")
_LIST_AFTER_TITLE = re.compile(f"(?:{TITLE})(?:{_HAN}{{2,4}}[、和与及])+$")
_CLAUSE_STARTS = re.compile(
    "(?:^|[^\u4e00-\u9fff]|由|为|是|的|而|与|和|及|跟|同|向|对|但|因|指|称|据|连|让|令|请|是|与|[^夫]妻|岁[汉女妇翁男]|其中|包括|还有|以及|昨[日天晚]?|今[日天早晚]|前[日天晚]|当[日晚时]|日前|其后|随后|最后|另外|此外|例如)$"
)
_SAYS = re.compile(
    "[ 　]?(?:报道|表示|说[，。：「:]|说|指出|指[，：「]|指(?!数|标|引|南|令|控|甲|头|示|导)|称(?!为|号|作)|认为|强调|透露|回应|补充|坦言|直言|续[指称说]|笑[言说指]|重申|呼吁|承认|否认|宣布|解释|"
    "获(?:奖|释|颁|选|委|判|准|任|封|得|救|邀|胜)|夺[得冠下]|摘[下金]|胜出|出席|到场|到[访港]|来[港华台京]|抵[港达]|返[港回]|主[持演讲]|担任|出任|接任|就任|上任|领奖|登台|上台|登场|上场|亮相|现身|"
    "饰演?|执导|演[出唱]|合[唱作演]|接受|昨|今[日天早晚年]|现年|[则亦也均](?!有|是|无)|[先女][生士]|因|涉嫌?|被[捕控判]|遭|离世|逝世|病逝|去世|致[辞词]|发[言文]|不服|认罪|判[处刑]|下令|裁定|判|加盟|入[球樽]|建功|破门|梅开|"
    "是|感[谢到叹]|怀疑|[坠堕][海楼]|认尸|报警|求助|领导|率先|坐镇|领军|率[队领]|送院|受伤|死亡|[（(][0-9０-９])"
)
_SAYS_OR_TITLE = re.compile(f"{_SAYS.pattern}|{TITLE}")
_COURT = re.compile(
    "[女妇生汉翁男姓某氏太父母伯婆叔嫂姨](?=$|争|吵|同(?![性志])|及|等|[^\u4e00-\u9fff]|称|说|指|续|则|亦|也|被|遭|因|涉|承认|否认|认罪|不服|供|送|昏|倒|受伤|报|昨|今|声|获|当|其后|事后|表示|及后|向|与|和)"
    "|家(?=[一二三四五六七八]口)|(?:爸爸|妈妈|伯伯|婆婆|叔叔|阿姨|[Ss]ir)"
    f"|姓(?=[男女老青少中]|{TITLE}|司机|店主|商人|夫[妇妻]|兄弟|姊妹|姐妹|一家|家[人族属]|外籍|本地|[0-9])"
)
_ADDRESS = re.compile("医生|医师|律师|校长|法官|警官|师傅|督察|教练|导师|院长|牧师|神父|老师|同学")
_ACTS = re.compile("曾|已|将|未|没有|仍|就|在|于|向|对|把|与|和|同|随后|随即|最终|先后|再|[0-9０-９]")
_MASK = re.compile("[XxＸｘ×*＊○〇◯某□](?![A-Za-z])|[XxＸｘ]{2}")
AND = "、与和及跟同"


class Name(NamedTuple):
    """Where a name ends, and whether something beside its own characters tells that it is one."""

    end: int
    sure: bool


@lru_cache(4096)
def find_names(text: str) -> dict[int, Name]:
    """The names in a simplified text by the place where they begin.

    A name with `end` at its own beginning is a surname that may be none: a reason to look.

    >>> text = "由区海琳主持，行长单志明说单车径已完工，任主席的任建国获奖"
    >>> [text[start:name.end] for start, name in find_names(text).items()]
    ['区海琳', '单志明', '任建国']
    """
    found: dict[int, Name] = {}
    free = 0
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        if at >= free and (name := _name_at(text, at)):
            found[at] = name
            free = name.end
    return found


def with_names(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """`spans` and, in order, those of the names in a simplified text that are sure and touch none of them.

    >>> with_names([(0, 2)], "8日由区海琳主持")
    [(0, 2), (3, 6)]
    """
    names = [(start, n.end) for start, n in find_names(text).items() if n.sure]
    clear = [n for n in names if not any(a < n[1] and n[0] < b for a, b in spans)]
    return sorted([*spans, *clear]) if clear else spans


_CANDIDATE = re.compile(f"[{_SURNAMES}{''.join(_ALSO)}]")


def _name_at(text: str, at: int) -> Name | None:
    surname, before = text[at], text[max(0, at - 24) : at]
    if before[-1:] == "姓":
        if re.search("[百同复各大两外]姓$", before):
            return None
        return Name(at + 1, True)
    if common_zipf(text[at : at + 2]) or text[at + 1 : at + 2] in NO_GIVEN_NAME:
        return None
    titled = _AFTER_TITLE.search(before) is not None or _LIST_AFTER_TITLE.search(before) is not None
    if not titled and before and common_zipf(before[-1] + surname):
        return None
    if text[at + 1 : at + 2] == "某" and surname not in "查" and surname not in _ALSO:
        return Name(at + 2, True)  # 任某, 解某
    starts = titled or _CLAUSE_STARTS.search(before) is not None
    if starts and surname not in _ALSO and _MASK.match(text, at + 1):
        return Name(at + 1, True)
    if starts and surname not in _NO_COURT and (court := _COURT.match(text, at + 1)):
        return Name(at + 1 if len(court.group()) > 1 else at + 2, True)
    joined = before != "" and common_zipf(before[-1] + surname) > 0  # 经|理解|医生
    if starts and not joined and surname in "单解仇翟朴覃冼缪区" and _ADDRESS.match(text, at + 1):
        return Name(at + 1, True)
    if not starts and surname not in _HARDLY_ELSE:
        return None
    if re.match("先生|女士|小姐|太太", text[at + 1 : at + 3]):
        return None  # `surname_reading` has these
    return _full_name(text, at, before, titled)


def _full_name(text: str, at: int, before: str, titled: bool) -> Name | None:
    """The name of three characters that begins at a place; where it may be one, an empty one."""
    surname, given = text[at], text[at + 1 : at + 3]
    if re.fullmatch(f"{_HAN}{{2}}", given) is None or not NO_GIVEN_NAME.isdisjoint(given):
        return None
    if common_zipf(text[at : at + 3]) or given[1] in NO_NAMES_END:
        return None
    common, like_a_name = common_zipf(given), GIVEN.issuperset(given)
    if common and (not like_a_name or common > 5):
        return None
    end = at + 3
    says = (_SAYS if surname in "任曾解查" else _SAYS_OR_TITLE).match(text, end) is not None
    follows = text[end : end + 1]
    closed = re.match(_HAN, follows) is None
    told = (surname not in "解查" or follows == "获") and (says or follows in AND)
    if not (closed or told) and common_zipf(given[1] + follows) > 3.5:
        return None  # 任文化大使, 解明原因
    listed = (
        (before != "" and before[-1] in AND and (closed or follows in AND))
        or (titled and (closed or follows in AND))
        or (follows == "、" and _CLAUSE_STARTS.search(before) is not None)
    )
    acts = _ACTS.match(text, end) is not None
    some = not GIVEN.isdisjoint(given)
    verbs = surname in "曾任解查乐盖应费盛" and not _VERBS.isdisjoint(given)
    if like_a_name and (says or listed or (titled and not verbs)):
        return Name(end, True)
    if listed and some and not common:
        return Name(end, True)
    if titled and says and some and not common and not verbs:
        return Name(end, True)
    if surname in _ALSO:
        return None
    if like_a_name and closed and not common and not verbs:
        opens = "为是由" if surname in "单区仇翟" else ""
        alone = surname != "乐" and (before == "" or before[-1] in opens or not re.match(_HAN, before[-1]))
        return Name(end, alone or surname in _HARDLY_ELSE)
    if like_a_name and (
        surname in _HARDLY_ELSE
        or ((surname != "乐" or given[1] not in "堂园坛团府") and not common and not verbs and acts)
    ):
        return Name(end, True)
    if says and some and not common and surname not in "曾任解查乐盖应费盛":
        return Name(end, False)
    return Name(at, False) if like_a_name and not verbs and (not common or acts) else None
