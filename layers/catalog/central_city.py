"""Central city 一城两区六组团; most clusters have no open position."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "population"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "central_city", THEME, "central_city")
