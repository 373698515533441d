"""Who may ask for what: one table of all routes, looked at before every request. A route without a row is refused.

The table speaks of pages; whose talk, team or draft it is, each use case checks by itself. ``docs/rights.md`` says the
same to people.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from trainer.accounts.glance import glance
from trainer.accounts.roles import NotAllowed, can_administer, can_coach


class Actor(IntEnum):
    """Who sends a request; each may do what those before may."""

    NOBODY = 0
    """No account, and nothing begun."""
    GUEST = 1
    """No account, but talks of their own."""
    TRAINEE = 2
    TEAM_COACH = 3
    """An account without the role of a coach that looks after a team."""
    COACH = 4
    ADMIN = 5


ANYBODY, GUESTS, MEMBERS, TEAM_COACHES, COACHES, ADMINS = (
    Actor.NOBODY,
    Actor.GUEST,
    Actor.TRAINEE,
    Actor.TEAM_COACH,
    Actor.COACH,
    Actor.ADMIN,
)

RIGHTS: dict[str, Actor] = {
    # Everybody's: the site itself.
    "static": ANYBODY,
    "set_language": ANYBODY,
    "set_theme": ANYBODY,
    "about.scores": ANYBODY,
    # Practising. Talks are found among one's own only.
    "library.shelf": ANYBODY,
    "library.brief": ANYBODY,
    "library.begin": ANYBODY,
    "practice.talk": GUESTS,
    "practice.answer": GUESTS,
    "practice.put_aside": GUESTS,
    "practice.resume": GUESTS,
    "practice.replay_from": GUESTS,
    "turns.rehearse": GUESTS,
    "turns.try_words": GUESTS,
    "turns.send_to_coach": GUESTS,
    "feedback.show": GUESTS,
    "feedback.guess": GUESTS,
    "feedback.answer": GUESTS,
    "feedback.take_back": GUESTS,
    "progress.show": ANYBODY,
    # Suggesting: guests' words are kept until they sign in. Whose they are, each page asks.
    "suggestions.suggest_at": GUESTS,
    "suggestions.send": GUESTS,
    "suggestions.show_mine": ANYBODY,
    "suggestions.edit": ANYBODY,
    "suggestions.change": ANYBODY,
    "suggestions.take_back": ANYBODY,
    "proposals.new": MEMBERS,
    "proposals.start": MEMBERS,
    "proposals.send": MEMBERS,
    "proposals.withdraw": MEMBERS,
    "suggestion_queue.show": COACHES,
    "suggestion_queue.decide": COACHES,
    "suggestion_queue.open_again": COACHES,
    "clusters.index": COACHES,
    "clusters.show": COACHES,
    "clusters.look": COACHES,
    "clusters.group": COACHES,
    "clusters.make": COACHES,
    "clusters.open_again": COACHES,
    # One's own account.
    "accounts.account": MEMBERS,
    "accounts.save_account": MEMBERS,
    "accounts.ask_deletion": MEMBERS,
    "accounts.delete": MEMBERS,
    "accounts.answer_invitation": MEMBERS,
    "accounts.leave_team": MEMBERS,
    "notices.show": MEMBERS,
    "notices.follow": MEMBERS,
    "notices.read_all": MEMBERS,
    # Writing scenarios by forms. Those who are no coaches find their own proposals only.
    "scenes.form": MEMBERS,
    "scenes.edit": MEMBERS,
    "scenes.page": MEMBERS,
    "scenes.save_scene": MEMBERS,
    "preview.play": MEMBERS,
    "preview.step": MEMBERS,
    "script.draft": MEMBERS,
    "script.published": COACHES,
    "draft_report.show": COACHES,
    "draft_report.opinion": COACHES,
    # All that is stored about oneself, and what one was recognised for.
    "own_data.download": ANYBODY,
    "own_data.ask_deletion": ANYBODY,
    "own_data.delete": ANYBODY,
    "recognition.share": ANYBODY,
    "results.mine": ANYBODY,
    # Results: whose workshop, whose team, says workshops.rooms and accounts.team_keeping.
    "workshop_report.show": TEAM_COACHES,
    "workshop_report.recognise": TEAM_COACHES,
    "results.team": TEAM_COACHES,
    "results.sides": TEAM_COACHES,
    "exports.workshop": TEAM_COACHES,
    "exports.team": TEAM_COACHES,
    # Coaches.
    "coach.home": TEAM_COACHES,
    # The editor: coaches write every draft, others what they propose themselves.
    "editor.edit": MEMBERS,
    "editor.store": MEMBERS,
    "editor.standing": MEMBERS,
    "editor.look": MEMBERS,
    "editor.compare": MEMBERS,
    "editor.go_on": MEMBERS,
    "editor.schema": MEMBERS,
    # Scenarios: the list, new drafts, publishing, history.
    "scenarios.shelf": COACHES,
    "scenarios.new": COACHES,
    "scenarios.create": COACHES,
    "scenarios.upload": COACHES,
    "scenarios.edit": COACHES,
    "publishing.ask": COACHES,
    "publishing.publish": COACHES,
    "publishing.discard": COACHES,
    "publishing.take_up": COACHES,
    "history.show": COACHES,
    "history.changes": COACHES,
    "history.download": COACHES,
    "history.download_draft": COACHES,
    "history.roll_back": COACHES,
    "history.retire": COACHES,
    "history.restore": COACHES,
    "history.take_shipped": COACHES,
    "history.keep_ours": COACHES,
    # Teams: a coach finds their own only, an administrator all.
    "teams.index": TEAM_COACHES,
    "teams.make": COACHES,
    "teams.show": TEAM_COACHES,
    "teams.rename": TEAM_COACHES,
    "teams.archive": TEAM_COACHES,
    "teams.restore": TEAM_COACHES,
    "teams.ask_member": TEAM_COACHES,
    "teams.ask_coach": TEAM_COACHES,
    "teams.take_back": TEAM_COACHES,
    "teams.drop_member": TEAM_COACHES,
    "teams.drop_coach": TEAM_COACHES,
    # Accounts of others, and the log.
    "people.index": ADMINS,
    "people.invite": ADMINS,
    "people.show": ADMINS,
    "people.give_role": ADMINS,
    "people.switch_off": ADMINS,
    "people.switch_on": ADMINS,
    "people.reset": ADMINS,
    "audit.show": ADMINS,
    # Reading talks: whose, says coaching.rights.
    "queues.show": TEAM_COACHES,
    "queues.take_next": TEAM_COACHES,
    "queues.exemplary": TEAM_COACHES,
    "reading.show": TEAM_COACHES,
    "reading.override": TEAM_COACHES,
    "reading.withdraw": TEAM_COACHES,
    "reading.comment": TEAM_COACHES,
    "reading.delete_comment": TEAM_COACHES,
    "reading.restore_comment": TEAM_COACHES,
    "reading.praise": TEAM_COACHES,
    "reading.call_read": TEAM_COACHES,
    "reading.call_unread": TEAM_COACHES,
    "reading.assign": TEAM_COACHES,
    # Second ratings and skills: whose talks, says coaching.rights.
    "blind.show": TEAM_COACHES,
    "blind.rate": TEAM_COACHES,
    "blind.skip": TEAM_COACHES,
    "blind.ask_again": TEAM_COACHES,
    "skill_ratings.rate": TEAM_COACHES,
    "agreement.show": COACHES,
    "agreement.set_share": COACHES,
    # Workshops: joining, and the room that a browser belongs to.
    "join.ask": ANYBODY,
    "join.take": ANYBODY,
    "join.door": ANYBODY,
    "join.door_now": ANYBODY,
    "join.enter": ANYBODY,
    "room.show": ANYBODY,
    "room.now": ANYBODY,
    "room.bar": ANYBODY,
    "room.play": ANYBODY,
    "room.answer": ANYBODY,
    "room.vote": ANYBODY,
    # Workshops: a coach finds their own only, an administrator all.
    "workshops.home": TEAM_COACHES,
    "workshops.new": TEAM_COACHES,
    "workshops.create": TEAM_COACHES,
    "workshops.edit": TEAM_COACHES,
    "workshops.change": TEAM_COACHES,
    "workshops.duplicate": TEAM_COACHES,
    "workshops.doors": TEAM_COACHES,
    "workshops.delete": TEAM_COACHES,
    "workshops.restore": TEAM_COACHES,
    "desk.show": TEAM_COACHES,
    "desk.now": TEAM_COACHES,
    "desk.run": TEAM_COACHES,
    "desk.move": TEAM_COACHES,
    "desk.hide_name": TEAM_COACHES,
    "desk.decide": TEAM_COACHES,
    "desk.decide_all": TEAM_COACHES,
    "desk.cards": TEAM_COACHES,
    "desk.projector": TEAM_COACHES,
    "desk.projector_now": TEAM_COACHES,
}
"""Endpoint -> the least that may ask for it."""

ELSEWHERE = ("security",)
"""Blueprints that guard themselves: Flask-Security's doors are for those who are not in yet."""


