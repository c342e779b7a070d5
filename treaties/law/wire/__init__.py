"""How are questions and answers written as JSON lines (`manage.py reckon`)? Reading and writing
only; no rule of law."""
