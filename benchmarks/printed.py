"""PDF pages of many layouts, printed by Chromium from the project's own articles, and what is read back.

    python benchmarks/printed.py                     # each kind of layout: order and paragraphs
    python benchmarks/printed.py --kind band --show  # one kind, and what went wrong in each page
    python benchmarks/printed.py --keep FOLDER       # keep the PDFs there, and print only what is not there yet

order: characters that come out in reading order (longest matches of whole runs); F1: paragraphs' boundaries; doubtful: pages
whose order is under .99 of which nothing is marked for review. Columns, vertical blocks, labels and what stands between
columns are set as newspapers, schools and councils set them.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from layouts import articles  # noqa: E402

from companion.source import read_document  # noqa: E402

STYLE = (
    "@page{size:A4;margin:16mm}body{font:10.5pt/1.6 'Noto Serif CJK TC',serif;margin:0}p{margin:0;text-indent:2em;"
    "text-align:justify}h1{font-size:20pt;margin:0 0 3mm;line-height:1.25}h2{font-size:14pt;margin:2mm 0 1mm;line-height:1.3}"
    "h3{font-size:10.5pt;margin:2mm 0}.c2{columns:2;column-gap:7mm}.c3{columns:3;column-gap:6mm}.c4{columns:4;column-gap:5mm}"
    ".v{writing-mode:vertical-rl}td,th{vertical-align:top;text-align:left;padding:0}.by{text-align:center}.r{text-align:right}"
    ".n p{text-indent:0}.g p{text-indent:0;margin:0 0 2.5mm}.drop{float:left;line-height:1;margin-right:.1em}"
)


class Printed(NamedTuple):
    """A page: of which kind, its name, its HTML, and its paragraphs as they are read."""

    kind: str
    name: str
    html: str
    wanted: list[str]


def _stories() -> tuple[list[str], list[str]]:
    """Titles, and paragraphs of running text."""
    titles, texts = [], []
    for article in articles():
        titles.append(article[0][1])
        texts += [text for kind, text in article if kind == "body" and len(text) > 30]
    return titles, texts


def _ruled(rows: list[tuple[str, ...]], style: str) -> str:
    """The rows of a table whose cells have this style."""
    widths = ("20mm", "auto", "45mm")
    cells = (
        "".join(f'<td style="{style};width:{w}">{c}</td>' for c, w in zip(row, widths, strict=False))
        for row in rows
    )
    return "".join(f"<tr>{row}</tr>" for row in cells)


def ps(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def pages() -> Iterator[Printed]:
    """All pages."""
    titles, texts = _stories()

    def take(start: int, count: int) -> list[str]:
        return [texts[(start + k) % len(texts)] for k in range(count)]

    def page(kind: str, name: str, html: str, *wanted: str | list[str]) -> Printed:
        flat = [w for part in wanted for w in ([part] if isinstance(part, str) else part)]
        return Printed(kind, name, html, flat)

    # What stands between two blocks of columns, or over them.
    between = {
        "stars": '<div class="by" {m}>＊　＊　＊</div>',
        "centred": '<div class="by" {m}>颱風後的第一天</div>',
        "by2": '<div class="by" {m}>鄺慧珊　溫志豪</div>',
        "by3": '<div class="by" {m}>陳大文　李小明　何美麗</div>',
        "by5": '<div class="by" {m}>文／陳大文　圖／李小明　編輯／何美麗</div>',
        "unit": '<div class="by" {m}>（香江大學氣象系　香港　九龍）</div>',
        "right": '<div class="r" {m}>（下轉第三版）</div>',
        "left": "<div {m}>（本版資料由天文台提供）</div>",
        "starleft": "<div {m}>★</div>",
        "apart": '<div style="display:flex;justify-content:space-between" {m}><span>二〇二六年十一月</span><span>本報記者陳大文</span></div>',
        "lead": "<div {m}>政府呼籲市民留在室內，切勿外出，並留意電台最新消息。</div>",
        "sub": '<h2 style="text-align:center" {m}>災後重建</h2>',
        "subleft": "<h2 {m}>災後重建</h2>",
        "small": '<div class="by" style="font-size:8pt" {m}>資料來源：天文台、民政事務處</div>',
    }
    plain = {name: re.sub("<[^>]*>", "", markup) for name, markup in between.items()}
    n = 0
    for a, b in (("c2", "c2"), ("c3", "c3"), ("c3", "c2"), ("c2", "c3")):
        for name, markup in between.items():
            n += 1
            margin = "style2" if n % 2 else ""
            shown = markup.replace("{m}", 'data-m="1"' if margin else "")
            upper, lower = take(3 * n, 4 + n % 2), take(3 * n + 7, 4)
            extra = "<style>[data-m]{margin:3mm 0}</style>" if margin else ""
            html = f'{extra}<h1>{titles[n % 13]}</h1><div class="{a}">{ps(upper)}</div>{shown}<div class="{b}">{ps(lower)}</div>'
            line = ["二〇二六年十一月", "本報記者陳大文"] if name == "apart" else [plain[name]]
            yield page("band", f"{a}-{b}-{name}", html, titles[n % 13], upper, line, lower)
    for columns in ("c2", "c3"):
        for name, markup in between.items():
            n += 1
            shown = markup.replace("{m}", "")
            body = take(5 * n, 6)
            style = ' style="text-align:center"' if n % 3 else ""
            line = ["二〇二六年十一月", "本報記者陳大文"] if name == "apart" else [plain[name]]
            html = f'<h1{style}>{titles[n % 13]}</h1>{shown}<div class="{columns}">{ps(body)}</div>'
            yield page("over", f"{columns}-{name}", html, titles[n % 13], line, body)

    # Vertical and horizontal blocks on one page.
    for k in range(4):
        a, b, s, t = take(7 * k, 3), take(7 * k + 4, 3), titles[k], titles[k + 5]
        long = take(7 * k + 9, 5)
        yield page(
            "vertical",
            f"above{k}",
            f'<div class="v" style="height:105mm"><h1>{s}</h1>{ps(a)}</div><div style="margin-top:6mm"><h1>{t}</h1><div class="c2">{ps(b)}</div></div>',
            s,
            a,
            t,
            b,
        )
        yield page(
            "vertical",
            f"below{k}",
            f'<h1>{t}</h1><div class="c3">{ps(b)}</div><div class="v" style="height:100mm;margin-top:6mm"><h1>{s}</h1>{ps(a)}</div>',
            t,
            b,
            s,
            a,
        )
        yield page(
            "vertical",
            f"beside{k}",
            f'<div style="display:grid;grid-template-columns:1fr 45mm;column-gap:8mm"><div><h1>{t}</h1>{ps(long)}</div><div class="v" style="height:130mm"><h2>{s}</h2>{ps(a[:2])}</div></div>',
            t,
            long,
            s,
            a[:2],
        )
        yield page(
            "vertical",
            f"left{k}",
            f'<div style="display:grid;grid-template-columns:50mm 1fr;column-gap:8mm"><div class="v" style="height:140mm"><h2>{s}</h2>{ps(a[:2])}</div><div><h1>{t}</h1>{ps(long)}</div></div>',
            s,
            a[:2],
            t,
            long,
        )
        yield page(
            "vertical",
            f"title{k}",
            f'<div style="display:grid;grid-template-columns:16mm 1fr;column-gap:6mm"><div class="v"><h1>{s[:9]}</h1></div><div class="c2">{ps(long)}</div></div>',
            s[:9],
            long,
        )
        yield page(
            "vertical",
            f"headline{k}",
            f'<h1 style="text-align:center">{s}</h1><div class="v" style="height:110mm">{ps(a)}</div><div style="margin-top:5mm" class="c2">{ps(b)}</div>',
            s,
            a,
            b,
        )
        yield page(
            "vertical",
            f"allvert{k}",
            f'<h1>{s}</h1><div class="v" style="height:200mm"><div class="c2" style="height:200mm">{ps(long)}</div></div>',
            s,
            long,
        )
        yield page(
            "vertical",
            f"caption{k}",
            f'<div class="v" style="height:170mm"><h1>{s}</h1>{ps(long)}</div><div style="font-size:8.5pt;margin-top:4mm">▲居民涉水而行，水深及膝，有人用木板搭起通道，讓長者先行通過。　陳大文攝</div>',
            s,
            long,
            "▲居民涉水而行，水深及膝，有人用木板搭起通道，讓長者先行通過。　陳大文攝",
        )
    for k, space in enumerate((".2em", ".35em", ".5em", ".6em", ".8em", "1em")):
        body = take(4 * k, 3)
        yield page(
            "spaced",
            f"spaced{space}",
            f'<h1>{titles[k]}</h1><div style="letter-spacing:{space}">{ps(body)}</div>',
            titles[k],
            body,
        )
        yield page(
            "spaced",
            f"one{space}",
            f'<div style="letter-spacing:{space}">{ps(body[:1])}</div>{ps(body[1:])}',
            body,
        )
        yield page(
            "spaced",
            f"title{space}",
            f'<h1 style="letter-spacing:{space}">{titles[k].split("　")[0]}</h1><div class="c2">{ps(body)}</div>',
            titles[k].split("　")[0],
            body,
        )

    # Labels in a column of their own.
    speakers = (
        ("記者", "陳女士"),
        ("問：", "答："),
        ("問", "答"),
        ("主持人：", "林教授："),
        ("王", "李"),
        ("【記者】", "【專家】"),
    )
    for k, pair in enumerate(speakers):
        for width, gap in (("20mm", "2mm"), ("16mm", "0")):
            body = take(6 * k, 4)
            rows = "".join(
                f'<tr><td style="width:{width};white-space:nowrap">{pair[i % 2]}</td><td style="text-align:justify">{text}</td></tr>'
                for i, text in enumerate(body)
            )
            yield page(
                "label",
                f"{pair[0]}{gap}",
                f'<h1>{titles[k]}</h1><table style="border-spacing:0 {gap}">{rows}</table>{ps(take(6 * k + 5, 2))}',
                titles[k],
                [pair[i % 2] + text for i, text in enumerate(body)],
                take(6 * k + 5, 2),
            )
    lists = {
        "prizes": (
            ("金獎", "大澳小學　陳小明"),
            ("銀獎", "沙田中學　李美麗"),
            ("銅獎", "西環書院　何家強"),
            ("優異獎", "梅窩學校　周詠詩"),
        ),
        "times": (
            ("上午九時", "開幕禮"),
            ("上午十時半", "專題演講：海洋與我們"),
            ("中午十二時", "午膳"),
            ("下午二時", "分組討論"),
            ("下午五時", "閉幕"),
        ),
        "who": (
            ("主席", "陳大文議員"),
            ("副主席", "李小美議員"),
            ("秘書", "何家強先生"),
            ("委員", "周詠詩女士、王志明先生"),
        ),
        "prices": (
            ("成人票", "一百二十元"),
            ("學生票", "六十元"),
            ("長者票", "六十元"),
            ("家庭套票", "二百八十元"),
        ),
    }
    for k, (name, rows) in enumerate(lists.items()):
        for width in ("24mm", "34mm"):
            body = take(5 * k + 2, 3)
            table = "".join(f'<tr><td style="width:{width}">{a}</td><td>{b}</td></tr>' for a, b in rows)
            yield page(
                "list",
                f"{name}{width}",
                f"<h1>{titles[k]}</h1><table>{table}</table>{ps(body)}",
                titles[k],
                [a + b for a, b in rows],
                body,
            )
            yield page(
                "list",
                f"{name}{width}after",
                f"<h1>{titles[k]}</h1>{ps(body)}<table>{table}</table>",
                titles[k],
                body,
                [a + b for a, b in rows],
            )
    head = ("地區", "情況", "備註")
    for k in range(4):
        cells = [
            ("大澳", texts[3 * k], "已撤離六十人，明早再評估水位"),
            ("沙田", texts[3 * k + 1], "馬路下午重開"),
            ("赤鱲角", texts[3 * k + 2], "查詢電話二一八一八八八八"),
        ]
        columns = 3 if k % 2 else 2
        body = take(3 * k + 8, 3)
        style = (
            "border:1px solid",
            "border:1px solid",
            "border-bottom:1px solid",
            "border:1px solid #999;padding:1mm",
        )[k]
        rows = [r[:columns] for r in (head, *cells)]
        table = f'<table style="border-collapse:collapse;width:100%">{_ruled(rows, style)}</table>'
        yield page(
            "table",
            f"ruled{k}",
            f"<h1>{titles[k]}</h1>{ps(body[:2])}{table}{ps(body[2:])}",
            titles[k],
            body[:2],
            [c for row in rows for c in row],
            body[2:],
        )

    # Frames, drop caps, short last lines, characters printed twice.
    for k in range(3):
        a, b, c = take(8 * k, 4), take(8 * k + 4, 2), take(8 * k + 6, 3)
        s, t = titles[k + 2], titles[k + 7]
        frame = f'<div style="border:1px solid;padding:2mm;margin:2mm 0"><h2>{t}</h2>{ps(b)}</div>'
        shade = f'<div style="background:#eee;padding:2mm;margin:2mm 0"><h3>{t}</h3>{ps(b)}</div>'
        yield page("frame", f"under{k}", f'<h1>{s}</h1><div class="c2">{ps(a)}</div>{frame}', s, a, t, b)
        yield page(
            "frame",
            f"side{k}",
            f'<h1>{s}</h1><div style="display:grid;grid-template-columns:1fr 55mm;column-gap:6mm"><div class="c2">{ps(a + c)}</div><div>{frame}</div></div>',
            s,
            a + c,
            t,
            b,
        )
        yield page(
            "frame",
            f"shade{k}",
            f'<h1>{s}</h1><div class="c2">{ps(a)}</div>{shade}<div class="c2">{ps(c)}</div>',
            s,
            a,
            t,
            b,
            c,
        )
        for size in ("24pt", "30pt", "36pt"):
            drop = f'<p style="text-indent:0"><span class="drop" style="font-size:{size}">{a[0][0]}</span>{a[0][1:]}</p>'
            yield page("drop", f"{size}{k}", f"<h1>{s}</h1>{drop}{ps(a[1:])}", s, a)
            yield page(
                "drop", f"c2{size}{k}", f'<h1>{s}</h1><div class="c2">{drop}{ps(a[1:] + c)}</div>', s, a + c
            )
            yield page("drop", f"mid{size}{k}", f"{ps(c)}{drop}{ps(a[1:])}", c, a)
        for columns in ("", "c2", "c3"):
            yield page(
                "plain", f"n{columns}{k}", f'<h1>{s}</h1><div class="n {columns}">{ps(a + c)}</div>', s, a + c
            )
            yield page(
                "plain", f"g{columns}{k}", f'<h1>{s}</h1><div class="g {columns}">{ps(a + c)}</div>', s, a + c
            )
        twice = f'<div style="position:relative"><p>{a[0]}</p><p style="position:absolute;top:0;left:{(".3px", ".6px", "1px")[k]}">{a[0]}</p></div>'
        yield page(
            "twice", f"bold{k}", f'<h1 style="text-shadow:.5px 0 0 #000">{s}</h1>{twice}{ps(a[1:])}', s, a
        )


def printed(found: list[Printed], folder: Path) -> Iterator[tuple[Printed, Path]]:
    """The pages as PDF files in a folder; those that are there already are not printed again."""
    from playwright.sync_api import sync_playwright

    from companion.export.pdf import find_browser

    paths = [folder / f"{hashlib.sha256((STYLE + p.html).encode()).hexdigest()[:16]}.pdf" for p in found]
    if not all(path.exists() for path in paths):
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=find_browser(), chromium_sandbox=False)
            sheet = browser.new_page()
            for made, path in zip(found, paths, strict=True):
                if not path.exists():
                    sheet.set_content(
                        f'<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><style>{STYLE}</style><body>{made.html}'
                    )
                    sheet.pdf(path=path, prefer_css_page_size=True, print_background=True)
            browser.close()
    yield from zip(found, paths, strict=True)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _ends(texts: list[str]) -> set[int]:
    ends, at = set(), 0
    for text in texts:
        at += len(text)
        ends.add(at)
    return ends - {at}


def score(wanted: list[str], found: list[str]) -> tuple[float, float]:
    """The share of characters in order, and the F1 of paragraphs' boundaries."""
    a, b = "".join(wanted), "".join(found)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    matches = [m for m in matcher.get_matching_blocks() if m.size > 1]
    place = {m.b + k: m.a + k for m in matches for k in range(m.size + 1)}
    right = _ends(wanted)
    mapped = {place.get(end, -1) for end in _ends(found)}
    hits = len(right & mapped)
    f1 = 2 * hits / ((len(right) + len(_ends(found))) or 1) if right or _ends(found) else 1.0
    return sum(m.size for m in matches) / max(len(a), 1), f1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kind", default="", help="only kinds, or names, with these letters")
    parser.add_argument(
        "--show", action="store_true", help="show what was read from pages that are not right"
    )
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs")
    arguments = parser.parse_args()
    found = [p for p in pages() if arguments.kind in f"{p.kind} {p.name}"]
    rows: dict[str, list[tuple[float, float, bool]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        place = arguments.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for made, path in printed(found, place):
            read: Any = read_document(path.read_bytes(), path.name)
            wanted, got = [bare(w) for w in made.wanted], [bare(b.text) for b in read.blocks]
            order, f1 = score(wanted, got)
            rows[made.kind].append((order, f1, order < 0.99 and not any(b.review for b in read.blocks)))
            if arguments.show and (order < 0.99 or f1 < 0.96):
                print(f"{made.kind} {made.name}: order {order:.3f} F1 {f1:.3f}  {path.name}")
                for text in got:
                    print("   ", "  " if text in wanted else "✗ ", text[:60])
                print("    wanted:", *(w[:30] for w in wanted if w not in got), sep="\n      ")
    for kind, each in rows.items():
        n = len(each)
        bad = sum(o < 0.99 or f < 0.96 for o, f, _ in each)
        print(
            f"{kind}: order {sum(o for o, _, _ in each) / n:.3f}, F1 {sum(f for _, f, _ in each) / n:.3f}, {bad} of {n} pages below .99/.96, mixed without a mark {sum(d for _, _, d in each)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
