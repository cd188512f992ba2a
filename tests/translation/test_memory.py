"""The translation memory: finding, correcting, taking back, nearly the same sentences."""

from __future__ import annotations

import subprocess
import sys

import pytest

import companion
from companion.cli import main
from companion.errors import MemoryFileError
from companion.protocols import SourceSentence
from companion.translation.memory import (
    MemoryTranslator,
    TranslationMemory,
    forget,
    personal_memory_path,
    remember,
)
from companion.translation.near import difference, with_numbers_of
from companion.translation.tmx import Unit, read_tmx, write_tmx

UNIT = Unit("打擊電騙。", "Fight telecom fraud.", "teacher", "20260102T030405Z")


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The person's own memory in a folder of the test's own; not there yet."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    return personal_memory_path()


def english(text: str, **more) -> list[str]:
    article = companion.read_text(text, **more)
    return [s.translation.text for p in article.paragraphs for s in p.sentences]


def test_a_sentence_is_found_in_either_script_whatever_its_spacing():
    """Protects a teacher's English from being missed for a space, a width or a variant."""
    memory = TranslationMemory([(UNIT, "m.tmx"), (Unit("臺灣ABC！", "Taiwan"), "m.tmx")])
    assert memory.lookup("打擊 電騙。")[0] is UNIT
    assert memory.lookup("台灣ＡＢＣ!")
    assert memory.lookup("別的") is None
    found = MemoryTranslator(memory=memory).translate(
        [SourceSentence("打擊電騙。", "打击电骗。"), SourceSentence("", "")]
    )
    assert [(t.origin, t.engine) for t in found] == [("memory", "m.tmx"), ("none", "memory")]


def test_of_two_translations_the_later_wins_but_not_one_for_a_single_place():
    """Protects a correction that is added to the memory, and OmegaT's general translations."""
    local = Unit(UNIT.source, "Only here.", local=True)
    memory = TranslationMemory([(UNIT, "a"), (Unit(UNIT.source, "Better."), "b"), (local, "c")])
    assert memory.lookup(UNIT.source)[0].target == "Better."


def test_a_correction_wins_in_every_article_with_name_and_date(own, tmp_path):
    """Protects a teacher's correction: from now on it is shown wherever the sentence occurs."""
    write_tmx(tmp_path / "article.tmx", [Unit("臺灣警方打擊電騙。", "From the article's memory.")])
    remember("臺灣警方打擊電騙。", "Taiwan's police fight telecom fraud.", by="Ms Chan", note="class 2B")
    for text in ("他說話。台灣警方打擊電騙。", "台灣警方 打擊電騙。"):
        article = companion.read_text(text, memory=[tmp_path / "article.tmx"])
        shown = article.paragraphs[0].sentences[-1].translation
        assert (shown.text, shown.origin) == ("Taiwan's police fight telecom fraud.", "memory")
        assert shown.engine.startswith("Ms Chan, 20")
    (unit,) = read_tmx(own)
    assert (unit.creator, unit.note) == ("Ms Chan", "class 2B")


def test_corrections_are_taken_back_one_by_one_and_none_is_lost(own):
    """Protects what was written before: undo brings it back, and the file is only added to."""
    assert forget("打擊電騙。") is None
    remember("打擊電騙。", "First.")
    remember("打擊電騙。", "Second.")
    before = own.read_text("utf-8")
    taken, valid = forget("打擊 電騙。")
    assert (taken.target, valid.target) == ("Second.", "First.")
    assert own.read_text("utf-8").startswith(before[: before.rindex("</body>")].rstrip())
    assert english("打擊電騙。") == ["First."]
    assert forget("打擊電騙。")[1] is None and forget("打擊電騙。") is None
    assert companion.read_text("打擊電騙。").paragraphs[0].sentences[0].translation.origin == "gloss"
    remember("打擊電騙。", "Third.")
    assert english("打擊電騙。") == ["Third."]


def test_two_processes_that_correct_at_once_lose_nothing(own):
    """Protects a class where two notebooks share one folder."""
    code = "import sys; from companion.translation.memory import remember\nfor i in range(8): remember(f'{sys.argv[1]}第{i}句。', 'x')"
    running = [subprocess.Popen([sys.executable, "-c", code, name]) for name in "甲乙"]
    assert [p.wait() for p in running] == [0, 0]
    assert len(read_tmx(own)) == 16


