"""A notebook that is closed in the evening and opened in the morning: in JupyterLab, Notebook 7, and as a page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from browsers import require_browser
from jupyterlab_server import (
    RUN,
    SAVE,
    offline_page,
    open_in_lab,
    open_in_notebook,
    running,
    running_lab,
    running_notebook,
)

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")  # a folder: pictures to be looked at
READER = ".jp-OutputArea-output .cmp-reader .cmp-w"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELLS = (
    "import companion\nreader = companion.Reader(companion.read_text('警方打擊電騙。她損失了三萬元。'))\nreader",
    "companion.Reader(companion.read_text('銀行行長率團訪問。'))",
)
END = """async () => {
  await window.panel.sessionContext.shutdown();
  window.panel.dispose();
}"""


def screenshot(page, name):
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


@pytest.fixture
def own(tmp_path):
    """A person's own Jupyter folders, empty, and a folder with a notebook; the server has no password."""
    require_browser()
    config, served = tmp_path / "config", tmp_path / "served"
    config.mkdir()
    served.mkdir()
    for name in ("jupyter_lab_config", "jupyter_notebook_config"):
        (config / f"{name}.json").write_text(
            json.dumps({"IdentityProvider": {"token": ""}, "LabApp": {"expose_app_in_browser": True}})
        )
    cells = [nbformat.v4.new_code_cell(c) for c in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), served / "a.ipynb")
    environment = {
        "JUPYTER_CONFIG_DIR": str(config), "JUPYTER_DATA_DIR": str(tmp_path / "share"),
        "COMPANION_DATA_DIR": str(tmp_path / "data"),
    }  # fmt: skip
    return served, environment


def run_and_save(page, served):
    """Runs all cells and saves as a person does; what the notebook then holds of its widgets."""
    page.evaluate(RUN)
    page.wait_for_function("document.querySelectorAll('.cmp-reader .cmp-w').length > 8", timeout=120_000)
    page.wait_for_timeout(1500)
    page.evaluate(SAVE)
    page.wait_for_timeout(500)
    return nbformat.read(served / "a.ipynb", as_version=4).metadata.get("widgets", {})


def notices(page):
    return page.locator(".cmp-reader", has_text="companion jupyter setup").count()


def test_companion_lab_keeps_readers_until_the_next_day(own, browser):
    """Protects tomorrow's reading: saved without a thought, it is there without a kernel; no news, no setting changed."""
    served, environment = own
    before = sorted(Path(environment["JUPYTER_CONFIG_DIR"]).rglob("*"))
    command = [sys.executable, "-m", "companion", "lab", str(served), "--no-browser"]
    with (
        running(command, served, "api/status", environment) as address,
        offline_page(browser) as page,
    ):
        open_in_lab(page, address, "a.ipynb")
        assert run_and_save(page, served)
        assert notices(page) == 0 and page.locator(".Toastify__toast", has_text="news").count() == 0
        page.evaluate(END)
    after = sorted(Path(environment["JUPYTER_CONFIG_DIR"]).rglob("*"))
    changed = {p.relative_to(environment["JUPYTER_CONFIG_DIR"]).parts[0] for p in {*after} - {*before}}
    assert changed <= {"lab", "migrated"}  # the workspace, and Jupyter's own note
    assert not list(Path(environment["JUPYTER_CONFIG_DIR"]).rglob("*.jupyterlab-settings"))
    with (
        running(command, served, "api/status", environment) as address,
        offline_page(browser) as page,
    ):
        open_in_lab(page, address, "a.ipynb")
        page.wait_for_selector(READER, timeout=60_000)
        assert page.locator(".cmp-reader").count() == 2
        page.locator(".cmp-w.cmp-term", has_text="騙").first.click()
        page.locator(".cmp-card", has_text="telecom fraud").first.wait_for(timeout=30_000)
        screenshot(page, "next-day")


@pytest.mark.parametrize(
    "front", [(running_lab, open_in_lab), (running_notebook, open_in_notebook)], ids=["lab", "notebook-7"]
)
def test_a_plain_jupyter_says_once_that_it_saves_nothing_and_can_be_set_up(own, browser, front):
    """Protects people who start Jupyter themselves: told before they lose a reader, and helped by one command."""
    served, environment = own
    server, opening = front
    with server(served, environment=environment) as address, offline_page(browser) as page:
        opening(page, address, "a.ipynb")
        assert not run_and_save(page, served)
        assert notices(page) == 1
        screenshot(page, f"notice-{server.__name__}")
        done = subprocess.run(
            [sys.executable, "-m", "companion", "jupyter", "setup"],
            env={**os.environ, **environment}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "Notebook 7" in done.stdout
        opening(page, address, "a.ipynb")  # the page is loaded again; the server is not started again
        assert run_and_save(page, served)
    with server(served, environment=environment) as address, offline_page(browser) as page:
        opening(page, address, "a.ipynb")
        page.wait_for_selector(READER, timeout=60_000)


@pytest.mark.parametrize("template", ["lab", "classic", "reveal"])
def test_a_page_of_nbconvert_shows_the_text_without_the_network(tmp_path, browser, template):
    """Protects people who are sent a page: a notebook with saved widgets is no blank page, and asks for none of them."""
    from nbconvert import HTMLExporter, SlidesExporter

    kept = Path(__file__).parents[1] / "fixtures" / "0.1.0" / "news.ipynb"
    exporter = SlidesExporter() if template == "reveal" else HTMLExporter(template_name=template)
    made = tmp_path / "page.html"
    made.write_text(exporter.from_filename(str(kept))[0], "utf-8")
    asked: list[str] = []
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(made.as_uri(), wait_until="domcontentloaded")
    shown = page.locator(".cmp-fallback").first
    text = shown.inner_text()
    screenshot(page, f"nbconvert-{template}")
    if template != "reveal":  # whose slides are drawn by a script from the network
        assert shown.is_visible() and "within 30 minutes" in text and "lè" in text
        assert page.locator(".cmp-ex-fallback").is_visible()
    assert not [url for url in asked if "html-manager" in url or "anywidget" in url]
    context.close()
