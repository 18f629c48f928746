"""Shapes in the database: WKB bytes in WGS84 plus four box columns, the same on SQLite and PostgreSQL (ADR 0001)."""

from typing import Any

import shapely
from django.db import models
from shapely.geometry.base import BaseGeometry


class GeometryField(models.BinaryField):  # type: ignore[type-arg]  # the stubs type it as bytes; it holds shapes
    """A shapely geometry, longitude and latitude in degrees (WGS84), stored as WKB."""

    def from_db_value(self, value: Any, *_: object) -> BaseGeometry | None:
        return None if value is None else shapely.from_wkb(bytes(value))

    def to_python(self, value: Any) -> BaseGeometry | None:
        return value if value is None or isinstance(value, BaseGeometry) else shapely.from_wkb(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        raw = shapely.to_wkb(value) if isinstance(value, BaseGeometry) else value
        return super().get_db_prep_value(raw, connection, prepared)


class Shaped(models.Model):
    """A row with a shape. Its box is kept beside it, so that a map view is a plain indexed filter."""

    geometry = GeometryField()
    west = models.FloatField(editable=False)
    south = models.FloatField(editable=False)
    east = models.FloatField(editable=False)
    north = models.FloatField(editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fit_box()
        super().save(*args, **kwargs)

    def fit_box(self) -> None:
        self.west, self.south, self.east, self.north = map(float, self.geometry.bounds)

    @staticmethod
    def within(west: float, south: float, east: float, north: float) -> models.Q:
        """Boxes that touch the given box (degrees)."""
        return models.Q(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
