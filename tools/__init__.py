"""What keeps the repository itself in order. Nothing here is installed."""
