"""The threads of the demonstration: one file per kind of step, the words in content/demo. Each acts through the verbs."""

from collections.abc import Callable

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.filature import filature
from parvis.cli.valombre.stories.gare import gare
from parvis.cli.valombre.stories.gare_routiere import gare_routiere
from parvis.cli.valombre.stories.halles import halles
from parvis.cli.valombre.stories.like_places import like_places
from parvis.cli.valombre.stories.others import drawn, jardin, stade
from parvis.cli.valombre.stories.saint_aubin import saint_aubin
from parvis.cli.valombre.stories.together import together

Story = Callable[[People], None]

#: The whole thread; experts who disagree; a call that is finished; an early stage; an assessment that the place has outrun; beginnings; like places;
#: and what the city can do together.
STORIES: tuple[Story, ...] = (
    halles,
    gare,
    gare_routiere,
    saint_aubin,
    filature,
    jardin,
    stade,
    like_places,
    drawn,
    together,
)
