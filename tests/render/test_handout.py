"""The handout's page and its options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import companion
from companion.errors import InputError
from companion.export.handout import handout_html
from companion.render import HandoutOptions, RenderOptions

TEXT = "零容忍打擊電騙\n\n警方打擊電騙。市民要小心電騙，我們再打擊。"


@pytest.fixture(scope="module")
def article():
    return companion.read_text(TEXT)


def test_the_numbers_of_the_vocabulary_stand_once_in_the_text(article):
    """Protects a lesson: each numbered word is marked where it first stands, and links both ways."""
    html = handout_html(article)
    numbers = re.findall(r'id="ho-v(\d+)"', html)
    assert numbers and sorted(re.findall(r'id="ho-t(\d+)"', html), key=int) == numbers
    for n in numbers:
        assert html.count(f'href="#ho-t{n}"') == html.count(f'href="#ho-v{n}"') == 1
    assert 'id="ho-t' not in handout_html(article, HandoutOptions(vocabulary="none"))


def test_set_phrases_are_told_once_with_the_clause_that_they_stand_in():
    """Protects paper: what the vocabulary explains has no note too, and no long sentence is printed twice."""
    text = "他說過，兩地習慣有所不同，大家都要一心一意、守望相助地打擊電騙。"
    article = companion.read_text(text, translator=None)
    html = handout_html(article, HandoutOptions(vocabulary="terms"))
    notes = html[html.index('id="ho-ph"') : html.index("<footer")]
    assert ">兩地習慣<b>有所不同</b></span>" in notes and "他說過" not in notes
    assert 'id="ho-ph"' not in handout_html(article, HandoutOptions(vocabulary="all"))


def test_the_script_that_comes_first_carries_the_readings(article):
    """Protects classes that learn Simplified: it stands first, with its own language tag and numbers."""
    html = handout_html(article, HandoutOptions(script_first="simplified"))
    assert re.search(r'class="cmp-o" lang="zh-Hans">.*电骗<rt', html)
    assert re.search(r'class="cmp-s" lang="zh-Hant-HK">.*電騙', html)
    assert 'id="ho-t1"' in html and '<html lang="zh-Hans">' in html


def test_the_head_says_who_and_when(article):
    """Protects a class set: class, teacher, date, source, and who checked the English."""
    options = HandoutOptions(
        teacher="Ms Chan", class_name="3B", date="1 May", source="Ming Pao", checked_by="Mr Wong", title="題"
    )
    html = handout_html(article, options)
    for part in (
        ">Ms Chan<",
        ">3B<",
        ">1 May<",
        "Source: Ming Pao",
        "Checked by Mr Wong.",
        "<title>題</title>",
    ):
        assert part in html


def test_paper_and_size_reach_the_style_sheet(article):
    """Protects those who print on Letter."""
    html = handout_html(article, HandoutOptions(paper="Letter", font_size=14))
    assert "size: letter" in html and "--ho-size: 14pt" in html


def test_answers_stand_on_their_page_or_in_their_file(article, tmp_path):
    """Protects a test from its own answers."""
    long = companion.read_text(TEXT * 3)
    options = HandoutOptions(exercises=3, exercise_kinds=("cloze:choices",), answers="file")
    companion.write_handout(long, tmp_path / "a.html", options)
    page, key = ((tmp_path / n).read_text("utf-8") for n in ("a.html", "a-answers.html"))
    assert "ho-exercises" in page and 'class="ho-answers"' not in page
    assert "Answers" in key and "<script" not in key


def test_own_templates_and_style_are_used(article, tmp_path):
    """Protects a school's letterhead: one template and one style sheet in a folder, all else stays."""
    (tmp_path / "letterhead.html").write_text(
        '<div class="school">{{ options.teacher }} 中學</div>', encoding="utf-8"
    )
    (tmp_path / "handout.css").write_text(".school { color: navy; }", encoding="utf-8")
    html = handout_html(article, HandoutOptions(templates=tmp_path, teacher="<b>"))
    assert '<div class="school">&lt;b&gt; 中學</div>' in html and ".school { color: navy; }" in html
    (tmp_path / "handout.css").write_text("</style>", encoding="utf-8")
    with pytest.raises(InputError, match=r"handout\.css"):
        handout_html(article, HandoutOptions(templates=tmp_path))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paper", "A5"),
        ("vocabulary", "some"),
        ("font_size", 99),
        ("exercises", -1),
        ("layout", "x"),
        ("templates", "no"),
    ],
)
def test_what_is_none_of_the_choices_is_told(name, value):
    """Protects users who mistype."""
    with pytest.raises(InputError, match=f"{name}|{value}"):
        HandoutOptions(**{name: value})


