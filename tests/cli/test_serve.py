"""What an administrator sees who starts the real server."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.people import Person
from tests.serving import Site, served

TRAINER = Path(sys.executable).with_name("trainer")


def test_a_newcomer_finds_the_address_and_the_demo_sign_ins_and_signs_in(tmp_path: Path) -> None:
    with served(TRAINER, tmp_path, "--demo") as (address, said):
        assert "trainee@example.org" in said
        password = said.split("password ")[1].split(":")[0]
        trainee = Person(Site(address))
        trainee.opens("/login")
        trainee.presses("Sign in", email="trainee@example.org", password=password)
        assert "Nina" in trainee.opens("/account") or "Nina" in trainee.page.text
        assert (tmp_path / "instance" / "calm-waters.sqlite").exists()


def test_a_newcomer_to_the_demo_need_not_wait_for_the_scorer_and_is_judged_at_once(tmp_path: Path) -> None:
    """The page comes before the scorer is loaded; an answer that comes as quickly loads it."""
    with served(TRAINER, tmp_path, "--demo") as (address, _):
        guest = Person(Site(address))
        guest.opens("/scenarios/en/six-panels")
        guest.presses("Begin")
        assert "Clarity" not in guest.sees
        guest.presses("Say it", text="I want to hear both of you. Tom first, then Nadia, two minutes each.")
        assert "Clarity" in guest.sees


def test_what_was_played_is_still_there_after_a_restart(tmp_path: Path) -> None:
    with served(TRAINER, tmp_path) as (address, _):
        guest = Person(Site(address))
        guest.opens("/scenarios/en/six-panels")
        guest.presses("Begin")
        talk, seen = guest.at, guest.sees
        cookies = guest.client
    with served(TRAINER, tmp_path) as (address, _):
        cookies.address = address
        assert guest.opens(talk) == seen


def test_a_port_that_is_taken_is_said_in_plain_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = [TRAINER, "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr
    assert "--port 9000" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_front_end_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from trainer.cli import main
    from trainer.web import assets

    monkeypatch.setattr(assets, "DIST", tmp_path)
    assets.manifest.cache_clear()
    result = CliRunner().invoke(main, ["serve", "--port", "0"])
    assets.manifest.cache_clear()
    assert result.exit_code == 1
    assert "Run `make assets`" in result.output


def test_a_coach_who_opens_the_page_about_agreement_first_does_not_wait_for_its_libraries() -> None:
    code = (
        "import sys\n"
        "from trainer.commands.serving import load\n"
        "from trainer.scoring.agreement import agreed\n"
        "load()\n"
        "before = set(sys.modules)\n"
        "print(agreed([(-2, -1), (-1, 0), (0, 0), (1, 2), (2, 2)] * 3).kappa is not None, set(sys.modules) - before)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "set()"]
