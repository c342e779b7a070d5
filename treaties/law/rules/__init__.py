"""Which dates follow under one reading? One module a subject of the law of treaties; nothing here
knows that there is a second reading, or asks a question of a person."""
