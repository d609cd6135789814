"""Railways, rail transit and stations."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "transport"
KINDS = ("rail", "rail_transit", "station")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "railways", THEME, "transport", KINDS, "train")
