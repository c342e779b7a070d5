"""All tests of Treaty Timeline; `make test` runs them with every check."""
