"""In which script a sentence is written, so that it is given to the package that learned that script."""

from __future__ import annotations

from collections.abc import Sequence

from companion.protocols import SourceSentence

__all__ = ["scripts"]

# The most frequent characters (wordfreq) that only simplified text has: OpenCC's s2t changes them, no traditional
# text of UD Chinese-HK or GSD has them, and those with a traditional use (后, 里, 系 …) are left out.
_SIMPLIFIED_ONLY = frozenset(
    "国这为会们来时对发说学过现没开经还动吗业进机关实长样间区内电从问员将产网场应题资计给让两该东数认结总务话统战设军见变报爱论组权"
    "选议运车记决联视处门导传强图规亚领际单头尔达队历书马带办觉义级师专类约团儿参调请乐许气难证称语线条则济标举争续况备观华质钱费"
    "转较众风创织却亲识离欢护连节获项张构农边医写赛装谁杀击响职属试罗须态县纪戏显维责买环极协断验终远够独习营岁评随错继预闻妈兰热"
    "户艺严仅录势满兴绝负谢简欧画帮积虽读伤频监飞尽刚讲苏谈诉剧湾编双围红轻压状险担层卫财园络奖阳执测审铁换银养黄岛择紧韩汉"
)


def scripts(sentences: Sequence[SourceSentence]) -> list[bool]:
    """For each sentence whether it is in traditional characters.

    One that looks the same in both scripts is taken for what most of the others are, for simplified
    where there are none.

    >>> scripts([SourceSentence("電騙案。", "电骗案。"), SourceSentence("很好。", "很好。"), SourceSentence("这是诗。", "这是诗。")])
    [True, True, False]
    """
    leanings = [_leaning(s) for s in sentences]
    most = sum((x > 0) - (x < 0) for x in leanings)
    if most == 0:
        most = sum(leanings)
    return [(x or most) > 0 for x in leanings]


def _leaning(sentence: SourceSentence) -> int:
    """How many more characters are traditional than simplified."""
    traditional = sum(a != b for a, b in zip(sentence.text, sentence.simplified, strict=False))
    return traditional - sum(c in _SIMPLIFIED_ONLY for c in sentence.text)
