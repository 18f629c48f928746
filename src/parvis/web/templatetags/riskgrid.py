"""The picture of a risk grid for the templates."""

from django import template

from parvis.web.components import riskgrid

register = template.Library()
register.simple_tag(riskgrid.risk_grid, name="risk_grid")
