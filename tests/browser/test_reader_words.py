"""The list of words is saved from the reader. Real JavaScript, real Python."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_the_words_that_are_shown_are_saved(show):
    """Protects learners who take their new words to a spreadsheet or to Anki."""
    page = show("警方打擊電騙。", level="A1")
    page.get_by_role("button", name="Words of the article").click()
    for name in ("CSV", "Anki"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name, exact=True).click()
        file = waiting.value
        path = Path(file.path())
        if name == "CSV":
            assert file.suggested_filename.endswith(".csv") and "電騙" in path.read_text("utf-8-sig")
        else:
            assert file.suggested_filename.endswith(".apkg") and zipfile.is_zipfile(path)
    assert "words." in page.locator(".cmp-foot").inner_text()
    page.get_by_role("combobox", name="Show").select_option("learning")
    page.get_by_role("button", name="CSV", exact=True).click()
    assert "no word in the list" in page.locator(".cmp-foot").inner_text()


def test_the_list_with_its_buttons_is_accessible(show):
    """Protects those who use a screen reader or a narrow window."""
    from axe_playwright_python.sync_playwright import Axe

    page = show("警方打擊電騙。", width=380)
    page.get_by_role("button", name="Words of the article").click()
    result = Axe().run(page, ".cmp-words")
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in result.response["violations"]] == []
    save = page.locator(".cmp-save").bounding_box()
    assert save["x"] >= 0 and save["x"] + save["width"] <= 388
