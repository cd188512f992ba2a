"""A LibreTranslate server as a `Translator`: one machine in a school translates for all notebooks.

API: LibreTranslate 1.6 to 1.9, `POST /translate` with JSON. It is off unless an address is given. What is
sent: the sentences that no memory has, in batches, and the API key; nothing else. They are sent as
HTML: of plain text the server takes away the last full stop, or puts a Chinese one there, and sets the English in
capitals where the only Latin word of the Chinese is (他在IBM工作。).
"""

from __future__ import annotations

import html
import http.client
import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from companion.errors import TranslationError
from companion.files import parsing
from companion.model import Translation
from companion.protocols import SourceSentence
from companion.translation.checks import problems
from companion.translation.control import stop_requested
from companion.translation.scripts import scripts
from companion.translation.terms import report

__all__ = ["LibreTranslator"]

ADDRESS, KEY = "COMPANION_LIBRETRANSLATE_URL", "COMPANION_LIBRETRANSLATE_KEY"
_BATCH_SENTENCES, _BATCH_CHARACTERS = 25, 1_800
_PAUSES = (0.5, 2.0, 8.0)
_LARGEST_ANSWER = 8 * 2**20


class LibreTranslator:
    """Asks the server at `url`, or at the address in COMPANION_LIBRETRANSLATE_URL.

    The API key is taken from COMPANION_LIBRETRANSLATE_KEY where the server wants one. One that is busy or away is asked three
    times, one that takes a request and does not answer within `timeout` seconds (`first` for which languages it has) once; then it
    is left alone for the rest of the article, and a notice and each sentence say why.
    """

    name = "libretranslate"
    streams = True

    def __init__(
        self,
        url: str = "",
        timeout: float = 30.0,
        wait: Callable[[float], None] = time.sleep,
        first: float = 8.0,
    ) -> None:
        self._url = (url or os.environ.get(ADDRESS, "")).rstrip("/")
        self._key = os.environ.get(KEY, "")
        self._timeout, self._wait, self._first = timeout, wait, min(first, timeout)
        self._failures: list[str] = []
        self._languages: dict[bool, str] = {}
        with parsing(ADDRESS, "the address of a server", "it looks like http://name:5000", TranslationError):
            parts = urlsplit(self._url)
            _ = parts.port
        if self._url and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise TranslationError(f"'{self._url}' is no address of a server; it looks like http://name:5000")
        self._shown = parts.hostname or ""
        if self._shown and parts.port:
            self._shown += f":{parts.port}"

    @property
    def notices(self) -> tuple[str, ...]:
        """Where the sentences are sent to, and why some, or all, have no English by it."""
        sent = f"English by the server {self._shown}: the article's sentences are sent there"
        return (sent, *self._failures) if self._url else ()

    def status(self) -> str:
        """Empty where an address is configured, else one line on how to do it."""
        if self._url:
            return ""
        return f"no LibreTranslate server is configured; set {ADDRESS}=http://name:5000"

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """The server's English as it comes; origin "none" and the reason where there is none."""
        reason = self.status()
        self._failures = []
        traditional = all(scripts(sentences))  # one request has one source language
        done, most = 0, _BATCH_SENTENCES
        while done < len(sentences):
            batch = _batch(sentences, done, most)
            if stop_requested():
                return
            answers: list[str] = []
            remark = reason
            if not reason:
                try:
                    answers = self._answers(batch, traditional)
                except _TooMuch as error:
                    if len(batch) > 1:
                        most = len(batch) // 2
                        continue
                    remark = str(error)  # of this sentence; the next may be shorter
                except TranslationError as error:
                    reason = remark = str(error)
                    left = len(sentences) - done
                    self._failures = [
                        f"{reason}; {left} sentence{'s are' if left > 1 else ' is'} without its English"
                    ]
            for sentence, english in zip(batch, answers or [""] * len(batch), strict=True):
                yield self._translation(sentence, english, remark)
            done += len(batch)

    def _translation(self, sentence: SourceSentence, english: str, reason: str) -> Translation:
        if not english:
            return Translation("", "none", self.name, reason=reason or "the server gave nothing for it")
        if len(english) > 1000 + 50 * len(sentence.text):
            return Translation("", "none", self.name, reason="the server gave too much for it")
        faults = problems(sentence, english)
        remark = f"check this sentence: {'; '.join(faults)}" if faults else ""
        uses = report(english, sentence.terms)
        return Translation(english, "libretranslate", f"LibreTranslate, {self._shown}", uses, remark)

    def _answers(self, batch: Sequence[SourceSentence], traditional: bool) -> list[str]:
        source = self._language(traditional)
        own = source in ("zt", "zh-Hant")
        texts = [_printable(s.text if own else s.simplified) for s in batch]
        asked = [t for t in texts if t.strip()]
        if not asked:
            return [""] * len(texts)
        body: dict[str, Any] = {
            "q": [html.escape(t, quote=False) for t in asked],
            "source": source,
            "target": "en",
            "format": "html",
        }
        if self._key:
            body["api_key"] = self._key
        said = self._call("/translate", body)
        found = said.get("translatedText") if isinstance(said, dict) else None
        if (
            not isinstance(found, list)
            or len(found) != len(asked)
            or not all(isinstance(f, str) for f in found)
        ):
            raise TranslationError(f"the server {self._shown} gives no translations; is it LibreTranslate?")
        answers = iter(" ".join(f.split()) for f in found)
        return [next(answers) if t.strip() else "" for t in texts]

    def _language(self, traditional: bool) -> str:
        """The server's code for the text's script, else for Chinese at all."""
        if traditional not in self._languages:
            listed = self._call("/languages")
            codes = {
                str(item.get("code"))
                for item in listed
                if isinstance(item, dict) and "en" in _texts(item.get("targets", ["en"]))
            } if isinstance(listed, list) else set()  # fmt: skip
            wanted = ("zt", "zh-Hant", "zh", "zh-Hans") if traditional else ("zh", "zh-Hans", "zt", "zh-Hant")
            code = next((c for c in wanted if c in codes), "")
            if not code:
                raise TranslationError(f"the server {self._shown} does not translate Chinese to English")
            self._languages[traditional] = code
        return self._languages[traditional]

    def _call(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The server's answer; tried again, with growing pauses, where it is busy or away."""
        for pause in (*_PAUSES[: len(_PAUSES) - 1], None):
            try:
                return self._once(path, body)
            except _Busy as busy:
                if pause is None or stop_requested():
                    raise TranslationError(f"the server {self._shown} {busy}") from None
                self._wait(min(busy.after or pause, 60.0))
        raise AssertionError("the loop ends with an answer or an error")

    def _once(self, path: str, body: dict[str, Any] | None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        limit = self._first if body is None else self._timeout
        request = urllib.request.Request(
            self._url + path, data, {"Content-Type": "application/json", "Accept": "application/json"}
        )
        try:
            with _opener().open(request, timeout=limit) as response:
                text = self._read(response, limit)
        except urllib.error.HTTPError as error:
            said = _said(error)
            if error.code in (408, 425, 429, 500, 502, 503, 504):
                after = error.headers.get("Retry-After") or ""
                raise _Busy(
                    f"is busy ({error.code}{said})",
                    float(after) if re.fullmatch("[0-9]{1,6}", after) else 0.0,
                ) from None
            if error.code == 413 or (error.code == 400 and "exceeds text limit" in said):
                raise _TooMuch(f"the server {self._shown} answers {error.code}{said}") from None
            if error.code in (401, 403) or (error.code == 400 and "API key" in said):
                raise TranslationError(
                    f"the server {self._shown} refuses ({error.code}{said}); set its API key in {KEY}"
                ) from None
            if 300 <= error.code < 400:
                elsewhere = (error.headers.get("Location") or "nowhere")[:120]
                raise TranslationError(
                    f"the server {self._shown} points to {elsewhere}; if that is its address, set it in {ADDRESS}"
                ) from None
            raise TranslationError(f"the server {self._shown} answers {error.code}{said}") from None
        except TimeoutError:
            raise self._silent(limit) from None
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._silent(limit) from None
            raise _Busy(
                f"can't be reached ({getattr(reason, 'strerror', None) or reason}); is it running?"
            ) from None
        if len(text) > _LARGEST_ANSWER:
            raise TranslationError(f"the server {self._shown} sends too much")
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise TranslationError(f"the server {self._shown} sends no JSON; is it LibreTranslate?") from None

    def _read(self, response: http.client.HTTPResponse, limit: float) -> bytes:
        """The answer, within the time for all of it: a server that sends a byte now and then is silent too."""
        pieces, have, end = [], 0, time.monotonic() + limit
        while have <= _LARGEST_ANSWER and (piece := response.read1(2**16)):
            pieces.append(piece)
            have += len(piece)
            if time.monotonic() > end:
                raise TimeoutError
        return b"".join(pieces)

    def _silent(self, limit: float) -> TranslationError:
        """It would be as silent again: asking three times only triples the wait."""
        return TranslationError(
            f"the server {self._shown} did not answer within {limit:.0f} s; ask whoever runs it, or read without it"
        )


class _Busy(Exception):
    """May be tried again, after `after` seconds where the server says so."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class _TooMuch(TranslationError):
    """The server takes fewer sentences at once, or shorter ones."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Sentences go to the address that was configured and to no other."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_NoRedirect)


def _said(error: urllib.error.HTTPError) -> str:
    try:
        text = json.loads(error.read(10_000)).get("error", "")
    except (ValueError, OSError, AttributeError):
        return ""
    return f": {' '.join(str(text).split())[:120]}" if text else ""


def _batch(sentences: Sequence[SourceSentence], start: int, most: int) -> Sequence[SourceSentence]:
    end, characters = start, 0
    while end < len(sentences) and end - start < most:
        characters += len(sentences[end].text)
        if characters > _BATCH_CHARACTERS and end > start:
            break
        end += 1
    return sentences[start:end]


def _texts(value: object) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
