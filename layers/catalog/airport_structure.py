"""Airport system 一核心四支撑多场点."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "transport"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "airport_structure", THEME, "airports", "plane")
