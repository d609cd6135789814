"""Appearance and output: frames to layers, layers to maps and files. Opens no data file.

Modules, lowest first: messages, model, palette, style, describe, features,
catalog, compose, filters, render, export.
"""
