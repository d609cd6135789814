"""Towns of the core area of the town group, and towns outside the lists."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "population"
KINDS = ("core_town", "other")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "towns", THEME, "towns", KINDS, "hexagon")
