"""How do the rows get to the page? Versions, packed bytes, and the caches of segments
(docs/transport.md); no rule about agreements, and no further cache.
"""
