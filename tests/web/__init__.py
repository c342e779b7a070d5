"""Tests of the pages people read."""
