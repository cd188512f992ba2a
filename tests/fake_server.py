"""A server on this machine for the tests: answers JSON or bytes, keeps what was asked, ends with the test."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any


class Answering(http.server.BaseHTTPRequestHandler):
    """What each of the fake servers' handlers does alike; `self.server` has the test's own attributes."""

    def body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, status: int, data: Any, **headers: str) -> None:
        text = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        for name, value in {"Content_Length": str(len(text)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *arguments: Any) -> None:
        pass


@contextlib.contextmanager
def serving(handler: type[http.server.BaseHTTPRequestHandler], **state: Any) -> Iterator[Any]:
    """The running server with `state` as its attributes, and `url`."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        running.daemon_threads = True
        running.handle_error = lambda *_: None  # whoever asked has gone away, as it may
        running.url = f"http://127.0.0.1:{running.server_port}"
        for name, value in state.items():
            setattr(running, name, value)
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()
