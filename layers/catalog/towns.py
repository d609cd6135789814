"""Towns of the plan: central, characteristic and small characteristic towns."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "population"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "towns", THEME, "towns")
