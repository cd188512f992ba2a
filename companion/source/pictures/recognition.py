"""Text recognition: the lines of a picture with their places (RapidOCR, PP-OCRv6 small; Apache-2.0, models in its wheel).

A picture that is small is enlarged, one that leans is turned upright, a very long one (a whole web page on a phone)
is cut where nothing is written. A vertical line is read twice: lying on its side, which gives its words
and figures, and with its characters laid side by side, which gives the marks that the first reading loses.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from companion.errors import InputError
from companion.source.pdf.gutters import Span, gutters_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Line", "is_installed", "missing", "recognised_lines"]

_TALL = 1.5  # a box that is so much higher than wide is a vertical line
_LONG_SIDE, _SLICE = 4_000, 3_200  # pixels
_SMALL = 1_000  # the width below which a picture is enlarged
_LEAST_LEAN, _MOST_LEAN = 0.4, 15.0  # degrees
_MARKS = frozenset("，。、；：！？「」『』（）《》〈〉…—·")
_GAP = 0.45  # of a line's height: a gap that may be one between columns
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Line:
    """A recognised line: its text, how sure (0 to 1), its box (left, top, right, bottom) in pixels.

    `doubtful` has the places in `text` of characters that are less than half sure by themselves.
    """

    text: str
    score: float
    box: tuple[float, float, float, float]
    vertical: bool = False
    doubtful: tuple[int, ...] = ()


def is_installed() -> bool:
    """Whether text recognition can be used: the extra `ocr` is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2", "PIL"))


def missing(name: str, what: str) -> InputError:
    """What is told where text recognition is needed and not installed."""
    return InputError(
        f"{name}: {what}; to read it, install text recognition with: pip install 'hanzi-companion[ocr]'"
    )


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": _LONG_SIDE})


def recognised_lines(picture: Any) -> tuple[list[Line], tuple[int, int]]:
    """The lines of a picture, in no order that says anything.

    Args:
        picture: an array of (height, width, 3) bytes, red, green, blue.

    Returns:
        The lines, and the (width, height) of the plane that their boxes are in: the picture's, enlarged where it was small
        and turned upright where it leaned.
    """
    import cv2
    import numpy

    image = numpy.ascontiguousarray(picture[:, :, ::-1])
    height, width = image.shape[:2]
    if max(width, 1) < _SMALL:
        factor = min(3.0, _SMALL * 1.2 / max(width, 1))
        image = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    with _lock:
        lines: list[Line] = []
        for top, part in _slices(image):
            found = _read(part)
            lines += [_lower(line, top) for line in found]
    height, width = image.shape[:2]
    return lines, (width, height)


def _lower(line: Line, by: int) -> Line:
    if not by:
        return line
    left, top, right, bottom = line.box
    return Line(line.text, line.score, (left, top + by, right, bottom + by), line.vertical, line.doubtful)


