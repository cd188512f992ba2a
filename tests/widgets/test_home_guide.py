"""The hints of the start page, without a page."""

from __future__ import annotations

import pytest

import companion
from companion.widgets.home_guide import HINTS, Guide


class Kept(dict):
    setting, set = dict.get, dict.__setitem__


def test_each_hint_comes_once_and_in_its_order_whatever_was_done_before():
    """Protects a newcomer from hints about what they did already, in this session or an earlier one."""
    kept = Kept()
    guide = Guide(kept)
    assert guide.is_new and not guide.is_over
    assert guide.did("mark") and not guide.did("mark") and not guide.did("nothing we know")
    seen = []
    while hint := Guide(kept).now("reader"):
        seen.append(hint["did"])
        Guide(kept).did(hint["did"])
    assert seen == [h.did for h in HINTS if h.where == "reader" and h.did != "mark"]
    assert Guide(kept).now("library")["did"] == "add" and not Guide(kept).is_over
    Guide(kept).did("add")
    assert Guide(kept).is_over and Guide(kept).now("library") == {}


@pytest.mark.parametrize("wanted", [True, False])
def test_dismissed_hints_stay_away_until_they_are_asked_for(wanted):
    """Protects those who want none: by a click for good, by `hints=False` wherever a teacher says so."""
    kept = Kept()
    guide = Guide(kept, wanted)
    if wanted:
        guide.dismiss()
    assert guide.is_over and not guide.is_new and guide.now("reader") == {} and guide.now("library") == {}
    assert Guide(kept, False).is_over
    guide.again()
    assert guide.now("reader")["number"] == 1


@pytest.mark.parametrize(("hints", "opened"), [(True, True), (False, False)])
def test_on_the_first_visit_an_article_is_open(tmp_path, monkeypatch, hints, opened):
    """Protects the first minute: the first article is open, once; a library of one's own is not opened by itself."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    first = companion.Home(hints=hints)
    assert (first.reader is not None) is opened
    assert first.page._hint.get("number") == (1 if hints else None)
    first.close()
    again = companion.Home(hints=hints)
    assert again.reader is None
    again.close()
    own = companion.Home(tmp_path / "own", hints=hints)
    assert own.reader is None and own.page._hint.get("did") == ("add" if hints else None)
    own.close()
