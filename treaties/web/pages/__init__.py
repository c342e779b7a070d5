"""The pages people read, one module a page or a group of pages."""
