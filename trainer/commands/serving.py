"""Serving the app with gunicorn: loaded and prepared once, before the workers are forked."""

from __future__ import annotations

import gc
import os
import socket
import threading
from dataclasses import dataclass

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from trainer.commands.preparing import add_demo, check_assets, prepared
from trainer.scoring import agreement, assess


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen (port 0: any free one), with how many processes, and threads in each."""

    host: str
    port: int
    workers: int
    threads: int


class Server(BaseApplication):
    """gunicorn around an app that is there already."""

    def __init__(self, app: Flask, options: dict[str, object]) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def serve_until_stopped(listening: Listening, *, demo: bool) -> None:
    """Serve until stopped. Raises ``click.ClickException`` if the port is taken or the app cannot start."""
    check_assets()
    listener = open_port(listening.host, listening.port)
    with prepared() as app:  # connections must not be shared by forked processes: behind it none is open
        if demo:
            add_demo()
    if not demo:
        load()  # once, before the fork: the workers share what it takes, and nobody's first answer waits
    click.echo(f"Calm Waters is at {click.style(_address(listener), bold=True)}  (Ctrl+C stops it)")
    gc.freeze()  # what is loaded stays; not looked at again, it stays shared between the workers
    gc.enable()
    Server(app, {**_options(listening, listener), **(DEMO if demo else {})}).run()


def load() -> None:
    """The scorer first, which everybody needs; then what the page about agreement computes with."""
    assess.preload()
    agreement.preload()


def load_beside(_worker: object) -> None:
    """Load the scorer a little later, while the first page is looked at; who tries it out seldom needs the rest."""
    timer = threading.Timer(LATER, assess.preload)
    timer.daemon = True
    timer.start()


LATER = 2.0
"""Seconds."""
DEMO = {"post_worker_init": load_beside}
"""Whoever tries it out wants a page at once, and has memory for a scorer in each process."""


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything slow begins. Raises ``click.ClickException`` if it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise click.ClickException(
            f"Port {port} on {host} cannot be used: {os.strerror(error.errno or 0)}. "
            "Choose another: trainer serve --port 9000, or make run PORT=9000."
        ) from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": socket.gethostname(), "127.0.0.1": "localhost", "::1": "localhost"}.get(host, host)  # noqa: S104
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _options(listening: Listening, listener: socket.socket) -> dict[str, object]:
    return {
        "bind": f"fd://{listener.fileno()}",
        "workers": listening.workers,
        "threads": listening.threads,
        "worker_class": "gthread",
        "preload_app": True,
        "loglevel": "warning",
        "graceful_timeout": 10,
        "control_socket_disable": True,  # it would write into the home folder, which a service may not have
    }
