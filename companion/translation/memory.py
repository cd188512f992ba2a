"""The translation memory: a person's English for a sentence, found whatever script it is in.

A TMX file can hold a machine's English too, since Companion exports it: it is kept apart, and never passed off as a person's.

A person's own corrections are in one TMX file of the user's data folder. It is only added to: a
later translation wins over an earlier one, and taking one back adds a mark that brings the
earlier one back.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from companion.arguments import several
from companion.errors import MemoryFileError
from companion.files import as_path, is_there
from companion.files.folders import data_folder
from companion.language.sentences import split_sentences
from companion.model import Translation
from companion.protocols import SourceSentence
from companion.translation.division import english_sentences, has_several, part_key, part_length, tiled
from companion.translation.keys import loose, loose_length, normalised
from companion.translation.near import frame_of, likeness, nearest, says_the_same, with_numbers_of
from companion.translation.terms import report
from companion.translation.tmx import Unit, add_to_tmx, read_tmx

__all__ = [
    "MachineMemory",
    "MemoryTranslator",
    "TranslationMemory",
    "forget",
    "normalised",
    "personal_memory_path",
    "remember",
]


def personal_memory_path() -> Path:
    """The TMX file of the person's own translations, `memory.tmx` in the user's data folder."""
    return data_folder() / "memory.tmx"


def remember(
    source: str,
    english: str,
    *,
    by: str = "",
    note: str = "",
    path: str | os.PathLike[str] | None = None,
    begins_as: str | os.PathLike[str] | None = None,
) -> Unit:
    """Adds a person's English for a sentence; from now on it wins wherever the sentence occurs.

    `by` is who says so (default: the computer's user), `path` another TMX file than the person's
    own, which begins with all of `begins_as` where it is not there yet. The file is only added to. Raises `MemoryFileError` where it is damaged, or one of the
    two texts is empty, `OutputError` where it can't be written.

    >>> unit = remember("他點頭。", "He nodded.", by="Ms Chan")
    >>> personal = TranslationMemory.load(personal_memory_path())
    >>> personal.lookup("他點頭。")[0].target
    'He nodded.'
    """
    source, english = " ".join(source.split()), " ".join(english.split())
    if not source or not english:
        raise MemoryFileError("a translation needs both the Chinese sentence and its English")
    unit = Unit(source, english, by or _user(), _now(), note=" ".join(note.split()))
    add_to_tmx(path or personal_memory_path(), [unit], begins_as)
    return unit


def forget(
    source: str,
    *,
    by: str = "",
    path: str | os.PathLike[str] | None = None,
    begins_as: str | os.PathLike[str] | None = None,
) -> tuple[Unit, Unit | None] | None:
    """Takes back the last translation of a sentence; the one before it is valid again.

    Where the file at `path` is not there yet, what `begins_as` holds is looked at, and begins the file. Returns what was taken back and what is valid now, or None where there is nothing to take
    back. The file keeps both; only a mark is added.

    >>> _ = remember("她搖頭。", "She nodded.")
    >>> forget("她搖頭。")[0].target
    'She nodded.'
    """
    file = as_path(path or personal_memory_path(), MemoryFileError)
    held = file if is_there(file) or begins_as is None else as_path(begins_as, MemoryFileError)
    if not is_there(held):
        return None
    memory = TranslationMemory((unit, file.name) for unit in read_tmx(held))
    if (hit := memory.lookup(source)) is None:
        return None
    mark = Unit(hit[0].source, "", by or _user(), _now(), hit[0].language, withdrawn=True)
    add_to_tmx(file, [mark], begins_as)
    before = TranslationMemory((unit, file.name) for unit in read_tmx(file)).lookup(source)
    return hit[0], before[0] if before else None


class TranslationMemory:
    """Sentences with their English; of several for one sentence the last wins.

    Units of a machine are left to `lookup_machine`.
    """

    def __init__(self, entries: Iterable[tuple[Unit, str]] = ()) -> None:
        history: dict[str, list[tuple[Unit, str]]] = {}
        self._machines: dict[str, Unit] = {}
        for unit, name in entries:
            if unit.origin:
                self._machines[loose(unit.source)] = unit
                continue
            if unit.withdrawn:
                if known := history.get(normalised(unit.source)):
                    last = known[-1]
                    for spelling in (last[0].source, *last[0].also):
                        history[normalised(spelling)].remove(last)
                continue
            for key in {normalised(spelling) for spelling in (unit.source, *unit.also)}:
                known = history.setdefault(key, [])
                known.insert(0 if unit.local else len(known), (unit, name))
        self._found = {key: known[-1] for key, known in history.items() if known}

    @classmethod
    def load(cls, *paths: str | Path, problems: list[str] | None = None) -> TranslationMemory:
        """The memory of TMX files, later ones winning.

        Raises `MemoryFileError`; with a list for `problems` a broken file is read as far as it goes.
        """
        files = [as_path(path, MemoryFileError) for path in paths]
        return cls((unit, file.name) for file in files for unit in _read(file, problems))

    def lookup(self, *forms: str) -> tuple[Unit, str] | None:
        """The unit for a sentence in any of its forms, with its file's name.

        One that is spelled the same comes first, then one in the other script or with ！ for 。 at its end.

        >>> memory = TranslationMemory([(Unit("明天再來。", "Come again tomorrow."), "m.tmx")])
        >>> memory.lookup("明天再来！")[0].target
        'Come again tomorrow.'
        """
        if not self._found:  # most people have none: nothing need be made of the sentence
            return None
        exact = next((hit for form in forms if (hit := self._found.get(normalised(form)))), None)
        likely = (form for form in forms if loose_length(form) in self._lengths) if not exact else ()
        return exact or next((hit for form in likely if (hit := self._loosely.get(loose(form)))), None)

    def lookup_part(self, part: str) -> tuple[Unit, str] | None:
        """The unit for a part of a sentence, whatever mark stands at the end of either."""
        if not self._found or part_length(part) not in self._part_lengths:
            return None
        return self._by_part.get(part_key(part))

    def lookup_machine(self, *forms: str) -> Unit | None:
        """A machine's unit for a sentence in any of its forms."""
        if not self._machines:
            return None
        return next((unit for form in forms if (unit := self._machines.get(loose(form)))), None)

    def nearest(self, *forms: str) -> tuple[Unit, str, float] | None:
        """The unit whose sentence is most like one of `forms`, with its file's name and its score.

        One that differs in numbers and dates alone comes before all others, however many figures those have.
        """
        if not self._found:
            return None
        for form in forms:
            if (frame := frame_of(form)) and (same := self._by_frame.get(frame)):
                return (*same, likeness(loose(form), loose(same[0].source)))
        hits = [hit for form in dict.fromkeys(map(loose, forms)) if (hit := nearest(form, self._keys))]
        if not hits:
            return None
        index, score = max(hits, key=lambda hit: hit[1])
        return (*self._loosely[self._keys[index]], score)

    @cached_property
    def _loosely(self) -> dict[str, tuple[Unit, str]]:
        return {loose(key): hit for key, hit in self._found.items()}

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(map(len, self._loosely))

    @cached_property
    def _part_lengths(self) -> frozenset[int]:
        return frozenset(map(len, self._by_part))

    @cached_property
    def _by_frame(self) -> dict[str, tuple[Unit, str]]:
        return {frame: hit for hit in self._found.values() if (frame := frame_of(hit[0].source))}

    @cached_property
    def _by_part(self) -> dict[str, tuple[Unit, str]]:
        return {part: hit for key, hit in self._loosely.items() if len(part := part_key(key)) > 1}

    @cached_property
    def most_sentences(self) -> int:
        """How many sentences the longest of its units has; at most 8 are looked for."""
        counts = (
            len(split_sentences(unit.source)) for unit, _ in self._found.values() if has_several(unit.source)
        )
        return min(8, max(counts, default=1))

    @cached_property
    def _keys(self) -> list[str]:
        return list(self._loosely)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Unit]:
        """The valid units, each once, in the order in which their sentences first came."""
        return iter(dict.fromkeys(unit for unit, _ in self._found.values()))


