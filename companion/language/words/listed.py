"""wordfreq's lists of words with their frequencies (Apache-2.0; its data CC BY-SA 4.0), as its files have them."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["listed"]


@cache
def listed(size: str) -> dict[str, float]:
    """The Zipf frequencies of wordfreq's "small" or "large" list, the commonest first.

    Its file is read by itself, since importing wordfreq takes longer than reading an article. It
    has one list of words for each hundredth of a decade ("cB") below certainty. Whoever asks for single words takes
    `companion.language.words.frequency.zipf`: the large list takes 57 MB.
    """
    import msgpack

    spec = find_spec("wordfreq")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        try:
            with gzip.open(Path(folder) / "data" / f"{size}_zh.msgpack.gz") as data:
                head, *buckets = msgpack.load(data, raw=False)
        except (OSError, ValueError):
            continue
        if head == {"format": "cB", "version": 1}:
            return {word: 9 - i / 100 for i, bucket in enumerate(buckets) for word in bucket}
    from math import log10

    from wordfreq import get_frequency_dict  # its files are not as they were

    found = get_frequency_dict("zh", wordlist=size)
    return {w: log10(f) + 9 for w, f in sorted(found.items(), key=lambda x: -x[1])}
