"""What the app and its exports cost, beside plain ways to do the same, in one run.

python -m tests.bench [repetitions]
"""

import re
import sys

from layers import catalog
from layers.export import html
from layers.messages import Messages
from layers.render import folium as renderer
from tests.bench import exports, visits
from tests.bench.plain import TOGGLED, plain_map

RUNS = 5


def page_sizes() -> dict[str, int]:
    """Bytes of the offline page of all layers, ours and plain folium with the same scripts inlined."""
    view = visits.load_view()
    ours = html.map_page(view, Messages("zh"), layer_ids=catalog.layer_ids())
    plain = plain_map(view, layers=view.layers).get_root().render()
    linked = re.compile(r"<(script|link)[^>]*(https?:)?//[^>]*>(</script>)?")
    bare = linked.sub("", plain)
    scripts = (renderer.leaflet_folder() / "leaflet.js").stat().st_size
    styles = (renderer.leaflet_folder() / "leaflet.css").stat().st_size
    return {"ours": len(ours), "plain": len(bare.encode()) + scripts + styles}


def _show_visits(measured: visits.Measured, runs: int) -> None:
    print(f"{measured.layers} layers with {measured.rows} features, median of {runs} fresh browsers")
    print("  first map, seconds:", ", ".join(f"{name} {value:.2f}" for name, value in measured.first.items()))
    ours, plain = measured.above("ours"), measured.above("plain")
    print(f"  above an empty page: ours {ours:.2f}, plain {plain:.2f}, ratio {ours / plain:.2f}")
    ours, plain = measured.toggle["ours"], measured.toggle["plain"]
    print(
        "  a layer ticked, seconds until it is on the map:",
        f"ours {ours:.3f}, plain {plain:.3f}, ratio {ours / plain:.2f}",
    )
    moved = ", ".join(f"{name} {number}" for name, number in measured.moved.items())
    print("  messages to the app while the map is dragged and zoomed:", moved)


def main() -> None:
    """Print what was measured."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    view = visits.load_view()
    for layers in (view.visible, [name for name in catalog.layer_ids() if name != TOGGLED]):
        _show_visits(visits.measure(runs, layers), runs)
    sizes = page_sizes()
    print("offline page with every layer, kB")
    for name, size in sizes.items():
        print(f"  {name:6} {size / 1000:8.0f}")
    print(f"  ratio ours / plain: {sizes['ours'] / sizes['plain']:.2f}")
    exports.show_ratios()


if __name__ == "__main__":
    main()
