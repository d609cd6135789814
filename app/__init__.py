"""What the planner sees and touches: the only code that imports streamlit.

Modules, lowest first: data, guard, panel, tree, filters, search, downloads, leaflet,
webgl, pages, shell; cli stands beside them and imports no streamlit.
"""
