"""Logistics corridors and other transport matters."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "transport"
KINDS = ("other",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "logistics_links", THEME, "transport", KINDS, "bowtie")
