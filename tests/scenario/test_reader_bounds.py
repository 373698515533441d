"""Somebody hands in a file that is meant to break the reader, or that no scenario can be."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenario.drafts import GOOD_TALK, codes, refused
from trainer.scenario.reader import ScenarioError, read_file

LAUGHS = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 10)
)
ATTACKS = {
    "billion laughs": (LAUGHS, "too-large"),
    "many aliases": ("a: &a x\nb: [" + "*a, " * 200_000 + "]", "aliases"),
    "aliases that nest": ("a0: &a0 {}\n" + "".join(f"a{n}: &a{n} {{x: *a{n - 1}}}\n" for n in range(1, 30)), "aliases"),
    "lists 5,000 deep": ("a: " + "[" * 5000 + "]" * 5000, "too-deep"),
    "mappings 5,000 deep": ("a: " + "{a: " * 5000 + "}" * 5000, "too-deep"),
    "dashes 5,000 deep": ("- " * 5000 + "x", "too-deep"),
    "blocks 1,400 deep": ("".join(" " * depth + "a:\n" for depth in range(1400)), "too-deep"),
    "keys 5,000 deep": ("? " * 5000, "key"),
    "many equal keys": ("a: 1\n" * 190_000, "duplicate-key"),
    "many tags": ("- !x a\n" * 140_000, "tag"),
    "many values": ("a: [" + "a, " * 300_000 + "]", "too-large"),
    "many fields": ("".join(f"f{number}: 1\n" for number in range(90_000)), "too-large"),
    "many scenes": (GOOD_TALK + "".join(f"  s{n}: {{routes: [{{to: no}}]}}\n" for n in range(9000)), "length"),
    "many bad ids": (GOOD_TALK.replace("to: end}", "sets: [" + "A-B, " * 40_000 + "], to: end}", 1), "id"),
    "many fields in a line": (
        GOOD_TALK.replace("- dana: Where is it?", "- {dana: a, " + ", ".join(f"b{n}: c" for n in range(30_000)) + "}"),
        "unknown-field",
    ),
    "a long word": ("title: " + "a" * 990_000, "length"),
    "a long number": ("difficulty: " + "9" * 990_000, "type"),
    "an open quotation mark": ('title: "' + "a\n" * 490_000, "yaml"),
    "only spaces": (" " * 990_000, "empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_with_words(name: str) -> None:
    text, code = ATTACKS[name]
    assert code in codes(text)
    assert len(codes(text)) <= 101


def test_attacks_cost_little_memory_and_time() -> None:
    """One after the other in a process of at most 200 MB, which is stopped after a second of CPU for each."""
    script = (
        "import json, resource, sys\n"
        "from tests.scenario.test_reader_bounds import ATTACKS\n"
        "from tests.scenario.drafts import codes\n"
        "print(json.dumps({name: len(codes(text)) for name, (text, _) in ATTACKS.items()}))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    # A process is charged with the memory of the one that started it, and the tests' own is large: a small one between.
    starter = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
    done = subprocess.run(
        [sys.executable, "-c", starter, script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (len(ATTACKS), len(ATTACKS))),
    )
    counts, megabytes = done.stdout.splitlines()
    assert all(json.loads(counts).values())
    assert int(megabytes) < 200


def test_a_file_of_50_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ScenarioError) as caught:
        read_file(path)
    assert str(caught.value) == f"{path}:1:1: error: This file is larger than 1 MB; no scenario is."


def test_a_text_of_more_than_a_megabyte_is_refused() -> None:
    assert refused("#" * 1_000_001) == ["1:1: error: This file is larger than 1 MB; no scenario is."]


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "name with a null"])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ("a\0b" if kind == "name with a null" else "talk.yaml")
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(ScenarioError) as caught:
        read_file(path)
    assert caught.value.problems[0].code == "no-file"
