"""What the walk over all routes puts into addresses and forms: things of one person, Vic, whom nobody else is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_urlsafe

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.people import Person
from trainer.accounts.models import User
from trainer.accounts.notices import notify
from trainer.accounts.people import add_user
from trainer.accounts.teams import Team, TeamCoach, TeamMember
from trainer.authoring.models import Draft
from trainer.authoring.suggestion_models import Suggestion
from trainer.extensions import db
from trainer.practice.models import Attempt
from trainer.words import say
from trainer.workshops.models import OPEN, Participant, Workshop

PASSWORD = "a long enough phrase"

KEYS = {
    "/attempts/": "talk",
    "/coach/talks/": "talk",
    "/coach/blind/": "talk",
    "/coach/drafts/": "draft",
    "/suggestions/scenarios/": "draft",
    "/suggestions/": "suggestion",
    "/coach/suggestions/": "suggestion",
    "/coach/clusters/": "nothing",
    "/coach/teams/": "team",
    "/account/teams/": "team",
    "/teams/": "team",
    "/coach/workshops/": "workshop",
    "/room/": "room",
}
"""How an address begins -> what ``<key>`` names in it. The longest beginning counts."""

VALUES: dict[str, str] = {
    "language": "en",
    "slug": "late-parcel",
    "scene": "opening",
    "filename": "img/logo.svg",
    "answer": "hide",
    "kind": "csv",
    "comment_key": "no-such-comment-here",
    "number": "1",
    "attempt": "1",
    "aside": "1",
    "correction": "1",
    "person": "1",
    "invitation_id": "1",
    "member_id": "1",
    "notice_id": "1",
}
"""Names of other parts of addresses -> a value; numbers are those of the first row that is stored."""

FORM = {
    "name": "A name",
    "title": "A title",
    "text": "Three messages and no parcel, that is too long. I look for it now.",
    "comment": "A word",
    "reason": "A reason",
    "note": "A note",
    "email": "somebody@example.org",
    "role": "trainee",
    "number": "1",
    "turn": "1",
    "reply": "1",
    "version": "1",
    "language": "en",
    "slug": "late-parcel",
    "mode": "practice",
    "answer_by": "both",
    "answer": "yes",
    "code": "ABC234",
    "empathy": "1",
    "de_escalation": "1",
    "clarity": "1",
    "decision": "accept",
    "action": "start",
    "step": "start",
    "team": "1",
    "skill": "listening",
    "scenario": "en/late-parcel",
}
"""What is sent to every form; each takes what it knows."""


@dataclass(frozen=True, slots=True)
class Things:
    """What there is: the keys of Vic's things, and Vic's number."""

    keys: dict[str, str]
    vic: int
    code: str


def make_things(app: Flask, visitor: Callable[..., Person]) -> Things:
    """Vic plays a talk to its end, writes a draft, is in a team and in a workshop."""
    with app.app_context():
        add_user("vic@example.org", "Vic", PASSWORD)
    vic = visitor()
    vic.opens("/login")
    vic.presses("Sign in", email="vic@example.org", password=PASSWORD)
    vic.opens("/scenarios/en/late-parcel")
    for words in ("Begin", "Three messages and no parcel", "It is stuck at the depot"):
        vic.presses(words)
    with app.app_context():
        return _store(db.session.scalars(select(User.id)).one(), db.session.scalars(select(Attempt)).one())


def _store(vic: int, talk: Attempt) -> Things:
    keys = {name: token_urlsafe(15) for name in ("draft", "team", "workshop", "room", "suggestion", "nothing")}
    team = Team(key=keys["team"], name="North")
    text = "title: x\nlanguage: en\n"
    draft = Draft(key=keys["draft"], slug="own", language="en", title="Own", text=text, owner_id=vic, proposal=True)
    workshop = Workshop(key=keys["workshop"], code="ABC234", title="Monday", language="en", status=OPEN)
    db.session.add_all([team, draft, workshop])
    db.session.flush()
    room = Participant(key=keys["room"], workshop_id=workshop.id, user_id=vic, name="Vic", rejoin_code="x" * 64)
    db.session.add_all([TeamMember(team_id=team.id, user_id=vic), room, _suggestion(keys["suggestion"], vic, talk)])
    notify(vic, say("News"), "/")
    db.session.commit()
    return Things({**keys, "talk": talk.key}, vic, workshop.code)


def _suggestion(key: str, vic: int, talk: Attempt) -> Suggestion:
    return Suggestion(
        key=key,
        kind="wording",
        title=talk.title,
        user_id=vic,
        digest=talk.digest,
        language="en",
        slug="late-parcel",
        scene="opening",
        reply="1",
        text="Better words",
    )


def looks_after(app: Flask, email: str) -> None:
    """Let an account look after Vic's team."""
    with app.app_context():
        user = db.session.scalars(select(User.id).where(User.email == email)).one()
        db.session.add(TeamCoach(team_id=db.session.scalars(select(Team.id)).one(), user_id=user))
        db.session.commit()


def address(rule: Rule, things: Things) -> str:
    """The address of a route, about Vic's things. Raises ``LookupError`` that says what to add here."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: _value(rule, part[1], things), rule.rule)


def _value(rule: Rule, name: str, things: Things) -> str:
    if name == "user_id":
        return str(things.vic)
    if name == "code":
        return things.code
    if name == "key":
        beginnings = [start for start in KEYS if rule.rule.startswith(start)]
        if not beginnings:
            raise LookupError(f"{rule.rule}: say in KEYS of tests/web/samples.py what <key> is there")
        return things.keys[KEYS[max(beginnings, key=len)]]
    if name not in VALUES:
        raise LookupError(f"{rule.rule}: add a value for <{name}> to VALUES of tests/web/samples.py")
    return VALUES[name]
