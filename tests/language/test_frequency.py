"""How common words are: wordfreq's own figures, read without importing it."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from wordfreq import get_frequency_dict

from companion.language.words import frequency, listed


@pytest.mark.parametrize("size", ["small", "large"])
def test_the_lists_are_wordfreqs_own(size):
    """Protects the figures, since the library's file is read by ourselves."""
    theirs = get_frequency_dict("zh", wordlist=size)
    ours = listed.listed(size)
    assert ours.keys() == theirs.keys()
    assert all(math.isclose(ours[w], math.log10(f) + 9) for w, f in theirs.items())


def test_a_words_figure_is_that_of_the_list():
    """Protects levels and glosses: single words are asked of a small table, not of the lists."""
    small, large = listed.listed("small"), listed.listed("large")
    assert all(frequency.zipf(word) == value for word, value in large.items())
    assert all(frequency.common_zipf(word) == small.get(word, 0.0) for word in large)
    assert frequency.zipf("电骗") == frequency.common_zipf("电骗") == frequency.zipf("\ud800") == 0.0


def test_a_file_that_is_no_longer_there_is_asked_of_the_library(monkeypatch):
    """Protects levels and terms from a version of wordfreq that stores its data otherwise."""
    theirs = listed.listed.__wrapped__("small")
    monkeypatch.setattr(listed, "find_spec", lambda name: None)
    assert listed.listed.__wrapped__("small") == pytest.approx(theirs)


def test_common_words_come_the_commonest_first():
    """Protects the choice of wrong answers that are as common as the right one."""
    values = list(frequency.common_words(4.0).values())
    assert len(values) > 1000 and values == sorted(values, reverse=True) and values[-1] >= 4.0


@pytest.mark.slow
def test_reading_does_not_import_wordfreq():
    """Protects the first article of a process from half a second of imports."""
    code = (
        "import sys, companion; companion.read_text('警方破獲電騙案，的士司機曾志偉報警。', translator=None);"
        "sys.exit('wordfreq' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