def test_the_readers_options_make_a_handout_too(article):
    """Protects those who give the options of the reader."""
    html = handout_html(article, RenderOptions(english=False, terms=False))
    assert "cmp-no-en" in html and 'class="ho-vocabulary"' not in html


def test_the_example_of_a_letterhead_works(article):
    """Protects the documentation: the folder that it shows is a folder of templates."""
    example = Path(__file__).parents[2] / "docs" / "examples" / "letterhead"
    html = handout_html(article, HandoutOptions(templates=example, class_name="3B"))
    assert "海景書院" in html and "<div>3B<br></div>" in html and ".school-name span" in html


@pytest.mark.parametrize(("options", "first"), [({}, "電"), ({"script_first": "simplified"}, "电")])
def test_a_sheet_to_write_on_has_each_character_of_the_list_once(options, first):
    """Protects writing practice: the model, three to trace, empty squares; in the script of the class, with its reading."""
    article = companion.read_text("警方打擊電騙。市民被騙，報警求助，警方說電話騙案多。", translator=None)
    html = handout_html(article, HandoutOptions(writing="mi", vocabulary="all", **options))
    sheet = html[html.index('class="ho-writing') : html.index("<footer")]
    rows = re.findall(r'ho-syllable"[^>]*>([^<]*)</span>.*?ho-model"[^>]*><i></i>(.)<', sheet)
    characters = [c for _, c in rows]
    assert len(set(characters)) == len(characters) and ("diàn", first) in rows
    assert sheet.count("<i></i>") == 11 * len(rows) and "ho-grid-mi" in sheet
    assert 'class="ho-writing' not in handout_html(article)


def test_a_sheet_to_write_on_is_a_page_of_its_own_too(article, tmp_path):
    """Protects a worksheet's sheet to write on: one file, sealed, and a list without characters says so."""
    from companion.export.handout import write_writing

    path = write_writing(article, tmp_path / "w.html")
    assert 'class="ho-writing ho-grid-tian"' in path.read_text("utf-8")
    write_writing(article, path)
    with pytest.raises(InputError, match="no character to write"):
        write_writing(article, path, HandoutOptions(vocabulary="none"))


@pytest.mark.parametrize(
    ("source", "credit"),
    [
        ("standard input", ""),
        ("電騙新聞.TXT", ""),
        ("page.epub", ""),
        ("scan 1.jpeg", ""),
        ("a.docx", ""),
        ("晨報", "晨報"),
        ("news.gov.hk", "news.gov.hk"),
        ("https://news.example/a.html", "https://news.example/a.html"),
    ],
)
def test_a_file_is_no_source(source, credit):
    """Protects the foot of each page from naming a file, or standard input, as the one who published it."""
    html = handout_html(companion.read_text(TEXT, translator=None, source=source))
    assert (f"Source: {credit}" in html) if credit else ("Source: " not in html)


@pytest.mark.parametrize("text", ["澳門。", "李家超。", "特朗普到北京。"])
def test_a_list_may_begin_with_a_name(text):
    """Protects a short text whose first entry is a name: it has its heading, and no error."""
    assert "Names" in handout_html(companion.read_text(text, translator=None))
