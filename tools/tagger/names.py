"""Made-up names for the student: in place of persons in labelled sentences, and in frames of news.

    python tools/tagger/names.py replace LABELLED.npz OUT.npz          # the project's environment
    python tools/tagger/names.py vary LABELLED.npz OUT.npz             # all sentences, persons mostly others
    python tools/tagger/names.py frames FRAMES.txt LISTS.txt OUT.npz

One seed: the same data give the same sentences.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from label import KEPT, certain, save
from teacher import LABELS, TAGS

from companion.facts import read_facts
from companion.language.names.people import sounds, surnames
from companion.language.words import vocabulary

_PERSON, _PLACE = 2 * TAGS.index("PER"), 2 * TAGS.index("LOC")
_FRAMES_EACH = 50
_VARIED = 0.7
_WORDS_AS_GIVEN = [
    "建设",
    "立新",
    "卫国",
    "胜利",
    "国庆",
    "建国",
    "建军",
    "和平",
    "向东",
    "东升",
    "永红",
    "解放",
    "明天",
    "如意",
    "自强",
    "光明",
    "进步",
    "跃进",
    "文化",
    "新华",
    "志愿",
    "爱国",
    "大海",
    "小军",
    "春天",
    "思想",
    "高兴",
    "长征",
    "天真",
    "一鸣",
    "正义",
]
_COMMON = (
    "陈林黄张李王吴刘蔡杨许郑谢郭洪邱曾廖赖徐周叶苏庄吕江何萧罗高潘简朱锺梁邓冯唐彭谭关莫区冼邝卢麦霍翁欧"
)
_AFTER = {
    "则": "d", "亦": "d", "也": "d", "于": "p", "称": "v", "指": "v", "续指": "v", "正": "d", "以": "p", "应": "v", "在": "p", "昨": "TIME",
    "今": "TIME", "昨日": "TIME", "已": "d", "质疑": "v", "表示": "v", "认为": "v", "透露": "v", "接应": "v", "入替": "v", "送出": "v",
    "上前": "v", "、": "w", "提到": "v", "质询": "v", "和": "c", "及": "c", "与": "c", "中": "f", "到场": "v", "获": "v", "被": "p", "将": "d",
}  # fmt: skip
_BEFORE = {
    "前锋": "n", "后卫": "n", "守将": "n", "门将": "n", "法官": "n", "被告": "n", "议员": "n", "召集人": "n", "分析师": "n", "靠": "v", "派出": "v",
    "由": "p", "面对": "v", "惟": "c", "主席": "n", "董事": "n", "歌手": "n", "记者": "n", "特首": "n", "而": "c", "儿子": "n", "女儿": "n", "其妻": "n",
}  # fmt: skip


_PLACE_LIKE = (
    "石水沙坑头尾围岭坪湾山田村洲塘涌浪角屿岩井坳窝埔口门咀仔大小上下中新旧东西南北金银龙凤马牛鹿鸡鹤麻竹梅松柏茶果荔枝禾米榕樟红黄青白黑"
    "德福禄寿康宁安乐和平富贵华美丽景翠碧海天星月云彩虹宝荣兴隆盛昌泰顺利达明光辉嘉雅逸峰湖泉林园苑廷御珀都汇"
)
_PLACE_ENDINGS = [
    "邨",
    "邨",
    "苑",
    "苑",
    "花园",
    "花园",
    "街",
    "街",
    "道",
    "道",
    "道",
    "路",
    "路",
    "湾",
    "村",
    "围",
    "里",
    "台",
    "阁",
    "楼",
    "大厦",
    "广场",
    "中心",
    "商场",
    "半岛",
    "公园",
    "游乐场",
    "体育馆",
    "球场",
    "码头",
    "医院",
    "中学",
    "小学",
    "公路",
    "大桥",
    "隧道",
    "径",
    "山",
    "岭",
    "洲",
    "岛",
    "水库",
    "沙滩",
    "工业邨",
    "工业大厦",
    "酒店",
    "城",
    "豪庭",
    "山庄",
    "居",
    "轩",
    "峰",
    "汇",
    "站",
    "街市",
    "泳池",
    "巷",
    "坊",
    "坑",
    "河",
    "涌",
    "海滩",
    "机场",
    "庙",
    "寺",
    "教堂",
]
_ORGANISATION_ENDINGS = [
    "协会",
    "总会",
    "学会",
    "商会",
    "公会",
    "工会",
    "联会",
    "同盟",
    "联盟",
    "基金",
    "基金会",
    "委员会",
    "集团",
    "公司",
    "银行",
    "证券",
    "地产",
    "控股",
    "科技",
    "药厂",
    "书院",
    "大学",
    "学院",
    "中学",
    "小学",
    "医院",
    "研究所",
    "研究中心",
    "出版社",
    "剧团",
    "乐团",
    "舞团",
    "党",
    "局",
    "署",
    "处",
    "社",
    "会",
    "关注组",
    "关爱队",
    "青年团",
    "慈善会",
    "教会",
    "日报",
    "电视台",
]


class _Place(NamedTuple):
    place: str


def places() -> list[str]:
    """The places of Hong Kong that Companion knows by name."""
    path = Path(vocabulary.__file__).parent / "data" / "hong_kong_places.tsv"
    return [row.place for row in read_facts(path, _Place, key="place").rows]


class Names:
    """Names as they may be in news; `given` are the characters of given names."""

    def __init__(self, given: str, seed: int) -> None:
        self.random = random.Random(seed)
        self._given = sorted(set(given))
        self._sounds = sorted(sounds())
        rows = surnames().values()
        self._surnames = [s.surname for s in rows if s.kind == ""]
        self._double = [s.surname for s in rows if s.kind == "double"]
        self._japanese = [s.surname for s in rows if s.kind == "japanese"]
        self._rare = [chr(c) for c in range(0x4E00, 0x9FA6)]

    def surname(self) -> str:
        r = self.random.random()
        return self.random.choice(_COMMON if r < 0.55 else self._double if r > 0.97 else self._surnames)

    def person(self) -> str:
        pick = self.random
        if pick.random() < 0.04:
            return self.surname() + pick.choice(_WORDS_AS_GIVEN)
        given = (
            pick.choice(self._given if pick.random() < 0.95 else self._rare)
            for _ in range(1 if pick.random() < 0.1 else 2)
        )
        return self.surname() + "".join(given)

    def foreign(self) -> str:
        pick = self.random
        name = "".join(pick.choice(self._sounds) for _ in range(pick.choice((2, 3, 3, 3, 4, 4, 5))))
        return pick.choice("ABCDJKMRST") + name if pick.random() < 0.02 else name

    def japanese(self) -> str:
        return self.random.choice(self._japanese) + "".join(
            self.random.choice(self._given) for _ in range(self.random.choice((1, 2, 2)))
        )

    def _made_of(self, fewest: int, most: int) -> str:
        """Characters such as places and institutions have."""
        pick = self.random
        return "".join(
            pick.choice(_PLACE_LIKE if pick.random() < 0.6 else self._given)
            for _ in range(pick.randint(fewest, most))
        )

    def place(self) -> str:
        pick = self.random
        return (
            self._made_of(1, 3) + pick.choice(_PLACE_ENDINGS) if pick.random() < 0.85 else self._made_of(2, 3)
        )

    def foreign_place(self) -> str:
        pick = self.random
        name = "".join(pick.choice(self._sounds) for _ in range(pick.choice((2, 3, 3, 4, 4, 5))))
        return name + pick.choice(["", "", "", "市", "州", "岛", "河", "湾"])

    def organisation(self) -> str:
        return self._made_of(2, 2) + self.random.choice(_ORGANISATION_ENDINGS)

    def company(self, endings: list[str]) -> str:
        pick = self.random
        r = pick.random()
        if r < 0.08:
            return self._made_of(2, 2) + "系"
        name = self._made_of(2, 2) if r < 0.75 else self._made_of(3, 3) if r < 0.85 else self.foreign()
        return name + pick.choice(endings)

    def team(self) -> str:
        return self.foreign()

    def any(self) -> str:
        r = self.random.random()
        return self.foreign() if r < 0.25 else self.japanese() if r < 0.29 else self.person()


def replace(path: str, out: str, names: Names) -> None:
    """Sentences with persons: each time with other persons, some with a function word before or after."""
    with np.load(path) as z:
        lines, labels, probs = str(z["text"]).split("\n"), z["labels"], z["probs"]
    best = labels[np.arange(len(labels)), probs.argmax(1)]
    pick, made, at = names.random, [], 0
    for line in lines:
        here = best[at : at + len(line)]
        for chosen, times in ((_PERSON, 2), (_PLACE, 1)):
            for _ in range(times if chosen in here and (times == 2 or pick.random() < 0.4) else 0):
                made.append(_replaced(line, here, labels[at:], probs[at:], names, pick))
        at += len(line)
    save(out, made)


def vary(path: str, out: str, names: Names) -> None:
    """All sentences, of those with persons most with others: a few officials are named in half of a city's news."""
    with np.load(path) as z:
        lines, labels, probs = str(z["text"]).split("\n"), z["labels"], z["probs"]
    best = labels[np.arange(len(labels)), probs.argmax(1)]
    made, at = [], 0
    for line in lines:
        end = at + len(line)
        here = best[at:end]
        if _PERSON in here and names.random.random() < _VARIED:
            made.append(_replaced(line, here, labels[at:], probs[at:], names, names.random))
        else:
            made.append((line, labels[at:end], probs[at:end]))
        at = end
    save(out, made)


