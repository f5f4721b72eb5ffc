"""The whole chain on embedded defaults: by hand in a terminal, by itself without one."""
