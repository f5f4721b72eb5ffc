"""Card readers: one port, its drivers and simulator side by side. `factory.open_reader` picks one."""
