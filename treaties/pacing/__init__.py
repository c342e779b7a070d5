"""Who asks, and how much computing may they still use? For every door alike; no rule about
agreements.
"""
