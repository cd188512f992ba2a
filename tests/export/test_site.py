"""A folder of articles as a site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from browsers import pause
from hostile import hostile_article

import companion
from companion.errors import InputError, OutputError
from companion.export.site import write_site
from companion.export.site_index import chunks
from companion.render.search_keys import stem

ROOT = Path(__file__).parents[2]


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


def handed_over(path):
    """What a script of the site hands to the page."""
    code = path.read_text("utf-8").splitlines()[0]
    *_, text = json.loads(f"[{code.removeprefix('companionSite(').removesuffix(');')}]")
    return json.loads(text)


def test_the_text_beside_a_page_is_what_the_search_shows(short, tmp_path):
    """Protects the search's data: text, Simplified, a syllable for each character, the English that is no gloss, and links."""
    index = write_site([short], tmp_path / "site", names=["a"])
    found = handed_over(index.parent / "articles" / "a.js")
    assert found["paragraphs"][1][1:] == [
        "警方打擊電騙。",
        "警方打击电骗。",
        "jing fang da ji dian pian",
        "",
        "0:3 2:1 4:2",
    ]
    assert found["meanings"][2] == [2, "telecom fraud; phone scam"]
    page = (index.parent / "articles" / "a.html").read_text("utf-8")
    assert f'id="{found["paragraphs"][1][0]}"' in page


def test_the_forms_of_an_english_word_have_one_stem():
    """Protects the search's English: the index has the keys that the browser looks up (the same table is its test)."""
    for line in (ROOT / "js" / "tests" / "stems.tsv").read_text("utf-8").splitlines()[1:]:
        one, _, other = line.partition(" | ")
        assert len({stem(word) for word in one.split()}) == 1, line
        assert not {stem(word) for word in other.split()} & {stem(one.split()[0])}, line


def test_pages_share_style_script_and_cards(article, short, tmp_path):
    """Protects a site's size: what pages have in common stands once, and each word of a page has its card there."""
    index = write_site([article, short], tmp_path / "site", names=["a", "b"])
    own = companion.write_handout(short, tmp_path / "own.html").stat().st_size
    assert (index.parent / "articles" / "b.html").stat().st_size < own / 5
    page = (index.parent / "articles" / "a.html").read_text("utf-8")
    table = json.loads(re.search(r'id="ho-cards"[^>]*>(.*?)</script>', page)[1])
    cards = index.parent / "assets" / "cards"
    digits = handed_over(cards / "index.js")["digits"]
    for key in table["keys"].split():
        card = handed_over(cards / f"{key[:digits]}.js")[key]
        assert card["words"] and set(card) <= {"words", "senses", "characters", "terms"}
    for link in re.findall(r'(?:href|src)="(\.\./assets[^"]+)"', page):
        assert (index.parent / "articles" / link).is_file()


def test_a_long_list_has_pages_and_the_glossary_names_a_few(short, tmp_path, monkeypatch):
    """Protects the lists of a large site: pages of articles, and a term of all of them with the first ones and their number."""
    monkeypatch.setattr("companion.export.site._ON_A_PAGE", 3)
    index = write_site([short] * 8, tmp_path / "site")
    assert [p.name for p in sorted(index.parent.glob("articles-*.html"))] == [
        "articles-2.html",
        "articles-3.html",
    ]
    assert "Page 1 of 3" in index.read_text("utf-8") and "8 articles" in index.read_text("utf-8")
    assert "and 3 more" in (index.parent / "glossary.html").read_text("utf-8")
    write_site([short], tmp_path / "site")
    assert not list(index.parent.glob("articles-*.html"))


def test_the_index_in_chunks_is_the_same_whatever_fits_in_memory(monkeypatch):
    """Protects the search of an archive: keys that are sorted on the disk, in several rounds, lead to the same articles."""
    texts = [
        [f"h{chr(0x4E00 + n * k % 50)}" for k in range(1, 9)] + ["h\U00020000", "h\ufa00"] for n in range(40)
    ]
    articles = [(n, sorted(set(keys), key=lambda k: k.encode("utf-16-be"))) for n, keys in enumerate(texts)]

    def made():
        found = {}
        first = chunks(articles, 40, lambda number, keys: found.update({number: keys}))
        assert first == [found[n][0][0] for n in range(len(found))]
        return [pair for n in range(len(found)) for pair in found[n]]

    whole = made()
    assert [key for key, _ in whole] == sorted(
        {k for t in texts for k in t}, key=lambda k: k.encode("utf-16-be")
    )
    for name, value in (("_POSTINGS", 20), ("_RUNS", 3), ("_CHUNK", 60)):
        monkeypatch.setattr(f"companion.export.site_index.{name}", value)
    assert made() == whole
    monkeypatch.setattr(
        "companion.export.site_index._BOOK", 9
    )  # most articles have more, and are sorted as books are
    assert made() == whole


