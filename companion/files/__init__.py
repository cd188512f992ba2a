"""One door in, one door out: every file that a person names is opened and written here.

`opening` reads: ordinary files only, size looked at first, and whatever a parser raises becomes one
sentence. `writing` writes: beside the file, then a rename, both on the disk before it is told. `locks`
keeps writers apart, `backups` keeps what stood there before, and `caches` treats a cache that can't be
used as none. `beside` names what stands beside an article. See docs/decisions/0030 and 0031; a test holds that no other part opens files by itself.
"""

from __future__ import annotations

import os

from companion.files.backups import Backup, backups, copy_database, keep_backup
from companion.files.beside import Beside, beside, earlier_beside, there_beside
from companion.files.caches import cached_bytes, keep_cached
from companion.files.locks import locked
from companion.files.opening import (
    LARGEST,
    as_path,
    digest,
    is_file,
    is_folder,
    is_there,
    megabytes,
    opened,
    ordinary,
    parsing,
    read_bytes,
    read_ends,
    read_standard_input,
    read_text,
)
from companion.files.restoring import restore
from companion.files.writing import (
    bring_to_disk,
    change_bytes,
    change_text,
    put_folder,
    sweep,
    write_bytes_atomically,
    write_pieces_atomically,
    write_text_atomically,
)

__all__ = [
    "LARGEST",
    "Backup",
    "Beside",
    "as_path",
    "backups",
    "beside",
    "bring_to_disk",
    "cached_bytes",
    "change_bytes",
    "change_text",
    "copy_database",
    "digest",
    "earlier_beside",
    "is_file",
    "is_folder",
    "is_there",
    "keep_backup",
    "keep_cached",
    "locked",
    "megabytes",
    "opened",
    "ordinary",
    "os",
    "parsing",
    "put_folder",
    "read_bytes",
    "read_ends",
    "read_standard_input",
    "read_text",
    "restore",
    "sweep",
    "there_beside",
    "write_bytes_atomically",
    "write_pieces_atomically",
    "write_text_atomically",
]