def actor(user: Any) -> Actor:
    """Who ``user`` (an account, or the guest of this request) is. A guest counts as ``GUEST``, begun or not."""
    if not user.is_authenticated:
        return Actor.GUEST
    if can_administer(user):
        return Actor.ADMIN
    if can_coach(user):
        return Actor.COACH
    return Actor.TEAM_COACH if glance(user.id).coaches_a_team else Actor.TRAINEE


def can_ask_for(user: Any, endpoint: str) -> bool:
    """Whether ``user`` may ask for ``endpoint``. An endpoint without a row is nobody's."""
    if endpoint.partition(".")[0] in ELSEWHERE:
        return True
    least = RIGHTS.get(endpoint)
    if least is None:
        return False
    if least <= Actor.GUEST:
        return True  # pictures, and most pages: nobody is looked up
    if least == Actor.TRAINEE:
        return bool(user.is_authenticated)
    return least <= actor(user)


def init_rights(app: Flask) -> None:
    """Guard every route of the app by the table."""
    app.before_request(_guard)
    app.jinja_env.globals["can_ask_for"] = lambda endpoint: can_ask_for(current_user, endpoint)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None or can_ask_for(current_user, request.endpoint):
        return None
    if not current_user.is_authenticated:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined, no-any-return]
    raise NotAllowed
