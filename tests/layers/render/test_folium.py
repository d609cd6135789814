"""Where the parts of the map come from; what they draw is seen in the browser tests."""

from layers.render import folium


def test_leaflet_comes_from_the_installed_package() -> None:
    folder = folium.leaflet_folder()
    assert {"leaflet.js", "leaflet.css"} <= {path.name for path in folder.iterdir()}
    assert "site-packages" in folder.parts


def test_every_script_of_the_map_is_drawn_with() -> None:
    assert {path.name for path in folium.FOLDER.glob("*.js")} == {*folium.SCRIPTS, "page.js"}
    assert folium.SCRIPTS[0] == "atlas.js"