def _replaced(line, here, labels, probs, names, pick):
    text, lab, pro, i = [], [], [], 0
    while i < len(line):
        j = i + 1
        if here[i] == _PERSON:
            while j < len(line) and here[j] == _PERSON + 1:
                j += 1
            if j - i > 1 and "·" not in line[i:j]:
                words = [(w, _BEFORE[w]) for w in [pick.choice(list(_BEFORE))] if pick.random() < 0.15]
                words.append((names.any(), "PER"))
                words += [(w, _AFTER[w]) for w in [pick.choice(list(_AFTER))] if pick.random() < 0.3]
                new, new_labels, new_probs = certain(words)
                text.append(new), lab.append(new_labels), pro.append(new_probs)
                i = j
                continue
        if here[i] == _PLACE and pick.random() < 0.4:
            while j < len(line) and here[j] == _PLACE + 1:
                j += 1
            if j - i > 2:
                new, new_labels, new_probs = certain(
                    [(names.place() if pick.random() < 0.6 else names.foreign_place(), "LOC")]
                )
                text.append(new), lab.append(new_labels), pro.append(new_probs)
                i = j
                continue
            j = i + 1
        text.append(line[i:j]), lab.append(labels[i:j]), pro.append(probs[i:j])
        i = j
    return "".join(text), np.concatenate(lab), np.concatenate(pro)


