"""Crops."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "agriculture"
KINDS = ("crop",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "crops", THEME, "agriculture", KINDS, "leaf")
