"""Regions and corridors of cooperation."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "regions"
KINDS = ("region", "corridor", "other")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "cooperation", THEME, "cooperation", KINDS, "bowtie")
