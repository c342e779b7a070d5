"""What may be done from the command line? Only the commands."""
