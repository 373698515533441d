"""Plain data (dicts and lists) before and after a change, and whether two say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trainer.scenario.problems import Path


def at(data: Any, path: Path) -> Any:
    """What stands at that path, or None."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def copy(data: Any) -> Any:
    """Dicts and lists of their own, all the way down."""
    if isinstance(data, dict):
        return {key: copy(value) for key, value in data.items()}
    return [copy(value) for value in data] if isinstance(data, list | tuple) else data


def after(data: Any, put: Callable[[Any], None]) -> Any:
    """The data as ``put`` leaves it; the data itself stays."""
    new = copy(data)
    put(new)
    return copy(new)


def without(data: Any, path: Path) -> Any:
    """The data without what stands at that path."""
    return after(data, lambda root: drop(root, path))


def drop(root: Any, path: Path) -> None:
    """Take away what stands at that path, in place."""
    del at(root, path[:-1])[path[-1]]


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: neither blank space around a text counts nor the order of fields."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in other)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return type(one) is type(other) and bool(one == other)
