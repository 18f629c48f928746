"""A time on the clock in a template: {{ task.target_s|clock }}."""

from django import template

from parvis.web.components.clock import said

register = template.Library()
register.filter("clock", said)
