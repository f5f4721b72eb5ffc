"""`set` and `settings`."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, Context, command


def register(commands: Commands) -> None:
    """Add the commands."""
    parser = command(commands, "set", "ubah satu pengaturan (change a setting)", change)
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("value", metavar="VALUE")
    command(commands, "settings", "tampilkan semua pengaturan (show all settings)", show)


def change(context: Context, options: argparse.Namespace) -> int:
    """Store one setting."""
    from appliance.desk.change_setting import change_setting

    value = change_setting(context.terminal().office, options.key, options.value)
    return context.answer({options.key: value}, f"{options.key} = {value}")


def show(context: Context, options: argparse.Namespace) -> int:
    """All settings."""
    values = context.terminal().office.books.settings.all()
    return context.answer(values, "\n".join(f"{key} = {value}" for key, value in values.items()))
