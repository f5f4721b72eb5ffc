"""The resident's screen: a router, one page a file, few widgets. It asks the desk, never a device or the store."""
