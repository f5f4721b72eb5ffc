"""The few widgets of which all pages are made. Each paints its own cells; none reads markup."""
