"""`companion.GlossaryEditor`: search, add and change glossary terms in JupyterLab."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from companion.choices import LEVELS
from companion.errors import CompanionError, InputError
from companion.glossary import Glossary, personal_path
from companion.glossary.check import check_term
from companion.glossary.fill import complete
from companion.glossary.glossary import merge
from companion.glossary.matching import fold, variants
from companion.glossary.personal import change_personal
from companion.glossary.table import COLUMNS, REQUIRED, STATUSES, has_han, term_of
from companion.model import Term
from companion.render.glossary import glossary_fallback_html
from companion.widgets.callbacks import TellsErrors

__all__ = ["GlossaryEditor"]

_STATIC = Path(__file__).parent / "static"
_LISTS = ("english", "aliases")
_MOST_UNDONE = 200


def _style() -> str:
    """Tabulator's style inside our root only, then ours."""
    library = (_STATIC / "vendor" / "tabulator_simple.min.css").read_text("utf-8")
    return f".cmp-glossary {{ {library} }}\n" + (_STATIC / "glossary_editor.css").read_text("utf-8")


class GlossaryEditor(TellsErrors, anywidget.AnyWidget):
    """Search, add, change and take out terms; what is saved is in the person's own file at once.

    `glossary` is None: all layers, saved to the person's own file; the path of a CSV file (a class's,
    say): that file over the shipped terms, saved to it; or a `Glossary`, saved to the person's own
    file. `path` is another file to save to. A shipped term that is changed becomes an entry of
    that file, which wins; taken out there, the shipped one is back. `reader` is a
    `companion.Reader`: the word chosen in it can be made a term.

    Keys: `/` search; arrows, Page Up, Page Down, Home, End in the list; Enter opens; in the form
    Ctrl+Enter saves, Escape goes back; `n` new term; Ctrl+Z takes the last change back.

    >>> editor = GlossaryEditor(Glossary([Term("x", "電騙", "电骗", "diànpiàn", ("telecom fraud",))]))
    >>> [t.traditional for t in editor.glossary]
    ['電騙']
    """

    _esm = _STATIC / "glossary_editor.js"
    _css = _style()

    proposed = traitlets.Unicode("").tag(sync=True)
    notices = traitlets.List(traitlets.Unicode()).tag(sync=True)
    undoable = traitlets.Int(0).tag(sync=True)
    _file = traitlets.Unicode("").tag(sync=True)
    _columns = traitlets.List(list(COLUMNS)).tag(sync=True)
    _choices = traitlets.Dict({"level": ["", *LEVELS], "status": list(STATUSES)}).tag(sync=True)
    _required = traitlets.List([c for c in REQUIRED if c not in ("id", "simplified", "pinyin")]).tag(
        sync=True
    )
    _variants = traitlets.Dict(variants()).tag(sync=True)
    _rows: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        glossary: Glossary | str | Path | None = None,
        *,
        path: str | Path | None = None,
        reader: Any = None,
    ) -> None:
        if glossary is not None and not isinstance(glossary, (Glossary, str, Path)):
            raise InputError(
                f"GlossaryEditor takes a Glossary or the path of a CSV file, not {type(glossary).__name__}"
            )
        named = glossary if isinstance(glossary, (str, Path)) else None
        own_file = named is None
        self._path = Path(path or named or personal_path())
        if self._path.is_dir():
            raise InputError(f"{self._path}: is a folder; name the CSV file that is to be edited")
        self._layer = "personal" if own_file else "project"
        self._given = glossary if isinstance(glossary, Glossary) else None
        self._undo: list[tuple[Term | None, Term | None]] = []
        super().__init__(_file=str(self._path))
        self._load()
        self.on_msg(self._receive)
        if reader is not None:
            self.follow(reader)

    # ---- what there is
    def _load(self) -> None:
        self._own = (
            Glossary.load(self._path, errors="collect", layer=self._layer)
            if self._path.is_file()
            else Glossary()
        )
        if self._given is not None:
            base = Glossary(t for t in self._given if t.layer != self._layer)
        else:
            base = Glossary.layered(personal=False)
        self._base = base
        self._shown = merge(self._own, base)
        self.notices = list(self._own.notices)
        self._rows = [_row(t) for t in self._shown]

    @property
    def glossary(self) -> Glossary:
        """All terms that are shown, the nearer layer first."""
        return self._shown

    @property
    def path(self) -> Path:
        """The file that is written."""
        return self._path

    def follow(self, reader: Any) -> None:
        """Offer the word that is chosen in a reader as a new term.

        Args:
            reader: A `companion.Reader`.
        """
        reader.observe(self._chosen, "selection")

    def _chosen(self, change: Any) -> None:
        text = str((change["new"] or {}).get("text", ""))
        self.proposed = text if has_han(text) and len(text) <= 40 else ""

    # ---- what the page asks for
    def _receive(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        try:
            job = {
                "validate": self._validate,
                "save": self._save,
                "remove": self._remove,
                "undo": self._take_back,
                "reload": self._reload,
                "draft": self._draft,
            }.get(str(content.get("do")))
            if job is not None:
                job(content)
        except (CompanionError, OSError) as error:
            self.send({"kind": "error", "message": str(error)})

    def _term(self, row: Mapping[str, Any]) -> tuple[Term, dict[str, str]]:
        """A term out of the form's cells, completed, and what was worked out for it."""
        value = {c: " ".join(str(row.get(c, "")).split()) for c in COLUMNS}
        lists: dict[str, Any] = {
            c: tuple(p.strip() for p in re.split("[;；]", value[c]) if p.strip()) for c in _LISTS
        }
        term = Term(**{**value, **lists, "status": value["status"] or "approved"}, layer=self._layer)
        if not has_han(term.traditional):
            return term, {}
        whole = complete(term, {t.id for t in self._shown})
        return whole, {c: getattr(whole, c) for c in ("id", "simplified", "pinyin", "domain") if not value[c]}

    def _problems(self, term: Term) -> list[dict[str, Any]]:
        cells = {c: "; ".join(v) if isinstance(v := getattr(term, c), tuple) else v for c in COLUMNS}
        result = term_of(cells)
        if isinstance(result, tuple):
            return [{"column": result[0], "message": result[1], "stops": True}]
        found = [{"column": c, "message": m, "stops": False} for c, m in check_term(term)]
        for other in self._shown:
            if other.id == term.id or "forbidden" in (other.status, term.status):
                continue
            if fold(other.traditional) == fold(term.traditional):
                found.append({"column": "traditional", "message": f"is a term already ({other.id}); yours will win", "stops": False})  # fmt: skip
            taken = {*map(fold, other.aliases), fold(other.traditional)}
            for alias in term.aliases:
                if fold(alias) in taken:
                    found.append({"column": "aliases", "message": f"'{alias}' belongs to {other.traditional}", "stops": False})  # fmt: skip
        return found

    def _validate(self, content: Mapping[str, Any]) -> None:
        term, filled = self._term(content.get("row") or {})
        self.send({"kind": "validated", "token": content.get("token"), "problems": self._problems(term), "filled": filled})  # fmt: skip

    def _draft(self, content: Mapping[str, Any]) -> None:
        word = str(content.get("word", ""))[:40]
        known = next(
            (
                t
                for t in self._shown
                if fold(word) in map(fold, (t.traditional, t.simplified, *t.aliases))
                and t.status != "forbidden"
            ),
            None,
        )
        self.send({"kind": "draft", "word": word, "id": known.id if known else ""})

    def _save(self, content: Mapping[str, Any]) -> None:
        term, _ = self._term(content.get("row") or {})
        problems = self._problems(term)
        if stops := [p for p in problems if p["stops"]]:
            self.send({"kind": "refused", "problems": problems, "message": f"{stops[0]['column']}: {stops[0]['message']}"})  # fmt: skip
            return
        if self._is_as_it_was(term.id, content.get("row") or {}):
            self.send({"kind": "unchanged", "message": f"{term.traditional} is as it was: nothing is saved"})
            return
        before = self._own.get(term.id)
        change_personal([term], path=self._path)
        self._keep(before, term)
        self._refresh(f"{term.traditional} is saved", term.id)

    def _is_as_it_was(self, name: str, row: Mapping[str, Any]) -> bool:
        """Whether the cells of the form are those of the term that it shows."""
        shown = self._shown.get(name)
        if shown is None:
            return False
        cells = dict(zip(COLUMNS, _row(shown), strict=False))
        return all(
            " ".join(str(row[c]).split()) == cells[c] for c in row if c in cells and c != "status"
        ) and (str(row.get("status", "")) or "approved") == (cells["status"] or "approved")

    def _remove(self, content: Mapping[str, Any]) -> None:
        before = self._own.get(str(content.get("id", "")))
        if before is None:
            self.send({"kind": "error", "message": "this term is not in the file that is edited"})
            return
        change_personal(remove=[before.id], path=self._path)
        self._keep(before, None)
        self._refresh(f"{before.traditional} is taken out", before.id)

    def _keep(self, before: Term | None, after: Term | None) -> None:
        self._undo = [*self._undo, (before, after)][-_MOST_UNDONE:]
        self.undoable = len(self._undo)

    def _take_back(self, _content: Mapping[str, Any]) -> None:
        if not self._undo:
            self.send({"kind": "error", "message": "there is nothing to take back"})
            return
        before, after = self._undo[-1]
        if before is not None:
            change_personal([before], path=self._path)
        elif after is not None:
            change_personal(remove=[after.id], path=self._path)
        self._undo.pop()
        self.undoable = len(self._undo)
        term = before or after
        if term is not None:
            self._refresh(f"the change of {term.traditional} is taken back", term.id)

    def _reload(self, _content: Mapping[str, Any]) -> None:
        self._refresh("the file is read again", "")

    def _refresh(self, message: str, focus: str) -> None:
        """Reads the file again and tells the page what is different; others may have written it too."""
        old = {t.id: t for t in self._shown}
        with self.hold_sync():
            self._own = (
                Glossary.load(self._path, errors="collect", layer=self._layer)
                if self._path.is_file()
                else Glossary()
            )
            self._shown = merge(self._own, self._base)
            self.notices = list(self._own.notices)
        new = {t.id: t for t in self._shown}
        # The page gets the difference; the whole list stays for pages that open later.
        self._trait_values["_rows"] = [_row(t) for t in self._shown]
        put = [_row(t) for i, t in new.items() if old.get(i) != t]
        self.send({"kind": "changed", "put": put, "gone": [i for i in old if i not in new], "message": message, "focus": focus if focus in new else ""})  # fmt: skip

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget's bundle with a static view beside it, for viewers without widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": glossary_fallback_html(self._shown.terms)}, metadata


def _row(term: Term) -> list[str]:
    """The cells of a term in the order of `COLUMNS`, its layer, and what searching looks at."""
    cells = ["; ".join(v) if isinstance(v := getattr(term, c), tuple) else v for c in COLUMNS]
    chinese = fold(" ".join((term.traditional, term.simplified, term.mainland, term.taiwan, *term.aliases)))
    toned = unicodedata.normalize("NFC", term.pinyin.lower())
    bare = "".join(
        c for c in unicodedata.normalize("NFD", toned) if not unicodedata.combining(c) or c == "\u0308"
    )
    english = " ".join(term.english).lower()
    search = "\n".join(
        (
            chinese,
            english,
            term.id,
            _letters(toned),
            unicodedata.normalize("NFC", _letters(bare)).replace("ü", "v"),
            _letters(bare).replace("\u0308", ""),
        )
    )
    return [*cells, term.layer, search]


def _letters(pinyin: str) -> str:
    return re.sub(r"[\s'’\-–]", "", pinyin)
