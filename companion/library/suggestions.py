"""What to read next.

At 95 to 98 % known words a text is read with ease and its new words are guessed or looked up (Hu and Nation 2000; Laufer
and Ravenhorst-Kalovski 2010). So the articles come by how near to that they are, and those below it with the words
that would bring them there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from companion.library.rows import Row, Suggestion

__all__ = ["COMFORT", "comfort_of", "suggest", "unlocking"]

COMFORT = (0.95, 0.98)
"""The shares of known words between which a text is comfortable to read."""
_HARD = 0.85
"""The share below which a text is work for a class, not for reading by oneself."""
_MOST_ASKED = 12  # articles whose words are looked at
_SHOWN = 8


def comfort_of(known: float) -> str:
    """How a share of known words feels: "easy", "comfortable", "a stretch" or "hard".

    >>> [comfort_of(share) for share in (0.99, 0.96, 0.9, 0.7)]
    ['easy', 'comfortable', 'a stretch', 'hard']
    """
    if known > COMFORT[1]:
        return "easy"
    return "comfortable" if known >= COMFORT[0] else "a stretch" if known >= _HARD else "hard"


def unlocking(
    unknown: Sequence[tuple[str, int]], known: float, words: int, share: float
) -> list[tuple[str, int]]:
    """The fewest unknown words that bring a text to a share of known ones, the most frequent first.

    Args:
        unknown: The words with how often each occurs, the most frequent first.
        known: The share that is known now.
        words: The running words of the text.
        share: What is wanted.

    >>> unlocking([("電騙", 6), ("疑犯", 2), ("搜捕", 1)], 0.91, 100, 0.95)
    [('電騙', 6)]
    """
    found = []
    have, wanted = known * words, share * words - 1e-6
    for word, count in unknown:
        if have >= wanted:
            break
        found.append((word, count))
        have += count
    return found


def suggest(
    rows: Sequence[Row],
    unknown_of: Callable[[Sequence[str]], Mapping[str, Sequence[tuple[str, int]]]],
    most: int,
) -> list[Suggestion]:
    """The suggestions, the best first: the article that was begun last, then those nearest to comfort.

    Args:
        rows: The library.
        unknown_of: Gives the unknown words of some articles.
        most: How many suggestions.

    Returns:
        At most so many.
    """
    able = [r for r in rows if r.state == "ready" and r.words and r.read < 0.999]
    begun = max((r for r in able if r.opened and r.read > 0), key=lambda r: r.opened, default=None)
    # below comfort each point counts more than above it: too hard is worse than too easy
    others = sorted(
        (r for r in able if r is not begun),
        key=lambda r: (_distance(r.known), bool(r.opened), -r.known, r.path),
    )
    chosen = ([begun] if begun else []) + others[:_MOST_ASKED]
    unknown = unknown_of([r.path for r in chosen[: most + 1]])
    return [_suggestion(r, unknown.get(r.path, ()), r is begun) for r in chosen[:most]]


def _distance(known: float) -> float:
    low, high = COMFORT
    return max(0.0, 2 * (low - known), known - high)


def _suggestion(row: Row, unknown: Sequence[tuple[str, int]], begun: bool) -> Suggestion:
    feels = comfort_of(row.known)
    share = COMFORT[0] if row.known >= _HARD else min(COMFORT[0], round(row.known + 0.1, 2))
    words = (
        [] if begun or feels not in ("a stretch", "hard") else unlocking(unknown, row.known, row.words, share)
    )
    if begun:
        reason = f"{row.read:.0%} read, {row.known:.0%} known: go on where you stopped"
    elif feels == "easy":
        reason = f"{row.known:.0%} known: easy, good for reading fast"
    elif feels == "comfortable":
        reason = f"{row.known:.0%} known: comfortable"
    else:
        many = f"{len(words)} word{'s' if len(words) != 1 else ''}"
        how = "a stretch" if feels == "a stretch" else "hard by yourself"
        reason = f"{row.known:.0%} known, {how}: {many} would make it {share:.0%}"
    return Suggestion(
        row.path,
        row.title,
        "begun" if begun else feels,
        reason,
        row.known,
        tuple(words[:_SHOWN]),
        max(0, len(words) - _SHOWN),
        share if words else 0.0,
    )
