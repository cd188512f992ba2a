"""A mail (.eml): its body, its subject, who sent it and when (Python's own `email`)."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from companion.errors import EncodingError, InputError
from companion.files import parsing
from companion.source.encodings import WIDER, codec_of, decode, decode_as

__all__ = ["mail_text"]


def mail_text(data: bytes, name: str) -> tuple[str, bool, dict[str, str]]:
    """The body of a mail, whether it is HTML, and its `title`, `author` and `date` (2026-11-26); each may be empty.

    Raises:
        InputError: where there is no text in it.
    """
    with parsing(name, "a mail"):
        message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
        part = message.get_body(("html", "plain"))
        text = _content(part, name) if part is not None else ""
        is_html = part is not None and part.get_content_subtype() == "html"
        if part is not None and not is_html:
            text = "\n\n".join([text, *(_content(p, name) for p in _further(message))])
        about = {
            "title": str(message["subject"] or ""),
            "author": parseaddr(str(message["from"] or ""))[0],
            "date": _date(str(message["date"] or "")),
        }
    if not text.strip():
        raise InputError(f"{name}: is a mail without text; open its attachment instead")
    return text, is_html, about


def _further(message: EmailMessage) -> list[MIMEPart]:
    """The parts of plain text that stand in a mail behind its first one, and are no attachments."""
    return [
        p
        for p in message.iter_attachments()
        if p.get_content_type() == "text/plain"
        and p.get_content_disposition() != "attachment"
        and not p.get_filename()
    ]


def _content(part: MIMEPart, name: str) -> str:
    """The text of a part: in the encoding that it names, or the wider one that has it; without a name as it is found."""
    data, named = part.get_payload(decode=True), (part.get_content_charset() or "").lower()
    if not isinstance(data, bytes):
        return ""
    try:
        return decode_as(data, codec_of(WIDER.get(named, named)))
    except (EncodingError, UnicodeDecodeError):
        return decode(data, None, name)[0]


def _date(said: str) -> str:
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