class MemoryTranslator:
    """The `Translator` of a memory; `paths` are TMX files, the person's own memory wins over them.

    `near=False` leaves out the English of sentences that are only similar.
    """

    name = "memory"

    def __init__(
        self,
        paths: Sequence[str | Path] | str | Path = (),
        memory: TranslationMemory | None = None,
        personal: bool = True,
        near: bool = True,
    ) -> None:
        problems: list[str] = []
        if memory is None:
            files = [as_path(p, MemoryFileError) for p in several(paths)]
            entries = [(u, f.name) for f in files for u in _read(f, problems)]
            own = personal_memory_path()
            if personal and is_there(own):
                try:
                    entries += [(unit, _by(unit)) for unit in _read(own, problems)]
                except MemoryFileError as error:
                    problems.append(f"your own translations are left out: {error}")
            memory = TranslationMemory(entries)
        self.memory = memory
        self._near = near
        self.notices = tuple(problems)

    def status(self) -> str:
        """Empty: a memory can always be asked."""
        return ""

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """What a person wrote for each sentence; origin "none" where nobody did.

        A memory need not divide as the article does: a unit of several sentences is found where all of them stand, and
        a sentence whose parts are units has their English together; the reason says so.

        The English of a sentence that is only similar comes with its score and that sentence: as the
        English where both say the same, else as a `suggestion`, with origin "none"; in it numbers and
        dates that differ are this sentence's, where that is safe, which the reason says.
        """
        at = 0
        while at < len(sentences):
            sentence = sentences[at]
            forms = tuple(dict.fromkeys((sentence.text, sentence.simplified))) if sentence.text else ()
            if hit := self.memory.lookup(*forms):
                yield _found(hit, sentence)
            elif several := self._several(sentences, at):
                yield from several
                at += len(several)
                continue
            elif parts := tiled(self.memory.lookup_part, forms):
                english = " ".join(unit.target for unit, _ in parts)
                name = ", ".join(dict.fromkeys(name for _, name in parts))
                reason = f"put together from {len(parts)} translations of its parts"
                yield Translation(english, "memory", name, report(english, sentence.terms), reason)
            else:
                yield self._similar(sentence, forms)
            at += 1

    def _several(self, sentences: Sequence[SourceSentence], at: int) -> list[Translation]:
        """The answers for the sentences from `at` that stand in one unit, the most of them; none where there is no such unit."""
        for count in range(min(self.memory.most_sentences, len(sentences) - at), 1, -1):
            group = sentences[at : at + count]
            if not all(s.text for s in group):
                continue
            joined = dict.fromkeys(("".join(s.text for s in group), "".join(s.simplified for s in group)))
            if not (hit := self.memory.lookup(*joined)):
                continue
            unit, name = hit
            reason = (
                f"translated together with {'its neighbour' if count == 2 else f'{count - 1} neighbours'}"
            )
            english = english_sentences(unit.target)
            if len(english) != count:
                english = [unit.target, *[""] * (count - 1)]
            return [
                Translation(e, "memory", name, report(e, s.terms) if e else (), reason)
                for e, s in zip(english, group, strict=True)
            ]
        return []

    def _similar(self, sentence: SourceSentence, forms: tuple[str, ...]) -> Translation:
        if not self._near or not (similar := self.memory.nearest(*forms)):
            return Translation("", "none", self.name, reason="the sentence is in no translation memory")
        unit, name, score = similar
        near: dict[str, Any] = {"score": min(round(score, 3), 0.999), "near": unit.source}
        share = f"{int(score * 100)} %"
        if says_the_same(sentence.text, unit.source):
            terms = report(unit.target, sentence.terms)
            return Translation(
                unit.target, "memory", name, terms, f"the English of a similar sentence ({share})", **near
            )
        reason, suggestion = f"a memory has only a similar sentence ({share})", unit.target
        if numbers := with_numbers_of(sentence.text, unit.source, unit.target):
            suggestion, replaced = numbers
            pairs = ", ".join(f"{theirs} → {ours}" for theirs, ours in replaced)
            reason = f"a memory has a similar sentence ({share}); in its English {pairs} was replaced"
        return Translation("", "none", name, (), reason, **near, suggestion=suggestion)


