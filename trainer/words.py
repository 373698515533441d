"""Sentences that the pure packages say to people, before they are put into a language.

The pure packages know no web framework and so no translator. They return ``Words``: an English template and the
values for its ``{names}``. Whoever shows them passes a translator (``gettext``); the command line passes none and gets
English. Babel collects the templates because ``say`` is one of its keywords (see ``babel.cfg``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _same(template: str) -> str:
    return template


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence: ``template`` is English with ``{names}``; ``values`` fill them."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = _same) -> str:
        """The sentence in the language of ``translate``."""
        values = {
            name: value.text(translate) if isinstance(value, Words) else value for name, value in self.values.items()
        }
        template = translate(self.template)
        return template.format(**values) if values else template

    def __str__(self) -> str:
        return self.text()


def say(template: str, **values: object) -> Words:
    """``Words`` from a literal template. The template must be a literal, or Babel cannot collect it."""
    return Words(template, values)


def told(text: str) -> str:
    """The text itself: marks a literal that is shown as it is here, and translated where the catalogues are at hand."""
    return text
