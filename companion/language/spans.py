"""Runs that are one token whatever the segmenter says: numbers with units, dates, names with a dot.

A reader reads 2月8日, 670萬人次 or 00後 as one thing, and 佩通坦．欽那瓦 as one name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from companion.han import HAN
from companion.language.numbers.figures import FIGURE
from companion.language.numbers.units import pattern, shorter_unit
from companion.language.numbers.written import number_spans

__all__ = ["HAN", "classify", "fixed_spans", "has_han", "is_dotted_name", "is_han"]

_HAN = re.compile(f"[{HAN}]")
_ALL_HAN = re.compile(f"[{HAN}]+")
_DIGITS = "0-9０-９"
_NUMBER = FIGURE
_SCALE = "(?:[十千萬万億亿兆]|百(?!分[點点]))*"
_DATE = re.compile(
    f"(?:[{_DIGITS}]{{2,4}}年)?[{_DIGITS}]{{1,2}}月[{_DIGITS}]{{1,2}}[日號号]|[{_DIGITS}]{{2,4}}年[{_DIGITS}]{{1,2}}月"
)
_SIGN = f"(?:(?<![{_DIGITS}A-Za-z%％℃)）-])−|(?:(?<=[，。、：；（(「\\s溫温為为至到跌低升達达於于約约是報报錄录得])|^)[-－])"
_QUANTITY = re.compile(
    f"(?:第|{_SIGN})?{_NUMBER}(?:[十百千萬万億亿兆]+{_NUMBER})*(?:[%％‰℃°]|{_SCALE}(?P<more>[多餘余])?(?P<unit>{pattern()})?)"
)
# Characters that Chinese uses to write foreign names by sound.
_SOUND = (
    "阿艾安奧奥巴白柏拜班邦保鲍鮑北贝貝本比彼畢毕波伯勃博卜布采蔡查差昌超茨措達达戴丹當当道德登狄迪蒂丁東东杜敦多鄂恩爾尔耳"
    "法凡範范方菲費费芬馮冯弗夫福富蓋盖甘岡冈高戈哥格葛根古瓜圭貴贵哈海漢汉豪赫黑亨洪胡華华懷怀惠霍基吉季加佳嘉賈贾簡简江姜"
    "焦傑杰金京卡凱凯坎康考柯科克肯庫库寬宽昆拉萊莱賴赖蘭兰朗勞劳勒雷蕾黎李里理利莉麗丽連连良列林琳柳隆龍龙盧卢魯鲁路羅罗洛呂吕"
    "倫伦馬马瑪玛邁迈麥麦曼芒毛茅梅美門门蒙孟米蜜密敏明摩莫墨默姆木穆拿納纳那娜奈南內内尼妮涅紐纽諾诺努女歐欧帕派潘龐庞佩彭蓬皮平"
    "珀坡普奇齊齐恰欽钦切琴丘屈瓊琼茹儒瑞若薩萨塞賽赛桑瑟森沙莎珊尚紹绍舍申什聖圣施石史士思斯司絲丝松蘇苏梭索塔泰坦湯汤唐陶特"
    "滕提田廷通圖图托陀瓦萬万旺威韋韦維维魏溫温文翁沃烏乌吳吴武希西錫锡夏香肖謝谢辛欣興兴休修徐許许雪雅亞亚延揚扬耶葉叶伊漪宜"
    "易意因英尤約约詹珍芝茲兹宗祖佐孜猜乃育巧讪他信舍貌觉敢昂山素季民登盛吞雍拉邬吴赛塔纽顿頓弥彌宾賓泽澤朴浦楚施撒鐵铁艮芙芮聂聶翰烈悌凌崔黛珮璐娃薇裴岱琅郎仁仕安捷昂晃楊杨狄甸祈穆竺綺绮羽耀苗"
    "迺荣榮蓓蔻藍蘿裘費里鄧邓錢钱閔闵隆霍靈灵霞韓韩顧顾馳驰魁默黎寧宁瓊娥嫚卫衛庄莊滋潘慕塚健郁玛伽迦嘎噶珠巫帝菈薩列津笛拿鐸铎桂"
    "埃爱澳包玻曹柴车川春慈聪俄厄丰佛贡郭果侯久居孔夸阔廉娄瑙嫩牛农乔青热容寿舒朔腾土雄逊依永云宰扎章哲治朱卓奴咸度堡碧尊积殊匹辟芭莲娅婷倪宋悠幽甫弼奔彬冰炳菠佑泊愛車聰豐貢誇闊婁農喬熱壽騰遜雲鹹積闢蓮婭拔褒告席"
)
_DOTS = "．·・‧•"
_PART = f"(?:大[衛卫]|[{_SOUND}]){{1,6}}"
_INITIAL = f"(?:{_PART}|(?<![A-Za-z])[A-Z](?![A-Za-z]))"  # J·K·羅琳
_NAME = re.compile(f"(?=[A-Z{_DOTS}]{{0,12}}[{HAN}]){_INITIAL}(?:[{_DOTS}]{_INITIAL}){{1,3}}")
_DIGIT, _LETTER, _DOT = re.compile(f"[{_DIGITS}]"), re.compile("[A-Za-z]"), re.compile(f"[{_DOTS}]")
_LATIN = re.compile("[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*(?:[-'’.&/+@_][A-Za-z0-9]+)*")
_EMOJI = "[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*"
_JOINED_EMOJI = re.compile(f"{_EMOJI}(?:\u200d{_EMOJI})+")
_KINDS = (
    ("space", re.compile(r"\s+")),
    ("number", re.compile(f"[第−－-]?[{_DIGITS}]")),
    ("word", _HAN),
    ("latin", re.compile(r"[^\W\d_]")),
)


def fixed_spans(
    text: str, ends: Collection[int], unknown_at: Callable[[int], tuple[int, int] | None] = lambda at: None
) -> list[tuple[int, int]]:
    """The spans of numbers with their units, dates and dotted names in `text`, in order.

    `ends` are the word ends that the segmenter found: a unit is only taken where a word ends
    after it (5月 of 5月球 is none), or where `unknown_at(place)` has a word there that is in no dictionary: 度至
    of 19度至24度.

    >>> text = "2月8日有670萬人次，佩通坦．欽那瓦表示"
    >>> [text[a:b] for a, b in fixed_spans(text, {2, 4, 5, 8, 11, 12, 15, 16, 19, 21})]
    ['2月8日', '670萬人次', '佩通坦．欽那瓦']
    """
    found: list[tuple[int, int]] = []
    if _DOT.search(text):
        found += [_name(m, ends) for m in _NAME.finditer(text)]
    if _LETTER.search(text):  # Latin inside a word (卡拉OK) belongs to the word.
        found += [
            (a, b)
            for a, b in (m.span() for m in _LATIN.finditer(text))
            if (a == 0 or a in ends) and b in ends
        ]
    if "\u200d" in text:
        found += [m.span() for m in _JOINED_EMOJI.finditer(text)]
    found += number_spans(text, ends, unknown_at)
    if not _DIGIT.search(text):
        return _without_overlaps(found)
    found += [m.span() for m in _DATE.finditer(text)]
    for m in _QUANTITY.finditer(text):
        end, unit = m.end(), m["unit"] or ""
        while unit and not (
            end in ends or (unit in "年月日" and text[end : end + 1] == "起") or unknown_at(end)
        ):
            unit = shorter_unit(unit)
            end = m.start("unit") + len(unit)
        if m["unit"] and not unit and m["more"] and end not in ends:
            end = m.start("more")
        found.append((m.start(), end))
    return _without_overlaps(found)


def _without_overlaps(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, without those that overlap one that begins before or is longer."""
    spans.sort(key=lambda s: (s[0], -s[1]))
    kept, at = [], 0
    for span in spans:
        if span[0] >= at:
            kept.append(span)
            at = span[1]
    return kept


