"""The doors by which facts come in from outside: seed files, registers, workbooks."""
