"""Characteristic towns of the plan."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "population"
KINDS = ("characteristic_town",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "characteristic_towns", THEME, "towns", KINDS, "star")
