"""What the features above are told about attempts, which must not import them.

All are sent inside the transaction of the request, before its commit: receivers write, and leave the commit to the
sender. The sender is the app; receivers get ``attempt: Attempt``.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

attempt_ended = _signals.signal("attempt-ended")
"""A talk reached an ending; its figures are in the attempt."""
attempt_rescored = _signals.signal("attempt-rescored")
"""The figures of an ended attempt changed: a coach corrected a score, or a newer scorer judged it again."""
