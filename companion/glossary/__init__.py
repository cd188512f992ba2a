"""The curated glossary: load, validate, match."""

from companion.glossary.glossary import Glossary, shipped_folder
from companion.glossary.matching import Match

__all__ = ["Glossary", "Match", "shipped_folder"]
