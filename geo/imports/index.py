"""Elements and counties made ready to be asked: by name, by number, by county; metres inside."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import crs
from geo.imports.elements import Candidates
from geo.imports.plan import LINES, Plan
from geo.imports.roads import Metric, clean_line, groups, refs
from geo.names import SUFFIXES, Form, core, normalise, similarity

NEAR_BORDER_M = 500.0
SAME_PLACE_M = 500.0
OTHER_CLASS = 0.85
_AREA_FIRST = frozenset({"lake", "scenic", "industrial", "power", "airport"})


@dataclass(frozen=True)
class Thing:
    """Elements that are one thing: ways of one river, node and outline of one station.

    Parameters
    ----------
    geometry
        In the local metric system.
    score, how, is_part
        As :func:`geo.names.similarity` gives them.
    """

    element_id: str
    name: str
    class_code: str
    geometry: BaseGeometry
    score: float
    how: str
    is_part: bool
    accuracy_code: str
    timestamp: str


def joined_id(ids: list[str]) -> str:
    """Id of several elements: the first, and how many more."""
    ordered = sorted(ids, key=lambda text: (len(text), text))
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]}+{len(ordered) - 1}"


class Index:
    """Elements of one file against the counties of one city."""

    def __init__(self, plan: Plan, candidates: Candidates) -> None:
        self.metric = Metric(crs.local(plan.counties.total_bounds))
        self.rows = candidates.frame.drop(columns="geometry").to_dict("records")
        self.shapes = [self.metric.to(shape) for shape in candidates.frame.geometry]
        counties = zip(plan.counties["area_code"], plan.counties.geometry, strict=True)
        self.counties = {str(code): self.metric.to(shape) for code, shape in counties}
        self.county_names = dict(zip(plan.counties["area_code"], plan.counties["name_zh"], strict=True))
        self.city = shapely.union_all(list(self.counties.values()))
        for shape in (*self.counties.values(), self.city):
            shapely.prepare(shape)
        self._by_name: dict[str, list[int]] = {}
        self._by_ref: dict[str, list[int]] = {}
        self.by_hint: dict[str, list[int]] = {}
        for position, row in enumerate(self.rows):
            self._enter(position, row)

    def _enter(self, position: int, row: dict[object, object]) -> None:
        code = str(row["class_code"])
        kinds = list(SUFFIXES) if code == "any" else [code]
        keys: set[str] = set()
        for name, _ in row["names"]:  # type: ignore[attr-defined]
            text = normalise(name)
            keys.update((text, *(core(text, kind) for kind in kinds)))
        for key in keys:
            self._by_name.setdefault(key, []).append(position)
        if code == "road":
            for ref in refs(str(row["ref"])):
                self._by_ref.setdefault(ref, []).append(position)
        if row["hint"]:
            self.by_hint.setdefault(str(row["hint"]), []).append(position)

    def roads(self, numbers: frozenset[str]) -> list[int]:
        """Positions of the ways that carry one of some numbers."""
        return sorted({position for number in numbers for position in self._by_ref.get(number, [])})

    def extent(self, codes: tuple[str, ...]) -> BaseGeometry:
        """Union of some counties; the city for none."""
        known = [self.counties[code] for code in codes if code in self.counties]
        return shapely.union_all(known) if known else self.city

    def where(self, shape: BaseGeometry) -> str:
        """Names of the counties that a shape touches."""
        names = [str(self.county_names[code]) for code, county in self.counties.items() if county.intersects(shape)]
        return "、".join(names) or "市外"

    def _answers(self, forms: tuple[Form, ...], classes: tuple[str, ...]) -> dict[int, tuple[float, str, bool]]:
        keys = {key for form in forms for kind in classes for key in (form.text, core(form.text, kind))}
        found: dict[int, tuple[float, str, bool]] = {}
        for position in sorted({position for key in keys for position in self._by_name.get(key, [])}):
            row = self.rows[position]
            code = classes[0] if row["class_code"] == "any" else row["class_code"]
            line = "Line" in self.shapes[position].geom_type
            if code not in classes or (code in LINES and self.shapes[position].geom_type == "Point"):
                continue
            if code in LINES and not line and row["class_code"] != "any":
                continue
            # A scenic area may be known by the lake or river it is named after.
            score, how, is_part = max(similarity(forms, row["names"], kind) for kind in (code, classes[0]))
            score *= 1.0 if code == classes[0] else OTHER_CLASS
            if score:
                found[position] = (score, how, is_part)
        return found

    def things(self, forms: tuple[Form, ...], classes: tuple[str, ...]) -> list[Thing]:
        """Things whose name answers to a feature, elements of one thing put together; best first."""
        answers = self._answers(forms, classes)
        if not answers:
            return []
        found: list[Thing] = []
        linear = [p for p in answers if "Line" in self.shapes[p].geom_type]
        for positions, gap in ((linear, 3000.0), ([p for p in answers if p not in set(linear)], SAME_PLACE_M)):
            parts = groups([self.shapes[p] for p in positions], gap) if positions else []
            found.extend(self._thing([positions[member] for member in members], answers) for members in parts)
        return sorted(found, key=lambda thing: (-thing.score, thing.element_id))

    def _thing(self, positions: list[int], answers: dict[int, tuple[float, str, bool]]) -> Thing:
        best = max(answers[p][0] for p in positions)
        chosen = [p for p in positions if answers[p][0] >= best - 1e-9]
        code = str(self.rows[chosen[0]]["class_code"])
        if "Line" in self.shapes[chosen[0]].geom_type:
            shape, members = clean_line([self.shapes[p] for p in chosen]), chosen
        else:
            shape, members = self._surface(chosen, code)
        first = self.rows[members[0]]
        score, how, is_part = answers[members[0]]
        dates = [str(self.rows[p]["timestamp"]) for p in members]
        ids = [str(self.rows[p]["element_id"]) for p in members]
        accuracy = str(first["accuracy_code"])
        return Thing(joined_id(ids), str(first["name"]), code, shape, score, how, is_part, accuracy, max(dates))

    def _surface(self, positions: list[int], code: str) -> tuple[BaseGeometry, list[int]]:
        """The point of a settlement or station, else the outline with all its parts."""
        areas = [p for p in positions if "Polygon" in self.shapes[p].geom_type]
        if areas and (code in _AREA_FIRST or len(areas) == len(positions)):
            return shapely.union_all([self.shapes[p] for p in areas]), areas
        points = [p for p in positions if p not in areas]
        return self.shapes[points[0]], points[:1]

    def county_relation(self, thing: Thing, codes: tuple[str, ...]) -> str:
        """``inside``, ``border`` (inside, within 500 m of the line), ``near`` (as near, outside) or ``outside``."""
        area = self.extent(codes)
        if thing.geometry.geom_type != "Point":
            shared = thing.geometry.intersection(area)
            return "outside" if shared.is_empty else "inside"
        distance = float(np.asarray(thing.geometry.distance(area.boundary)))
        if area.intersects(thing.geometry):
            return "border" if distance < NEAR_BORDER_M else "inside"
        return "near" if distance < NEAR_BORDER_M else "outside"
