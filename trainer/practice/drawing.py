"""The map as shapes for an SVG picture: layout units become pixels, titles become lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from trainer.feedback.mapview import Edge, Node, Spot, WalkedMap

BOX_WIDTH, BOX_HEIGHT = 150, 44
STEP_X, STEP_Y = 172, 84
MARGIN = 16
LETTERS, LINES = 17, 2
"""How many letters fit on a line of a box, and how many lines."""


@dataclass(frozen=True, slots=True)
class Box:
    """A scene: the corner of its box, the lines of its title (none if it was not seen), and its style classes."""

    node: Node
    x: float
    y: float
    lines: tuple[str, ...]
    classes: str


@dataclass(frozen=True, slots=True)
class Path:
    """An arrow: the ``d`` of an SVG path, its classes, and the badge with the turns after which it was walked."""

    edge: Edge
    d: str
    classes: str
    badge: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map in pixels; walked arrows come last, so that they lie on top."""

    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    width: float
    height: float


def draw(walked: WalkedMap) -> Drawing:
    """The shapes of a walked map."""
    paths = sorted((_path(edge) for edge in walked.edges), key=lambda path: path.edge.walked)
    return Drawing(
        boxes=tuple(_box(node) for node in walked.nodes),
        paths=tuple(paths),
        width=walked.width * STEP_X + BOX_WIDTH + 2 * MARGIN,
        height=walked.height * STEP_Y + BOX_HEIGHT + 2 * MARGIN,
    )


def _box(node: Node) -> Box:
    x, y = _centre(node.spot)
    marks = ("seen", node.visited), ("ending", node.ending is not None), ("turned", node.turning is not None)
    lines = wrap(node.title, LETTERS, max_lines=LINES, placeholder=" …") if node.visited else ()
    classes = " ".join(["node", *(name for name, is_so in marks if is_so)])
    return Box(node, x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2, tuple(lines), classes)


def _path(edge: Edge) -> Path:
    spots = [_centre(spot) for spot in edge.spots]
    d = _loop(spots[0], spots[-1]) if edge.back else _curve(spots)
    classes = "edge taken" if edge.walked else "edge back" if edge.back else "edge"
    return Path(edge, d, classes, _badge(spots) if edge.walked else None)


def _curve(spots: list[tuple[float, float]]) -> str:
    """Downwards, leaving and entering each layer upright."""
    (x, y), *_ = spots
    parts = [f"M{x:g} {y + BOX_HEIGHT / 2:g}"]
    for (x1, y1), (x2, y2) in pairwise(spots):
        start, end = y1 + BOX_HEIGHT / 2, y2 - BOX_HEIGHT / 2
        middle = (start + end) / 2
        parts.append(f"C{x1:g} {middle:g} {x2:g} {middle:g} {x2:g} {end:g}")
        if (x2, y2) != spots[-1]:
            parts.append(f"L{x2:g} {y2 + BOX_HEIGHT / 2:g}")
    return "".join(parts)


def _loop(source: tuple[float, float], target: tuple[float, float]) -> str:
    """Back up, around the right side of both boxes."""
    (x1, y1), (x2, y2) = source, target
    side = max(x1, x2) + BOX_WIDTH / 2
    out = side + 22
    return f"M{x1 + BOX_WIDTH / 2:g} {y1:g}C{out:g} {y1:g} {out:g} {y2:g} {x2 + BOX_WIDTH / 2:g} {y2:g}"


def _badge(spots: list[tuple[float, float]]) -> tuple[float, float]:
    (x1, y1), (x2, y2) = spots[0], spots[1]
    return (x1 + x2) / 2, (y1 + y2) / 2


def _centre(spot: Spot) -> tuple[float, float]:
    x, y = spot
    return x * STEP_X + BOX_WIDTH / 2 + MARGIN, y * STEP_Y + BOX_HEIGHT / 2 + MARGIN
