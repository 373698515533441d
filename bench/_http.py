"""A browser as cheap as can be: one kept connection, cookies, redirects; so that 500 fit beside what they measure."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

PATIENCE = 30
"""Seconds after which nobody waits any more."""


class Trouble(RuntimeError):
    """An answer that a person would see as an error."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``path``: the page where redirects led."""

    status: int
    headers: Mapping[str, str]
    text: str
    path: str


class Browser:
    """Somebody's browser at ``host:port``. One request at a time."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, **headers: str) -> Answer:
        """Go there, following redirects."""
        return await self._follow("GET", path, None, headers)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Send a form, following redirects."""
        return await self._follow("POST", path, urlencode(fields).encode(), headers)

    def close(self) -> None:
        """Leave."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _follow(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for _ in range(5):
            answer = await asyncio.wait_for(self._send(method, path, body, named), PATIENCE)
            if answer.status not in (301, 302, 303):
                break
            where = urlsplit(answer.headers["location"])
            method, path, body = "GET", where.path + (f"?{where.query}" if where.query else ""), None
        if answer.status >= 400:
            raise Trouble(f"{method} {path}: {answer.status} {answer.text[:200]}")
        return answer

    async def _send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        request = self._request(method, path, body, headers)
        if self._writer is not None and self._reader is not None:
            try:
                self._writer.write(request)
                head = await self._reader.readuntil(b"\r\n\r\n")
                return await self._read(head, self._reader, path)
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                # The server closes what was quiet for a while; browsers then send it again, once, as here.
                if isinstance(error, asyncio.IncompleteReadError) and error.partial:
                    raise
                self.close()
        self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        self._writer.write(request)
        return await self._read(await self._reader.readuntil(b"\r\n\r\n"), self._reader, path)

    def _request(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", "Accept-Language: en"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + (body or b"")

    async def _read(self, head: bytes, reader: asyncio.StreamReader, path: str) -> Answer:
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        status, headers = int(first.split(" ", 2)[1]), {}
        for line in lines:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        length = 0 if status == 304 else int(headers.get("content-length", "0"))
        body = await reader.readexactly(length) if length else b""
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, body.decode(), path.partition("?")[0])
