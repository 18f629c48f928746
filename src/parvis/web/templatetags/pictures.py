"""Template tags that hand the geometry of a picture to the component that draws it."""

from django import template
from django.forms import CheckboxInput
from django.forms.boundfield import BoundField

from parvis.web.components import bar, dots, ranks, ribbon, shift, timeline

register = template.Library()

register.simple_tag(bar.bar, name="bar_picture")
register.simple_tag(dots.dots, name="dots_picture")
register.simple_tag(ranks.ranks, name="rank_picture")
register.simple_tag(ribbon.ribbon, name="ribbon_picture")
register.simple_tag(shift.shift, name="shift_picture")
register.simple_tag(timeline.timeline, name="timeline_picture")


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)
