"""How does a person write the clauses of an agreement? The fields of the form, and the JSON that
they fill. Only `law` is imported: no Django, no page.
"""
