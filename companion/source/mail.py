"""A mail (.eml): its body, its subject, who sent it and when (Python's own `email`)."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from companion.errors import InputError
from companion.files import parsing

__all__ = ["mail_text"]


def mail_text(data: bytes, name: str) -> tuple[str, bool, dict[str, str]]:
    """The body of a mail, whether it is HTML, and its `title`, `author` and `date` (2026-11-26); each may be empty.

    Raises:
        InputError: where there is no text in it.
    """
    with parsing(name, "a mail"):
        message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
        part = message.get_body(("html", "plain"))
        text = part.get_content() if part is not None else ""
        is_html = part is not None and part.get_content_subtype() == "html"
        about = {
            "title": str(message["subject"] or ""),
            "author": parseaddr(str(message["from"] or ""))[0],
            "date": _date(str(message["date"] or "")),
        }
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{name}: is a mail without text; open its attachment instead")
    return text, is_html, about


def _date(said: str) -> str:
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
