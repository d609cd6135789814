"""Brands of farm produce."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "agriculture"
KINDS = ("brand",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "farm_brands", THEME, "agriculture", KINDS, "star")
