"""Features to elements: matched beyond doubt, ambiguous, unmatched or refused. Nothing doubtful is taken silently."""

from collections.abc import Hashable
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geo.imports import roads
from geo.imports.elements import Candidates
from geo.imports.index import Index, Thing, joined_id
from geo.imports.plan import Match, Plan, Subject, is_better, subjects
from geo.names import forms_of

ENOUGH = 0.6  # a lower score is no match
MARGIN = 0.1  # a second candidate this near makes the first ambiguous
SHORTEST_M = 500.0  # less of a road inside a county does not count
NO_COUNTY, ON_BORDER = 0.9, 0.9
_BRANCH = ("绕城线", "支线", "连接线")
_SECTION = ("段", "扩容", "至", "-", "—")
_ENDS = ("town", "village", "settlement", "station", "airport", "scenic")


class Matcher:
    """One file against the plan of one city."""

    def __init__(self, plan: Plan, candidates: Candidates) -> None:
        self.plan = plan
        self.index = Index(plan, candidates)
        self.places = {
            row["place_id"]: shapely.Point(row["longitude"], row["latitude"]) for row in plan.places.to_dict("records")
        }
        nodes = plan.nodes.sort_values("ordinal")
        self.nodes = {str(key): rows.to_dict("records") for key, rows in nodes.groupby("feature_id")}
        self.heads = [plan.city_name, *plan.county_names()]

    def all(self) -> list[Match]:
        """The report, in the order of the features."""
        return [row for subject in subjects(self.plan) for row in self.one(subject)]

    def one(self, subject: Subject) -> list[Match]:
        """Report rows of one feature: one, or one for each candidate if ambiguous."""
        if subject.feature_id in self.index.by_hint:
            found = self._by_hint(subject)
        elif subject.classes[0] == "road":
            found = self._road(subject) or self._by_name(subject)
        else:
            found = self._by_name(subject)
        return [self._weighed(subject, row) for row in found]

    def _row(self, subject: Subject, status: str, how: str) -> Match:
        return Match(subject.feature_id, subject.name, status, how)

    def _taken(self, subject: Subject, thing: Thing, status: str, how: str, score: float) -> Match:
        return Match(
            subject.feature_id,
            subject.name,
            status,
            how,
            thing.element_id,
            thing.name,
            round(score, 2),
            None,
            thing.accuracy_code,
            thing.timestamp,
            self.index.metric.back(thing.geometry),
        )

    def _weighed(self, subject: Subject, row: Match) -> Match:
        """With the distance from what the feature had; refused if that is as well known."""
        if row.geometry is None:
            return row
        old = None if subject.geometry is None else self.index.metric.to(subject.geometry)
        new = self.index.metric.to(row.geometry)
        distance = None if old is None else round(float(_distance(old, new)), 0)
        if subject.accuracy_code == "county" and not distance:
            distance = None  # inside its county: nothing was known that it could be far from
        shape, row = row.geometry, replace(row, distance_m=distance)
        if is_better(row.accuracy_code, shape, subject.accuracy_code, subject.geometry):
            return row
        how = f"{row.how}；现有位置（{subject.accuracy_code}）不比它差，未替换"
        return replace(row, status="refused", how=how, geometry=None)

    def _by_hint(self, subject: Subject) -> list[Match]:
        things = [
            Thing(
                str(row["element_id"]), str(row["name"]), "any", self.index.shapes[position], 1.0, "", is_part=False,
                accuracy_code=str(row["accuracy_code"]), timestamp=str(row["timestamp"]),
            )
            for position in self.index.by_hint[subject.feature_id]
            for row in [self.index.rows[position]]
        ]  # fmt: skip
        usable = [thing for thing in things if self.index.county_relation(thing, subject.area_codes) != "outside"]
        if not usable:
            where = self.index.where(things[0].geometry)
            return [self._row(subject, "refused", f"文件写明要素编号，位置却在{where}，不在该要素的县市区内")]
        status = "matched" if len(usable) == 1 else "ambiguous"
        return [self._taken(subject, thing, status, "文件写明要素编号", 1.0) for thing in usable]

    def _by_name(self, subject: Subject) -> list[Match]:
        forms = forms_of(subject.name, subject.aliases, self.heads)
        things = [thing for thing in self.index.things(forms, subject.classes) if thing.score >= ENOUGH]
        if not things:
            return [self._row(subject, "unmatched", "没有名称相符的要素")]
        inside, near, outside = self._by_county(subject, things)
        elsewhere = "、".join(dict.fromkeys(self.index.where(thing.geometry) for thing in outside))
        note = f"；另有同名的在{elsewhere}，未取" if outside else ""
        ranked = sorted(inside, key=lambda item: -item[1])
        if not ranked and not near:
            return [self._row(subject, "refused", f"同名要素在{elsewhere}，不在该要素的县市区内")]
        rivals = [item for item in ranked if item[1] > ranked[0][1] - MARGIN]
        if len(rivals) == 1 and not near:
            thing, score, how = rivals[0]
            thing, cut = self._stretch_of(self._within(thing, subject), subject)
            return [self._taken(subject, thing, "matched", how + cut + note, score)]
        rows = []
        for thing, score, how in [*rivals, *near]:
            where = self.index.where(thing.geometry)
            rows.append(self._taken(subject, self._within(thing, subject), "ambiguous", f"{how}；在{where}", score))
        return rows

    def _by_county(
        self, subject: Subject, things: list[Thing]
    ) -> tuple[list[tuple[Thing, float, str]], list[tuple[Thing, float, str]], list[Thing]]:
        inside: list[tuple[Thing, float, str]] = []
        near: list[tuple[Thing, float, str]] = []
        outside: list[Thing] = []
        for thing in things:
            relation = self.index.county_relation(thing, subject.area_codes)
            if relation == "outside":
                outside.append(thing)
            elif relation == "near":
                near.append((thing, thing.score / 2, f"{thing.how}，在县界外不足 500 米，拿不准"))
            elif relation == "border":
                inside.append((thing, thing.score * ON_BORDER, f"{thing.how}，距县界不足 500 米"))
            elif subject.area_codes:
                inside.append(
                    (thing, thing.score, f"{thing.how}，在{'、'.join(self.plan.county_names(subject.area_codes))}")
                )
            else:
                inside.append((thing, thing.score * NO_COUNTY, f"{thing.how}，在本市；规划未写县市区"))
        return inside, near, outside

    def _within(self, thing: Thing, subject: Subject) -> Thing:
        """A line clipped to the city, a section of a road to its counties; a part of a thing is approximate at best."""
        shape = thing.geometry
        if "Line" in shape.geom_type:
            section = thing.is_part and subject.classes[0] == "road"
            shape = _only_lines(shape.intersection(self.index.extent(subject.area_codes if section else ())))
        accuracy = "approximate" if thing.is_part or self._only_stands_for(thing, subject) else thing.accuracy_code
        return replace(thing, geometry=shape, accuracy_code=accuracy)

    def _stretch_of(self, thing: Thing, subject: Subject) -> tuple[Thing, str]:
        """Of a railway with named ends what lies between them; all of it, approximate, where they are not found."""
        nodes = self.nodes.get(subject.feature_id, [])
        if thing.class_code != "rail" or len(nodes) < 2:
            return thing, ""
        first, last = self._end(nodes[0]), self._end(nodes[-1])
        part = roads.stretch(thing.geometry, first, last) if first is not None and last is not None else None
        if part is None:
            return replace(thing, accuracy_code="approximate"), "，取全线在本市的部分，代替未能找到两端的区段"
        return replace(thing, geometry=part), f"，取 {nodes[0]['node_zh']} 至 {nodes[-1]['node_zh']} 之间"

    @staticmethod
    def _only_stands_for(thing: Thing, subject: Subject) -> bool:
        """A scenic area known by its mountain, lake, river or village."""
        return thing.class_code not in {*subject.classes[:1], "any", "settlement"}

    def _end(self, node: dict[Hashable, object]) -> BaseGeometry | None:
        """Where an end node is: its sourced place, else the one settlement of its name in its county. Metres."""
        place = self.places.get(str(node["place_id"]))
        if place is not None:
            return self.index.metric.to(place)
        codes = (str(node["area_code"]),) if node["area_code"] else ()
        forms = forms_of(str(node["node_zh"]), (), self.heads)
        found = [
            thing
            for thing in self.index.things(forms, _ENDS)
            if thing.score >= ENOUGH and self.index.county_relation(thing, codes) in {"inside", "border"}
        ]
        return shapely.point_on_surface(found[0].geometry) if len(found) == 1 else None

    def _road(self, subject: Subject) -> list[Match]:
        """A road by its number; empty if it has none or no way carries it."""
        numbers, how = roads.refs_of(subject.name, subject.ref, subject.aliases)
        if numbers and any(word in subject.name for word in _BRANCH):
            return [
                self._row(
                    subject, "unmatched", f"{subject.name} 不是 {'、'.join(sorted(numbers))} 主线，编号不足以认定"
                )
            ]
        positions = self.index.roads(numbers)
        if not positions:
            return []
        area = self.index.extent(subject.area_codes)
        found: list[Thing] = []
        elsewhere: list[BaseGeometry] = []
        for members in roads.groups([self.index.shapes[p] for p in positions]):
            ways = [positions[member] for member in members]
            line = roads.clean_line([self.index.shapes[p] for p in ways])
            if line.intersection(area).length < SHORTEST_M:
                elsewhere.append(line)
                continue
            found.append(self._one_road(subject, ways, line, how))
        if not found:
            where = "、".join(dict.fromkeys(self.index.where(line) for line in elsewhere))
            return [self._row(subject, "refused", f"{how}，但该路在{where}，不在该要素的县市区内")]
        complete = [thing for thing in found if thing.score == 1.0]
        chosen = complete if len(complete) == 1 else found
        status = "matched" if len(chosen) == 1 else "ambiguous"
        more = "" if status == "matched" else f"；有 {len(chosen)} 条互不相连的同号道路"
        note = f"；另有同号道路在{self.index.where(elsewhere[0])}，未取" if elsewhere else ""
        return [self._taken(subject, thing, status, thing.how + more + note, thing.score) for thing in chosen]

    def _one_road(self, subject: Subject, ways: list[int], line: BaseGeometry, how: str) -> Thing:
        """Of a road the stretch between its two ends, else what lies in the counties named, else all in the city."""
        names = [str(self.index.rows[p]["name"]) for p in ways if self.index.rows[p]["name"]]
        name = max(dict.fromkeys(names), key=names.count, default="")
        ids = joined_id([str(self.index.rows[p]["element_id"]) for p in ways])
        date = max(str(self.index.rows[p]["timestamp"]) for p in ways)
        accuracy, score = "located", 0.95
        nodes = self.nodes.get(subject.feature_id, [])
        part: BaseGeometry | None = None
        if len(nodes) > 1:
            ends = [self._end(nodes[0]), self._end(nodes[-1])]
            if ends[0] is not None and ends[1] is not None:
                part = roads.stretch(line, ends[0], ends[1])
            if part is not None:
                how, score = f"{how}，取 {nodes[0]['node_zh']} 至 {nodes[-1]['node_zh']} 之间", 1.0
        if part is None:
            part = line.intersection(self.index.extent(subject.area_codes))
            where = "、".join(self.plan.county_names(subject.area_codes)) if subject.area_codes else "本市"
            how = f"{how}，取全路在{where}的部分"
            if nodes or any(word in subject.name for word in _SECTION):
                accuracy, score = "approximate", 0.75
                how += "，代替未能找到两端的路段"
        return Thing(
            ids, name, "road", _only_lines(part), score, how, is_part=False, accuracy_code=accuracy, timestamp=date
        )


def _only_lines(shape: BaseGeometry) -> BaseGeometry:
    lines = roads.lines_of(shape)
    return shapely.line_merge(shapely.union_all(lines)) if lines else shape


def _distance(old: BaseGeometry, new: BaseGeometry) -> float:
    """Between lines the farthest departure, else the shortest way."""
    if "Line" in old.geom_type and "Line" in new.geom_type:
        return float(shapely.hausdorff_distance(old, new))
    return float(old.distance(new))


def match(plan: Plan, candidates: Candidates) -> list[Match]:
    """The match report of one file: every feature whose kind has a place on the ground.

    A feature that more than one thing answers to, or one within 500 m beyond
    the line of its county, is ambiguous: one row for each candidate.
    """
    return Matcher(plan, candidates).all()
