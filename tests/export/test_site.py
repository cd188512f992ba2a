"""A folder of articles as a site."""

from __future__ import annotations

import json
import re

import pytest
from hostile import hostile_article

import companion
from companion.errors import InputError, OutputError
from companion.export.site import write_site


@pytest.fixture(scope="module")
def short():
    return companion.read_text("零容忍打擊電騙\n\n警方打擊電騙。", translator=None)


def test_the_site_has_index_pages_and_one_glossary(article, short, tmp_path):
    """Protects the links: each one leads to a page of the site, and a term stands once with its articles."""
    index = write_site([article, short], tmp_path / "site", title="Class 3B", names=["dianpian", "short"])
    assert sorted(p.relative_to(index.parent).as_posix() for p in index.parent.rglob("*.html")) == [
        "articles/dianpian.html", "articles/short.html", "glossary.html", "index.html",
    ]  # fmt: skip
    for page in index.parent.rglob("*.html"):
        for link in re.findall(r'href="([^"#]+)', page.read_text("utf-8")):
            assert (page.parent / link).resolve().is_file()
    glossary = (index.parent / "glossary.html").read_text("utf-8")
    row = next(r for r in glossary.split("<tr>") if ">電騙<" in r)
    assert glossary.count(">電騙<") == 1 and "articles/short.html" in row and "articles/dianpian.html" in row


def test_the_index_can_be_searched_in_both_scripts_and_pinyin(article, short, tmp_path):
    """Protects the search's data: text, Simplified, a syllable for each character, the English that is no gloss, and links."""
    index = write_site([short], tmp_path / "site")
    data = re.search(r'id="site-data">(.*?)</script>', index.read_text("utf-8"))[1]
    (page,) = json.loads(data)
    assert page["paragraphs"][1][1:] == ["警方打擊電騙。", "警方打击电骗。", "jing fang da ji dian pian", ""]
    assert f'id="{page["paragraphs"][1][0]}"' in (index.parent / page["href"]).read_text("utf-8")


def test_pages_of_the_same_name_and_pages_that_are_gone(short, tmp_path):
    """Protects pages from each other, and the site from pages of articles that were taken away."""
    root = tmp_path / "site"
    write_site([short, short, short], root, names=["a", "A", "../../a"])
    assert sorted(p.name for p in (root / "articles").iterdir()) == ["A-2.html", "a-3.html", "a.html"]
    (root / "articles" / "mine.html").write_text("mine", encoding="utf-8")
    write_site([short], root, names=["a"])
    assert sorted(p.name for p in (root / "articles").iterdir()) == ["a.html", "mine.html"]


def test_a_page_that_was_changed_by_hand_is_kept(short, tmp_path):
    """Protects a teacher's changes; the folder's other files are never touched."""
    index = write_site([short], tmp_path / "site", names=["a"])
    page = index.parent / "articles" / "a.html"
    page.write_text(page.read_text("utf-8") + "mine", encoding="utf-8")
    with pytest.raises(OutputError, match="was changed since"):
        write_site([short], tmp_path / "site", names=["a"])
    write_site([short], tmp_path / "site", names=["a"], force=True)
    with pytest.raises(InputError, match="at least one"):
        write_site([], tmp_path / "site")


@pytest.mark.browser
def test_search_and_hostile_titles_in_a_browser(browser, article, short, tmp_path):
    """Protects readers of the site: the search finds in both scripts, pinyin and English from file://, and no text runs."""
    index = write_site([article, short, hostile_article()], tmp_path / "site", names=["a", "b", "../evil"])
    page = browser.new_page()
    page.goto(index.as_uri())
    for query in ("電騙", "电骗", "dianpian", "diàn piàn", "DIAN4 PIAN4"):
        page.fill("#q", query)
        page.wait_for_selector(".site-found li")
        assert page.locator("mark").first.inner_text() == "電騙"
    for query in ("mekong RIVER", "telecom fraud"):
        page.fill("#q", query)
        page.wait_for_function(
            "q => document.querySelector('mark')?.textContent.toLowerCase() === q.toLowerCase()", arg=query
        )
        assert page.locator(".site-found p").first.get_attribute("lang") == "en"
    page.fill("#q", "onload")
    page.wait_for_timeout(150)
    page.fill("#q", "dianpian")
    page.wait_for_selector(".site-found li")
    page.locator(".site-found a").first.click()
    page.wait_for_selector(".cmp-p:target")
    for name in ("glossary.html", "articles/evil.html"):
        page.goto((index.parent / name).as_uri())
        assert page.evaluate("window.hit") is None and page.locator("img, svg").count() == 0
    assert not (tmp_path / "evil.html").exists()
    page.close()
