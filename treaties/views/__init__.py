"""What do pages say about an agreement? Small values for templates, from rows or from a projection,
the same for every page and desk. No request and no address is read here, and nothing is written.
"""
