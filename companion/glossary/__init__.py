"""The curated glossary: load, validate, match, a person's own terms."""

from companion.glossary.files import personal_path, shipped_folder
from companion.glossary.glossary import Glossary
from companion.glossary.matching import Match
from companion.glossary.personal import add_personal, remove_personal
from companion.glossary.table import Problem

__all__ = [
    "Glossary",
    "Match",
    "Problem",
    "add_personal",
    "personal_path",
    "remove_personal",
    "shipped_folder",
]
