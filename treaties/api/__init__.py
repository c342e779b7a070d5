"""How does a machine read the register as JSON under /api/v1/? Nothing is written here, and nothing
about treaties is worked out here.
"""
