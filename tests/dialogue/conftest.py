"""Properties are judged by what holds, not by how long it takes on a busy machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
