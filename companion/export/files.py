"""Writing files; see `companion.files`."""

from companion.files import write_text_atomically

__all__ = ["write_text_atomically"]
