"""Another machine's English in the reader's page, and the model that is installed from its notice."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from small_model import PACKAGE, converted_folder, own_folders

import companion
from companion.model import Translation
from companion.translation import packages
from companion.translation.converted import install_folder

pytestmark = pytest.mark.browser
TEXT = "雙方同意加強瀾湄合作。天文台發出八號風球。\n\n警方打擊電騙。"


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    own_folders(tmp_path, monkeypatch)


@pytest.fixture
def read(show, tmp_path):
    """The article in the reader, with Argos' package and another model installed."""
    packages.install_file(PACKAGE)
    install_folder(converted_folder(tmp_path / "mine"))
    return show(companion.read_text(TEXT, paragraphs="blank-line"), vocabulary=False)


def test_a_paragraphs_machine_is_chosen_by_its_badge_or_a_key(read):
    """Protects the way to another English: a click on the badge, or m at a word; beside first, then taken, then undone."""
    first = read.locator(".cmp-p").first
    first.locator(".cmp-origin").first.click()
    choice = first.locator(".cmp-machines select")
    assert choice.evaluate("node => node === document.activeElement")
    assert choice.locator("option").all_inner_texts() == [
        "translate-zh_en 0.1",
        "CTranslate2 model mine",
        "word gloss, no translation",
    ]
    for machine in ("gloss", "mine"):
        choice.select_option(machine)
        first.locator(".cmp-machines button", has_text="Beside").click()
        first.locator(".cmp-beside-by", has_text={"gloss": "word gloss"}.get(machine, machine)).wait_for()
    assert first.locator(".cmp-beside").count() == 2 and first.locator(".cmp-e-argos").count() == 2
    assert not [v for v in Axe().run(read).response["violations"] if v["impact"] in ("serious", "critical")]
    first.locator(".cmp-beside", has_text="mine").locator("button", has_text="Take it").click()
    first.locator(".cmp-e-ctranslate2").first.wait_for()
    assert (
        first.locator(".cmp-beside").count() == 0
        and read.locator(".cmp-p").nth(1).locator(".cmp-e-argos").count() == 1
    )
    assert "CTranslate2 model mine" in first.locator(".cmp-origin").first.get_attribute("title")
    read.locator(".cmp-foot button", has_text="Undo").click()
    first.locator(".cmp-e-argos").first.wait_for()
    read.locator(".cmp-p").nth(1).locator(".cmp-w").first.click()
    read.keyboard.press("E")
    second = read.locator(".cmp-p").nth(1).locator(".cmp-machines")
    second.wait_for()
    read.keyboard.press("Escape")
    assert second.count() == 0 and read.evaluate("document.activeElement.className").startswith("cmp-w")


def test_what_a_machine_says_is_text_and_a_persons_stays(read):
    """Protects the page from English that is markup, and a correction from any machine."""

    class Hostile:
        name = "hostile"

        def status(self):
            return ""

        def translate(self, sentences):
            yield from (Translation("<img src=x onerror=alert(1)>", "argos", "<b>x</b>") for _ in sentences)

    from companion.widgets import reader_machines

    read.answer(
        {
            "kind": "correct",
            "what": "translation",
            "paragraph": 0,
            "sentence": 0,
            "value": "A person's.",
            "id": "x",
        }
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader_machines.engines, "machine", lambda name, **_: Hostile())
        first = read.locator(".cmp-p").first
        first.locator(".cmp-origin").first.click()
        first.locator(".cmp-machines button", has_text="Beside").click()
        first.locator(".cmp-beside-by").wait_for()
        assert first.locator("img").count() == 0 and "<img" in first.locator(".cmp-beside").inner_text()
        first.locator(".cmp-beside button", has_text="Take it").click()
        first.locator(".cmp-e-memory").wait_for()
    assert first.locator("img").count() == 0
    assert first.locator(".cmp-et").all_inner_texts()[0] == "A person's."


def test_the_missing_model_is_a_button_with_its_size_host_and_licence(show):
    """Protects a newcomer: what is downloaded, from where and how much is said before; then how far it is, and a way on."""
    page = show(companion.read_text(TEXT, paragraphs="blank-line"), vocabulary=False)
    asked = []
    page.answer = lambda message: asked.append(message) or []
    offer = page.locator(".cmp-offer")
    assert (
        offer.inner_text().split("\n")[-1]
        == "translate-zt_en: 74.5 MB from argos-net.com, once (Argos Translate, OPUS-MT, CC BY 4.0)"
    )
    offer.locator("button", has_text="Install it now").click()

    def state(**values):
        page.evaluate(
            "change => arrive([['trait', '_offer', {...state._offer, ...change}]])",
            json.loads(json.dumps(values)),
        )

    state(state="running", begun=31_200_000)
    assert page.locator(".cmp-status .cmp-progress").inner_text().split("\n")[0] == "31.2 of 74.5 MB"
    page.locator(".cmp-status button", has_text="Stop").click()
    state(state="failed", text="no network <b>x</b>")
    assert page.locator(".cmp-offer-failed").inner_text() == "no network <b>x</b>"
    page.locator(".cmp-offer button", has_text="Go on").click()
    assert [(m["kind"], bool(m.get("stop"))) for m in asked] == [
        ("install", False),
        ("install", True),
        ("install", False),
    ]
    page.evaluate("arrive([['trait', '_offer', {}], ['trait', 'notices', []]])")
    assert page.locator(".cmp-status").inner_text() == ""


def test_notices_that_were_read_can_be_put_away(show):
    """Protects a phone's page, of which three notices took a third: closed they are gone until another one is there."""
    page = show(TEXT, width=390)
    page.evaluate(
        "arrive([['trait', 'notices', ['no translation model installed', 'Jupyter does not save this reader']]])"
    )
    before = page.locator(".cmp-scroll").bounding_box()["y"]
    page.get_by_role("button", name="Hide the notices").click()
    assert page.locator(".cmp-status").inner_text() == ""
    assert page.locator(".cmp-scroll").bounding_box()["y"] < before - 40
    assert page.evaluate("document.activeElement.classList.contains('cmp-w')")
    page.evaluate("arrive([['trait', 'notices', ['another notice']]])")
    assert "Another notice" in page.locator(".cmp-status").inner_text()
