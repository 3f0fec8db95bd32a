"""Bringing data in, on top of the published interface alone."""
