"""Irrigation, supply, flood and river works."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "water_energy"
KINDS = ("irrigation_district", "water_supply", "flood_control", "river_works", "other")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "water", THEME, "water", KINDS, "drop")