def frames(path: str, lists: str, out: str, names: Names) -> None:
    """Each frame filled anew many times."""
    choices = {
        cells[0]: cells[1].split()
        for cells in (x.split("\t") for x in Path(lists).read_text("utf-8").split("\n") if x and x[0] != "#")
    }
    made, pick, known = [], names.random, places()
    for line in Path(path).read_text("utf-8").split("\n"):
        if not line or line[0] == "#":
            continue
        for _ in range(_FRAMES_EACH if "{" in line else _FRAMES_EACH // 6):
            words, surname, first = [], "", ""
            for item in line.split(" "):
                word, _, tag = item.partition("/")
                if word == "{PER}":
                    name = names.person()
                    first = first or name
                    surname = surname or (name[:2] if len(name) == 4 else name[:1])
                    words.append((name, "PER"))
                elif word == "{FOR}":
                    words.append((names.foreign(), "PER"))
                elif word == "{PER1}":
                    words.append((first, "PER"))
                elif word == "{PLACE}":
                    words.append((names.place(), "LOC"))
                elif word == "{FPLACE}":
                    words.append((names.foreign_place(), "LOC"))
                elif word == "{NORG}":
                    words.append((names.organisation(), "ORG"))
                elif word == "{COMPANY}":
                    words.append((names.company(choices["CMP"]), "ORG"))
                elif word == "{NTEAM}":
                    words.append((names.team(), "ORG"))
                elif word == "{LOC}" and pick.random() < 0.6:
                    words.append((names.place() if pick.random() < 0.5 else pick.choice(known), "LOC"))
                elif word == "{JA}":
                    words.append((names.japanese(), "PER"))
                elif word == "{SUR}":
                    words.append((surname or names.surname(), "PER"))
                elif word.count("{") > 1:  # one word of two parts: {V4}{RESULT}
                    words.append(("".join(pick.choice(choices[k]) for k in word[1:-1].split("}{")), tag))
                elif word[0] == "{":
                    words.append((pick.choice(choices[word[1:-1]]), tag or word[1:-1]))
                else:
                    words.append((word, tag))
            made.append(certain(words))
    save(out, made)


if __name__ == "__main__":
    assert KEPT and LABELS
    made_up = Names((Path(__file__).parent / "given.txt").read_text("utf-8").strip(), seed=1)
    {"replace": replace, "vary": vary, "frames": frames}[sys.argv[1]](*sys.argv[2:], made_up)
