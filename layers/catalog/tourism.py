"""Scenic areas, red sites, hot springs, heritage, events."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "tourism"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "tourism", THEME, "tourism")
