"""A time on the clock in a template: {{ task.target_s|clock }}."""

from django import template

from parvis.web.components.clock import at_least, said

register = template.Library()
register.filter("clock", said)
register.filter("bound", at_least)
