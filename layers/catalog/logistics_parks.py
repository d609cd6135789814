"""Logistics parks."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "transport"
KINDS = ("logistics_park",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "logistics_parks", THEME, "parks", KINDS, "truck")