def test_an_empty_side_is_refused_and_a_damaged_file_is_left_alone(own):
    """Protects the memory from empty corrections, and a damaged file from being written over."""
    with pytest.raises(MemoryFileError, match="both the Chinese sentence and its English"):
        remember("打擊電騙。", "  ")
    remember("打擊電騙。", "First.")
    damaged = own.read_text("utf-8").replace("</tuv>", "", 1)
    own.write_text(damaged, encoding="utf-8")
    with pytest.raises(MemoryFileError, match=r"memory\.tmx, line \d+"):
        remember("打擊電騙。", "Second.")
    assert own.read_text("utf-8") == damaged


def test_a_broken_memory_is_told_in_a_notice_and_the_rest_of_it_is_used(own, tmp_path):
    """Protects reading: one broken line costs one sentence, and the reader is told which."""
    write_tmx(tmp_path / "m.tmx", [UNIT, Unit("你好。", "Hello."), Unit("再見。", "Goodbye.")])
    text = (tmp_path / "m.tmx").read_text("utf-8").replace("<seg>Hello.</seg>", "<seg>Hello.")
    (tmp_path / "m.tmx").write_text(text, encoding="utf-8")
    own.parent.mkdir(parents=True)
    own.write_text("no TMX at all", encoding="utf-8")
    article = companion.read_text("打擊電騙。你好。再見。", memory=[tmp_path / "m.tmx"])
    assert [s.translation.origin for s in article.paragraphs[0].sentences] == ["memory", "gloss", "memory"]
    assert "m.tmx, line 19" in article.notices[0] and "2 whole units" in article.notices[0]
    assert "your own translations are left out" in article.notices[1]


def test_a_similar_sentence_that_says_something_else_is_only_a_suggestion(own):
    """Protects the reader from the opposite, or another number, as the English of a sentence."""
    remember("警方在邊境拘捕三十七名疑犯。", "Police arrested 37 suspects at the border.")
    shown = only("警方在邊境拘捕三十八名疑犯。")
    assert shown.origin == "gloss" and 0.9 < shown.score < 1
    assert shown.near == "警方在邊境拘捕三十七名疑犯。"
    assert shown.suggestion == "Police arrested 38 suspects at the border."
    assert (
        companion.read_text("警方在邊境拘捕三十八名疑犯。", translator="memory")
        .paragraphs[0]
        .sentences[0]
        .translation.reason.endswith("in its English 三十七 → 三十八 was replaced")
    )
    pieces = difference("警方在邊境拘捕三十八名疑犯。", shown.near)
    assert [p for p in pieces if p[0] != "equal"] == [("replace", "七", "八")]
    for other in (
        "警方沒有在邊境拘捕三十七名疑犯。",
        "警方在邊境釋放三十七名疑犯。",
        "警方在邊境拘捕三十七名疑犯？",
    ):
        assert (only(other).origin, only(other).suggestion) == (
            "gloss",
            "Police arrested 37 suspects at the border.",
        )
    assert (only("天文台發出八號風球。").origin, only("天文台發出八號風球。").near) == ("gloss", "")
    alone = (
        companion.read_text("警方在邊境拘捕五十七名疑犯。", translator="memory").paragraphs[0].sentences[0]
    )
    assert (alone.translation.text, alone.translation.suggestion) == (
        "",
        "Police arrested 57 suspects at the border.",
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "english", "right"),
    [
        ("會議在下午4:15開始。", "會議在下午3:30開始。", "It began at 3:30 pm.", "It began at 4:15 pm."),
        (
            "會議在下午4時15分開始。",
            "會議在下午3時30分開始。",
            "It began at 3:30 p.m. today.",
            "It began at 4:15 p.m. today.",
        ),
        ("列車在08:05開出。", "列車在09:45開出。", "It left at 9:45 am.", "It left at 8:05 am."),
        ("列車在08:05開出。", "列車在19:45開出。", "It left at 7:45 PM.", "It left at 8:05 AM."),
        ("列車在18:05開出。", "列車在07:45開出。", "It left at 07:45.", "It left at 18:05."),
        ("列車在18:05開出。", "列車在09:45開出。", "It left at 9:45.", None),
        (
            "門早上7:45打開。",
            "門早上8:15打開。",
            "It opens at 8.15 in the morning.",
            "It opens at 7.45 in the morning.",
        ),
        (
            "凌晨零時十五分起火。",
            "凌晨零時四十五分起火。",
            "A fire began at 12:45 am.",
            "A fire began at 12:15 am.",
        ),
        (
            "晚上十一點二十分停電。",
            "晚上十點零五分停電。",
            "It failed at 10:05 pm.",
            "It failed at 11:20 pm.",
        ),
        ("下午三時半開會。", "下午四時半開會。", "They met at 4:30 pm.", "They met at 3:30 pm."),
        (
            "下午三時半開會。",
            "下午四時半開會。",
            "They met at half past four.",
            "They met at half past three.",
        ),
        ("主隊以3:2勝出。", "主隊以2:1勝出。", "They won 2-1.", None),
        ("主隊以21:15勝出。", "主隊以21:18勝出。", "They won 21-18.", None),
        (
            "6日上午9:10至10:20拘捕12人。",
            "3日上午10:20至11:40拘捕8人。",
            "On the 3rd, 10:20 to 11:40 am, eight were held.",
            "On the 6th, 9:10 to 10:20 am, twelve were held.",
        ),
        ("9:10至9:10拘捕12人。", "10:20至10:20拘捕8人。", "Eight were held at 10:20.", None),
        (
            "延誤2小時30分鐘。",
            "延誤3小時45分鐘。",
            "A delay of 3 hours and 45 minutes.",
            "A delay of 2 hours and 30 minutes.",
        ),
    ],
)
def test_a_time_of_day_is_one_amount(ours, theirs, english, right):
    """Protects readers of timetables: hours and minutes change together, and am or pm with them, or nothing does."""
    found = with_numbers_of(ours, theirs, english)
    assert (found[0] if found else None) == right


