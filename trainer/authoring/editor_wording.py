"""What the editor says: about drafts that are closed, and the phrases that its scripts show."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from trainer.authoring.models import DECLINED, DISCARDED, PUBLISHED

CLOSED = {
    PUBLISHED: _l("This draft was published, so it is not written on any more. Go on with a new one."),
    DISCARDED: _l("This draft was discarded, so it is not written on any more. Go on with a new one."),
    DECLINED: _l("This proposal was declined, so it is not written on any more. Go on with a new one."),
}
UNWRITABLE = _l("This text is too large: a scenario may have 1 MB. It was not saved; shorten it and try again.")


def phrases() -> dict[str, str]:
    """Key -> phrase for the scripts; ``{name}`` is filled in there. The second part are CodeMirror's own phrases."""
    return _own() | _of_the_text_field()


def _own() -> dict[str, str]:
    return {
        "saved": _("Saved {time}"),
        "saving": _("Saving…"),
        "unsaved": _("Not saved yet"),
        "offline": _("Offline: kept in this browser"),
        "signed-out": _("You are signed out. Sign in in another tab; nothing is lost, and it is saved then."),
        "closed": _("This draft is closed. Your words are kept in this browser."),
        "collision": _("Somebody else has changed the same lines. Both texts are kept."),
        "compare": _("Compare and choose"),
        "go-on": _("Go on with a new draft"),
        "close": _("Close"),
        "merged": _("Joined with what somebody else has saved."),
        "restored": _("Words that were not saved yet are back in the text. Undo takes them out."),
        "form-restored": _("What you wrote in the form is in the text now. Undo takes it out."),
        "form-outdated": _("You wrote this in a form, and the scene was changed before it was saved: {words}"),
        "no-problems": _("No problems"),
        "errors": _("Errors: {count}"),
        "warnings": _("Warnings: {count}"),
        "error": _("Error"),
        "warning": _("Warning"),
        "line": _("Line {line}"),
        "no-answer": _("The text could not be looked through: no answer from the server."),
        "stale-map": _("The text cannot be read now. This is the map as it last was."),
        "no-map": _("There is no map yet: the text cannot be read. Mend the errors first."),
        "starts": _("begins here"),
        "ending-resolved": _("ending: resolved"),
        "ending-settled": _("ending: settled"),
        "ending-escalated": _("ending: escalated"),
        "ending-lost": _("ending: lost"),
        "leads-to": _("leads to {scenes}"),
        "leads-nowhere": _("leads nowhere"),
        "scene-chosen": _("Scene {name}"),
        "take-theirs": _("Take these lines"),
        "required": _("required"),
        "allowed": _("Allowed: {values}"),
        "scene": _("a scene"),
        "speaker": _("somebody in the talk"),
        "flag": _("a flag"),
    }


def _of_the_text_field() -> dict[str, str]:
    return {
        "Find": _("Find"),
        "Replace": _("Replace"),
        "next": _("next"),
        "previous": _("previous"),
        "all": _("all"),
        "match case": _("match case"),
        "regexp": _("pattern"),
        "by word": _("whole words"),
        "replace": _("replace"),
        "replace all": _("replace all"),
        "current match": _("current match"),
        "on line": _("on line"),
        "replaced match on line $": _("replaced on line $"),
        "replaced $ matches": _("replaced: $"),
        "Go to line": _("Go to line"),
        "go": _("go"),
        "Diagnostics": _("Problems"),
        "No diagnostics": _("No problems"),
        "Fold line": _("Fold"),
        "Unfold line": _("Unfold"),
        "folded code": _("folded lines"),
        "Folded lines": _("folded lines"),
        "Unfolded lines": _("unfolded lines"),
        "to": _("to"),
        "unfold": _("unfold"),
        "Completions": _("Suggestions"),
        "Control character": _("Invisible character"),
        "Selection deleted": _("Selection deleted"),
        "$ unchanged lines": _("lines alike: $"),
    }
