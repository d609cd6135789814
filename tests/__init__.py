"""Tests; a package, so that a package of the same name elsewhere does not hide it."""
