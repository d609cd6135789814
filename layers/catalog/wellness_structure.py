"""Wellness structure 一核四区多点四辐射."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "tourism"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "wellness_structure", THEME, "wellness", "heart")
