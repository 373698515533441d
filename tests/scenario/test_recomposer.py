"""A text composed scene by scene is what it is when composed as a whole, whatever a coach types into it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import STORIES
from tests.scenario.drafts import GOOD_TALK
from trainer.scenario.composer import compose
from trainer.scenario.nodes import Node
from trainer.scenario.recomposer import _scenes_at, _scenes_of, recompose

TEXTS = [GOOD_TALK, *(path.read_text(encoding="utf-8") for path in sorted(STORIES.glob("*.yaml")))]
MARKS = [":", ": ", "- ", '"', "'", "{", "}", "[", "&a ", "*a", "*b* ", "|", ">\n", "\t", "!x ", "? ", "<<: ", "%"]
LINES = ["\n", "\n\n", "# a note\n", "---\n", "...\n", "scenes:\n", "  opening:\n", "\n  next:\n", "|+\n\n"]
TYPED = st.sampled_from([*MARKS, *LINES, " ", "  ", "x", "#", "é", "😀"])


def tree(node: Node | None) -> object:
    if node is None:
        return None
    value = node.value
    if isinstance(value, dict):
        value = [(key, tree(child)) for key, child in value.items()]
    elif isinstance(value, list):
        value = [tree(child) for child in value]
    return value, node.line, node.column, node.raw, node.keys


@given(text=st.sampled_from(TEXTS), edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4), TYPED), max_size=4))
def test_typing_never_makes_a_difference(text: str, edits: list[tuple[float, int, str]]) -> None:
    for where, gone, typed in edits:
        at = int(where * len(text))
        text = text[:at] + typed + text[at + gone :]
    root, problems = recompose(text)
    whole, expected = compose(text)
    assert tree(root) == tree(whole)
    assert problems == expected


def test_a_scene_that_did_not_change_is_not_parsed_again() -> None:
    for cache in (_scenes_at, _scenes_of):  # other tests read this talk too
        cache.cache_clear()
    recompose(GOOD_TALK)
    before = _scenes_of.cache_info()
    recompose(GOOD_TALK.replace("I look now.", "I look at once."))
    recompose("# a note\n" + GOOD_TALK)
    after = _scenes_of.cache_info()
    assert after.misses - before.misses == 1
    assert after.hits > before.hits
