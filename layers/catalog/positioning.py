"""City positioning 一极六区: of the whole city, listed, not drawn."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "regions"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "positioning", THEME, "positioning")
