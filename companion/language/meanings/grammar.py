"""Function words: what each says where it stands. What English has no word for is explained in square brackets.

Facts from grammars of modern Chinese. Every rule sees the units around the word (`Place`) and answers with its
English, or "" where the dictionary is to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from companion.language.meanings.context import Place, Unit, words
from companion.language.meanings.uses import USES

__all__ = ["function_word"]

_TIME_UNITS = words(
    "月 周 星期 礼拜 年 季 季度 次 个 届 半年 学期 世纪 财年 财政年度 回 集 场 期 一年 一次 一届 "
    "一季 半场 学年 周一 周二 周三 周四 周五 周六 周日 个月 轮 代 一代 一步 星期一 星期二 星期三 星期四 "
    "星期五 星期六 星期日"
)
_VEHICLES = words("车 飞机 船 山 楼 火车 巴士 地铁 的士 台 台阶 楼梯 床 街 班 课 雨 雪 海 水")
_SKILLS = words(
    "说 讲 写 唱 跳 跳舞 游泳 开车 弹 煮 烧 做饭 读 画 画画 用 使用 打字 踢 打 骑 修理 拉 吹 听 "
    "看 普通话 英语 英文 中文 广东话"
)
_LOCATIVES = words(
    "上 下 中 里 内 外 前 后 间 旁 旁边 附近 之间 之中 之内 之外 之下 之上 以内 以外 期间 时 方面 "
    "左右 身上 面前 门外 门口 家"
)
_NAMING = re.compile("[称认视列定改变选命推评尊译分扩增升降转化设建任作成]")
_ABOUT = words(
    "进行 展开 达成 表示 提出 交换 作出 举行 表达 讨论 签署 商讨 谈判 交流 回应 解释 道歉 磋商 咨询 "
    "投票 表决 说明 发表 做 达致 "
    "致歉 质询 检讨 辩论 评论 澄清 投诉 上诉 立法 修例 征询 报告 追问 调查 跟进 诉讼 判刑 裁决"
)
_PEOPLE_PRONOUNS = words("我 你 您 他 她 它 我们 你们 他们 她们 咱们 大家 自己 谁")
_ASKING = words("问 提问 发问 回答 答 答复 询问 解答 追问 反问")
_SECURED = words("国家 国防 网络 资讯 信息 数据 社会 边境 能源 粮食 政治 经济 区域 地区 国际")

_ASKED_HOW = words("会 可 知 做 先 得 算 搞 办 嘟 去 走 样 同 解释")
_ABLE = words("可以 可 会 应该 想 该 要 仲可以 唔知")
_CONDITIONS = ("如", "若", "倘", "假如", "假若", "一旦", "要是", "只要", "逾期")
_BEFORE_FOR = words("将 会 可 可以 能 能够 已 正 正在 来 再 也 亦 都 并 专门 特别 免费 继续")

_AGENTS = words(
    "人 他人 警方 警员 警察 法庭 法官 医生 公司 雇主 老板 政府 当局 校方 院方 对方 贼人 匪徒 途人 私家车 的士 货车 巴士 男子 女子"
)
_TIMES_OF_DAY = words(
    "凌晨 清晨 早上 上午 中午 正午 下午 傍晚 晚上 深夜 深宵 午夜 今晨 昨晨 今早 昨早 昨日 今日 昨晚 今晚 明晚 当日 当晚 翌日 零晨"
)

_PERSON_ENDS = re.compile(
    "(?:[员长师家星手将生工友夫妻婆]|主任|主席|总统|总理|总监|经理|董事|助理|秘书|特首|议员|司机|球王|教练|冠军|警司|督察|探员|文员)$"
)
_YIELDS = words("也 都 却 竟 竟然 全 已")
_UNDONE = re.compile(".[走倒掉死伤坏破光断穿毁散醒]$")

_FIXED = {
    "和": "and", "与": "and", "及": "and", "以及": "and", "跟": "with", "或者": "or", "还是": "or", "但": "but", "但是": "but", "而且": "and also",
    "不": "not", "没": "not", "没有": "not have", "未": "not yet", "无": "without", "非": "not", "勿": "do not", "别": "do not", "否": "no", "不是": "be not",
    "也": "also", "亦": "also", "又": "again", "再": "again", "更": "more", "最": "most", "很": "very", "太": "too", "已": "already", "曾": "once", "仍": "still", "刚": "just",
    "我": "I", "你": "you", "您": "you [polite]", "他": "he", "她": "she", "它": "it", "我们": "we", "你们": "you [plural]", "他们": "they", "她们": "they", "它们": "they", "咱们": "we", "自己": "oneself",
    "这": "this", "那": "that", "此": "this", "该": "this", "其": "its", "某": "a certain", "每": "each", "各": "each", "另": "another", "本": "this", "哪": "which", "谁": "who", "什么": "what", "怎么": "how",
    "这个": "this", "那个": "that", "这些": "these", "那些": "those", "这里": "here", "那里": "there", "这样": "like this", "那样": "like that", "何": "what", "各种": "all kinds of",
    "是": "be", "从": "from", "按": "according to", "据": "according to", "依": "according to", "若": "if", "便": "then", "月": "month", "才": "only then", "而": "and, but", "倘若": "if", "却": "but", "即": "that is", "因": "because of", "令": "make", "使": "make", "让": "let",
    "至": "to", "到": "to", "往": "towards", "朝": "towards", "比": "than", "能": "can", "可": "can", "可以": "can", "能够": "can", "须": "must", "必": "must", "应": "should", "者": "[person who]", "们": "[plural]",
    "吗": "[question]", "呢": "[question]", "吧": "[suggestion]", "啊": "[ah]", "呀": "[ah]", "啦": "[emphasis]", "嘛": "[obviously]", "哦": "[oh]", "了解": "understand", "之一": "one of", "之": "'s",
    "一": "one", "二": "two", "两": "two", "三": "three", "半": "half", "几": "several", "数": "several", "全": "whole", "首": "first", "逾": "over", "共": "altogether", "称": "say", "说": "say",
    "里": "in", "内": "within", "外": "outside", "旁": "beside", "中": "in", "除了": "apart from", "为了": "in order to", "关于": "about", "对于": "regarding", "由于": "because of", "除": "except", "随": "along with", "随着": "along with",
    "应该": "should", "必须": "must", "不会": "will not", "不能": "cannot", "不可": "must not", "不得": "must not", "将会": "will", "就是": "be exactly", "只是": "only", "都是": "all be", "也是": "also be", "还有": "also have", "只有": "only", "所有": "all", 
}  # fmt: skip


def function_word(place: Place) -> str:
    """The English or the explanation of a function word in its place; "" where it is none.

    >>> from companion.language.meanings.context import Unit
    >>> units = [Unit(w, w, "word", i) for i, w in enumerate(["他", "会", "说", "话"])]
    >>> function_word(Place(units, 1))
    'can'
    """
    word = place.unit.simplified
    rule = _RULES.get(word)
    found = USES[word](place) if word in USES else ""
    found = found or (rule(place) if rule is not None else "")
    return found or _FIXED.get(word, "")


def _de(place: Place) -> str:
    """的."""
    before = place.tag(-1)
    if place.tag(1) == "w":
        return "[emphasis]" if "是" in place.clause(forwards=False) else "[the one that]"
    if before.startswith("v") and (unit := place.near(-1)) and unit.kind == "word":
        return "'s" if before == "vn" else "[that]"
    return "[describing]" if before in ("a", "an", "b", "z", "ad", "d") else "'s"


def _le(place: Place) -> str:
    if place.tag(1) == "w" and not place.tag(-1).startswith("v"):
        return "[now]"
    return "[done]"


def _guo(place: Place) -> str:
    if place.tag(-1).startswith("v") and place.tag(-1) != "w":
        return "[experienced]"
    if place.is_number(1):
        return "over"
    return "cross" if place.is_noun(1) else "pass"


def _adverbial(place: Place) -> str:
    return "[-ly]" if place.unit.pinyin == ("de",) else ""


def _de_complement(place: Place) -> str:
    if place.word(-1) in ("有", "冇") and place.is_verb(1):
        return "able to"  # 冇得揀
    return {"de": "[in such a way]", "děi": "must", "dé": "get"}.get(" ".join(place.unit.pinyin), "")


def _ba(place: Place) -> str:
    return "[tools]" if place.is_number(-1) else "[object first]"


def _bei(place: Place) -> str:
    after = place.near(1)
    acts = after is not None and after.pos.startswith("v") and after.pos != "vn"
    return "by" if place.is_noun(1) and not place.is_verb(1) and not acts else "[passive]"


def _suffer(otherwise: str) -> Callable[[Place], str]:
    """遭, 獲: by somebody before what he does (遭人爆竊), passive before a verb (遭解僱), else what one suffers or gets."""

    def rule(place: Place) -> str:
        after = place.near(1)
        if after is None or after.kind == "punctuation":
            return otherwise
        if after.pos == "v":
            return "[passive]"
        persons = after.kind == "name" or after.simplified in _AGENTS or after.pos in ("r", "nr")
        return "by" if persons and place.tag(2) != "w" else otherwise

    return rule


def _jiang(place: Place) -> str:
    reading = " ".join(place.unit.pinyin)
    if reading == "jiàng":
        return ""
    after = place.near(1)
    if place.is_number(1) and any(place.is_verb(step) for step in (2, 3)):
        return "[object first]"
    if after is None or place.is_verb(1) or place.tag(1) in ("p", "d", "c", "w", "t", "m"):
        return "will"
    verb_later = any(place.is_verb(step) for step in range(2, 6) if place.tag(step) != "w")
    return "[object first]" if place.is_noun(1) and verb_later else "will"


def _hui(place: Place) -> str:
    before, after = place.word(-1), place.word(1)
    if before in ("该", "本", "各", "大", "此", "年", "这", "同") or (
        place.is_number(-1) and not place.is_verb(1)
    ):
        return "association" if before in ("该", "本", "各") else "meeting"
    if place.tag(1) == "w" and place.is_noun(-1) and before not in _PEOPLE_PRONOUNS:
        return "meeting"
    if after in _SKILLS:
        return "can"
    return "will"


def _yao(place: Place) -> str:
    if (place.is_number(1) and place.word(1) not in ("多", "一起")) or (
        place.is_noun(1) and not place.is_verb(1) and place.word(-1) in _PEOPLE_PRONOUNS
    ):
        return "want"
    return "must"


def _zai(place: Place) -> str:
    after = place.clause()
    if place.is_verb(1) and not place.is_noun(1) and not any(w in _LOCATIVES for w in after[:6]):
        return "[in progress]"
    if (
        place.word(-1) in ("仍", "还", "正", "都")
        and place.tag(1).startswith("v")
        and not any(w in _LOCATIVES for w in after[:6])
    ):
        return "[in progress]"
    if any(w in ("中", "里", "内", "之中", "之内", "期间") for w in after[:5]):
        return "in"
    if "上" in after[:4]:
        return "on"
    return "in" if place.tag(1) == "ns" or _is_place(place.near(1)) else "at"


def _is_place(unit: Unit | None) -> bool:
    return unit is not None and (
        unit.fixed[:1].isupper() or any(s.pinyin[:1].isupper() for s in unit.senses[:1])
    )


def _gei(place: Place) -> str:
    if place.tag(-1).startswith("v") and place.word(-1) not in ("要", "会", "能", "想", "来", "去"):
        return "to"
    if place.is_noun(1) and place.is_verb(2):
        return "by" if place.word(-1) in _YIELDS or _UNDONE.search(place.word(2)) else "for"
    return "by" if place.word(-1) in _YIELDS and place.is_verb(1) else "give"


def _dui(place: Place) -> str:
    if place.is_number(-1):
        return "[pairs]"
    if place.tag(1) == "w" and not place.is_noun(-1):
        return "right"
    if place.tag(1) == "w" or place.word(1) in ("了", "的", "不"):
        return "right"
    return "against" if place.is_number(-1) or re.fullmatch("队|球队", place.word(-1) or "") else "towards"


def _yu(place: Place) -> str:
    if place.tag(-1) in ("a", "b"):
        return "than"
    if place.tag(1) in ("t", "m") or place.is_number(1):
        return "on"
    return "in" if place.tag(1) == "ns" or _is_place(place.near(1)) else "at"


def _you(place: Place) -> str:
    """由."""
    if place.word(-1) == "为":
        return "reason"  # 以…為由
    after = place.clause()
    if any(
        w in ("至", "到", "起", "升至", "跌至", "增至", "降至", "前往", "变成", "开始") for w in after[:8]
    ) or place.tag(1) in ("t", "m"):
        return "from"
    return "from" if place.is_number(1) else "by"


def _yi(place: Place) -> str:
    """以."""
    if place.tag(-1) == "v" and len(place.word(-1)) == 1:
        return "with"  # 控以盜竊罪
    return "in order to" if place.is_verb(1) and not place.is_noun(1) and place.tag(1) != "vn" else "with"


def _wei(place: Place) -> str:
    """為."""
    if place.unit.pinyin == ("wèi",):
        return "in order to" if place.is_verb(1) and place.tag(-1) == "w" else "for"
    if place.tag(-1) == "w" and place.tag(1).startswith("v") and "，" in _rest(place):
        return "in order to"  # 為演好角色，她專程…
    if place.word(1) in ("由", "名", "借口", "本", "主", "准", "限"):
        return "as"  # 以…為由
    if found := _NAMING.search(place.word(-1)):
        return "as" if found[0] in "称认视列定选命推评尊任作" else "to"
    helps = place.word(-1) in _BEFORE_FOR and not place.is_verb(1)
    return (
        "for"
        if helps and any(place.tag(step).startswith("v") for step in range(2, len(place.clause()) + 1))
        else "be"
    )


def _rest(place: Place) -> list[str]:
    return [u.simplified for u in place.units[place.at + 1 :]]


def _ze(place: Place) -> str:
    """則: then, after a condition; else it sets one thing against another."""
    before = place.units[: place.at]
    return "then" if any(u.simplified.startswith(_CONDITIONS) for u in before) else "however"


def _dou(place: Place) -> str:
    return "even" if "连" in place.clause(forwards=False) else "all"


def _hai(place: Place) -> str:
    return "return" if place.unit.pinyin == ("huán",) else "still"


def _zhi(place: Place) -> str:
    """只: only; 隻: the measure word of animals."""
    return (
        "[animals]" if place.unit.text == "隻" or (place.is_number(-1) and not place.is_verb(1)) else "only"
    )


def _suo(place: Place) -> str:
    if place.is_number(-1):
        return "[schools; buildings]"
    return "[that which]" if place.tag(1).startswith("v") else ""


def _deng(place: Place) -> str:
    after, before = place.word(1), place.tag(-1)
    if place.word(-1) in ("」", "』", "》", "）", ")", "”"):
        return "etc."
    if (
        after in ("了", "着", "过", "候", "到", "待", "一下")
        or before in ("d", "w")
        or place.word(-1) in (_PEOPLE_PRONOUNS | _LOCATIVES | {"去", "来", "要"})
    ):
        return "wait"
    if place.tag(1) in ("m", "r", "nr") and before.startswith("v"):
        return "wait"
    return "etc."


def _shang(place: Place) -> str:
    if place.word(1) in _TIME_UNITS or (place.is_number(1) and place.tag(-1) == "w"):
        return "last"
    if re.search("[山岭峰顶坡楼]$", place.word(1)) and not place.is_noun(-1):
        return "go up"
    if place.word(1) in _VEHICLES and not place.is_noun(-1):
        return "get on"
    if place.tag(-1).startswith("v") and len(place.word(-1)) == 1:
        return "[up]"
    return "on" if place.is_noun(-1) or place.tag(-1) != "w" else ""


def _xia(place: Place) -> str:
    if place.word(1) in _TIME_UNITS:
        return "next"
    if place.word(1) in ("山", "楼", "坡") or re.search("[山岭峰顶坡楼]$", place.word(1)):
        return "go down"  # 下大帽山
    if place.word(1) in ("了", *_VEHICLES):
        return "get off"
    if place.is_number(-1):
        return "[times]"
    if place.tag(-1).startswith("v") and len(place.word(-1)) == 1:
        return "[down]"
    return "under" if place.tag(-1) != "w" else ""


def _qian(place: Place) -> str:
    unit = place.near(-1)
    if _names_person(place) and not (unit is not None and unit.pos[:1] in "vt" and place.at):
        return "former"  # 前會計主任, 校方前職員
    if unit is not None and (place.is_number(-1) or unit.tag in ("t", "q", "m")) and not place.is_noun(1):
        return "ago"
    if (place.tag(-1) in ("w", "v", "p") or place.is_number(-1)) and place.is_noun(1):
        return "former"  # 兩名前職員
    return "before"


def _names_person(place: Place) -> bool:
    """Whether the nouns behind it say what somebody is: 會計|主任."""
    step = 1
    while step < 4 and (unit := place.near(step)) is not None and unit.pos.startswith(("n", "b", "vn")):
        if _PERSON_ENDS.search(unit.simplified):
            return True
        step += 1
    return False


def _hou(place: Place) -> str:
    """後: after; 后 where the text is in Traditional characters: a queen (封后)."""
    traditional = place.unit.text == "后" and any(u.text != u.simplified for u in place.units)
    return "queen" if traditional else "after"


def _jian(place: Place) -> str:
    """間: over a time (五年間), between persons or things."""
    before = place.near(-1)
    timed = before is not None and bool(re.search("[年月日周天时]$", before.simplified))
    return "over" if timed else "between"


def _jing(place: Place) -> str:
    """經: after, where 後 closes what was done (經審訊後); else through."""
    return "after" if any(w in ("后", "之后") for w in place.clause()[:6]) else "through"


def _zheng(place: Place) -> str:
    """正: what goes on, before a verb."""
    return "[in progress]" if place.is_verb(1) or place.word(1) in ("在", "被") else "just"


def _shi(place: Place) -> str:
    """時."""
    return "o'clock" if place.is_number(-1) else "when"


def _qi(place: Place) -> str:
    """起."""
    if place.word(-1) in ("唔", "不") and place.tag(-2).startswith("v"):
        return "[affordably]"  # 買唔起
    if place.is_number(-1) and place.is_noun(1) and place.word(-1) not in ("日",):
        unit = place.near(-1)
        if unit is not None and not re.search("[年月日号时點点]$", unit.simplified):
            return "[incidents]"
    if (
        place.is_number(-1)
        or place.tag(-1) in ("t", "w")
        or re.search("[年月日周天晚早午晨今时]$|傍晚|昨|明", place.word(-1))
    ):
        return "from … on"
    return "[up]" if place.tag(-1).startswith("v") else ""


def _lai(place: Place) -> str:
    if place.tag(-1).startswith("v") and place.tag(1) == "w":
        return "[towards here]"
    if place.tag(1).startswith("v") and place.at and place.tag(-1) != "w":
        return "to"
    return "for the past" if place.is_number(-1) or place.tag(-1) == "t" else "come"


def _qu(place: Place) -> str:
    return "[away]" if place.tag(-1).startswith("v") and place.tag(1) == "w" else "go"


def _jiu(place: Place) -> str:
    later = place.clause()[1:]
    return "about" if not place.is_verb(1) and any(w in _ABOUT for w in later) else "then"


def _bing(place: Place) -> str:
    return "in fact" if place.word(1) in ("不", "没有", "未", "非", "无", "没") else "and"


def _huo(place: Place) -> str:
    before = place.near(-1)
    of_two = before is not None and before.pos.startswith("v")  # 改期或退款
    return "may" if place.is_verb(1) and place.is_noun(-1) and place.tag(1) != "vn" and not of_two else "or"


def _ru(place: Place) -> str:
    if place.tag(-1) == "w" or place.at == 0:
        return "if"
    return "such as"


def _xiang(place: Place) -> str:
    return "to" if place.unit.pinyin != ("xiāng",) else ""


def _zi(place: Place) -> str:
    return "since" if place.tag(1) in ("t", "m") or place.is_number(1) else "from"


def _duo(place: Place) -> str:
    if place.is_number(-1):
        return "over"
    return "more" if place.tag(1).startswith("v") else "many"


def _hao(place: Place) -> str:
    if place.is_number(-1):
        return "No."
    return (
        "[done properly]" if place.tag(-1).startswith("v") and place.word(-1) not in ("是", "有") else "good"
    )


def _tong(place: Place) -> str:
    return "with" if place.is_noun(1) and place.tag(-1) not in ("r", "u", "uj") else "same"


def _dian(place: Place) -> str:
    """點: o'clock after a number; how in Cantonese, before or after a verb that asks (點會, 可以點)."""
    if place.is_number(-1):
        return "o'clock"
    return "how" if place.word(1) in _ASKED_HOW or (place.word(-1) in _ABLE and place.tag(1) == "w") else ""


