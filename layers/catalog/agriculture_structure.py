"""Agricultural positioning 两区五地两中心五样板."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "agriculture"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "agriculture_structure", THEME, "agriculture")
