"""What the features above are told about accounts, which must not import them.

All are sent inside the transaction of the request: receivers write, and leave the commit to the sender.
The sender is the app.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

guest_became_user = _signals.signal("guest-became-user")
"""A guest registered or signed in. Receivers get ``guest_key: str`` and ``user_id: int``."""

guest_deleted = _signals.signal("guest-deleted")
"""A guest deletes all that they did. Receivers get ``guest_key: str``."""

account_deleted = _signals.signal("account-deleted")
"""An account is about to be deleted, with all that is its own. Receivers get ``user_id: int``."""
