"""Town structure 一核两轴四带: core, axes and belts."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "population"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "town_axes", THEME, "towns")
