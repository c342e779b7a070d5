"""Does everything run that must run by itself, and who is told if it does not? What is done is
decided elsewhere; no rule about treaties is here.
"""
