"""Pictures as arrays of pixels: PNG, JPEG, WebP, TIFF and HEIC, upright and on white (Pillow, pillow-heif)."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from companion.errors import InputError

__all__ = ["KINDS", "picture_count", "picture_kind", "pictures_of"]

_MOST_PIXELS = 120_000_000
_MOST_PICTURES = 300
KINDS = {
    "png": "PNG", "jpeg": "JPEG", "webp": "WebP", "tiff": "TIFF", "heic": "HEIC", "avif": "AVIF", "gif": "GIF", "bmp": "BMP",
}  # fmt: skip
_BEGINS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"GIF8": "gif",
}
_HEIF = {b"heic": "heic", b"heix": "heic", b"hevc": "heic", b"heim": "heic", b"mif1": "heic", b"msf1": "heic", b"avif": "avif"}  # fmt: skip


def picture_kind(data: bytes) -> str:
    """Which kind of picture a file is, by its first bytes; empty where it is none.

    >>> picture_kind(b"RIFF0000WEBPVP8 ")
    'webp'
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _HEIF.get(data[8:12], "")
    if data[:2] == b"BM" and len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data):
        return "bmp"
    return next((kind for begin, kind in _BEGINS.items() if data.startswith(begin)), "")


def picture_count(data: bytes) -> int:
    """How many pages a picture has, as far as it tells before it is read; 1 where it is damaged."""
    from PIL import Image

    if picture_kind(data) != "tiff":
        return 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                return int(getattr(picture, "n_frames", 1))
    except Exception:  # what its decoder raises; reading it will tell
        return 1


def pictures_of(data: bytes, name: str) -> Iterator[Any]:
    """The pictures of a file, each an array of (height, width, 3) bytes in the order red, green, blue.

    A TIFF may have several pages. A photo is turned as its camera says; what is transparent becomes white.

    Raises:
        InputError: where the picture is damaged or too large.
    """
    import numpy
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    kind = picture_kind(data)
    if kind in ("heic", "avif"):
        from pillow_heif import register_heif_opener

        register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                pages = ImageSequence.Iterator(picture) if kind == "tiff" else [picture]
                for number, page in enumerate(pages, 1):
                    if number > _MOST_PICTURES:
                        raise InputError(f"{name}: has more than {_MOST_PICTURES} pages; cut it into parts")
                    if page.width * page.height > _MOST_PIXELS:
                        raise InputError(
                            f"{name}: has {page.width:,} × {page.height:,} pixels; at most {_MOST_PIXELS // 10**6} million"
                            " are read: make it smaller or cut it into parts"
                        )
                    upright = ImageOps.exif_transpose(page)
                    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                        upright = upright.convert("RGBA")
                        white = Image.new("RGBA", upright.size, "white")
                        upright = Image.alpha_composite(white, upright)
                    yield numpy.asarray(upright.convert("RGB"))
    except InputError:
        raise
    except (
        UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError, MemoryError,
        RuntimeError, IndexError, KeyError, TypeError, ZeroDivisionError,
    ):  # fmt: skip
        what = KINDS.get(kind, "picture")
        raise InputError(f"{name}: is no whole {what} picture; it is damaged or not complete") from None
