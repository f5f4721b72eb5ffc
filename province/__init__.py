"""The province's end: takes every village's events once, in order, and says how far it has them."""
