"""The map with a trainee's way on it."""

from __future__ import annotations

from hypothesis import given

from tests.dialogue.walking import WALKS, play, story
from tests.feedback.talks import lamp, talk
from trainer.dialogue.engine import Playthrough
from trainer.feedback.mapview import Edge, Node, WalkedMap, walked_map
from trainer.scenario.layout import layout
from trainer.scenario.model import Outcome, Route, Scene


def drawn(playthrough: Playthrough) -> WalkedMap:
    return walked_map(playthrough, layout(playthrough.scenario))


def node(drawing: WalkedMap, scene: str) -> Node:
    return next(found for found in drawing.nodes if found.scene == scene)


def edge(drawing: WalkedMap, source: str, target: str) -> Edge:
    return next(found for found in drawing.edges if (found.source, found.target) == (source, target))


def test_a_trainee_sees_where_they_were_and_what_they_have_not_seen() -> None:
    drawing = drawn(talk("calm_down", "date"))
    assert {found.scene for found in drawing.nodes if found.visited} == {"opening", "middle", "end", "gone"}
    assert [found.scene for found in drawing.nodes if found.here] == ["gone"]
    assert (node(drawing, "glad").visited, node(drawing, "glad").ending) == (False, Outcome.RESOLVED)
    assert (node(drawing, "opening").turns, node(drawing, "end").turns) == ((1,), ())


def test_a_trainee_sees_the_replies_they_took_and_the_others() -> None:
    drawing = drawn(talk("calm_down", "date"))
    first = edge(drawing, "opening", "middle")
    assert (first.replies, first.taken, first.turns) == (("feel", "calm_down", "plain"), ("calm_down",), (1,))
    assert edge(drawing, "end", "gone").walked
    assert (edge(drawing, "end", "gone").replies, edge(drawing, "end", "gone").turns) == ((), (2,))
    assert not edge(drawing, "end", "glad").walked


def test_a_trainee_sees_where_the_talk_turned() -> None:
    drawing = drawn(talk("calm_down", "date"))
    assert (node(drawing, "opening").turning, edge(drawing, "opening", "middle").turning) == ("heated", "heated")
    assert (node(drawing, "middle").turning, edge(drawing, "middle", "end").turning) == ("calmed", "calmed")
    assert (node(drawing, "gone").turning, edge(drawing, "end", "gone").turning) == (None, None)


def test_a_trainee_reads_titles_or_the_ids_in_words() -> None:
    drawing = drawn(talk())
    assert (node(drawing, "opening").title, node(drawing, "gone").title) == ("Where is it?", "Gone")
    assert [found.scene for found in drawing.nodes if found.visited] == ["opening"]
    assert not any(found.walked for found in drawing.edges)


def test_silence_is_a_way_too() -> None:
    assert edge(drawn(talk("feel", "timeout")), "middle", "end").taken == ("timeout",)


def test_a_route_on_the_way_counts_with_the_turn_before_it() -> None:
    opening = lamp().scenes["opening"]
    replies = tuple(reply.model_copy(update={"to": "pause"}) for reply in opening.replies)
    changed = {"opening": opening.model_copy(update={"replies": replies}), "pause": Scene(routes=(Route(to="middle"),))}
    drawing = drawn(play(lamp().model_copy(update={"scenes": {**lamp().scenes, **changed}}), "feel", "date"))
    assert edge(drawing, "opening", "pause").turns == (1,)
    assert edge(drawing, "pause", "middle").turns == (1,)
    assert edge(drawing, "end", "glad").turns == (2,)


def test_a_way_that_leads_back_is_walked_as_often_as_it_was() -> None:
    drawing = drawn(play(story("loop"), "dodge", "dodge", "answer"))
    again = edge(drawing, "opening", "opening")
    assert (again.back, again.turns, again.taken) == (True, (1, 2), ("dodge",))
    assert node(drawing, "opening").turns == (1, 2, 3)


def test_the_start_stands_on_top_and_the_ends_below() -> None:
    drawing = drawn(talk())
    heights = [node(drawing, name).spot[1] for name in ("opening", "middle", "end", "glad")]
    assert heights == [0, 1, 2, 3]
    assert drawing.height == 3


@given(WALKS)
def test_the_way_on_the_map_has_no_gap_and_nothing_stands_outside(walked: Playthrough) -> None:
    drawing = drawn(walked)
    passages = sum(len(turn.entered) for turn in walked.turns) + len(walked.entered) - 1
    assert sum(len(found.turns) for found in drawing.edges) == passages
    spots = [found.spot for found in drawing.nodes] + [spot for found in drawing.edges for spot in found.spots]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in spots)
    assert len({found.spot for found in drawing.nodes}) == len(walked.scenario.scenes)
    visited = {found.scene for found in drawing.nodes if found.visited}
    for found in drawing.edges:
        assert set(found.taken) <= set(found.replies)
        assert not found.walked or {found.source, found.target} <= visited
