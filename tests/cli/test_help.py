"""What somebody finds who asks the command for help."""

from __future__ import annotations

import click
import pytest

from tests.cli.conftest import Types
from trainer import __version__
from trainer.cli import main


def commands(group: click.Group, *above: str) -> list[tuple[str, ...]]:
    """The words that call each command."""
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found.append((*above, name))
        if isinstance(command, click.Group):
            found += commands(command, *above, name)
    return found


def test_a_newcomer_finds_every_command(types: Types) -> None:
    said = types("--help").output
    for name in ("serve", "check", "play", "schema", "user", "db", "demo"):
        assert f"\n  {name} " in said
    assert "\n  To write a scenario:        trainer check my-talk.yaml, trainer play my-talk.yaml\n" in said
    assert "\n  trainer schema > scenarios/schema.json\n" in types("schema", "--help").output


@pytest.mark.parametrize("words", commands(main), ids=" ".join)
def test_every_command_and_option_says_what_it_is_for(words: tuple[str, ...]) -> None:
    command: click.Command = main
    for word in words:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    assert command.help
    assert "\\b" not in command.help  # as letters it would be shown, and the lines after it joined
    assert not command.get_short_help_str(60).endswith("...")
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_the_version_is_told(types: Types) -> None:
    assert __version__ in types("--version").output
