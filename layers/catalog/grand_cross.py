"""The 大十字 town group: centre, corridors and poles."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "population"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "grand_cross", THEME, "town_group")
