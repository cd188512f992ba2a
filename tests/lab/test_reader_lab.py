"""The reader in a real JupyterLab: corrections, two readers, a saved notebook that is reopened."""

from __future__ import annotations

import nbformat
import pytest

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELLS = (
    "import companion\nreader = companion.Reader(companion.read('articles/dianpian.txt'))\nreader",
    "other = companion.Reader(companion.read_text('銀行行長來了。'), english=False)\nother",
    "print('corrections:', [c.value for c in reader.article.corrections], reader.pinyin, other.pinyin)",
)
LAST = """async () => {
  window.panel.content.activeCellIndex = 2;
  await window.jupyterapp.commands.execute('notebook:run-cell');
}"""
KEEP = """async () => {
  const app = window.jupyterapp;
  const keep = '@jupyter-widgets/jupyterlab-manager:saveWidgetState';  // switches the setting
  if (!app.commands.isToggled(keep)) await app.commands.execute(keep);
  await app.commands.execute('docmanager:save');
  await window.panel.sessionContext.shutdown();
  window.panel.dispose();
}"""


def test_a_correction_reaches_python_and_the_file_and_a_saved_notebook_reopens(lab, notebook):
    """Protects a teacher's work: in the kernel, beside the article, and in the notebook of tomorrow."""
    _, folder = lab
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in CELLS], metadata=KERNEL)
    nbformat.write(made, folder / "reader.ipynb")
    page = notebook("reader.ipynb")
    page.wait_for_function("document.querySelectorAll('.cmp-reader').length === 2")
    first, second = page.locator(".cmp-reader").first, page.locator(".cmp-reader").last

    # Two readers on one page: each has its own layers and its own card.
    second.locator(".cmp-w").last.scroll_into_view_if_needed()
    second.locator(".cmp-w").first.click()
    page.keyboard.press("p")
    assert not second.locator("rt").first.is_visible() and first.locator("rt").first.is_visible()
    page.keyboard.press("Escape")

    word = first.locator(".cmp-body .cmp-w").first
    word.scroll_into_view_if_needed()
    word.click()
    first.get_by_role("button", name="Correct …").click()
    form = first.locator(".cmp-form")
    value = form.locator("input").input_value()
    form.locator("input").fill(" ".join(["bèn", *value.split()[1:]]))
    form.get_by_role("button", name="Correct").click()
    first.locator(".cmp-foot", has_text="bèn").wait_for(timeout=30_000)
    assert "bèn" in (folder / "articles" / "dianpian.txt.companion.toml").read_text("utf-8")
    page.evaluate(LAST)
    out = page.locator(".jp-OutputArea-output pre", has_text="corrections: ['bèn")
    out.wait_for(timeout=30_000)
    assert out.inner_text().strip().endswith("True False")

    # Saved with its state and reopened on a kernel that knows nothing: the reader is there as it was.
    page.evaluate(KEEP)
    saved = nbformat.read(folder / "reader.ipynb", as_version=4)
    assert "widgets" in saved.metadata
    page = notebook("reader.ipynb", run=False)
    page.wait_for_selector(".jp-OutputArea-output .cmp-reader .cmp-w", timeout=60_000)
    assert page.locator(".cmp-reader").first.locator("rt", has_text="bèn").count() > 0
    assert "cmp-no-py" in page.locator(".cmp-reader").last.get_attribute("class")
    page.locator(".cmp-reader").first.locator(".cmp-w.cmp-term", has_text="騙").first.click()
    page.locator(".cmp-card:popover-open", has_text="电骗").wait_for(timeout=30_000)


def test_an_untrusted_notebook_and_an_exported_page_can_be_read(lab, notebook, browser):
    """Protects readers without widgets: the static view, sanitized or exported, needs no network."""
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    _, folder = lab
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELLS[0])], metadata=KERNEL)
    NotebookClient(made, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    for output in made.cells[0].outputs:
        output["data"].pop("application/vnd.jupyter.widget-view+json")  # as in a viewer without widgets
    made.metadata.pop("widgets", None)
    nbformat.write(made, folder / "static.ipynb")
    page = notebook("static.ipynb", run=False)
    view = page.locator(".cmp-fallback, .jp-RenderedHTMLCommon:has-text('static view')").first
    view.wait_for(timeout=60_000)
    text = view.inner_text().replace("\n", "")
    assert "telecom fraud" in text and "電" in text and "diàn" in text

    html, _ = HTMLExporter().from_notebook_node(made)
    (folder.parent / "exported.html").write_text(html, "utf-8")
    # nbconvert's own page asks for scripts of its own; without a network it is read all the same.
    offline = browser.new_context(offline=True)
    try:
        page = offline.new_page()
        page.goto((folder.parent / "exported.html").as_uri(), wait_until="domcontentloaded")
        assert "telecom fraud" in page.locator(".cmp-fallback").inner_text()
        assert page.locator(".cmp-fallback rt").first.is_visible()
    finally:
        offline.close()
