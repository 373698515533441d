"""A real ``trainer serve`` for tests, and a client for it that a ``Person`` can use like Flask's."""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

PATIENCE = 60


class Site:
    """Speaks HTTP to ``address`` with a cookie jar of its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, headers: dict[str, str], query_string: object = None, **_: object) -> SimpleNamespace:
        query = f"?{urlencode(query_string)}" if query_string else ""
        return self._send(Request(urljoin(self.address, path) + query, headers=headers))

    def post(self, path: str, data: dict[str, str], headers: dict[str, str], **_: object) -> SimpleNamespace:
        return self._send(Request(urljoin(self.address, path), data=urlencode(data).encode(), headers=headers))

    def _send(self, request: Request) -> SimpleNamespace:
        try:
            answer = self._opener.open(request, timeout=PATIENCE)
        except HTTPError as error:
            answer = error
        with answer:
            page = SimpleNamespace(path=urlsplit(answer.url).path)
            return SimpleNamespace(text=answer.read().decode(), status_code=answer.status, request=page)


@contextmanager
def served(trainer: Path, folder: Path, *options: str) -> Iterator[tuple[str, str]]:
    """Run ``trainer serve`` on a free port with its data in ``folder``; its address, and what it printed until then."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TRAINER_", "PYTHON"))}
    process = subprocess.Popen(
        [trainer, "serve", "--port", "0", "--workers", "1", *options],
        cwd=folder,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        said = _until_served(process)
        yield re.findall(r"http://\S+", said)[-1], said
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()


def _until_served(process: subprocess.Popen[str]) -> str:
    said, end = "", time.monotonic() + PATIENCE
    while "Calm Waters is at" not in said:
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, end - time.monotonic()))
        line = process.stdout.readline() if ready else ""
        if not line:
            raise AssertionError(f"trainer serve did not start; it said:\n{said}")
        said += line
    return said
