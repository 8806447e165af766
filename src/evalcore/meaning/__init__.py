"""What a standard means, said once: conditions, verdicts and levels as nodes of a graph."""
