"""What the parts of workshops tell each other.

All are sent inside the transaction of the request, before its commit: receivers write, and leave the commit to the
sender. The sender is the app.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

talk_counted = _signals.signal("talk-counted")
"""A participant began a talk that counts for a round. Receivers get ``talk: RoundTalk``."""
participant_moved = _signals.signal("participant-moved")
"""A participant, and their talks of this workshop, are in another team. Receivers get ``participant: Participant`` (its
``team_id`` is the new one) and ``old_team_id: int | None``."""
workshop_deleted = _signals.signal("workshop-deleted")
"""A workshop is about to be deleted for good. Receivers get ``workshop_id: int``."""
