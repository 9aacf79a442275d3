"""Where an interpretation breaks the path by which a cause leads to an effect on the map."""

from itertools import pairwise

from lookback.firewall.story import Story
from lookback.story.answers import Answer, Cause
from lookback.story.worlds import world_of


def broken(story: Story, found: Answer, plain: Answer) -> str:
    """Where the map's path ends by a rule of the interpretation; empty where none ends it.

    It is the first event on that path which does not change with the cause, while the one before
    it does, and which has another rule than on the map. What comes after it, or has a rule that is
    only told anew, breaks nothing.

    Args:
        story: all that the reader may see.
        found: the answer of the interpretation: the effect does not change with the cause.
        plain: that of the map itself, with its path.
    """
    world = world_of(story, found.line, found.patch)
    of_map = world_of(story, found.line).rules
    cause = next(iter((*plain.causes, *plain.omissions)), Cause(plain.events[:1], (), ()))
    then = world.under(cause.otherwise(world.happens))
    changed = {name for name in then if then[name] != world.happens[name]}
    for before, name in pairwise(plain.path):
        if before in changed and name not in changed and world.rules[name] != of_map[name]:
            return name
    return ""
