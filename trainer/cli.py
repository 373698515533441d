"""The ``trainer`` command: what it is called with. What it does is in ``trainer.commands``, loaded when needed."""

from __future__ import annotations

from pathlib import Path

import click

from trainer import __version__

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE_OR_FOLDER = click.Path(exists=True, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="Calm Waters")
def main() -> None:
    """Calm Waters: practise angry customers and heated discussions, and learn what your words do.

    \b
    To practise:                trainer serve --demo
    To write a scenario:        trainer check my-talk.yaml, trainer play my-talk.yaml
    To keep them in a folder:   trainer scenarios --help
    To look after people:       trainer user --help

    Settings come from the environment (TRAINER_DATABASE, TRAINER_INSTANCE ...); data lies in ./instance by default.
    """  # noqa: D301  click wants the character itself, which keeps its lines apart


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 128), help="Threads in each process.")
@click.option("--demo", is_flag=True, help="Add people to try it with, whose password everybody knows.")
def serve(host: str, port: int, workers: int, threads: int, demo: bool) -> None:
    """Bring the database and the shelf up to date, and serve."""
    import gc

    gc.disable()  # nothing of what is loaded now is garbage; looking for some would take a fifth of the start
    try:
        from trainer.commands.serving import Listening, serve_until_stopped

        serve_until_stopped(Listening(host, port, workers, threads), demo=demo)
    finally:
        gc.enable()


@main.command()
@click.argument("paths", nargs=-1, required=True, type=FILE_OR_FOLDER, metavar="PATH...")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--scorer/--no-scorer", default=True, help="Compare authored scores with the scorer's (some seconds).")
def check(paths: tuple[Path, ...], strict: bool, scorer: bool) -> None:
    """Say what is wrong with scenario files.

    PATH is a scenario file or a folder of them. Every problem comes with its line and, where there is one, a way to
    mend it. The exit code is 1 if there are errors. Where the scorer differs from your scores by two points, that is
    said too, and does not count.
    """
    from trainer.commands.checking import check_paths

    if not check_paths(paths, strict=strict, scorer=scorer):
        raise SystemExit(1)


