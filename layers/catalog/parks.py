"""Parks and bases without a level of their own."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "industry"
KINDS = ("industrial_park", "industrial_base", "tourism_park", "data_park", "agri_park", "other")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "parks", THEME, "parks", KINDS, "factory")
