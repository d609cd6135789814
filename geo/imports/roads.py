"""Roads by number: all ways of one number as one line, clipped, cut between two ends."""

import re
import unicodedata
from collections.abc import Iterable

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.network import shortest

# National expressways through Hunan: name in a plan, older names included, and number.
# Only numbers that the national list of 2022 leaves no doubt of.
EXPRESSWAYS = {
    "京港澳": "G4", "京珠": "G4", "许广": "G0421", "武深": "G0422", "平汝": "G0422", "厦蓉": "G76",
    "沪昆": "G60", "泉南": "G72", "二广": "G55", "杭瑞": "G56",
}  # fmt: skip
SAME_LINE_M = 50.0  # carriageways nearer than this are one road
GAP_M = 3000.0  # parts of one number farther apart than this are different roads
REACH_M = 3000.0  # an end of a stretch may lie this far from the road
_REF = re.compile(r"[GSXY]\d{1,4}")
_NAME = re.compile(r"^([^\d]{2,4})高速")


def refs(text: str) -> frozenset[str]:
    """Road numbers in a ref tag or a name: ``G 4;G76`` gives G4 and G76."""
    return frozenset(_REF.findall(unicodedata.normalize("NFKC", text).upper().replace(" ", "")))


def refs_of(name: str, ref: str, aliases: Iterable[str]) -> tuple[frozenset[str], str]:
    """Numbers of a road of the plan and how they are known: its own, or by the name of an expressway."""
    own = refs(ref) or refs(name)
    if own:
        return own, "路线编号相同"
    for text in (name, *aliases):
        found = _NAME.match(text)
        if found and found.group(1) in EXPRESSWAYS:
            return frozenset({EXPRESSWAYS[found.group(1)]}), f"{found.group(1)}高速即 {EXPRESSWAYS[found.group(1)]}"
    return frozenset(), ""


class Metric:
    """There and back between EPSG:4326 and a local metric system."""

    def __init__(self, proj: str) -> None:
        self._to = Transformer.from_crs("EPSG:4326", proj, always_xy=True)
        self._back = Transformer.from_crs(proj, "EPSG:4326", always_xy=True)

    def to(self, shape: BaseGeometry) -> BaseGeometry:
        """In metres."""
        return shapely.transform(shape, lambda p: np.column_stack(self._to.transform(p[:, 0], p[:, 1])))

    def back(self, shape: BaseGeometry) -> BaseGeometry:
        """In degrees, six decimals."""
        return shapely.transform(shape, lambda p: np.round(np.column_stack(self._back.transform(p[:, 0], p[:, 1])), 6))


def lines_of(shape: BaseGeometry) -> list[BaseGeometry]:
    """The LineStrings of a geometry."""
    return [
        line
        for part in shapely.get_parts(shape)
        for line in (shapely.get_parts(part) if part.geom_type.startswith("Multi") else [part])
        if line.geom_type == "LineString" and not line.is_empty
    ]


def clean_line(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """Ways as one line; of two carriageways one is kept. Metres in, metres out."""
    merged = lines_of(shapely.line_merge(shapely.union_all(list(shapes))))
    kept: list[BaseGeometry] = []
    for line in sorted(merged, key=lambda line: -line.length):
        rest = line
        near = [other for other in kept if other.distance(line) < SAME_LINE_M]
        if near:
            rest = line.difference(shapely.union_all([other.buffer(SAME_LINE_M) for other in near]))
            # What is left of a parallel carriageway is no road of its own.
            if rest.length < line.length / 2 and rest.length < 20 * SAME_LINE_M:
                continue
            whole = rest.length > line.length - 3 * SAME_LINE_M
            rest = line if whole else rest
        kept.extend(part for part in lines_of(rest) if part.length > SAME_LINE_M or rest is line)
    return shapely.line_merge(shapely.union_all(kept)) if kept else shapely.LineString()


def groups(shapes: list[BaseGeometry], gap: float = GAP_M) -> list[list[int]]:
    """Positions of shapes that hang together with gaps up to a limit. Metres."""
    tree = shapely.STRtree(shapes)
    parent = list(range(len(shapes)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for first, second in zip(*tree.query(shapes, predicate="dwithin", distance=gap), strict=True):
        low, high = sorted((root(int(first)), root(int(second))))
        parent[high] = low
    found: dict[int, list[int]] = {}
    for item in range(len(shapes)):
        found.setdefault(root(item), []).append(item)
    return list(found.values())


def _graph(lines: list[BaseGeometry]) -> tuple[np.ndarray, dict[int, list[tuple[int, float]]]]:
    """Vertices and edges of lines; vertices at one spot are one, small gaps between line ends are bridged."""
    index: dict[tuple[float, float], int] = {}
    edges: dict[int, list[tuple[int, float]]] = {}
    ends: set[int] = set()

    def join(a: int, b: int, length: float) -> None:
        edges.setdefault(a, []).append((b, length))
        edges.setdefault(b, []).append((a, length))

    for line in lines:
        points = shapely.get_coordinates(line)
        ids = [index.setdefault((round(x, 2), round(y, 2)), len(index)) for x, y in points]
        ends.update((ids[0], ids[-1]))
        for a, b, length in zip(ids, ids[1:], np.hypot(*np.diff(points, axis=0).T), strict=False):
            if a != b:
                join(a, b, float(length))
    vertices = np.array(list(index))
    loose = sorted(ends)
    tree = shapely.STRtree([shapely.Point(vertex) for vertex in vertices])
    for end in loose:
        for other in tree.query(shapely.Point(vertices[end]), predicate="dwithin", distance=4 * SAME_LINE_M):
            if int(other) != end:
                # Crossing a gap costs more than the road itself.
                join(end, int(other), 5 * float(np.hypot(*(vertices[end] - vertices[int(other)]))) + 1)
    return vertices, edges


def stretch(shape: BaseGeometry, start: BaseGeometry, end: BaseGeometry) -> BaseGeometry | None:
    """The part of a road between two places: its shortest way; None if they are not on it. Metres."""
    lines = lines_of(shape)
    if not lines:
        return None
    vertices, edges = _graph(lines)
    at = []
    for place in (start, end):
        distances = np.hypot(*(vertices - shapely.get_coordinates(place)[0]).T)
        if distances.min() > REACH_M:
            return None
        at.append(int(distances.argmin()))
    path = shortest(edges, at[0], at[1])
    return shapely.LineString(vertices[path]) if len(path) > 1 else None
