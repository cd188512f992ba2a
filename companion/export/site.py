"""A folder of articles as a static site: lists, a search in chunks, a page per article, one glossary.

A page is written by whoever read its article (`write_site_page`); `Site` keeps a row of each in a SQLite file and
makes of the rows what all pages share. No more than one article is in memory.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from companion.errors import InputError, OutputError
from companion.export.files import is_sealed, safe_name, sealed_pieces
from companion.export.handout import handout_pieces
from companion.export.progress import progress_bar
from companion.export.site_index import chunks
from companion.files import is_file, write_pieces_atomically
from companion.files.databases import open_database
from companion.language.language import Language
from companion.model import Article, Term
from companion.render import HandoutOptions, RenderOptions
from companion.render.handout import shared_assets
from companion.render.page_cards import SharedCards
from companion.render.search_keys import one_form
from companion.render.site import (
    SitePage,
    data_script,
    glossary_pieces,
    list_page_html,
    site_assets,
    site_page,
)

__all__ = ["Site", "SiteArticle", "make_folders", "site_names", "write_site", "write_site_page"]

_ON_A_PAGE = 200  # articles of a list
_NAMES = 1000  # names of articles in a file of the search
_PLACES = 5  # articles that the glossary names for a term
_MANY_CARDS = 60_000  # from so many words on they stand in 4,096 files, not in 256
_KNOWN = 100_000  # cards that are remembered as kept in this run
_FORMAT = 3
_TABLES = """
CREATE TABLE article (
  name TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL, english TEXT NOT NULL, characters INTEGER NOT NULL,
  source TEXT NOT NULL, terms TEXT NOT NULL, keys BLOB NOT NULL, cards BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE card (key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE term (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE done (file TEXT PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL, outputs TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class SiteArticle:
    """What the site needs to know of an article whose page is written, made small by who wrote it: it travels, and is kept as it is.

    `keys` are those that the search finds it by, `cards` those of its words with what they say.
    """

    page: SitePage
    terms: tuple[Term, ...]
    keys: bytes
    cards: dict[str, bytes]


def write_site_page(
    article: Article, root: Path, name: str, options: HandoutOptions, title: str, *, force: bool = False
) -> SiteArticle:
    """Write the page of an article of a site, and beside it the text that the search shows.

    Args:
        article: The article.
        root: The site's folder; it has a folder `articles`.
        name: What the page is called, without its ending.
        options: Those of a handout.
        title: The site's title.
        force: Replace a page that was changed by hand.

    Returns:
        What the site needs to know of it.

    Raises:
        OutputError: A file can't be written, or was changed by hand.
    """
    own = "" if force else is_sealed
    page = site_page(
        article, name
    )  # before the page: a book's text, its keys and its cards at once take much
    _write_script(root / "articles" / f"{name}.js", page.text, own)
    keys = zlib.compress("\n".join(page.keys).encode("utf-8", "surrogatepass"), 6)
    page = replace(page, text="", keys=())
    cards = SharedCards(article.glossary, Language.of(article))
    options = replace(options, home="../index.html", home_title=title)
    pieces = handout_pieces(article, options, cards)
    write_pieces_atomically(root / "articles" / f"{name}.html", sealed_pieces(pieces), own)
    return SiteArticle(page, article.glossary, keys, cards.tables)


class Site:
    """What is known of the articles of a site, in a SQLite file.

    Args:
        connection: To that file (`Site.at`).
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._cards_kept: set[str] = set()  # in this run: an article has few that none before it had
        self._terms_kept: dict[str, Term] = {}

    @classmethod
    @contextmanager
    def at(cls, path: Path) -> Iterator[Site]:
        """The site of a file, which is made where it is missing; one that is damaged is made again.

        Raises:
            OutputError: It can't be used.
        """
        with open_database(
            path,
            _prepare,
            what="the site's list",
            damaged="the site's list is damaged",
            way_out="move the file away, it is made again",
            error=OutputError,
            make_again=True,
        ) as connection:
            yield cls(connection)

    def add(self, found: SiteArticle) -> None:
        """Keeps what is known of an article, in the place of what was."""
        page = found.page
        new = found.cards.keys() - self._cards_kept
        terms = [t for t in found.terms if self._terms_kept.get(t.id) != t]
        row = (
            page.name,
            page.title,
            page.language,
            page.english,
            page.characters,
            page.source,
            json.dumps(page.terms),
            found.keys,
            bytes.fromhex("".join(key[1:] for key in sorted(found.cards))),
        )
        with self._at_once() as c:
            c.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            c.executemany(
                "INSERT OR REPLACE INTO card VALUES (?, ?)",
                ((key[1:], SharedCards.table_of(found.cards[key])) for key in sorted(new)),
            )
            c.executemany(
                "INSERT OR REPLACE INTO term VALUES (?, ?)", ((t.id, json.dumps(asdict(t))) for t in terms)
            )
        if len(self._cards_kept) > _KNOWN:
            self._cards_kept.clear()
        self._cards_kept |= new
        self._terms_kept.update((t.id, t) for t in terms)

    @contextmanager
    def _at_once(self) -> Iterator[sqlite3.Connection]:
        """All of what is done within or nothing, brought to the disk once: each row by itself takes milliseconds there."""
        c = self.connection
        if c.in_transaction:
            yield c
            return
        c.execute("BEGIN IMMEDIATE")
        try:
            yield c
        except BaseException:
            self._cards_kept.clear()
            self._terms_kept.clear()
            if c.in_transaction:  # a full disk has ended it already
                c.execute("ROLLBACK")
            raise
        c.execute("COMMIT")

    # ---- what is done, of a batch that may be interrupted

    def is_done(self, file: str, state: str, root: Path) -> bool:
        """Whether an article was done in this state, and all that was written of it is there."""
        row = self.connection.execute(
            "SELECT outputs FROM done WHERE file = ? AND state = ?", (file, state)
        ).fetchone()
        return row is not None and all(is_file(root / name) for name in json.loads(row[0]))

    def do(self, file: str, state: str, written: Iterable[str], page: SiteArticle | None, root: Path) -> None:
        """Keeps that an article is done; all of it or nothing, so that it can be interrupted at any time."""
        outputs = [os.path.relpath(path, root.absolute()) for path in written]
        with self._at_once() as c:
            if page is not None:
                self.add(page)
                outputs += [page.page.href, f"articles/{page.page.name}.js"]
            name = page.page.name if page is not None else ""
            c.execute(
                "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?)", (file, name, state, json.dumps(outputs))
            )

    def undo(self, file: str) -> None:
        """An article is to be done again."""
        self.connection.execute("DELETE FROM done WHERE file = ?", (file,))

    def forget_others(self, files: Iterable[str]) -> None:
        """Forgets the articles that are not among these."""
        gone = {file for (file,) in self.connection.execute("SELECT file FROM done")} - set(files)
        with self._at_once() as c:
            c.executemany("DELETE FROM done WHERE file = ?", ((file,) for file in gone))

    def pages(self, files: Iterable[str]) -> list[str]:
        """The names of the pages of these articles, of those that are done."""
        names = dict(self.connection.execute("SELECT file, name FROM done WHERE name <> ''"))
        return [names[file] for file in files if file in names]

    # ---- what is made of all

    def finish(
        self, root: Path, title: str, names: Iterable[str], options: HandoutOptions, *, force: bool = False
    ) -> Path:
        """Makes of all that is known the lists, the search, the cards and the glossary.

        Args:
            root: The site's folder.
            title: Its title.
            names: The articles in their order; others are forgotten, and their pages removed where nobody changed them.
            options: Those of the pages.
            force: Replace pages that were changed by hand.

        Returns:
            The index.

        Raises:
            OutputError: A file can't be written, or was changed by hand.
        """
        c, own = self.connection, "" if force else is_sealed
        self._cards_kept.clear()  # those that no article has any more go
        self._terms_kept.clear()
        c.execute("DROP TABLE IF EXISTS temp.live")
        c.execute("CREATE TEMP TABLE live (place INTEGER PRIMARY KEY, name TEXT UNIQUE)")
        c.executemany("INSERT INTO live (name) VALUES (?)", ((name,) for name in names))
        c.execute("DELETE FROM article WHERE name NOT IN (SELECT name FROM live)")
        c.execute("DELETE FROM live WHERE name NOT IN (SELECT name FROM article)")
        count = c.execute("SELECT count(*) FROM live").fetchone()[0]
        if options.cards:
            self._cards(root, own)
        for name, text in {**shared_assets(), **site_assets()}.items():
            _write(root / "assets" / name, (text,), own, "/*")
        search = self._search(root, count, own)
        _write(root / "glossary.html", glossary_pieces(title, self._terms()), own)
        last = max(1, -(-count // _ON_A_PAGE))
        for number in range(1, last + 1):
            pages = list(self._pages(number))
            html = list_page_html(title, pages, number, last, count, search)
            _write(root / ("index.html" if number == 1 else f"articles-{number}.html"), (html,), own)
        for old in root.glob("articles-*.html"):
            if not old.stem[9:].isdigit() or int(old.stem[9:]) <= last or not is_sealed(old):
                continue
            old.unlink()
        self._remove_pages(root)
        c.execute("DROP TABLE live")
        return root / "index.html"

    def _rows(self, what: str, more: str = "", values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        yield from self.connection.execute(
            f"SELECT {what} FROM live JOIN article USING (name) {more} ORDER BY place", values
        )

    def _pages(self, number: int) -> Iterator[SitePage]:
        limit = f"WHERE place IN (SELECT place FROM live ORDER BY place LIMIT {_ON_A_PAGE} OFFSET ?)"
        for row in self._rows(
            "name, title, language, english, characters, source", limit, ((number - 1) * _ON_A_PAGE,)
        ):
            yield SitePage(*row)

    def _terms(self) -> Iterator[tuple[Term, int, list[tuple[str, str]]]]:
        places: dict[str, tuple[list[int], list[tuple[str, str]]]] = {}
        for name, title, terms in self._rows("name, title, terms"):
            for term in json.loads(terms):
                number, first = places.setdefault(term, ([0], []))
                number[0] += 1
                if len(first) < _PLACES:
                    first.append((name, title))
        lists = {f.name for f in fields(Term) if f.type == "tuple[str, ...]"}
        for term, (number, first) in places.items():
            (data,) = self.connection.execute("SELECT data FROM term WHERE id = ?", (term,)).fetchone()
            values: dict[str, Any] = {k: tuple(v) if k in lists else v for k, v in json.loads(data).items()}
            yield Term(**values), number[0], first

    def _cards(self, root: Path, own: Any) -> None:
        """The cards of all words, in files by the beginning of their key."""
        live: set[bytes] = set()
        for (packed,) in self._rows("cards"):
            live.update(packed[at : at + 5] for at in range(0, len(packed), 5))
        digits = 3 if len(live) > _MANY_CARDS else 2
        folder = root / "assets" / "cards"
        made, total, gone = set(), hashlib.sha256(), []
        rows = self.connection.execute("SELECT key, data FROM card ORDER BY key")
        part = ""
        some: list[tuple[str, str]] = []
        for key, data in rows:
            if bytes.fromhex(key) not in live:
                gone.append((key,))
                continue
            total.update(key.encode())
            if key[:digits] != part and some:
                made.add(_write_cards(folder, part, some, own))
                some = []
            part = key[:digits]
            some.append((key, data))
        if some:
            made.add(_write_cards(folder, part, some, own))
        with self._at_once() as c:
            c.executemany("DELETE FROM card WHERE key = ?", gone)
        index = {"digits": digits, "made": total.hexdigest()[:9]}
        _write_script(folder / "index.js", data_script("cards", "index", index), own)
        _remove(folder, {*made, "index.js"})

    def _search(self, root: Path, count: int, own: Any) -> str:
        """The search's files; the folder that they are in changes with what is in them."""
        forms = "".join(written + form for written, form in one_form().items())
        digest = hashlib.sha256(forms.encode())
        for name, keys in self._rows("name, keys"):
            digest.update(name.encode())
            digest.update(keys)
        address = f"search/{digest.hexdigest()[:9]}"
        folder = root / address
        made = set()

        def write(number: int, keys: list[list[str]]) -> None:
            made.add(f"{number}.js")
            _write_script(folder / f"{number}.js", data_script("chunk", str(number), keys), own)

        keys = (
            (n, _lines(zlib.decompress(packed).decode("utf-8", "surrogatepass")))
            for n, (packed,) in enumerate(self._rows("keys"))
        )
        first = chunks(keys, count, write)
        names = [name for (name,) in self._rows("name")]
        for at in range(0, len(names), _NAMES):
            part = str(at // _NAMES)
            made.add(f"names-{part}.js")
            data = names[at : at + _NAMES]
            _write_script(folder / f"names-{part}.js", data_script("names", part, data), own)
        made.add("forms.js")
        _write_script(folder / "forms.js", data_script("forms", "forms", forms), own)
        index = {"articles": count, "names": _NAMES, "first": first}
        _write_script(folder / "index.js", data_script("index", "index", index), own)
        _remove(folder, {*made, "index.js"})
        for other in folder.parent.iterdir():
            if other.is_dir() and other != folder:
                _remove(other, set())
        return address

    def _remove_pages(self, root: Path) -> None:
        """Pages of articles that are gone, where nobody changed them."""
        has = self.connection.execute
        for old in (root / "articles").iterdir():
            if old.suffix not in (".html", ".js"):
                continue
            if not has("SELECT 1 FROM live WHERE name = ?", (old.stem,)).fetchone() and is_sealed(old):
                old.unlink()


def write_site(
    articles: Iterable[Article],
    folder: str | os.PathLike[str],
    options: RenderOptions | None = None,
    *,
    title: str = "Articles",
    names: Sequence[str] = (),
    force: bool = False,
) -> Path:
    """Write articles as a site of handouts with an index. It works from `file://`: no server, no network.

    Pages of articles that are gone are removed where Companion wrote them.

    Args:
        articles: The articles; they are taken one by one.
        folder: Is made where it is missing.
        options: Those of the handouts.
        title: The title of the index.
        names: What the pages are called; by default the articles' titles.
        force: Replace pages that were changed by hand.

    Returns:
        The path of the index.

    Raises:
        InputError: There are no articles.
        OutputError: A page can't be written, or was changed by hand.

    >>> import companion, tempfile
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_site([article], folder).name
    'index.html'
    """
    root = Path(folder)
    page_options = HandoutOptions.of(options)
    taken: set[str] = set()
    made: list[str] = []
    known = len(articles) if isinstance(articles, Sequence) else 0
    with tempfile.TemporaryDirectory() as work, Site.at(Path(work) / "site.sqlite") as site:
        with progress_bar(known, "Pages", least=10) as tell:
            for done, article in enumerate(articles):
                make_folders(root)
                name = _free_name(names[done] if done < len(names) else article.title, taken)
                site.add(write_site_page(article, root, name, page_options, title, force=force))
                made.append(name)
                tell(done + 1)
        if not made:
            raise InputError("a site needs at least one article")
        return site.finish(root, title, made, page_options, force=force)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, one after the other: a book has 200,000 keys."""
    return (line.removesuffix("\n") for line in io.StringIO(text))


def make_folders(root: Path) -> None:
    """Makes the folders of a site.

    Raises:
        OutputError: They can't be made.
    """
    try:
        (root / "articles").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{root}: can't be made ({error.strerror})") from None


def site_names(wanted: Iterable[str]) -> list[str]:
    """What pages are called: safe names, told apart also where a system takes no notice of case.

    >>> site_names(["a", "A", "../../a"])
    ['a', 'A-2', 'a-3']
    """
    taken: set[str] = set()
    return [_free_name(name, taken) for name in wanted]


def _free_name(wanted: str, taken: set[str]) -> str:
    """A safe name that none of `taken`, all in lower case, is; it is one of them from now on."""
    base = name = safe_name(wanted)
    n = 1
    while name.lower() in taken:
        n += 1
        name = f"{base}-{n}"
    taken.add(name.lower())
    return name


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == _FORMAT:
        return
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        connection.execute(f'DROP TABLE "{name}"')  # what it holds is found again
    connection.executescript(f"{_TABLES}; PRAGMA user_version = {_FORMAT}")


def _write_cards(folder: Path, part: str, some: Iterable[tuple[str, str]], own: Any) -> str:
    data = {key: json.loads(text) for key, text in some}
    _write_script(folder / f"{part}.js", data_script("cards", part, data), own)
    return f"{part}.js"


def _write_script(path: Path, code: str, own: Any) -> None:
    _write(path, (code,), own, "/*")


def _write(path: Path, pieces: Iterable[str], own: Any, comment: str = "<!--") -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent}: can't be made ({error.strerror})") from None
    end = "*/" if comment == "/*" else "-->"
    write_pieces_atomically(path, sealed_pieces(pieces, comment, end), own)


def _remove(folder: Path, kept: set[str]) -> None:
    """Scripts of ours that are not kept, and the folder where nothing else is in it."""
    for old in folder.glob("*.js"):
        if old.name not in kept and is_sealed(old):
            old.unlink()
    if not kept and not any(folder.iterdir()):
        folder.rmdir()