def _name(match: re.Match[str], ends: Collection[int]) -> tuple[int, int]:
    """The span of a dotted name, drawn in to the segmenter's word edges where there are any.

    Characters such as 理 are in names and in titles before them: 總理普坦．威差耶猜.
    """
    dots = [i for i in range(*match.span()) if match.string[i] in _DOTS]
    start, end = match.span()
    start = next((i for i in range(start, dots[0]) if i == 0 or i in ends), start)
    end = next((i for i in range(end, dots[-1] + 1, -1) if i in ends), end)
    return start, end


@lru_cache(maxsize=100_000)
def classify(text: str) -> str:
    """The kind of a token, one of `model.TOKEN_KINDS`.

    >>> [classify(t) for t in ("電騙", "2月8日", "AI", "，", " ", "A股")]
    ['word', 'number', 'latin', 'punctuation', 'space', 'word']
    """
    for kind, form in _KINDS:
        if form.match(text):
            return "word" if kind == "latin" and _HAN.search(text) else kind
    return "word" if _HAN.search(text) else "punctuation"


def is_dotted_name(text: str) -> bool:
    """Whether `text` is a foreign name with a dot in it.

    >>> is_dotted_name("佩通坦．欽那瓦"), is_dotted_name("3．5億")
    (True, False)
    """
    return _NAME.fullmatch(text) is not None


def has_han(text: str) -> bool:
    """Whether there is a Han character in `text`."""
    return _HAN.search(text) is not None


def is_han(text: str) -> bool:
    """Whether `text` is nothing but Han characters."""
    return _ALL_HAN.fullmatch(text) is not None
