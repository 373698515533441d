"""Ways through a directed graph of numbered nodes: what leads where, what leads back, how many ways there are.

Edges are (from, to, label) with numbers; nothing here knows what they stand for. No function recurses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Edge = tuple[int, int, int]


def reachable(count: int, pairs: Iterable[tuple[int, int]], starts: Iterable[int]) -> list[bool]:
    """Per node, 0 to ``count`` - 1, whether one of ``starts`` leads to it along ``pairs`` of (from, to)."""
    following: list[list[int]] = [[] for _ in range(count)]
    for source, target in pairs:
        following[source].append(target)
    seen = [False] * count
    waiting = list(starts)
    for node in waiting:
        seen[node] = True
    while waiting:
        for target in following[waiting.pop()]:
            if not seen[target]:
                seen[target] = True
                waiting.append(target)
    return seen


@dataclass(frozen=True)
class Ordered:
    """Nodes in an order in which every edge leads forwards, except the edges that lead ``back`` (by number)."""

    nodes: list[int]
    back: list[bool]


def ordered(count: int, edges: Sequence[Edge], starts: Iterable[int]) -> Ordered:
    """Depth first from each of ``starts`` in turn; an edge to a node that is still open leads back."""
    outgoing: list[list[int]] = [[] for _ in range(count)]
    for number, (source, _, _) in enumerate(edges):
        outgoing[source].append(number)
    back = [False] * len(edges)
    state = bytearray(count)  # 0 new, 1 open, 2 closed
    closed: list[int] = []
    for start in starts:
        if not state[start]:
            _walk(start, edges, outgoing, back, state, closed)
    closed.reverse()
    return Ordered(closed, back)


def levels(count: int, edges: Sequence[Edge], order: Ordered) -> list[int]:
    """Per node, the longest way to it from where the order began, without edges that lead back."""
    outgoing: list[list[int]] = [[] for _ in range(count)]
    for (source, target, _), back in zip(edges, order.back, strict=True):
        if not back:
            outgoing[source].append(target)
    found = [0] * count
    for node in order.nodes:
        for target in outgoing[node]:
            found[target] = max(found[target], found[node] + 1)
    return found


def _walk(
    start: int, edges: Sequence[Edge], outgoing: list[list[int]], back: list[bool], state: bytearray, closed: list[int]
) -> None:
    state[start] = 1
    stack = [(start, iter(outgoing[start]))]
    while stack:
        node, rest = stack[-1]
        for number in rest:
            target = edges[number][1]
            if state[target] == 1:
                back[number] = True
            elif not state[target]:
                state[target] = 1
                stack.append((target, iter(outgoing[target])))
                break
        else:
            state[node] = 2
            closed.append(node)
            stack.pop()


def components(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The strongly connected components that hold a cycle, each sorted (Kosaraju's two walks)."""
    edges = [(source, target, 0) for source, target in pairs]
    order = ordered(count, edges, range(count)).nodes
    incoming: list[list[int]] = [[] for _ in range(count)]
    for source, target in pairs:
        incoming[target].append(source)
    seen = [False] * count
    found = []
    for root in order:
        if seen[root]:
            continue
        seen[root] = True
        members, waiting = [root], [root]
        while waiting:
            for node in incoming[waiting.pop()]:
                if not seen[node]:
                    seen[node] = True
                    members.append(node)
                    waiting.append(node)
        if len(members) > 1 or root in incoming[root]:
            found.append(sorted(members))
    return found
