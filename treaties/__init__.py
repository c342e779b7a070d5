"""Treaty Timeline: when treaties bind, when they renew, and by which day somebody has to decide."""
