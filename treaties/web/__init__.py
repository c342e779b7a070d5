"""The pages people read: thin views over what the register knows."""
