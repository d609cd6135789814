"""What the planner sees and touches: the only code that imports streamlit.

Modules, lowest first: choices, data, leaflet, guard, citation panel, tree,
downloads, pages; cli stands beside them and imports no streamlit.
"""
