"""What handouts are on paper: pages, blank paper, the PDF's size and its fonts.

    python benchmarks/paper.py                       # each bundled article in each setting
    python benchmarks/paper.py --sheets FOLDER       # and a picture of all pages of each, to be looked at
    python benchmarks/paper.py --only columns a.txt  # other articles, one setting

Blank is the share of the print area below the last ink of each page. `ends` are pages that end in a heading or in a
paragraph's number, or hold less than a sixth of a page. `least` is the emptiest page of those that no new part (Answers, Writing) and not the text's end cuts off. The newspaper page is in shared/articles; without it the bundled articles alone are measured.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

ARTICLES = HERE.parent / "notebooks" / "articles"
NEWSPAPER = HERE.parents[1] / "shared" / "articles" / "wenweipo-2025-02-09.txt"
LESSON = {"exercises": 8, "exercise_kinds": ("cloze:choices", "pinyin", "match:english", "order:parts")}
SETTINGS: dict[str, dict[str, Any]] = {
    "columns": {},
    "stacked": {"layout": "stacked"},
    "reading": {"layout": "stacked", "translation": "end"},
    "interlinear": {"layout": "interlinear"},
    "vertical": {"layout": "vertical", "simplified": False},
    "two columns": {"layout": "stacked", "translation": "end", "text_columns": 2, "vocabulary": "level"},
    "lesson": LESSON,
    "letter": LESSON | {"layout": "stacked", "paper": "Letter", "vocabulary": "all", "teacher": "Ms Chan"},
}
_TOP, _BOTTOM = 21 / 297, 1 - 19 / 297  # of a page: the print area
_FEW = 1 / 6


def pages(pdf: Path, scale: float = 1.0) -> Iterator[Any]:
    """Each page as a grey picture."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=scale, grayscale=True).to_pil()


def used(picture: Any) -> float:
    """The share of a page's print area from its top to the last ink."""
    width, height = picture.size
    top, bottom = round(height * _TOP), round(height * _BOTTOM)
    box = picture.crop((0, top, width, bottom)).point(lambda v: 255 if v < 200 else 0).getbbox()
    return box[3] / (bottom - top) if box else 0.0


def fonts(pdf: Path) -> tuple[int, int]:
    """How many fonts a PDF holds, and how many of them are Type 3; (0, 0) without poppler's pdffonts."""
    if not shutil.which("pdffonts"):
        return 0, 0
    rows = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[
        2:
    ]
    return len(rows), sum("Type 3" in row for row in rows)


def bad_ends(pdf: Path, headings: set[str], shares: list[float]) -> int:
    """How many pages end in a heading, or hold next to nothing."""
    import pypdfium2

    found = 0
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            width, height = page.get_size()
            text = page.get_textpage()
            boxes = [text.get_rect(n) for n in range(text.count_rects())]
            inside = [
                b for b in boxes if b[1] > height * (1 - _BOTTOM) and b[3] - b[1] > 2
            ]  # not what only is heard
            low = min(inside, key=lambda b: b[1], default=None)
            line = text.get_text_bounded(0, low[1], width, low[3]) if low else ""
            last = re.sub(r"\s", "", line)
            lonely = (last in headings or last.isdigit()) and number + 1 < len(document)
            found += lonely or shares[number] < _FEW
    return found


def least(pdf: Path, shares: list[float]) -> float:
    """The share of the emptiest page, but for the last one and those before a part that begins on a page of its own."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        begins = [
            {line.strip() for line in page.get_textpage().get_text_range().splitlines()} for page in document
        ]
    own = {"Answers", "Writing"}
    return min((s for s, after in zip(shares, begins[1:], strict=False) if not own & after), default=1.0)


def sheet(pdf: Path, place: Path) -> None:
    """All pages in one picture."""
    from PIL import Image

    small = list(pages(pdf, 1.1))
    width, height = small[0].size
    across = min(4, len(small))
    rows = -(-len(small) // across)
    whole = Image.new("L", (across * width, rows * height), 128)
    for n, picture in enumerate(small):
        whole.paste(picture, (n % across * width, n // across * height))
    whole.save(place)


def measured(
    article: Any, name: str, settings: dict[str, Any], folder: Path, sheets: Path | None
) -> dict[str, Any]:
    """One handout printed."""
    import companion
    from companion.export.pdf import write_pdf

    page = companion.write_handout(
        article, folder / "page.html", companion.HandoutOptions(**settings), force=True
    )
    pdf = write_pdf(page, folder / "page.pdf", force=True)
    html = page.read_text("utf-8")
    headings = {re.sub(r"\s|<[^>]*>", "", h) for h in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", html)}
    shares = [used(picture) for picture in pages(pdf)]
    if sheets:
        sheet(pdf, sheets / f"{name}.png")
        shutil.copy(pdf, sheets / f"{name}.pdf")
    count, type3 = fonts(pdf)
    return {
        "name": name, "pages": len(shares), "blank": sum(1 - s for s in shares), "last": shares[-1],
        "least": least(pdf, shares),
        "ends": bad_ends(pdf, headings, shares), "size": pdf.stat().st_size, "fonts": count, "type3": type3,
    }  # fmt: skip


def main() -> int:
    import companion

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--only", action="append", choices=SETTINGS)
    parser.add_argument("--sheets", type=Path)
    options = parser.parse_args()
    if options.sheets:
        options.sheets.mkdir(parents=True, exist_ok=True)
    files = options.files or sorted(ARTICLES.glob("*.txt"))
    rows = []
    print(f"{'handout':34} pages blank  last least ends   KB fonts Type 3")
    with tempfile.TemporaryDirectory() as folder:
        for file in [*files, *([NEWSPAPER] if NEWSPAPER.is_file() and not options.files else [])]:
            news = file == NEWSPAPER
            article = companion.read(file, translator="gloss" if news else "auto")
            for setting in options.only or (["columns", "stacked"] if news else SETTINGS):
                row = measured(
                    article, f"{file.stem} {setting}", SETTINGS[setting], Path(folder), options.sheets
                )
                print(
                    f"{row['name']:34} {row['pages']:5} {row['blank'] / row['pages']:5.0%} {row['last']:5.0%} {row['least']:5.0%} "
                    f"{row['ends']:4} {row['size'] / 1000:5.0f} {row['fonts']:5} {row['type3']:6}",
                    flush=True,
                )
                rows.append(row | {"news": news})
    if own := [r for r in rows if not r["news"]]:
        count = sum(r["pages"] for r in own)
        print(f"{len(own)} handouts: {count} pages, {sum(r['blank'] for r in own) / count:.0%} blank")
    return 0


if __name__ == "__main__":
    sys.exit(main())
