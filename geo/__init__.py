"""Rows and geometry: reads the data package, joins, checks. Knows nothing about colour.

Modules, lowest first: errors, issues, paths, files, crs, schema, tables,
citations, measures, boundaries, locate, frykit, checks, frames.
"""
