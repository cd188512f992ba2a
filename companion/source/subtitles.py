"""Subtitles and transcripts: what is said, put together over cues, with the time of each (pysubs2 reads the files)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from companion.errors import InputError
from companion.han import han_places
from companion.source.blocks import Block
from companion.source.characters import clean

__all__ = ["is_transcript", "subtitle_blocks", "transcript_blocks"]

_PAUSE = 2_000  # milliseconds without a word, after which a paragraph begins
_LONG = 150  # characters, after which a paragraph ends with its sentence
_END = re.compile(r"[。！？!?…][」』”’）)]*$")
_TIME = re.compile(
    r"^\s*[\[(（【]?((?:\d{1,2}:)?\d{1,3}:\d{2})(?:[.,]\d{1,3})?[\])）】]?\s*(?:[-–—:：|]\s*)?(.*)$"
)
# YouTube names a time in words for those who listen: 3 minutes, 4 seconds; 3 分 4 秒.
_TIME_IN_WORDS = re.compile(
    r"^\s*(?:\d+\s*(?:hours?|minutes?|seconds?|小時|小时|分鐘?|分钟?|秒鐘?|秒钟?)[,，、\s]*)+"
)
_TAGS = re.compile(r"<(?:\d+:)?\d+:\d\d\.\d+>|</?(?:c|v|i|b|u|lang|ruby|rt)(?:[ .][^<>]*)?>")  # of WebVTT
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>|</v>")  # of WebVTT: who speaks
# The same where pysubs2 has taken the tags away; no text has such characters.
_NAMED = re.compile("\x02([^\x02\x03]*)\x03")
_TURN = re.compile(r"(?:[-–—]|>>+|＞＞+|(?:&gt;)+)\s*\w")  # of someone else
_TURN_NAMED = re.compile(r"[（(\[【]?[\w·]{1,8}[）)\]】]?[：:]\s*\S")
_NOBODY = {"", "NTP"}  # what old programs write where they name no speaker
_SOUND = re.compile(r"^[\[(（【♪♫].*[\])）】♪♫]$")
_MOST_SOUNDS = 10  # that are shown in a remark


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int  # milliseconds
    end: int
    text: str
    speaker: str = ""


def subtitle_blocks(text: str, name: str) -> tuple[list[Block], tuple[str, ...]]:
    """The paragraphs of a subtitle file (.srt, .vtt, .ass, .ssa), each sentence with its time; and remarks.

    Lines of one cue that are in another language are left out, and so are descriptions of sounds in brackets; a line that
    automatic subtitles show again is read once. How many were left out is remarked. Where the file names who speaks, each
    paragraph is one speaker's and begins with the name.

    Raises:
        InputError: where there is no cue in it.

    >>> srt = "1\\n00:00:01,000 --> 00:00:02,000\\n警方昨日\\n\\n2\\n00:00:02,100 --> 00:00:03,000\\n公布數字。\\n"
    >>> [(b.text, b.references) for b in subtitle_blocks(srt, "a.srt")[0]]
    [('警方昨日公布數字。', ((0, '0:01'), (4, '0:02')))]
    """
    import pysubs2

    try:
        kind = "ass" if "[Script Info]" in text[:200] and "[Events]" in text else None
        file = pysubs2.SSAFile.from_string(text if kind else _with_names(text), format_=kind)
    except (pysubs2.Pysubs2Error, ValueError, IndexError, KeyError, AttributeError, TypeError):
        raise InputError(
            f"{name}: is no subtitle file, or is damaged; .srt, .vtt and .ass are read"
        ) from None
    cues: list[_Cue] = []
    foreign, sounds = 0, []
    for event in sorted((e for e in file if not e.is_comment), key=lambda e: e.start):
        lines = [
            _Cue(int(event.start), int(event.end), said, speaker)
            for speaker, line in _spoken(event.plaintext, event.name)
            if (said := _without(speaker, " ".join(clean(_TAGS.sub("", line)).split())))
        ]
        spoken = [line for line in lines if not _SOUND.match(line.text)]
        sounds += [line.text for line in lines if _SOUND.match(line.text)]
        chinese = [line for line in spoken if han_places(line.text)]
        if chinese:
            foreign += len(spoken) - len(chinese)
        cues += chinese or spoken
    if not any(han_places(c.text) for c in cues):
        raise InputError(f"{name}: has no Chinese line in it")
    if any(han_places(c.text) for c in cues):
        kept = [c for c in cues if han_places(c.text) or _END.search(c.text) or not foreign]
        foreign += len(cues) - len(kept)
        cues = kept
    remarks = []
    if foreign:
        remarks.append(
            f"{foreign} line{'s' * (foreign > 1)} of the subtitles in another language {'were' if foreign > 1 else 'was'} left out"
        )
    if sounds:
        told = [line for line in sounds if han_places(line)]
        named = f": {' '.join(told[:_MOST_SOUNDS])}{' …' * (len(told) > _MOST_SOUNDS)}" if told else ""
        remarks.append(
            f"{len(sounds)} description{'s' * (len(sounds) > 1)} of sounds {'were' if len(sounds) > 1 else 'was'} left out{named}"
        )
    return _paragraphs(_once(cues)), tuple(remarks)


def _with_names(text: str) -> str:
    """A WebVTT file whose speakers are named by signs that pysubs2 leaves in the text."""
    return _VOICE.sub(lambda m: f"\x02{unescape(m[1] or '')}\x03", re.sub("[\x02\x03]", "", text))


def _spoken(text: str, name: str) -> Iterator[tuple[str, str]]:
    """The lines of a cue, each with who says it: whom the cue names, or the sign before it."""
    speaker = "" if name.strip() in _NOBODY else _name(name)
    for line in text.split("\n"):
        before, *parts = _NAMED.split(line)
        yield speaker, before
        for said, after in zip(parts[::2], parts[1::2], strict=True):
            speaker = _name(said)
            yield speaker, after


def _without(speaker: str, said: str) -> str:
    """A line without its speaker's name, where it has it too."""
    return re.sub(rf"^{re.escape(speaker)}\s*[：:]\s*", "", said) if speaker else said


