"""Airports and helicopter sites."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "transport"
KINDS = ("airport", "heliport")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "airports", THEME, "transport", KINDS, "plane")
