"""The rule of the linter that plays walkthroughs: each must be possible, and end where it says."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.scenario.findings import Finding, View
from trainer.scenario.model import Scenario, Walkthrough
from trainer.scenario.problems import Path, did_you_mean, shown
from trainer.scenario.rules import StuckError, apply, moves, settle
from trainer.words import Words, say


def walkthroughs(view: View) -> Iterator[Finding]:
    """Walkthroughs that cannot be played any more, or end elsewhere."""
    for index, way in enumerate(view.scenario.walkthroughs):
        try:
            end = _play(view.scenario, way)
        except _Off as off:
            yield Finding(("walkthroughs", index, *off.path), off.message, off.suggestion, "error")
            continue
        if view.scenario.scenes[end].ending is None:
            message = say("This way stops at `{scene}`, before an ending.", scene=end)
            hint = say("Add what is said there: `{scene}.1`, for example.", scene=end)
            yield Finding(("walkthroughs", index, "take"), message, hint, "error")
        elif end != way.ends:
            message = say("`ends: {said}`: this way ends at `{scene}`.", said=way.ends, scene=end)
            yield Finding(("walkthroughs", index, "ends"), message, None, "error")


class _Off(Exception):
    def __init__(self, path: Path, message: Words, suggestion: Words | None = None) -> None:
        super().__init__(str(message))
        self.path = path
        self.message = message
        self.suggestion = suggestion


def _play(scenario: Scenario, way: Walkthrough) -> str:
    """The scene the walkthrough comes to. Raises ``_Off`` where it leaves what is possible."""
    flags: frozenset[str] = frozenset()
    tension, scene = scenario.tension, _settled(scenario, scenario.start, flags, scenario.tension, ("take",))
    for index, step in enumerate(way.take):
        path: Path = ("take", index)
        name, _, reply = step.partition(".")
        if not reply:
            raise _Off(path, say("`{step}` is not of the form `scene.reply`.", step=shown(step)))
        if scenario.scenes[scene].ending is not None:
            raise _Off(path, say("The talk has ended at `{scene}` before this.", scene=scene))
        if name != scene:
            raise _Off(path, say("Here the talk is at `{scene}`, not at `{name}`.", scene=scene, name=shown(name)))
        effect = moves(scenario.scenes[scene], flags, tension).get(reply)
        if effect is None:
            raise _not_open(scenario, scene, reply, path)
        flags, tension = apply(effect, flags, tension)
        scene = _settled(scenario, effect.to, flags, tension, path)
    return scene


def _settled(scenario: Scenario, scene: str, flags: frozenset[str], tension: int, path: Path) -> str:
    try:
        return settle(scenario, scene, flags, tension)[1]
    except StuckError as error:
        raise _Off(path, say("After this the talk is stuck at `{scene}`.", scene=error.scene_id)) from error


def _not_open(scenario: Scenario, scene: str, reply: str, path: Path) -> _Off:
    known = [one.id or "" for one in scenario.scenes[scene].replies]
    if reply in known:
        return _Off(path, say("The reply `{reply}` is not open here: its conditions are not met.", reply=reply))
    message = say("`{scene}` has no reply `{reply}`.", scene=scene, reply=shown(reply))
    return _Off(path, message, did_you_mean(reply, known) or say("Its replies: {names}.", names=", ".join(known)))
