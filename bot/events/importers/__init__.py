"""Programmes of other sources, one module a source. None is read yet."""
