"""What the planner sees and touches: the only code that imports streamlit.

Modules, lowest first: data, guard, panel, tree, filters, search, making, downloads, leaflet,
webgl, pages, shell; cli, order and service stand beside them and import no streamlit.
"""
