"""What is wrong with a scenario that can be read: one function per rule, and the table of all rules."""

from __future__ import annotations

from trainer.scenario import lint_replies, lint_ways
from trainer.scenario.findings import Rule, View
from trainer.scenario.lint_walkthroughs import walkthroughs
from trainer.scenario.nodes import Places
from trainer.scenario.problems import Path, Problem, in_words
from trainer.scenario.reader import Document

RULES: tuple[tuple[str, Rule], ...] = (
    ("no-ending", lint_ways.no_ending),
    ("unreachable", lint_ways.unreachable),
    ("loop", lint_ways.loops),
    ("dead-end", lint_ways.dead_ends),
    ("stuck", lint_ways.stuck),
    ("never-open", lint_ways.never_open),
    ("unknown-flag", lint_ways.unknown_flags),
    ("unused-flag", lint_ways.unused_flags),
    ("too-many-situations", lint_ways.too_many_situations),
    ("walkthrough", walkthroughs),
    ("best-longest", lint_replies.best_is_longest),
    ("best-first", lint_replies.best_is_first),
    ("all-alike", lint_replies.all_alike),
    ("unmoved", lint_replies.unmoved_dimension),
    ("debrief", lint_replies.ending_without_debrief),
    ("advice", lint_replies.weak_without_advice),
)
"""The code of each rule, as it stands in ``Problem.code``, and the rule."""


def lint(document: Document) -> list[Problem]:
    """What the rules find, in the order of the file. Errors spoil the talk; warnings spoil the practice.

    That a timed scene has a timeout, that scenes and speakers exist and the like is not asked here: the reader does.
    """
    view = View(document.scenario)
    found = []
    for code, rule in RULES:
        for finding in rule(view):
            line, column = _spot(document.places, finding.path)
            field = in_words(finding.path)
            found.append(Problem(line, column, field, finding.message, finding.suggestion, code, finding.level))
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def _spot(places: Places, path: Path) -> tuple[int, int]:
    """A value that stands beside its name is pointed at itself; what fills lines of its own, at its name."""
    node = places.node(path)
    return places.key(path) if node is None or isinstance(node.value, dict | list) else places.at(path)
