"""Place packs: the words in which a public space is described."""

from typing import Annotated, Literal

from pydantic import Field

from parvis.content.schemas.common import Head, Once, Term

Terms = Annotated[Once[Term], Field(min_length=1)]


class PlacesPack(Head):
    """Vocabularies of the register of places."""

    kind: Literal["places"]
    categories: Terms
    zone_kinds: Terms
    conditions: Terms
    entrance_users: Terms
    measure_states: Terms
    measure_origins: Terms
    occupancy_methods: Terms
    governance_levels: Terms
