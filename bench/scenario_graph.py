"""How long reading, analysing, linting and drawing a scenario of 500 scenes takes: ``python -m bench.scenario_graph``.

CPU time, the best of five, as it is and as a ratio to what PyYAML's own loader takes to parse the same file.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from time import process_time
from typing import TypeVar

import yaml

from trainer.scenario.graph import analyse
from trainer.scenario.layout import crossings, layout
from trainer.scenario.lint import lint
from trainer.scenario.reader import read

T = TypeVar("T")
SCENES = 500
WORDS = ["when", "will", "somebody", "answer", "me", "about", "my", "order", "which", "has", "not", "come", "today"]
HEAD = """\
title: A very long talk
language: en
kind: customer
difficulty: 3
minutes: 60
skills: [listening]
summary: A talk that is as long as a talk can be.
brief: You answer everything that comes.
cast:
  dana: {name: Dana, role: customer}
tension: 6
start: s0
scenes:
"""


def story(scenes: int, seed: int = 2) -> str:
    """A scenario as YAML: replies lead a little forwards, some back; a flag is asked for a few scenes on; routes by
    tension every tenth scene; ten endings.
    """
    random = Random(seed)
    parts = [HEAD]
    for number in range(scenes):
        parts.append(f"  s{number}:\n    lines:\n      - dana: {_sentence(random)}\n")
        if number >= scenes - 10:
            parts.append(f"    ending: resolved\n    debrief: {_sentence(random)}\n")
        elif number % 10 == 9:
            calm, loud = (min(number + step, scenes - 1) for step in (1, 2))
            parts.append(f"    routes:\n      - {{at_tension: [0, 5], to: s{calm}}}\n      - {{to: s{loud}}}\n")
        else:
            parts.append("    replies:\n")
            parts += [_reply(random, number, which, scenes) for which in range(3)]
    return "".join(parts)


def _reply(random: Random, number: int, which: int, scenes: int) -> str:
    ahead = random.randint(1, 6)
    to = max(0, number - 8) if which == 2 and random.random() < 0.05 else min(number + ahead, scenes - 1)
    scores = ", ".join(f"{name}: {random.randint(-2, 2)}" for name in ("empathy", "de_escalation", "clarity"))
    needs = f"        needs: [f{number // 7 - 1}]\n" if which == 1 and number >= 7 and random.random() < 0.5 else ""
    sets = f"        sets: [f{number // 7}]\n" if which == 0 and number % 7 == 3 else ""
    return (
        f"      - say: {_sentence(random)}\n        scores: {{{scores}}}\n        tension: {random.randint(-2, 2)}\n"
        f"{needs}{sets}        why: {_sentence(random)}\n        instead: {_sentence(random)}\n        to: s{to}\n"
    )


def _sentence(random: Random) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(8, 16))).capitalize() + "."


def _best(job: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of the quickest of five runs, and the result."""
    times = []
    for _ in range(5):
        began = process_time()
        result = job()
        times.append(process_time() - began)
    return min(times), result


def main() -> None:
    """Print the table."""
    text = story(SCENES)
    parsing, _ = _best(lambda: yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    reading, document = _best(lambda: read(text))
    scenario = document.scenario
    analysing, analysis = _best(lambda: analyse(scenario))
    linting, problems = _best(lambda: lint(document))
    drawing, plan = _best(lambda: layout(scenario))
    print(f"{SCENES} scenes, {len(text) / 1000:.0f} KB; paths: {len(str(analysis.paths))} digits, "
          f"turns: {analysis.shortest} to {analysis.longest}, exact: {analysis.exact}")  # fmt: skip
    print(f"layers: {len(plan.sizes)}, crossings: {crossings(plan)}, problems: {len(problems)}")
    rows = [("parse (PyYAML's C loader)", parsing), ("read", reading), ("analyse", analysing), ("lint", linting)]
    rows += [("layout", drawing), ("analyse + lint + layout", analysing + linting + drawing)]
    for name, seconds in rows:
        print(f"{name:28} {seconds * 1000:7.0f} ms {seconds / parsing:6.2f} x parsing")


if __name__ == "__main__":
    main()