def _of_verb(english: str) -> Callable[[Place], str]:
    """A Cantonese particle after its verb: 睇緊, 睇住."""
    return lambda place: (
        english
        if place.tag(-1).startswith("v") and len(place.word(-1)) == 1 and place.unit.text != place.word(-1)
        else ""
    )


def _you_have(place: Place) -> str:
    """有: there is at the start of a clause, have after its subject."""
    return "there is" if place.at == 0 or place.tag(-1) == "w" or place.word(-1) in _LOCATIVES else "have"


def _safe(place: Place) -> str:
    """安全: safe, safety, or security (國家安全)."""
    if place.word(1) == "的" or place.tag(-1) in ("d", "zg") or place.word(-1) in ("很", "更", "不"):
        return "safe"
    if place.word(-1) in _SECURED:
        return "security"
    return "safety" if place.is_noun(1) or place.is_noun(-1) else ""


def _wenti(place: Place) -> str:
    """問題: a question where one asks or answers it, else a problem."""
    near = place.clause(forwards=False)[:6]
    return "question" if place.word(1) in _ASKING or any(w in _ASKING for w in near) else ""


def _bu_dao(place: Place) -> str:
    return "less than" if place.is_number(1) else "not reach"


def _guang(place: Place) -> str:
    """光 after a verb: 賣光, nothing is left."""
    return "[all gone]" if place.tag(-1).startswith("v") and len(place.word(-1)) == 1 else ""