@pytest.mark.parametrize(
    ("ours", "theirs", "english", "right"),
    [
        (
            "會議於3月9日舉行。",
            "會議於2月8日舉行。",
            "The meeting was held on February 8.",
            "The meeting was held on March 9.",
        ),
        (
            "涉款3,500萬元。",
            "涉款1.2億元。",
            "It involved 120 million dollars.",
            "It involved 35 million dollars.",
        ),
        (
            "案件有7人被捕。",
            "案件有5人被捕。",
            "Five people were arrested in the case.",
            "Seven people were arrested in the case.",
        ),
        ("盈利上升5%。", "盈利上升6%。", "Profit rose by 6%.", "Profit rose by 5%."),
        # One and many, a number said twice, or not at all, or another word beside it: not safe.
        ("案件有1人被捕。", "案件有5人被捕。", "Five people were arrested in the case.", None),
        ("氣溫升至35度。", "氣溫升至31度。", "It rose to 31 degrees; yes, 31.", None),
        ("盈利上升5%。", "盈利上升6%。", "Profit rose slightly.", None),
        ("股價上升5%。", "盈利上升6%。", "Profit rose by 6%.", None),
        ("比分是3比5。", "比分是3比1。", "The score was 3-1.", None),
    ],
)
def test_only_numbers_that_are_safe_are_exchanged(ours, theirs, english, right):
    """Protects readers from a number put where it does not belong."""
    found = with_numbers_of(ours, theirs, english)
    assert (found[0] if found else None) == right


@pytest.mark.parametrize(
    ("ours", "theirs", "english", "right"),
    [
        (
            "警方拘捕12名疑犯。",
            "警方拘捕8名疑犯。",
            "Police arrested 8 suspects.",
            "Police arrested 12 suspects.",
        ),
        (
            "中心共有1,250名學生。",
            "中心共有980名學生。",
            "The centre has 980 students.",
            "The centre has 1,250 students.",
        ),
        ("會議於五月六日舉行。", "會議於四月三日舉行。", "It was held on 3 April.", "It was held on 6 May."),
        (
            "他在第22屆亞運會獲獎。",
            "他在第14屆亞運會獲獎。",
            "He won at the 14th Games.",
            "He won at the 22nd Games.",
        ),
        (
            "今年有三百人參賽。",
            "今年有二百人參賽。",
            "Two hundred people took part.",
            "Three hundred people took part.",
        ),
    ],
)
def test_a_sentence_that_differs_in_numbers_alone_is_offered_with_its_own(ours, theirs, english, right):
    """Protects the news of the day: however many figures differ, and in whatever writing, the sentence is found."""
    memory = TranslationMemory([(Unit(theirs, english), "m.tmx")])
    (answer,) = MemoryTranslator(memory=memory).translate([SourceSentence(ours, ours)])
    assert (answer.origin, answer.suggestion) == ("none", right)


