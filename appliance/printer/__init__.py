"""The printer: bytes for a page, the talk with the machine, and a driver for each way to reach it."""
