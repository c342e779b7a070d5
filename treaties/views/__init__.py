"""What pages say about an agreement: small values for templates, from rows or from a projection."""
