"""A person's library: a folder of articles, what is known of each, and which one to read next.

The articles are files, in a folder that can be mailed and backed up. What is found in them once (title, words,
level) is kept in one SQLite file and made again where a file is new or changed, so that the list opens none of them.
"""

from companion.library.library import Library
from companion.library.rows import Row, Suggestion

__all__ = ["Library", "Row", "Suggestion"]
