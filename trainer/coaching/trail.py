"""From which queue a coach came, and by which filters: kept in the address, so that the next talk comes from there."""

from __future__ import annotations

from typing import Any

from flask import request

from trainer.coaching.queues import Filters, Queue

NAMES = ("queue", "language", "scenario", "team")


def trail() -> dict[str, Any]:
    """What the address of this page says about it, for the addresses it leads to."""
    return {name: request.args[name] for name in NAMES if request.args.get(name)}


def trail_queue() -> Queue:
    """The queue; without one, that of the talks nobody has read."""
    wanted = request.args.get("queue", "")
    return Queue(wanted) if wanted in set(Queue) else Queue.NEVER


def trail_filters() -> Filters:
    """The filters."""
    arguments = request.args
    return Filters(arguments.get("language", ""), arguments.get("scenario", ""), arguments.get("team", 0, type=int))
