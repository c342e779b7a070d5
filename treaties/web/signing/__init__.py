"""Signing in: django-allauth with this house's rules. Who is let in, how often one may try, and
what is mailed to whoever has forgotten a password.

Accounts are made by administrators: nobody signs up, so allauth's addresses for that are not there.
"""
