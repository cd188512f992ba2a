"""A mail (.eml): its body, its subject, who sent it and when (Python's own `email`)."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from companion.errors import EncodingError, InputError
from companion.files import parsing
from companion.source.encodings import WIDER, codec_of, decode, decode_as

__all__ = ["Mail", "mail_text"]


@dataclass(frozen=True, slots=True)
class Mail:
    """The body of a mail, whether it is HTML, and what it says of itself, the date as 2026-11-26; each may be empty.

    `further` are the texts behind the body that are no attachments.
    """

    text: str
    is_html: bool
    title: str
    author: str
    date: str
    further: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def mail_text(data: bytes, name: str) -> Mail:
    """The body of a mail, and a remark on the files with text that are attached to it.

    Raises:
        InputError: where there is no text in it.
    """
    with parsing(name, "a mail"):
        message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
        part = message.get_body(("html", "plain"))
        text = _content(part, name) if part is not None else ""
        is_html = part is not None and part.get_content_subtype() == "html"
        further = [_content(p, name) for p in _further(message, part)]
        if not is_html:
            text, further = "\n\n".join([text, *further]), []
        title, sender = str(message["subject"] or ""), parseaddr(str(message["from"] or ""))[0]
        date = _date(str(message["date"] or ""))
        attached = [p.get_filename() or p.get_content_type() for p in message.walk() if _is_attached(p)]
    if not text.strip():
        raise InputError(f"{name}: is a mail without text; open its attachment instead")
    files = "files" if len(attached) > 1 else "a file"
    remark = f"{name}: has {files} attached that {'are' if len(attached) > 1 else 'is'} not read: {', '.join(attached[:5])}; save it and open it by itself"
    return Mail(text, is_html, title, sender, date, tuple(further), (remark,) * bool(attached))


def _is_attached(part: MIMEPart) -> bool:
    """Whether a part of a mail is a file with it that has text, and no picture of its body."""
    named = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return part.get_content_type() == "message/rfc822" or (
        named and part.get_content_maintype() in ("text", "application", "message")
    )


def _further(part: MIMEPart, body: MIMEPart | None) -> list[MIMEPart]:
    """The parts of plain text that stand in a mail beside its body, and are neither attachments nor the body in another form."""
    if part is body or part.get_content_type() == "message/rfc822":
        return []
    if part.get_content_type() == "multipart/alternative" and any(p is body for p in part.walk()):
        return []
    if part.is_multipart():
        return [text for p in part.iter_parts() for text in _further(p, body)]
    is_text = part.get_content_type() == "text/plain"
    return (
        [part]
        if is_text and part.get_content_disposition() != "attachment" and not part.get_filename()
        else []
    )


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
