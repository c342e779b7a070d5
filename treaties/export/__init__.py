"""What leaves the register as a file? Nothing is sent from here, and nothing but drawings and
tables of what other rooms have worked out is put in.
"""
