"""A plain streamlit-folium app with the same layers and the same local Leaflet; one more can be ticked.

``?layers=a,b`` opens with those layers, as in ours.
"""

import folium
import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium

from geo import frames, paths
from layers import compose
from layers.messages import Messages
from layers.model import MapView
from layers.render.folium import leaflet_folder
from tests.bench.plain import TOGGLED, plain_map

components.declare_component("leaflet", path=str(leaflet_folder()))
folium.Map.default_js = [("leaflet", "../plain_app.leaflet/leaflet.js")]
folium.Map.default_css = [("leaflet_css", "../plain_app.leaflet/leaflet.css")]


@st.cache_resource(show_spinner=False)
def load_view() -> MapView:
    return compose.compose(frames.load(paths.from_environment(), "431000"), Messages("zh"))


st.set_page_config(layout="wide")
view = load_view()
more = st.sidebar.checkbox(TOGGLED, key=TOGGLED)
named = st.query_params.get("layers", "")
wanted = {*(named.split(",") if named else view.visible), *([TOGGLED] if more else [])}
chosen = [layer for layer in view.layers if layer.layer_id in wanted]
st_folium(plain_map(view, layers=chosen), key="plain", height=640, use_container_width=True)
