"""Port system: a core and its supplements."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "transport"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "port_structure", THEME, "ports", "anchor")
