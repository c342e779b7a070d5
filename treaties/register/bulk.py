"""Many writes as one: a single transaction and a single rebuild of all treaties they touch."""

from treaties.register.door import writing as bulk

__all__ = ["bulk"]
