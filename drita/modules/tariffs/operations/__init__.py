"""What can be done with tariffs, one use case a file."""
