"""Where terms stand in a text."""

from __future__ import annotations

from pathlib import Path

from companion.glossary import Glossary
from companion.glossary.matching import Matcher
from companion.language.language import Language

ARTICLES = Path(__file__).parents[2] / "notebooks" / "articles"


def test_a_first_short_text_has_the_terms_that_it_has_later(subtests):
    """Protects the start of a command: the automaton of what can stand in its one text finds what that of all spellings does."""
    simplify = Language.default().simplify
    terms = Glossary.load().terms
    whole = Matcher(terms, simplify)
    whole.candidates("一")
    for path in sorted(ARTICLES.glob("*.txt"))[:4]:
        text = path.read_text("utf-8") + "衛生綫、裡面、英國國民（海外）護照"
        for form in (text, simplify(text)):
            with subtests.test(path.stem, traditional=form is text):
                found = Matcher(terms, simplify).candidates(form, simplify(form))
                assert found and found == whole.candidates(form, simplify(form))
