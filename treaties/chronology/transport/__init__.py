"""How do the rows travel to the page? Versions, packed bytes, what is made and kept of segments
(docs/transport.md); no rule about agreements, and no further cache.
"""
