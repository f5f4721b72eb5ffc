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
    """Store one setting, once it is known that the devices can be had with it."""
    from appliance.desk.change_setting import change_setting

    terminal = context.terminal()
    value = change_setting(terminal.office, options.key, options.value, terminal.devices_fit)
    return context.answer({options.key: value}, f"{options.key} = {_shown(value)}")


def show(context: Context, options: argparse.Namespace) -> int:
    """All settings."""
    from appliance.desk.change_setting import all_settings

    values = all_settings(context.terminal().office)
    return context.answer(values, "\n".join(f"{key} = {_shown(value)}" for key, value in values.items()))


def _shown(value: object) -> str:
    """As it is typed: true and false in small letters."""
    return str(value).lower() if isinstance(value, bool) else str(value)
