"""A share of 0..1 as per cent."""

from django import template

register = template.Library()


@register.filter
def of_hundred(share: float) -> int:
    return round(100 * share)
