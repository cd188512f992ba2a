"""Items of exercises for a reader who has not seen the code: a sheet to read against a rubric.

    python benchmarks/lesson_items.py [-o sheet.md] [--items 100] [--seed 1] [articles.txt]

The articles stand one after the other in a text file, with a line of hyphens between them (default: lesson_articles.txt, written
for this). Each kind gives the share that `SHARES` says; the items of a kind are spread over the articles. The rubric is
printed in front (benchmarks/lesson-items.md explains it and keeps the findings).
"""

from __future__ import annotations

import argparse
from itertools import zip_longest
from pathlib import Path

from companion.exercises import Exercise, make_exercises
from companion.language.language import Language
from companion.pipeline import read_text

HERE = Path(__file__).parent
SHARES = {
    "cloze:choices": 22, "cloze:open": 8, "cloze:bank": 12, "cloze:character": 6, "cloze:term": 4, "order:parts": 12,
    "order:sentences": 2, "segment": 11, "polyphone": 7, "pinyin": 4, "tones": 3, "match:english": 6, "match:definitions": 2,
    "match:mainland": 2, "script:traditional": 2,
}  # fmt: skip
RUBRIC = (HERE / "lesson-items.md").read_text("utf-8").split("## The rubric\n")[1].split("\n## ")[0]
LETTERS = "ABCDEFGHIJ"


def shown(item: Exercise) -> list[str]:
    """An item as a teacher would read it, with its answer."""
    prompt = "".join(
        "＿" * max(2, p.size) if p.kind == "blank" else f"【{p.text}】" if p.kind == "focus" else p.text
        for p in item.prompt
    )
    lines = [prompt] if prompt else []
    if item.items:
        lines.append("left: " + "；".join(item.items))
    if item.choices and item.variant != "bank":
        lines.append("   ".join(f"{LETTERS[n]}. {c.text}" for n, c in enumerate(item.choices)))
    if item.form == "match":
        answer = "; ".join(f"{a} = {b}" for a, b in zip(item.items, item.solution, strict=True))
    elif item.form in ("order", "segment"):
        answer = " | ".join(item.solution)
    else:
        answer = item.answer
    if item.answers[1:]:
        answer += f" (also: {', '.join(item.answers[1:])})"
    if item.also:
        answer += "".join(f" (also: {' | '.join(other)})" for other in item.also)
    if item.optional:
        whole = "".join(item.solution)
        answer += f" (may be drawn or not: {', '.join(f'{whole[i - 1]}|{whole[i]}' for i in item.optional)})"
    lines.append(f"answer: {answer}")
    lines += [f"reason: {c.text}: {c.reason}" for c in item.choices if c.reason and item.variant != "bank"]
    return lines


def sheet(path: Path, count: int, seed: int) -> str:
    """The sheet as Markdown: rubric, items, and room for the verdict."""
    simplify = Language.default().simplify
    texts = path.read_text("utf-8").split("\n----\n")
    articles = [read_text(t, translator=None) for t in texts]
    out = [
        "# Items to be read against the rubric",
        "",
        RUBRIC.strip(),
        "",
        f"{len(articles)} articles, seed {seed}.",
        "",
    ]
    number = 0
    asked: list[set[str]] = [
        set() for _ in articles
    ]  # a word is asked by one kind, as far as the others have more
    for kind, share in SHARES.items():
        wanted = round(share * count / 100)
        sheets = [
            make_exercises(a, kind, 6, seed=seed, known=words)
            for a, words in zip(articles, asked, strict=True)
        ]
        rows = [(s, i) for turn in zip_longest(*sheets) for s, i in zip(sheets, turn, strict=True) if i]
        kept = rows[:wanted] if "bank" not in kind else [(s, i) for s in sheets for i in s][:wanted]
        out += [f"## {kind}", f"{len(kept)} of {len(rows)} that {len(articles)} articles gave.", ""]
        bank: tuple[str, ...] = ()
        for s, item in kept:
            number += 1
            asked[sheets.index(s)].add(simplify(item.word))
            if s.bank and s.bank != bank:
                bank = s.bank
                out += ["", f"Word bank: {'　'.join(bank)}"]
            first, *rest = shown(item)
            out += [f"{number}. {first}", *(f"   - {line}" for line in rest), "   - verdict:", ""]
    return "\n".join(out) + "\n"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked.add_argument("articles", nargs="?", type=Path, default=HERE / "lesson_articles.txt")
    asked.add_argument("-o", "--output", type=Path)
    asked.add_argument("--items", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    text = sheet(options.articles, options.items, options.seed)
    if options.output:
        options.output.write_text(text, "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