def _found(hit: tuple[Unit, str], sentence: SourceSentence) -> Translation:
    unit, name = hit
    return Translation(unit.target, "memory", name, report(unit.target, sentence.terms))


class MachineMemory:
    """The `Translator` of what a machine once said, as it stands in a memory: for where there is no machine.

    Origin and engine are the machine's, and what looked wrong is said again.
    """

    name = "memory"

    def __init__(self, memory: TranslationMemory) -> None:
        self._memory = memory

    def status(self) -> str:
        """Empty: a memory can always be asked."""
        return ""

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """What the machine said of each sentence; origin "none" where nothing is kept."""
        for s in sentences:
            if unit := self._memory.lookup_machine(s.text, s.simplified) if s.text else None:
                uses = report(unit.target, s.terms)
                yield Translation(unit.target, unit.origin, unit.creator, uses, unit.note)
            else:
                yield Translation("", "none", self.name)


def _by(unit: Unit) -> str:
    """Who corrected and when, for the origin of a person's own translation."""
    date = f"{unit.created[:4]}-{unit.created[4:6]}-{unit.created[6:8]}" if len(unit.created) >= 8 else ""
    return ", ".join(p for p in (unit.creator or "your own memory", date) if p)


def _read(path: Path, problems: list[str] | None) -> tuple[Unit, ...]:
    """The units of a file; a file that has not changed since is not read again."""
    if problems is None:
        return tuple(read_tmx(path))
    try:
        stat = path.stat()
    except OSError:
        return tuple(read_tmx(path))  # which says what is wrong
    units, found = _read_once(path, stat.st_mtime_ns, stat.st_size)
    problems += found
    return units


@lru_cache(maxsize=16)
def _read_once(path: Path, changed: int, size: int) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    problems: list[str] = []
    return tuple(read_tmx(path, problems)), tuple(problems)


def _user() -> str:
    if name := os.environ.get("COMPANION_USER"):
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
