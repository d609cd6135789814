"""Roads by number: the whole of one number, or the stretch that a feature means."""

from shapely.geometry.base import BaseGeometry

from geo.imports import roads
from geo.imports.desk import Desk, only_lines
from geo.imports.index import Thing, joined_id
from geo.imports.plan import Match, Subject

SHORTEST_M = 500.0  # less of a road inside a county does not count
_BRANCH = ("绕城线", "支线", "连接线")
_SECTION = ("段", "扩容", "至", "-", "—")


class RoadDesk(Desk):
    """Matches roads."""

    def road(self, subject: Subject) -> list[Match]:
        """A road by its number; empty if it has none or no way carries it."""
        numbers, how = roads.refs_of(subject.name, subject.ref, subject.aliases)
        if numbers and any(word in subject.name for word in _BRANCH):
            return [
                self.row(subject, "unmatched", f"{subject.name} 不是 {'、'.join(sorted(numbers))} 主线，编号不足以认定")
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
            return [self.row(subject, "refused", f"{how}，但该路在{where}，不在该要素的县市区内")]
        complete = [thing for thing in found if thing.score == 1.0]
        chosen = complete if len(complete) == 1 else found
        status = "matched" if len(chosen) == 1 else "ambiguous"
        more = "" if status == "matched" else f"；有 {len(chosen)} 条互不相连的同号道路"
        note = f"；另有同号道路在{self.index.where(elsewhere[0])}，未取" if elsewhere else ""
        return [self.taken(subject, thing, status, thing.how + more + note, thing.score) for thing in chosen]

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
            ends = [self.end(nodes[0]), self.end(nodes[-1])]
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
            ids, name, "road", only_lines(part), score, how, is_part=False, accuracy_code=accuracy, timestamp=date
        )
