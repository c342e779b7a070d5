"""Tests of what templates say in words."""
