"""Ports and waterways."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "transport"
KINDS = ("port", "waterway")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "waterways", THEME, "transport", KINDS, "anchor")
