"""``trainer score``, ``trainer train-scorer`` and ``trainer evaluate``: the scorer from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from trainer.scenario.folder import scenario_files
from trainer.scenario.model import NARRATOR, Scenario, Scene
from trainer.scenario.problems import ScenarioError
from trainer.scenario.reader import read_file
from trainer.scoring.advise import describe
from trainer.scoring.assess import assess
from trainer.scoring.assessment import Assessment, Evidence, TooLong
from trainer.scoring.dimensions import DIMENSIONS
from trainer.scoring.heads import WEIGHTS
from trainer.scoring.material import ScenarioReply


def score_text(text: str, context: str | None, lang: str, *, as_json: bool) -> None:
    """Print how a reply is judged. Raises ``click.ClickException`` if it is too long."""
    try:
        assessment = assess(text, context, lang)
    except TooLong as error:
        raise click.ClickException(str(error.words)) from error
    if as_json:
        click.echo(json.dumps(assessment.to_json(), ensure_ascii=False, indent=2))
    else:
        _print(text, assessment)


def _print(text: str, assessment: Assessment) -> None:
    console = Console(highlight=False)
    figures = Column("score", justify="right"), Column("sure", justify="right")
    table = Table(Column("", no_wrap=True), *figures, "seen", "missing")
    for dimension in DIMENSIONS:
        score = assessment.scores[dimension.id]
        sub = score.sub or {}
        cells = (
            "\n".join([str(dimension.name), *(f"  {name.replace('_', ' ')}" for name in sub)]),
            "\n".join(f"{value:.0f}" for value in (score.percent, *sub.values())),
            f"{score.confidence:.0%}",
            "\n".join(_seen(text, each) for each in score.evidence),
            "\n".join(describe(name, "en")[0] for name in score.missing),
        )
        table.add_row(*map(Text, cells), end_section=True)  # as plain text: what people type may look like markup
    console.print(table)
    for advice in assessment.advice:
        console.print(f"{advice.dimension}: {describe(advice.behaviour, 'en')[1]}", markup=False)
    if assessment.unsure:
        console.print("Not sure: a coach should look.")
    if assessment.degraded:
        console.print("The sentence encoder is not there; behaviours alone were looked at.")


def _seen(text: str, evidence: Evidence) -> str:
    sign = "+" if evidence.helps else "-"
    return f"{sign} {describe(evidence.behaviour, 'en')[0]}: {text[evidence.start : evidence.end]}"


def train_scorer(data: Path | None, out: Path | None) -> None:
    """Train the heads on the corpus, the shipped scenarios and the sets in ``data``, and write the weights."""
    from trainer.scoring.training import train

    trained = train(data, out or WEIGHTS, _shipped_replies())
    click.echo(f"{len(trained.material.samples)} texts, {len(trained.material.pairs)} pairs: {out or WEIGHTS}")


def evaluate_scorer(data: Path, out: Path | None) -> None:
    """Print how well the scorer agrees with people and how often typed words are understood, and write the report."""
    from trainer.dialogue.measuring import measure
    from trainer.dialogue.variants import load
    from trainer.scoring.evaluation import REPORT, evaluate

    report = evaluate(data, _shipped_replies())
    report["matching"] = measure(load(), _shipped())["test"]
    (out or REPORT).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    Console(highlight=False, width=130).print(_agreement(report))


def _agreement(report: dict[str, Any]) -> Table:
    table = Table("set", "dimension", "measure", "n", "value", "95 %", "goal", "how")
    rows = [*report["agreement"], *report["pairs"]]
    rows += [
        {"set": "second labels", "dimension": name, "measure": f"kappa, {who}", **figures}
        for name, each in report["second_labels"].items()
        for who, figures in each.items()
    ]
    rows += [
        {"set": f"typed variants, {lang}", "dimension": "", "measure": name, "how": "limits set on others", **figures}
        for lang, each in report["matching"].items()
        for name, figures in each.items()
    ]
    for row in rows:
        goal = row.get("goal")
        interval = f"{row['low']:.3f} to {row['high']:.3f}"
        cells = (row["set"], row["dimension"], row["measure"], str(row["n"]), f"{row['value']:.3f}", interval)
        table.add_row(*cells, "" if goal is None else f"{goal:g}", row.get("how", ""))
    return table


def _shipped() -> dict[str, Scenario]:
    """Slug -> scenario. Raises ``click.ClickException`` if one cannot be read."""
    from trainer.paths import SCENARIOS

    try:
        documents = [read_file(file) for file in scenario_files(SCENARIOS)]
    except ScenarioError as error:
        raise click.ClickException(f"The shipped scenarios cannot be read.\n{error}") from error
    return {document.slug: document.scenario for document in documents}


def _shipped_replies() -> Sequence[ScenarioReply]:
    return [reply for slug, scenario in _shipped().items() for reply in _replies(slug, scenario)]


def _replies(slug: str, scenario: Scenario) -> Iterator[ScenarioReply]:
    for scene in scenario.scenes.values():
        context = said_before(scene)
        for reply in scene.replies if context else ():
            for words in (reply.say, *reply.like):
                yield ScenarioReply(words, context, scenario.language, reply.scores.as_dict(), slug)


def said_before(scene: Scene) -> str:
    """The words of a scene that are said in any case: what its replies answer."""
    return "\n".join(line.text for line in scene.lines if line.speaker != NARRATOR and line.holds(frozenset(), 5))