@main.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors.

    \b
    trainer schema > scenarios/schema.json
    and on top of a scenario: # yaml-language-server: $schema=../schema.json
    """  # noqa: D301  as above
    import json

    from trainer.scenario.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@main.command()
@click.argument("path", type=FILE)
def play(path: Path) -> None:
    """Play a scenario file here in the terminal.

    For trying a draft: shows what each reply does. Time limits are shown but do not run.
    """
    from trainer.commands.playing import play_file

    play_file(path)


@main.command()
@click.argument("text", required=False)
@click.option("--context", help="What the other side said before.")
@click.option("--lang", default="en", show_default=True, type=click.Choice(["en", "ru"]), help="Its language.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--file", "path", type=FILE, help="Rate a CSV file: reply (context, lang).")
def score(text: str | None, context: str | None, lang: str, as_json: bool, path: Path | None) -> None:
    """Judge a reply: TEXT, or every row of a file.

    A file is printed again with the scores, so send it into another: trainer score --file a.csv > b.csv. A row that
    cannot be judged is named, its scores stay empty, and the exit code is 1.
    """
    from trainer.commands.scoring import score_text
    from trainer.commands.scoring_files import score_file

    if (text is None) == (path is None):
        raise click.UsageError("Give either TEXT or --file.")
    if path is not None:
        if not score_file(path, lang):
            raise SystemExit(1)
    else:
        score_text(text or "", context, lang, as_json=as_json)


@main.command("train-scorer")
@click.option("--data", type=FOLDER, help="Folder with the shared sets; without it, own texts only.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not in place.")
def train_scorer_command(data: Path | None, out: Path | None) -> None:
    """Train the scorer anew.

    Takes some minutes and needs the extra packages: pip install calm-waters[train].
    """
    from trainer.commands.scoring import train_scorer

    train_scorer(data, out)


@main.command()
@click.option("--data", required=True, type=FOLDER, help="Folder with the labelled sets.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not in place.")
def evaluate(data: Path, out: Path | None) -> None:
    """Measure how well the scorer agrees with people.

    Takes some minutes and needs the extra packages: pip install calm-waters[train].
    """
    from trainer.commands.scoring import evaluate_scorer

    evaluate_scorer(data, out)


@main.command()
@click.option("--older/--all", default=True, help="Only words judged by another version (default), or all.")
def rescore(older: bool) -> None:
    """Judge typed words in stored talks again.

    For after an update of the scorer. Talks stay as they were played, scores given by coaches stay, and what was said
    before is kept. It can be stopped at any time and started again.
    """
    from trainer.commands.rescoring import rescore_talks

    rescore_talks(every=not older)


@main.group()
def results() -> None:
    """Look after the figures of teams and workshops."""


@results.command()
def recompute() -> None:
    """Compute the figures of teams and workshops anew.

    They are kept true by themselves; this is for after a restored backup or a change by hand. It can be stopped at any
    time and started again.
    """
    from trainer.commands.results import recompute_results

    recompute_results()


@main.group()
def corpus() -> None:
    """Use what coaches said to train the scorer."""


@corpus.command("export")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not to standard output.")
@click.option("--language", type=click.Choice(["en", "ru"]), help="Only talks in this language.")
def export_corpus(out: Path | None, language: str | None) -> None:
    """Write corrected scores and blind ratings as labelled data.

    JSON lines in the format of the scorer's own corpus, with what the words answer. Owners and times are left out,
    known names, addresses and long numbers masked. What people typed is personal all the same: keep the file as you
    keep the database.
    """
    from trainer.commands.corpus import export_corpus

    export_corpus(out, language or "")


@main.group()
def scenarios() -> None:
    """Move scenarios between a folder and the shelf."""


OURS = click.option("--ours", is_flag=True, help="Where both sides changed: take the folder's.")
THEIRS = click.option("--theirs", is_flag=True, help="Where both sides changed: take the shelf's.")


@scenarios.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@OURS
@THEIRS
def pull(folder: Path, ours: bool, theirs: bool) -> None:
    """Write into DIR what changed on the shelf.

    DIR has en/ and ru/ with a file for each scenario. What changed on both sides is a conflict: it is named and left
    alone unless you say --ours or --theirs. The exit code is 1 if there was one, or a file that cannot be read.
    """
    from trainer.commands.scenarios import pull_folder

    _one_side(ours, theirs)
    if not pull_folder(folder, ours=ours, theirs=theirs):
        raise SystemExit(1)


@scenarios.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@OURS
@THEIRS
def push(folder: Path, ours: bool, theirs: bool) -> None:
    """Publish what changed in DIR.

    A file with errors is named and left out, as `trainer check` does it. What changed on both sides is a conflict: it
    is named and left alone unless you say --ours or --theirs. The exit code is 1 if there was either.
    """
    from trainer.commands.scenarios import push_folder

    _one_side(ours, theirs)
    if not push_folder(folder, ours=ours, theirs=theirs):
        raise SystemExit(1)


@scenarios.command("diff")
@click.argument("folder", type=FOLDER, metavar="DIR")
def diff_scenarios(folder: Path) -> None:
    """Say what differs between DIR and the shelf.

    As one reads it in the talk: [-words only on the shelf-] and {+words only in the folder+}. The exit code is 0 if
    nothing differs, 1 if something does, 2 if a file cannot be read.
    """
    from trainer.commands.scenarios import diff_folder

    raise SystemExit(diff_folder(folder))


def _one_side(ours: bool, theirs: bool) -> None:
    if ours and theirs:
        raise click.UsageError("Say --ours or --theirs, not both.")


@main.group()
def user() -> None:
    """Look after accounts."""


@user.command("add")
@click.argument("email")
@click.option("--name", prompt=True, help="What others see.")
@click.option("--role", "roles", multiple=True, default=["trainee"], help="trainee, coach or admin.", show_default=True)
@click.password_option(help="Asked for if left out, which is safer.")
def add_user(email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Make an account."""
    from trainer.commands.people import add

    add(email, name, password, roles)


@user.command("role")
@click.argument("email")
@click.argument("role", metavar="trainee|coach|admin")
def set_role(email: str, role: str) -> None:
    """Give an account this role and no other."""
    from trainer.commands.people import change_role

    change_role(email, role)


@user.command("reset")
@click.argument("email")
def reset_user(email: str) -> None:
    """Let somebody in without phone or passkeys.

    For people who lost them: the password alone will do, and all sessions end.
    """
    from trainer.commands.people import reset

    reset(email)


@user.command("list")
def list_users() -> None:
    """All accounts, one per line."""
    from trainer.commands.people import show_all

    show_all()


@main.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the database and the shelf up to date.

    `trainer serve` does it by itself; where several machines share a database, run this once before they start.
    """
    from trainer.commands.preparing import prepared

    with prepared():
        click.echo("The database and the shelf are up to date.")


@main.command()
@click.option("--people", default=0, type=click.IntRange(0, 1_000_000), help="So many more, in teams and workshops.")
@click.option("--attempts", default=0, type=click.IntRange(0, 100_000_000), help="So many talks of theirs.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same people and talks.")
def demo(people: int, attempts: int, seed: int) -> None:
    """Add people to try it with, and some talks of theirs.

    With --people and --attempts a whole population, with workshops whose true effect is known and printed.
    Never on a site for real people: everybody knows the password.
    """
    if people:
        from trainer.commands.populating import populate

        populate(people, attempts, seed)
        return
    from trainer.commands.preparing import add_demo, prepared

    with prepared():
        add_demo()
