"""The old name of `companion.glossary.check`, which notebooks made with version 0.1.0 import."""

import warnings

from companion.glossary.check import check, check_term

__all__ = ["check", "check_term"]

warnings.warn("companion.glossary_check is companion.glossary.check now", DeprecationWarning, stacklevel=2)
