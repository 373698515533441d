"""Rules of the linter about where a talk can go: scenes nobody sees, scenes nobody leaves, conditions nobody meets."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.scenario.findings import Finding, View
from trainer.scenario.model import Condition
from trainer.scenario.problems import Path, did_you_mean
from trainer.scenario.ways import components
from trainer.words import Words, say


def no_ending(view: View) -> Iterator[Finding]:
    """A scenario in which no scene has an ending."""
    if not any(scene.ending for scene in view.scenario.scenes.values()):
        hint = say("Give the last scene `ending: resolved`, `settled`, `escalated` or `lost`.")
        yield Finding(("scenes",), say("No scene of this talk is an ending."), hint, "error")


def unreachable(view: View) -> Iterator[Finding]:
    """Scenes that no way through the talk reaches."""
    visited = view.visited()
    targets = {effect.to for _, effect in view.effects()}
    targets |= {route.to for scene in view.scenario.scenes.values() for route in scene.routes}
    for path, _ in view.scenes():
        if path[-1] in visited:
            continue
        if path[-1] in targets:
            yield Finding(path, say("Nobody gets to this scene: whatever leads here cannot be reached itself."))
        else:
            hint = say("Lead a reply here with `to: {name}`, or delete the scene.", name=path[-1])
            yield Finding(path, say("Nobody gets to this scene: no reply and no route leads here."), hint)


def loops(view: View) -> Iterator[Finding]:
    """Circles of scenes that are never left again."""
    if not any(scene.ending for scene in view.scenario.scenes.values()):
        return
    reported: set[str] = set()
    for names in _circles(view):
        if names[0] not in reported:
            reported.update(names)
            message = say("The talk goes round here and never ends: {names}.", names=", ".join(f"`{n}`" for n in names))
            hint = say("Give one of these scenes a reply or a route that leads on to an ending.")
            yield Finding(("scenes", names[0]), message, hint, "error")


def dead_ends(view: View) -> Iterator[Finding]:
    """Scenes from which no ending can be reached, apart from the circles themselves."""
    if not any(scene.ending for scene in view.scenario.scenes.values()):
        return
    open_scenes = {view.states.found[number][0] for number, home in enumerate(view.homeward) if home}
    circling = {name for names in _circles(view) for name in names}
    for number in {state[0] for state in view.states.found} - open_scenes:
        name = view.states.names[number]
        if name not in circling:
            hint = say("All that follows goes round in a circle.")
            yield Finding(("scenes", name), say("From here no ending can be reached."), hint, "error")


def _circles(view: View) -> Iterator[list[str]]:
    """The scenes of every circle of situations that no ending can be reached from, in the order of the file."""
    pairs = [(source, target) for source, target, _ in view.states.edges if not view.homeward[source]]
    for members in components(len(view.states.found), pairs):
        numbers = sorted({view.states.found[number][0] for number in members})
        yield [view.states.names[number] for number in numbers]


def stuck(view: View) -> Iterator[Finding]:
    """Scenes that can be entered in a situation in which no reply is open, or no route applies."""
    seen: set[int] = set()
    for number in view.states.stuck:
        scene_number = view.states.found[number][0]
        if scene_number in seen:
            continue
        seen.add(scene_number)
        name = view.states.names[scene_number]
        when = _situation(view, number)
        if view.scenario.scenes[name].routes:
            message = say("The talk stops here, since no route applies, {situation}.", situation=when)
            hint = say("Let the last route have no conditions.")
        else:
            message = say("The talk stops here, since no reply is open, {situation}.", situation=when)
            hint = say("Let at least one reply have no conditions.")
        yield Finding(("scenes", name), message, hint, "error")


def _situation(view: View, number: int) -> Words:
    """When this is so: the flags the scene asks for, and the tension if it asks for that."""
    scene_number, _, tension = view.states.found[number]
    scene = view.scenario.scenes[view.states.names[scene_number]]
    conditions: list[Condition] = [*scene.replies, *scene.routes]
    asked = {flag for condition in conditions for flag in (*condition.needs, *condition.unless)}
    held = [flag for flag in view.states.flag_names(number) if flag in asked]
    flags = ", ".join(f"`{flag}`" for flag in held)
    when = say("with {flags} set", flags=flags) if held else say("with no flag set that is asked for here")
    if not any(condition.at_tension for condition in conditions):
        return when
    if not asked:
        return say("at tension {tension}", tension=tension)
    return say("{flags} and at tension {tension}", flags=when, tension=tension)


def never_open(view: View) -> Iterator[Finding]:
    """Replies, routes and lines whose conditions no way through the talk meets."""
    if not view.complete:
        return
    taken = {step for _, _, step in view.states.edges}
    known = _flags_set(view)
    visited = view.visited()
    for name, steps in zip(view.states.names, view.states.of_scene, strict=True):
        scene = view.scenario.scenes[name]
        for number in steps:
            step = view.states.steps[number]
            if number in taken or name not in visited or step.part == "timeout":
                continue
            path: Path = ("scenes", name, step.part, step.nth)
            if step.part == "routes":
                hint = say("An earlier route always applies, or its conditions are never met.")
                yield Finding(path, say("This route is never taken."), hint)
            elif known.issuperset(scene.replies[step.nth].needs):
                yield Finding(
                    path, say("This reply can never be chosen: no way through the talk meets its conditions.")
                )
        if name in visited:
            yield from _never_said(view, name, known)


def _never_said(view: View, name: str, known: set[str]) -> Iterator[Finding]:
    """The lines of a scene that are said in none of its situations."""
    silent = {
        index: line
        for index, line in enumerate(view.scenario.scenes[name].lines)
        if (line.needs or line.unless or line.at_tension) and known.issuperset(line.needs)
    }
    if not silent:
        return
    number = view.states.names.index(name)
    for state, (scene, _, tension) in enumerate(view.states.found):
        if scene == number and silent:
            flags = frozenset(view.states.flag_names(state))
            silent = {index: line for index, line in silent.items() if not line.holds(flags, tension)}
    for index in silent:
        yield Finding(
            ("scenes", name, "lines", index),
            say("This line is never said: no way through the talk meets its conditions."),
        )


def _flags_set(view: View) -> set[str]:
    return {flag for _, effect in view.effects() for flag in effect.sets}


def unknown_flags(view: View) -> Iterator[Finding]:
    """Flags that are asked for or cleared, and that nothing sets: mostly a slip of the pen."""
    known = _flags_set(view)
    for path, condition in _conditions(view):
        for flag in condition.needs:
            if flag not in known:
                message = say("No reply sets the flag `{flag}`, so this never applies.", flag=flag)
                yield Finding((*path, "needs"), message, did_you_mean(flag, known), "error")
        for flag in condition.unless:
            if flag not in known:
                message = say("No reply sets the flag `{flag}`, so this makes no difference.", flag=flag)
                yield Finding((*path, "unless"), message, did_you_mean(flag, known))
    for path, effect in view.effects():
        for flag in effect.clears:
            if flag not in known:
                message = say("No reply sets the flag `{flag}`, so there is nothing to clear.", flag=flag)
                yield Finding((*path, "clears"), message, did_you_mean(flag, known))


def _conditions(view: View) -> Iterator[tuple[Path, Condition]]:
    for path, scene in view.scenes():
        for part, items in (("lines", scene.lines), ("replies", scene.replies), ("routes", scene.routes)):
            for index, item in enumerate(items):
                yield (*path, part, index), item


def unused_flags(view: View) -> Iterator[Finding]:
    """Flags that are set and that nothing asks for."""
    asked = {flag for _, condition in _conditions(view) for flag in (*condition.needs, *condition.unless)}
    seen: set[str] = set()
    for path, effect in view.effects():
        for flag in effect.sets:
            if flag not in asked | seen:
                seen.add(flag)
                hint = say("Let a later line, reply or route need it, or leave it out.")
                yield Finding((*path, "sets"), say("Nothing ever asks for the flag `{flag}`.", flag=flag), hint)


def too_many_situations(view: View) -> Iterator[Finding]:
    """Scenarios with so many combinations that conditions cannot be checked: said aloud, not passed over."""
    if not view.complete:
        message = say("There are too many combinations of flags and tension to check every condition.")
        hint = say("Clear flags that are not needed any more, or use fewer.")
        yield Finding(("scenes",), message, hint)
