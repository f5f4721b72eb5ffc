"""Frozen values and errors that every room shares. Imports the standard library only."""
