"""Chains of tourism places."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "tourism"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "tourism_structure", THEME, "tourism", "mountain")
