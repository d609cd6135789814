"""Reservoirs, irrigation districts, water supply and flood works."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "water_energy"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "water", THEME, "water")
