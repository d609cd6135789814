"""Livestock and fishery."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "agriculture"
KINDS = ("livestock", "fishery")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "livestock", THEME, "agriculture", KINDS, "fish")
