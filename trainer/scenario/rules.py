"""The rules of a talk: which replies are open, what a reply does, and where a scene without replies goes on.

Pure functions over (scene, flags, tension), shared by the linter, the graph and the engine, so that the three can never
disagree about what happens. ``flags`` is the frozen set of flags that are set; ``tension`` runs from 0 to 10.
"""

from __future__ import annotations

from trainer.scenario.model import TIMEOUT, Effect, Reply, Route, Scenario, Scene

CALMEST, HOTTEST = 0, 10


class StuckError(Exception):
    """The talk cannot go on from a scene: no route applies, or the routes run in a circle. The linter finds these."""

    def __init__(self, scene_id: str, visited: tuple[str, ...], *, looping: bool) -> None:
        super().__init__(f"the routes of {scene_id} run in a circle" if looping else f"no route of {scene_id} applies")
        self.scene_id = scene_id
        self.visited = visited
        self.looping = looping


def open_replies(scene: Scene, flags: frozenset[str], tension: int) -> tuple[Reply, ...]:
    """The replies that can be chosen now, in the order they are written."""
    return tuple(reply for reply in scene.replies if reply.holds(flags, tension))


def moves(scene: Scene, flags: frozenset[str], tension: int) -> dict[str, Effect]:
    """Reply id -> effect for all that can happen now; running out of time is called ``timeout``."""
    found: dict[str, Effect] = {reply.id or "": reply for reply in open_replies(scene, flags, tension)}
    if scene.timeout is not None:
        found[TIMEOUT] = scene.timeout
    return found


def apply(effect: Effect, flags: frozenset[str], tension: int) -> tuple[frozenset[str], int]:
    """Flags and tension afterwards. A flag that is both cleared and set ends up set; tension stays within 0 and 10."""
    return (flags - set(effect.clears)) | set(effect.sets), min(HOTTEST, max(CALMEST, tension + effect.tension))


def next_route(scene: Scene, flags: frozenset[str], tension: int) -> Route | None:
    """The first route that applies, or None."""
    return next((route for route in scene.routes if route.holds(flags, tension)), None)


def settle(scenario: Scenario, scene_id: str, flags: frozenset[str], tension: int) -> tuple[tuple[str, ...], str]:
    """Pass through scenes with routes until one waits for a reply or ends the talk.

    Returns the scenes entered, in order, the first and the final one included, and the final scene's id. Flags and
    tension do not change on the way, so a scene entered twice would be entered forever: that raises ``StuckError``, as
    does a scene of which no route applies.
    """
    visited: tuple[str, ...] = (scene_id,)
    while scenario.scenes[scene_id].routes:
        route = next_route(scenario.scenes[scene_id], flags, tension)
        if route is None:
            raise StuckError(scene_id, visited, looping=False)
        if route.to in visited:
            raise StuckError(scene_id, visited, looping=True)
        scene_id = route.to
        visited += (scene_id,)
    return visited, scene_id
