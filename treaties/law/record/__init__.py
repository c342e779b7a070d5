"""What has happened to one agreement? Its acts, the dates that sources claim for them, its clauses;
nothing that follows from them by a rule."""
