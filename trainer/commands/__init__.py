"""What the ``trainer`` command does, one module for each group of commands."""
