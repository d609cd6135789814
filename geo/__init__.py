"""Rows and geometry: reads the data package, joins, checks. Knows nothing about colour.

Modules, lowest first: errors, issues, paths, crs, schema, tables, boundaries,
places, citations, locate, frames, measures, checks.
"""