def _slices(image: Any) -> list[tuple[int, Any]]:
    """A very long picture in parts, cut in the emptiest row near each cut; each with its top."""
    height, width = image.shape[:2]
    if height <= _LONG_SIDE or height < 2 * width:
        return [(0, image)]
    ink = image.std(axis=1).sum(axis=1)  # a row in one colour has none
    parts, top = [], 0
    while height - top > _SLICE * 1.25:
        near = ink[top + int(_SLICE * 0.75) : top + _SLICE]
        quiet = near <= near.min() + 1e-6
        # the middle of the widest stretch of quiet rows
        best, start = (0, 0), None
        for i, is_quiet in enumerate([*quiet, False]):
            if is_quiet and start is None:
                start = i
            elif not is_quiet and start is not None:
                best, start = max(best, (i - start, (i + start) // 2)), None
        cut = top + int(_SLICE * 0.75) + best[1]
        parts.append((top, image[top:cut]))
        top = cut
    return [*parts, (top, image[top:])]


def _read(image: Any) -> list[Line]:
    engine = _engine()
    boxes = engine(image, use_det=True, use_cls=False, use_rec=False).boxes
    if boxes is None or not len(boxes):
        return []
    lean = _lean(boxes)
    if _LEAST_LEAN <= abs(lean) <= _MOST_LEAN:
        image = _turned(image, lean)
        boxes = engine(image, use_det=True, use_cls=False, use_rec=False).boxes
        if boxes is None or not len(boxes):
            return []
    found = []
    height, width = image.shape[:2]
    places = []
    for box in boxes:
        left, top = (max(0, int(v)) for v in box.min(axis=0))
        right, bottom = min(width, int(box[:, 0].max()) + 1), min(height, int(box[:, 1].max()) + 1)
        if right - left >= 4 and bottom - top >= 4:
            places.append((left, top, right, bottom))
    for left, top, right, bottom in _parted(image, places):
        crop = image[top:bottom, left:right]
        vertical = bottom - top > _TALL * (right - left)
        text, score, doubtful = _vertical(crop) if vertical else _horizontal(crop)
        if text.strip() and score >= 0.5:
            found.append(Line(text, score, (left, top, right, bottom), vertical, doubtful))
    return found


_Place = tuple[int, int, int, int]


def _parted(image: Any, places: Sequence[_Place]) -> list[_Place]:
    """The boxes of lines, cut where one reaches over the white strip between two columns.

    The strips are found as in a PDF page, out of what stands between wide gaps in each line.
    """
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if (ink > 0).mean() > 0.5:
        ink = 255 - ink
    pieces: list[list[Span]] = []
    for left, top, right, bottom in places:
        size = bottom - top
        own: list[Span] = []
        if size <= _TALL * (right - left):
            written = (ink[top + size // 8 : bottom - size // 8, left:right] > 0).any(axis=0)
            start, last = -1, -1
            for x in [*map(int, written.nonzero()[0]), -1]:
                if start >= 0 and (x < 0 or x - last > _GAP * size):
                    own.append(Span(float(left + start), float(left + last + 1), float(bottom), float(size)))
                    start = -1
                if x >= 0:
                    start = x if start < 0 else start
                    last = x
        pieces.append(own)
    gutters = gutters_of([span for own in pieces for span in own])
    parted: list[_Place] = []
    for (left, top, right, bottom), own in zip(places, pieces, strict=True):
        start = left
        for one, other in pairwise(own):
            if any(g.parts(one.end, other.u, one.v, one.size) for g in gutters):
                parted.append((start, top, int(one.end) + 2, bottom))
                start = max(int(other.u) - 2, start)
        parted.append((start, top, right, bottom))
    return parted


def _lean(boxes: Any) -> float:
    """By how many degrees the lines lean, the median of the long ones; positive: they fall to the right."""
    import numpy

    angles, weights = [], []
    for box in boxes:
        (x0, y0), (x1, y1) = box[0], box[1]
        across, down = float(x1 - x0), float(y1 - y0)
        side = float(numpy.hypot(*(box[3] - box[0])))
        if across > 4 * max(side, 1.0):
            angles.append(float(numpy.degrees(numpy.arctan2(down, across))))
            weights.append(across)
    if len(angles) < 3:
        return 0.0
    order = numpy.argsort(angles)
    reached = numpy.cumsum(numpy.asarray(weights)[order])
    return angles[int(order[int(numpy.searchsorted(reached, reached[-1] / 2))])]


def _turned(image: NDArray[Any], degrees: float) -> NDArray[Any]:
    import cv2

    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    colour = tuple(int(c) for c in _paper(image))
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=colour)


def _paper(image: NDArray[Any]) -> NDArray[Any]:
    import numpy

    found: NDArray[Any] = numpy.median(
        image[:: max(1, image.shape[0] // 200), :: max(1, image.shape[1] // 200)].reshape(-1, 3), axis=0
    )
    return found


def _horizontal(crop: Any) -> tuple[str, float, tuple[int, ...]]:
    result = _engine()(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=False)
    if not result.txts:
        return "", 0.0, ()
    return str(result.txts[0]), float(result.scores[0]), ()


def _vertical(crop: Any) -> tuple[str, float, tuple[int, ...]]:
    import numpy

    text, score, _ = _horizontal(numpy.ascontiguousarray(numpy.rot90(crop)))
    laid, other, _ = _horizontal(_side_by_side(crop))
    if not text or (other > score and len(laid) >= len(text)):
        return laid, other, ()
    return _with_marks_of(text, laid), score, ()


def _with_marks_of(text: str, laid: str) -> str:
    """`text` with the punctuation that the other reading has between the same characters.

    >>> _with_marks_of("追回1.6億元人民幣", "追回億元，人民幣。")
    '追回1.6億元，人民幣。'
    """
    from rapidfuzz.distance import Levenshtein

    pieces = []
    for step in Levenshtein.opcodes(text, laid):
        ours, theirs = text[step.src_start : step.src_end], laid[step.dest_start : step.dest_end]
        marks = bool(theirs) and set(theirs) <= _MARKS
        if (step.tag == "insert" and marks) or (
            step.tag == "replace" and marks and len(theirs) <= 2 and not any(map(str.isalnum, ours))
        ):
            pieces.append(theirs)
        else:
            pieces.append(ours)
    return "".join(pieces)


def _side_by_side(crop: NDArray[Any]) -> NDArray[Any]:
    """A vertical line with its characters from left to right; what is longer than a character (figures) on its side."""
    import numpy

    width = crop.shape[1]
    cells, pitch = _cells(crop)
    paper = numpy.median(crop.reshape(-1, 3), axis=0)
    side = int(1.15 * pitch)
    margin = max(0, (width - side) // 2)
    pieces = []
    for start, end in cells:
        cell = crop[start:end]
        long = end - start > 1.5 * pitch
        if long:
            cell = numpy.rot90(cell)
        plate = numpy.full((max(width, side), cell.shape[1], 3), paper, numpy.uint8)
        cell = cell[: plate.shape[0]]
        above = max(0, (plate.shape[0] - cell.shape[0]) // 2)
        plate[above : above + cell.shape[0]] = cell
        pieces.append(plate if long else plate[:, margin : max(margin + 1, width - margin)])
    return numpy.ascontiguousarray(numpy.hstack(pieces))


def _cells(crop: Any) -> tuple[list[tuple[int, int]], float]:
    """Where each character of a vertical line stands (from, to), and the characters' pitch, in pixels.

    Cuts lie in empty rows; of all ways to cut, the one whose pieces are nearest to squares (dynamic programming).
    """
    import cv2

    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if (ink > 0).mean() > 0.5:
        ink = 255 - ink
    rows = (ink > 0).sum(axis=1).astype(float)
    height, width = ink.shape
    pitch = _pitch(rows, width)
    cuts, start = [0], None
    for i in range(height + 1):
        empty = i < height and rows[i] <= 0.02 * width
        if empty and start is None:
            start = i
        elif not empty and start is not None:
            cuts.append((start + i) // 2)
            start = None
    cuts = sorted({*cuts, height})
    best: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    for to in range(1, len(cuts)):
        for since in range(to - 1, -1, -1):
            ratio = (cuts[to] - cuts[since]) / pitch
            if ratio > 8 and since < to - 1:
                break
            cost = best[since][0] + ((ratio - 1) ** 2 if ratio < 1.5 else 0.5 + 0.15 * ratio)
            if to not in best or cost < best[to][0]:
                best[to] = (cost, since)
    cells, at = [], len(cuts) - 1
    while at > 0:
        since = best[at][1]
        cells.append((cuts[since], cuts[at]))
        at = since
    return cells[::-1], pitch


def _pitch(rows: Sequence[float], width: int) -> float:
    """The distance from one character to the next: where the line is most like itself (autocorrelation)."""
    import numpy

    profile = numpy.asarray(rows) - numpy.mean(rows)
    count = len(profile)
    low, high = int(0.55 * width), min(int(1.15 * width), count - 1)
    if high <= low:
        return 0.8 * width
    spectrum = numpy.fft.rfft(profile, 2 * count)
    likeness = numpy.fft.irfft(spectrum * numpy.conj(spectrum))[:count] / numpy.arange(count, 0, -1)
    return float(low + int(numpy.argmax(likeness[low : high + 1])))
