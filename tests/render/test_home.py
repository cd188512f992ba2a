"""The static view of the start page."""

from __future__ import annotations

from companion.render.home import home_fallback_html


def test_the_static_view_says_where_the_start_page_works():
    """Protects those in marimo, where a box of widgets is shown as its table: running the cell again changes nothing."""
    shown = home_fallback_html(())
    assert "JupyterLab, Notebook 7 or VS Code" in shown and "marimo" in shown and "companion.Reader(" in shown
