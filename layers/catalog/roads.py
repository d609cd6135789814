"""Trunk and local roads."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "transport"
KINDS = ("trunk_road", "local_road", "road_works")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "roads", THEME, "transport", KINDS, "diamond")
