"""``trainer check``: what is wrong with scenario files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from trainer.dialogue.second_opinion import second_opinions
from trainer.scenario.folder import scenario_files
from trainer.scenario.lint import lint
from trainer.scenario.problems import Problem, ScenarioError
from trainer.scenario.reader import read_file
from trainer.scoring.assess import is_whole

COLOURS = {"error": "red", "warning": "yellow"}


def check_paths(paths: Iterable[Path], *, strict: bool, scorer: bool = False) -> bool:
    """Print the problems of all scenario files under ``paths``; whether there were none that count.

    With ``scorer`` its second opinion on the authored scores is printed too; it never counts as a problem.
    Raises ``click.ClickException`` if there is nothing to check.
    """
    files = sorted({file for path in paths for file in (scenario_files(path) if path.is_dir() else [path])})
    if not files:
        raise click.ClickException("There are no scenario files here (*.yaml).")
    levels = [problem.level for file in files for problem in _check(file)]
    errors, warnings = levels.count("error"), levels.count("warning")
    click.echo(f"{_count(len(files), 'file')}: {_count(errors, 'error')}, {_count(warnings, 'warning')}.")
    if scorer:
        _print_opinions(files)
    return not errors and not (strict and warnings)


def _print_opinions(files: Iterable[Path]) -> None:
    if not is_whole():
        click.echo("The sentence encoder is not there, so the scorer has no second opinion.")
        return
    for file in files:
        try:
            opinions = second_opinions(read_file(file))
        except ScenarioError:  # its problems are printed already
            continue
        for opinion in opinions:
            click.echo(_coloured(opinion, str(file)))


def _check(file: Path) -> Sequence[Problem]:
    try:
        document = read_file(file)
    except ScenarioError as error:
        problems: Sequence[Problem] = error.problems
    else:
        problems = lint(document)
        if not problems:
            scenes = document.scenario.scenes.values()
            replies = sum(len(scene.replies) for scene in scenes)
            endings = sum(scene.ending is not None for scene in scenes)
            click.echo(
                f"{file}: {click.style('good', fg='green')}, {len(scenes)} scenes, {replies} replies, {endings} endings"
            )
    for problem in problems:
        click.echo(_coloured(problem, str(file)))
    return problems


def _coloured(problem: Problem, source: str) -> str:
    place, level, words = problem.show(source).split(": ", 2)
    return f"{click.style(place, bold=True)}: {click.style(level, fg=COLOURS[problem.level])}: {words}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
