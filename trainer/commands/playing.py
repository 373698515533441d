"""``trainer play``: a talk in the terminal, for coaches who try a draft."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from trainer.dialogue.engine import DialogueError, Playthrough, Turn, answer, start, time_out
from trainer.feedback.advice import Advised, advise
from trainer.feedback.scorecard import DimensionScore, Scorecard, scorecard
from trainer.scenario.graph import analyse
from trainer.scenario.model import NARRATOR, YOU, Line, Outcome, Scenario
from trainer.scenario.problems import ScenarioError
from trainer.scenario.reader import read_file
from trainer.scenario.rules import CALMEST, HOTTEST

SILENT, STOP = "s", "q"
ENDINGS = {
    Outcome.RESOLVED: ("resolved", "bold green"),
    Outcome.SETTLED: ("settled", "bold cyan"),
    Outcome.ESCALATED: ("escalated", "bold red"),
    Outcome.LOST: ("lost", "bold yellow"),
}


def play_file(path: Path) -> None:
    """Play to an ending, then show the scorecard. Raises ``click.ClickException`` for a file that cannot be played."""
    try:
        scenario = read_file(path).scenario
    except ScenarioError as error:
        raise click.ClickException(f"This cannot be played yet.\n{error}") from error
    console = Console(highlight=False)
    _introduce(console, scenario)
    try:
        played = _talk(console, start(scenario))
    except DialogueError as error:
        raise click.ClickException(f"{error.words} `trainer check` says more.") from error
    if played.ended:
        _hear(console, played)
    if played.turns:
        _show_result(console, scorecard(played, analyse(scenario) if played.ended else None))


def _introduce(console: Console, scenario: Scenario) -> None:
    console.print(Panel(Text(scenario.brief), title=Text(scenario.title, style="bold"), title_align="left"))
    if scenario.goal:
        console.print(Text.assemble(("Goal: ", "bold"), scenario.goal))
    for fact in scenario.facts:
        console.print(Text(f"• {fact}"))


def _talk(console: Console, played: Playthrough) -> Playthrough:
    """Ask until the talk has ended or the player stops."""
    while not played.ended:
        _hear(console, played)
        _show_choices(console, played)
        choice = _ask(console, played)
        if choice == STOP:
            return played
        after = time_out(played) if choice == SILENT else answer(played, played.offered[int(choice) - 1].id or "")
        _show_effect(console, after.turns[-1])
        played = after
    return played


def _hear(console: Console, played: Playthrough) -> None:
    console.print()
    for line in played.lines:
        console.print(_said(played.scenario, line))
    console.print(gauge(played.tension))


def _said(scenario: Scenario, line: Line) -> Text:
    if line.speaker == NARRATOR:
        return Text(line.text, style="italic dim")
    style = "bold blue" if line.speaker == YOU else "bold magenta"
    to = f" → {_name(scenario, line.to)}" if line.to else ""
    return Text.assemble((f"{_name(scenario, line.speaker)}{to}: ", style), line.text)


def _name(scenario: Scenario, speaker: str) -> str:
    return scenario.cast[speaker].name if speaker in scenario.cast else speaker


def gauge(tension: int) -> Text:
    """The tension as a bar and in figures, 0 calm to 10 exploding."""
    colour = "green" if tension <= 3 else "yellow" if tension <= 6 else "red"
    filled = tension - CALMEST
    bar = "█" * filled + "░" * (HOTTEST - CALMEST - filled)
    return Text.assemble(("tension ", "dim"), (bar, colour), f" {tension}/{HOTTEST}")


def _show_choices(console: Console, played: Playthrough) -> None:
    choices = Table.grid(padding=(0, 2))
    for number, reply in enumerate(played.offered, 1):
        choices.add_row(Text(str(number), style="bold"), Text(reply.say))
    if played.scene.timeout is not None:
        choices.add_row(Text(SILENT, style="bold"), Text(f"say nothing (after {played.scene.seconds} s)", style="dim"))
    console.print(Padding(choices, (0, 0, 0, 2)))


def _ask(console: Console, played: Playthrough) -> str:
    """A number of a reply, ``s`` or ``q``; asks again for anything else. The end of the input stops the talk too."""
    numbers = [str(number) for number in range(1, len(played.offered) + 1)]
    allowed = [*numbers, *([SILENT] if played.scene.timeout is not None else []), STOP]
    while True:
        try:
            choice = console.input(f"Your answer ({', '.join(allowed[:-1])}; {STOP} stops): ").strip().lower()
        except EOFError:
            console.print()
            return STOP
        if not sys.stdin.isatty():
            console.print(choice)  # a terminal shows what was typed, a pipe does not
        if choice in allowed:
            return choice
        console.print(f"Please type one of {', '.join(allowed)}.")


def _show_effect(console: Console, turn: Turn) -> None:
    points = "  ".join(f"{name} {value:+.0f}" for name, value in turn.scores.items())
    console.print(
        Padding(Text(f"{points}  tension {turn.tension_after - turn.tension_before:+d}", "dim"), (0, 0, 0, 5))
    )
    if turn.effect.why:
        console.print(Padding(Text(turn.effect.why, style="dim"), (0, 0, 0, 5)))
    if turn.effect.instead:
        console.print(Padding(Text.assemble(("Instead: ", "dim bold"), (turn.effect.instead, "dim")), (0, 0, 0, 5)))


def _show_result(console: Console, card: Scorecard) -> None:
    if card.ending is not None:
        word, style = ENDINGS[card.ending]
        console.print(Text.assemble("\nThe talk ended: ", (word, style)))
    else:
        console.print("\nThe talk is not over. Up to here:")
    if card.debrief:
        console.print(Text(card.debrief))
    console.print(_table(card))
    advice = advise(card)
    _show_advice(console, "Keep", advice.keep)
    _show_advice(console, "Try next", advice.try_next)


def _table(card: Scorecard) -> Table:
    table = Table("", "score", "reachable", "in words")
    table.columns[1].justify = "right"
    for score in card.dimensions:
        table.add_row(str(score.dimension.name), f"{score.percent:.0f}", _reachable(score.reachable), _anchor(score))
    table.add_row("Overall", f"{card.overall:.0f}", _reachable(card.reachable), "", style="bold")
    return table


def _reachable(span: tuple[float, float] | None) -> str:
    return f"{span[0]:.0f} to {span[1]:.0f}" if span else ""


def _anchor(score: DimensionScore) -> Text:
    return Text(str(score.anchor))


def _show_advice(console: Console, label: str, advised: Advised) -> None:
    console.print(Text.assemble((f"{label}: ", "bold"), str(advised.words)))
    if advised.wording:
        console.print(Padding(Text(f"“{advised.wording}”", style="italic"), (0, 0, 0, 2)))
