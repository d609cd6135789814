"""Heritage and culture."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "tourism"
KINDS = ("heritage", "cultural")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "heritage", THEME, "tourism", KINDS, "temple")