def test_a_unit_of_several_sentences_is_found_where_all_of_them_stand(own):
    """Protects memories of tools that divide by paragraph: each sentence has its own English where it can be told."""
    remember("警方昨日公布數字。市民要小心。", "Police released figures yesterday. Be careful!")
    assert english("警方昨日公布數字。市民要小心。") == ["Police released figures yesterday.", "Be careful!"]
    shown = (
        companion.read_text("前言。警方昨日公布數字。市民要小心。", translator="memory")
        .paragraphs[0]
        .sentences
    )
    assert [s.translation.origin for s in shown] == ["none", "memory", "memory"]
    remember("他走了。她也走了。天黑了。", "Both left as night fell.")
    assert english("他走了。她也走了。天黑了。") == ["Both left as night fell.", "", ""]
    assert [s.translation.origin for s in companion.read_text("他走了。她也走了。", translator="memory").paragraphs[0].sentences] == ["none"] * 2  # fmt: skip


def test_a_sentence_whose_parts_are_units_has_their_english(own):
    """Protects memories that divide by clause; a sentence with one part that is unknown has none."""
    remember("警方拘捕三人，", "Police arrested three people;")
    remember("案件仍在調查。", "the case is being investigated.")
    assert english("警方拘捕三人，案件仍在調查。") == [
        "Police arrested three people; the case is being investigated."
    ]
    (sentence,) = companion.read_text("警方拘捕三人，案件仍在調查。").paragraphs[0].sentences
    assert sentence.translation.reason == "put together from 2 translations of its parts"
    (other,) = (
        companion.read_text("警方拘捕三人，法官休庭，案件仍在調查。", translator="memory")
        .paragraphs[0]
        .sentences
    )
    assert other.translation.origin == "none"


def test_a_similar_sentence_that_says_the_same_is_shown_with_its_score(own):
    """Protects a translator's work: a 了 more or a comma less does not hide it."""
    remember("警方在邊境拘捕三十七名疑犯。", "Police arrested 37 suspects at the border.")
    shown = only("警方在邊境，拘捕了三十七名疑犯。")
    assert (shown.origin, shown.suggestion) == ("memory", "") and 0.8 < shown.score < 1
    assert "similar sentence" in shown.reason and shown.near == "警方在邊境拘捕三十七名疑犯。"
    for same in ("警方在邊境拘捕三十七名疑犯。", "警方在邊境拘捕三十七名疑犯！"):
        assert (only(same).origin, only(same).score, only(same).near) == ("memory", 1.0, "")


def test_an_article_in_the_other_script_finds_the_memory():
    """Protects learners of Simplified: their article has the English that was written for the Traditional one."""
    units = [Unit(zh, "x") for zh in ("台灣的電訊ABC公司。", "明天再來。", "她看著後面的裏屋。")]
    memory = TranslationMemory([(unit, "m.tmx") for unit in units])
    for form in ("台湾的电讯ABC公司。", "明天再来。", "她看着后面的里屋。"):
        assert memory.lookup(form), form
    back = TranslationMemory([(Unit("他今日来了香港。", "He came."), "m.tmx")])
    assert back.lookup("他今日來了香港。") and back.nearest("他今日來香港。")[2] > 0.8


def test_of_two_ends_the_sentences_own_is_taken_first():
    """Protects a translation that was made for ！ from being replaced by the one for 。"""
    memory = TranslationMemory([(Unit("好！", "Great!"), "m"), (Unit("好。", "Fine."), "m")])
    assert memory.lookup("好！")[0].target == "Great!"
    assert memory.lookup("好？") is None


def only(text: str):
    return companion.read_text(text).paragraphs[0].sentences[0].translation


def test_the_command_tells_the_english_that_it_replaces(tmp_path, capfd):
    """Protects a person's earlier translation: it is shown, with the way back."""
    add = ["memory", "add", "警方打擊電騙。", "Police fight fraud.", "--memory", str(tmp_path / "a.tmx")]
    assert main(add) == 0 and "before:" not in capfd.readouterr().out
    add[3] = "Police crack down on fraud."
    assert main(add) == 0
    assert "before: Police fight fraud.; to have it back: companion memory undo" in capfd.readouterr().out
    assert main(add) == 0 and "before:" not in capfd.readouterr().out
