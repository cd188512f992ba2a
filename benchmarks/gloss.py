"""How often the word gloss shows the right meaning, beside the dictionary's first sense.

    python benchmarks/gloss.py            # both sets
    python benchmarks/gloss.py --wrong    # and each word that is wrong

Three sets of words in context, judged by hand, each with all meanings that were accepted. `gloss_dev.tsv`, out of
the bundled articles, was looked at while the gloss was built. `gloss_heldout.tsv` (words that were picked because they have
several meanings) and `gloss_running.tsv` (nearly every word of ten sentences) were written before it was run on
them: on those first runs it had 82 of 96 and 97 of 110 right. Then their errors were looked at. All three are ours, and small. A gloss counts as right where one of the accepted meanings stands in it, inflected or not, with at most two further words.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import companion
from companion.language.meanings.senses import shortened
from companion.model import Article, Paragraph, Token
from companion.translation.gloss import domains_of, gloss_words
from companion.translation.terms import folded, occurs

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "notebooks" / "articles"
MOST_FURTHER_WORDS = 2
SETS = ("dev", "heldout", "running")


def first_sense(token: Token) -> str:
    """The first meaning of the first entry with the token's reading; the pinyin where there is none."""
    reading = " ".join(token.pinyin)
    for sense in sorted(token.senses, key=lambda s: s.pinyin.lower() != reading):
        for meaning in sense.english:
            if short := shortened(meaning):
                return short
    return "".join(token.pinyin) or token.text


def is_right(gloss: str, accepted: list[str]) -> bool:
    said = folded(gloss.replace("[", " ").replace("]", " "))
    return any(
        said == folded(a)
        or (
            occurs(folded(a), f" {said} ")
            and len(said.split()) <= len(folded(a).split()) + MOST_FURTHER_WORDS
        )
        for a in accepted
    )


def glosses_at(article: Article, paragraph: Paragraph, start: int, end: int) -> tuple[str, str]:
    """The gloss of what covers `text[start:end]`, and the first senses of the same tokens."""
    terms = {t.id: t for t in article.glossary}
    domains = domains_of(article.glossary)
    for sentence in paragraph.sentences:
        if sentence.start <= start < sentence.end:
            tokens = paragraph.tokens_of(sentence)
            ours = gloss_words(tokens, terms, domains)
            hit = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
            first = [
                terms[t.term].english[0] if t.term in terms else first_sense(t)
                for t in (tokens[i] for i in hit)
            ]
            return " ".join(ours[i] for i in hit if ours[i]), " ".join(first)
    raise ValueError(paragraph.text[start:end])


def cases(name: str) -> list[tuple[Article, Paragraph, int, int, list[str]]]:
    """The words of a set with their articles."""
    articles = (
        [companion.read(f, translator=None) for f in sorted(ARTICLES.glob("*.txt"))] if name == "dev" else []
    )
    found = []
    with (HERE / f"gloss_{name}.tsv").open(encoding="utf-8", newline="") as file:
        for text, word, accepted in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            tried = articles or [companion.read_text(text, translator=None)]
            place = next(((a, p) for a in tried for p in a.paragraphs if text in p.text), None)
            if place is None:
                raise SystemExit(f"gloss_{name}.tsv: {text} is in no article")
            article, paragraph = place
            start = paragraph.text.index(text) + text.index(word)
            found.append(
                (article, paragraph, start, start + len(word), [a.strip() for a in accepted.split(";")])
            )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wrong", action="store_true", help="print each word that is wrong")
    parser.add_argument("--set", choices=SETS, help="only this set")
    options = parser.parse_args()
    for name in [options.set] if options.set else SETS:
        words = cases(name)
        right = first_right = 0
        for article, paragraph, start, end, accepted in words:
            ours, first = glosses_at(article, paragraph, start, end)
            right += (ok := is_right(ours, accepted))
            first_right += is_right(first, accepted)
            if options.wrong and not ok:
                around = paragraph.text[max(0, start - 6) : end + 6].replace("\n", " ")
                print(
                    f"  {paragraph.text[start:end]}  {around}: {ours!r} (first sense: {first!r}); accepted: {'; '.join(accepted)}"
                )
        print(
            f"{name:8} {len(words)} words: first sense {first_right} ({100 * first_right / len(words):.0f} %), "
            f"gloss {right} ({100 * right / len(words):.0f} %)"
        )


if __name__ == "__main__":
    main()