def _name(text: str) -> str:
    return " ".join(clean(text).split()).strip(" ：:")


def is_transcript(text: str) -> bool:
    """Whether a text is a transcript with its times, as one copies it from YouTube: every other line, or each, begins with one.

    >>> is_transcript("0:00\\n大家好\\n0:03\\n今天談談電騙\\n0:07\\n警方公布數字"), is_transcript("警方昨日公布數字。\\n10:30 開會。")
    (True, False)
    """
    lines = [line for line in text.splitlines() if line.strip() and _TIME_IN_WORDS.sub("", line).strip()]
    timed = [m for line in lines if (m := _TIME.match(line))]
    if len(timed) < 3 or len(timed) < 0.4 * len(lines):
        return False
    times = [_seconds(m[1]) for m in timed]
    return all(a <= b for a, b in pairwise(times))


def transcript_blocks(text: str) -> list[Block]:
    """The paragraphs of a pasted transcript, each sentence with its time; see `is_transcript`."""
    cues: list[_Cue] = []
    at = 0
    for line in text.splitlines():
        if match := _TIME.match(line):
            at, line = _seconds(match[1]) * 1000, match[2]
        if words := _TIME_IN_WORDS.match(line):
            line = line[words.end() :]
        if (said := " ".join(line.split())) and not _SOUND.match(said):
            cues.append(_Cue(at, at, said))
    ends = [c.start for c in cues[1:]] + [cues[-1].start + 1 if cues else 0]
    return _paragraphs([_Cue(c.start, end, c.text) for c, end in zip(cues, ends, strict=True)])


def _seconds(time: str) -> int:
    total = 0
    for part in time.split(":"):
        total = total * 60 + int(part)
    return total


def _shown(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _once(cues: Sequence[_Cue]) -> list[_Cue]:
    """The cues without the lines that automatic subtitles repeat while the next one rolls in."""
    kept: list[_Cue] = []
    for cue in cues:
        recent = [c for c in kept[-3:] if cue.start - c.end < 500]
        if any((c.text, c.speaker) == (cue.text, cue.speaker) for c in recent):
            continue
        if (
            recent
            and cue.text.startswith(kept[-1].text)
            and cue.start <= kept[-1].end
            and cue.speaker == kept[-1].speaker
        ):
            kept[-1] = _Cue(kept[-1].start, cue.end, cue.text, cue.speaker)
            continue
        kept.append(cue)
    return kept


def _paragraphs(cues: Sequence[_Cue]) -> list[Block]:
    """Cues as paragraphs: one ends with its sentence, after a pause, where another speaks or where it is long.

    Subtitles without full stops have a paragraph for each cue, since nothing tells where their sentences end.
    """
    marked = sum(bool(_END.search(c.text)) for c in cues) >= 0.15 * len(cues)
    blocks: list[Block] = []
    text, first = "", 0
    references: list[tuple[int, str]] = []
    for number, cue in enumerate(cues, 1):
        if not text:
            first = number
        elif text[-1].isascii() and cue.text[:1].isascii():
            text += " "
        if not references or references[-1][1] != _shown(cue.start):
            references.append((len(text), _shown(cue.start)))
        if not text and cue.speaker:
            text = f"{cue.speaker}："
        text += cue.text
        following = cues[number] if number < len(cues) else None
        pause = (
            following is None
            or following.start - cue.end > _PAUSE
            or following.speaker != cue.speaker
            or _TURN.match(following.text) is not None
            or (_END.search(text) is not None and _TURN_NAMED.match(following.text) is not None)
        )
        if not marked or pause or (_END.search(text) and len(text) > _LONG):
            blocks.append(Block("body", text, first, number, unit="cue", references=tuple(references)))
            text, references = "", []
    return blocks