def _limit(english: str, otherwise: str) -> Callable[[Place], str]:
    """以上, 以下: after a number, or otherwise."""

    def rule(place: Place) -> str:
        before = place.near(-1)
        counted = before is not None and (place.is_number(-1) or before.tag in ("m", "mq", "q"))
        return english if counted else otherwise

    return rule


def _zhe(place: Place) -> str:
    """着: an order where it is read zhuó (着他離開), else what goes on."""
    return "order" if place.unit.pinyin == ("zhuó",) and place.is_noun(1) else "[ongoing]"


def _hour(place: Place) -> str:
    """一時: the hour after a time of the day (凌晨一時), else for a time."""
    return "1 o'clock" if place.word(-1) in _TIMES_OF_DAY else "for a time"


def _before_number(english: str, otherwise: str) -> Callable[[Place], str]:
    return lambda place: english if place.is_number(1) else otherwise


_RULES: dict[str, Callable[[Place], str]] = {
    "的": _de, "了": _le, "过": _guo, "地": _adverbial, "得": _de_complement, "把": _ba, "被": _bei, "将": _jiang, "会": _hui, "要": _yao, "在": _zai, "给": _gei,
    "对": _dui, "于": _yu, "由": _you, "以": _yi, "为": _wei, "都": _dou, "还": _hai, "只": _zhi, "所": _suo, "则": _ze, "等": _deng, "上": _shang, "下": _xia, "前": _qian,
    "时": _shi, "起": _qi, "来": _lai, "去": _qu, "就": _jiu, "并": _bing, "或": _huo, "如": _ru, "向": _xiang,
    "自": _zi, "多": _duo, "好": _hao, "同": _tong, "点": _dian, "后": _hou, "间": _jian, "经": _jing, "正": _zheng, "有": _you_have, "以上": _limit("or more", "above"), "以下": _limit("or less", "below"), "近": _before_number("nearly", "near"),
    "约": _before_number("about", "about"), "超": _before_number("over", ""), "达": _before_number("reach", "reach"), "安全": _safe, "不到": _bu_dao, "问题": _wenti, "一时": _hour, "着": _zhe, "遭": _suffer("suffer"), "获": _suffer("receive"), "差": _before_number("be short of", ""), "光": _guang, "料": _before_number("estimate", "expect"), "紧": _of_verb("[in progress]"), "边": lambda place: "how could" if place.word(1) in ("有", "够") else "",
}  # fmt: skip
