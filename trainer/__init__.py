"""Calm Waters: practise angry customers and heated discussions, and learn what your words do."""

__version__ = "0.1.0"