def test_pages_of_the_same_name_and_pages_that_are_gone(short, tmp_path):
    """Protects pages from each other, and the site from pages of articles that were taken away."""
    root = tmp_path / "site"
    write_site([short, short, short], root, names=["a", "A", "../../a"])
    assert sorted(p.name for p in (root / "articles").glob("*.html")) == ["A-2.html", "a-3.html", "a.html"]
    (root / "articles" / "mine.html").write_text("mine", encoding="utf-8")
    write_site([short], root, names=["a"])
    assert sorted(p.name for p in (root / "articles").iterdir()) == ["a.html", "a.js", "mine.html"]


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
    """Protects readers of the site: the search finds in both scripts, pinyin and English from file://, by keys alone too;
    back from an article is what was found; and no text runs."""
    years = companion.read_text("二○三四年通車。\n\nA1205號巴士停駛，G20峰會。", translator=None)
    weather = companion.read_text("颱風逼近。", translator=None)
    mainland = companion.read_text("市民了解卫生情况。", translator=None)
    index = write_site(
        [article, short, hostile_article(), years, weather, mainland],
        tmp_path / "site",
        names=["a", "b", "../evil", "years", "weather", "mainland"],
    )
    page = browser.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(index.as_uri())
    for query in ("電騙", "电骗", "dianpian", "diàn piàn", "DIAN4 PIAN4"):
        page.fill("#q", query)
        page.wait_for_selector(".site-found li")
        assert page.locator("mark").first.inner_text() == "電騙"
    for query, marked in (
        ("台風", "颱風"),
        ("臺风", "颱風"),
        ("瞭解衛生", "了解卫生"),
        ("了解衞生", "了解卫生"),
    ):
        page.fill("#q", query)
        page.wait_for_function("m => document.querySelector('mark')?.textContent === m", arg=marked)
    for query in ("mekong RIVER", "telecom fraud"):
        page.fill("#q", query)
        page.wait_for_function(
            "q => document.querySelector('mark')?.textContent.toLowerCase() === q.toLowerCase()", arg=query
        )
        assert page.locator(".site-found p").first.get_attribute("lang") == "en"
    for query, marked in (
        ("frauds", "電騙"),
        ("approached", "逼近"),
        ("understanding", "了解"),
    ):  # no sentence has English
        page.fill("#q", query)
        page.wait_for_function(
            "m => [...document.querySelectorAll('li:has(.site-meaning) mark')].some((e) => e.textContent === m)",
            arg=marked,
        )
    numbers = {
        "2034": "二〇三四",
        "○三四年": "〇三四年",
        "２０３４年": "二〇三四年",
        "205號": "205號",
        "20": "20",
        "g20": "G20",
    }
    for query, marked in numbers.items():
        page.fill("#q", query)
        page.wait_for_function("m => document.querySelector('mark')?.textContent === m", arg=marked)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelector('.site-found a')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cmp-p:target")
    page.go_back()
    page.wait_for_function("document.querySelector('mark')?.textContent === 'G20'")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.input_value("#q") == "" and page.locator(".site-list li").first.is_visible()
    assert page.url == index.as_uri()
    page.fill("#q", "onload")
    pause(page, 150)
    page.fill("#q", "dianpian")
    page.locator(".site-found a[href*='articles/a.html']").first.click()
    page.wait_for_selector(".cmp-p:target")
    page.locator(".cmp-o .cmp-term", has_text="電騙").first.click()
    page.wait_for_selector(".ho-card:has-text('telecom fraud')")
    assert asked and all(url.startswith("file:") for url in asked) and not told
    for name in ("glossary.html", "articles/evil.html"):
        page.goto((index.parent / name).as_uri())
        assert page.evaluate("window.hit") is None and page.locator("img, svg").count() == 0
    assert not (tmp_path / "evil.html").exists()
    page.close()
