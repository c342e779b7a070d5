"""Which commands does `manage.py` have? Thin doorways: options are read, another room does the
work, its outcome is printed.
"""
