"""An article that holds an attack in each of its text fields, for each format."""

from __future__ import annotations

from dataclasses import fields, replace

import companion
from companion.model import Sentence, Term, Token, Translation

EVIL = (
    "'\"></title></style></textarea><script>window.hit=1</script><img src=x onerror=window.hit=2>"
    '<svg onload=window.hit=3><a href="javascript:window.hit=4">[x](javascript:window.hit=5)'
    "{{7*7}}{% raw %}{{constructor.constructor('window.hit=6')()}}${window.hit=7}"
    "expression(1);}*{background:url(https://evil.example/x)}\\3c script>]]>&xxe;<!ENTITY x SYSTEM 'file:///etc/passwd'>"
    "=cmd|' /C calc'!A0[sound:x.mp3][latex]x[/latex]$x$<!-- --> \\input{/etc/passwd}\u202e\u0000\u0008"
)


def poisoned(value):
    """`value` with the attack in each of its free texts, deeply; kinds, spans and joins stay."""
    keep = {"kind", "origin", "status", "id", "text", "term"} if not isinstance(value, (Term, Translation)) else {
        "id", "origin", "status", "terms"
    }  # fmt: skip
    changes = {}
    for f in fields(value):
        v = getattr(value, f.name)
        if f.name in keep or (f.name == "simplified" and isinstance(value, Token)):
            continue
        if isinstance(v, str):
            changes[f.name] = v + EVIL
        elif isinstance(v, tuple) and v:
            changes[f.name] = tuple(
                x + EVIL if isinstance(x, str) else poisoned(x) if hasattr(x, "__dataclass_fields__") else x
                for x in v
            )
        elif hasattr(v, "__dataclass_fields__"):
            changes[f.name] = poisoned(v)
    return replace(value, **changes)


def hostile_article():
    """The attack in the text itself, as the pipeline reads it, and in each field of the result."""
    text = f"../../{EVIL}\n\n警方打擊電騙{EVIL}。●{EVIL}中國公安部。\n\n●{EVIL}市民。"
    article = companion.read_text(
        text.replace("\0", "").replace("\b", ""), title="../../" + EVIL, translator="gloss"
    )
    article = poisoned(article)
    paragraphs = []
    for p in article.paragraphs:
        whole = (Sentence(0, len(p.text), Translation("English" + EVIL, "memory", EVIL)),)
        paragraphs.append(replace(p, sentences=whole, kind=p.kind))
    assert any(isinstance(t, Token) and t.senses for p in paragraphs for t in p.tokens)
    return replace(article, paragraphs=tuple(paragraphs))
