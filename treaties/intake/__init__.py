"""How do facts come in from outside: seed files, registers, workbooks? Files are read and checked
here; rows are written by `register` only.
"""
