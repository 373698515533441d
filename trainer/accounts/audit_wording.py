"""The audit log in words. A deed that has no sentence here is shown as it is stored."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from trainer.accounts.audit import COMMAND_LINE, AuditEntry
from trainer.accounts.roles import ROLE_NAMES
from trainer.scoring.dimensions import DIMENSIONS, to_percent
from trainer.words import Words, say

ACTIONS: dict[str, Words] = {
    "scenario.published": say("Published the scenario {subject}"),
    "scenario.rolled_back": say("Brought back an earlier version of the scenario {subject}"),
    "scenario.retired": say("Took the scenario {subject} off the shelf"),
    "scenario.restored": say("Put the scenario {subject} back on the shelf"),
    "scenario.took_shipped": say("Took the version of the scenario {subject} that came with the software"),
    "score.overridden": say("Corrected a score in a talk of {subject}"),
    "score.restored": say("Took back a correction in a talk of {subject}"),
    "blind.share": say("Set the share of turns that are rated blind to {subject}"),
    "role.changed": say("Changed the role of {subject} from {old} to {new}"),
    "account.invited": say("Made an account for {subject}"),
    "account.switched_off": say("Switched off the account {subject}"),
    "account.switched_on": say("Switched on the account {subject}"),
    "account.reset": say("Reset the access of {subject}"),
    "account.deleted": say("Deleted their own account: {subject}"),
    "team.created": say("Made the team {subject}"),
    "team.archived": say("Archived the team {subject}"),
    "team.restored": say("Restored the team {subject}"),
    "team.coach_added": say("{person} began to look after the team {subject}"),
    "team.coach_removed": say("{person} stopped looking after the team {subject}"),
    "workshop.created": say("Made the workshop {subject}"),
}
"""Action -> what was done to ``{subject}``; other names stand for details of the entry."""

DETAILS = {
    "reason": _l("Reason"),
    "note": _l("Note"),
    "turn": _l("Turn"),
    "dimension": _l("Dimension"),
    "points": _l("Score"),
    "before": _l("Score before"),
    "revision": _l("Version"),
    "talk": _l("Talk"),
    "person": _l("Person"),
}


class _Gaps(dict[str, str]):
    """What an entry does not say stays open."""

    def __missing__(self, name: str) -> str:
        return "…"


def sentence(entry: AuditEntry) -> str:
    """What was done, in the language of this request."""
    words = ACTIONS.get(entry.action)
    if words is None:
        return f"{entry.action}: {entry.subject}"
    return str(_(words.template)).format_map(_Gaps(subject=entry.subject, **_shown(entry)))


def details(entry: AuditEntry) -> list[tuple[str, str]]:
    """What the sentence leaves out, with its names."""
    words = ACTIONS.get(entry.action)
    said = words.template if words else ""
    return [(str(DETAILS.get(name, name)), text) for name, text in _shown(entry).items() if f"{{{name}}}" not in said]


def _shown(entry: AuditEntry) -> dict[str, str]:
    return {name: _value(name, value) for name, value in entry.details.items() if value is not None}


def _value(name: str, value: Any) -> str:
    if name in ("old", "new"):
        return str(ROLE_NAMES.get(value, value))
    if name == "dimension":
        return next((_(each.name.template) for each in DIMENSIONS if each.id == value), str(value))
    if name in ("points", "before"):
        return f"{to_percent(value):.0f}" if isinstance(value, int | float) else str(value)
    # The first letters of a hash tell versions apart.
    return str(value)[:12] if name == "revision" else str(value)


def kind(action: str) -> str:
    """An action as the list of choices names it."""
    words = ACTIONS.get(action)
    return str(_(words.template)).format_map(_Gaps()) if words else action


def who(entry: AuditEntry) -> str:
    """Who did it."""
    return _("Command line") if entry.who == COMMAND_LINE else entry.who
