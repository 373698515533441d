"""What the features above are told about the shelf, which must not import them.

Sent before the commit: receivers write, and leave the commit to the sender. The sender is the app.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

newer_shipped = _signals.signal("newer-shipped")
"""The software came with a newer revision of a scenario that was edited here; it was left aside. Receivers get
``item: Shelved``."""

shipped = _signals.signal("shipped")
"""A file of the folder has become what the shelf offers, or was taken off it. Receivers get ``item: Shelved``."""
