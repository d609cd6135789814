"""Some rows of a layer instead of all, and the words that say so."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from geo.errors import LayerError
from layers.messages import Messages
from layers.model import Layer, MapView


@dataclass(frozen=True)
class Selection:
    """Which rows to keep; empty means all.

    Parameters
    ----------
    areas
        County codes; a row is kept if it belongs to one of them.
    accuracies
        Accuracy classes.
    """

    areas: tuple[str, ...] = ()
    accuracies: tuple[str, ...] = ()

    def words(self, counties: Mapping[str, str], t: Messages) -> str:
        """The filter as a reader understands it; empty for none."""
        said = []
        if self.areas:
            names = "、".join(f"{counties.get(code, code)} {code}" for code in self.areas)
            said.append(f"{t('field.area_codes')} {names}")
        if self.accuracies:
            said.append(f"{t('field.accuracy_code')} {'、'.join(self.accuracies)}")
        return "；".join(said)

    def apply(self, layer: Layer) -> Layer:
        """The layer with the rows chosen, mapped or not."""
        if not self.areas and not self.accuracies:
            return layer
        kept = []
        for frame in (layer.frame, layer.unlocated):
            chosen = frame["feature_id"].notna()
            if self.areas:
                chosen &= frame["area_codes"].map(lambda codes: bool(set(codes) & set(self.areas))).astype(bool)
            if self.accuracies:
                chosen &= frame["accuracy_code"].isin(self.accuracies)
            kept.append(frame[chosen])
        return replace(layer, frame=kept[0], unlocated=kept[1])


def layers_named(view: MapView, names: Collection[str]) -> tuple[Layer, ...]:
    """Layers by id, in the order asked for; ``all`` is the county layer and every other.

    Raises
    ------
    LayerError
        A name is a path, or no layer has it.
    """
    found: dict[str, Layer] = {}
    for name in names:
        if any(mark in name for mark in ("/", "\\", "..", ":")):
            msg = f"图层名“{name}”是路径，不是图层。"
            raise LayerError(msg, "文件位置用 --out 指定；图层见 python -m app layers。")
        chosen = (view.counties, *view.layers) if name == "all" else (view.layer(name),)
        found |= {layer.layer_id: layer for layer in chosen}
    return tuple(found.values())


def check_known(selection: Selection, view: MapView) -> None:
    """Refuse a filter that names what there is not.

    Raises
    ------
    LayerError
        A county is not of this city, or a class does not exist.
    """
    counties = [anchor.area_code for anchor in view.anchors]
    classes = ["official", "located", "approximate", "schematic", "county", "unlocated"]
    for given, known, word in ((selection.areas, counties, "县市区"), (selection.accuracies, classes, "位置等级")):
        for value in given:
            if value not in known:
                msg = f"没有{word} {value}。"
                raise LayerError(msg, f"可用：{'、'.join(known)}。")
