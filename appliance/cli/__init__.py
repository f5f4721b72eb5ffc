"""The command line, a file a command group. Nothing heavy is imported before a command runs."""
