"""How is a fact written? The one door: each function is one transaction, says who and why, and
leaves the schedule rebuilt. No page, mail or file is known here.
"""
