"""Protection of water sources and waters."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "ecology"
KINDS = ("source_protection", "water_system")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "water_protection", THEME, "water", KINDS, "drop")
