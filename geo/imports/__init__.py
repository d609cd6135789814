"""Real geometry that the user brings: read, matched to the plan, kept apart from the data package.

An OpenStreetMap extract, a GeoNames country file or a table of places becomes
candidate elements (:mod:`geo.imports.elements`); those that answer to a
feature of the plan beyond doubt replace weaker geometry, the others are
reported. What was taken stands in the user's folder, never in ``data/``.
"""
