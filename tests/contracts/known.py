"""What is known of the shipped data from outside it: codes and names of counties, official areas."""

from geo import citations
from geo.paths import DataPaths
from geo.schema import read_package

COUNTIES = {
    "431000": {
        "431002": "北湖区", "431003": "苏仙区", "431021": "桂阳县", "431022": "宜章县", "431023": "永兴县",
        "431024": "嘉禾县", "431025": "临武县", "431026": "汝城县", "431027": "桂东县", "431028": "安仁县",
        "431081": "资兴市",
    },
    "430300": {"430302": "雨湖区", "430304": "岳塘区", "430321": "湘潭县", "430381": "湘乡市", "430382": "韶山市"},
}  # fmt: skip
OFFICIAL_KM2 = {
    "431002": 815, "431003": 1342, "431021": 2973, "431022": 2142, "431023": 1979, "431024": 699, "431025": 1384,
    "431026": 2401, "431027": 1452, "431028": 1462, "431081": 2747,
}  # fmt: skip
CHENZHOU_KM2 = 19396

PACKAGE = read_package(DataPaths().package)
WITH_CITATION = [r.name for r in PACKAGE.resources if set(citations.CITATION_FIELDS) <= set(r.columns)]
