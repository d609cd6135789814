"""Innovation structure 两区三带."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "industry"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "innovation_structure", THEME, "innovation")
