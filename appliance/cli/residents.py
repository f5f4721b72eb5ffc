"""`residents`: import of the extract, one resident's data."""

from __future__ import annotations

import argparse
from pathlib import Path

from appliance.cli.common import Commands, Context, command, group
from appliance.model.errors import ApplianceError


def register(commands: Commands) -> None:
    """Add the commands."""
    residents = group(commands, "residents", "buku penduduk (the register)")
    importing = command(residents, "import", "ambil data dari berkas Disdukcapil (import an extract)", take)
    importing.add_argument("file", metavar="FILE")
    showing = command(residents, "show", "data satu penduduk (one resident)", show)
    showing.add_argument("nik", metavar="NIK")


def take(context: Context, options: argparse.Namespace) -> int:
    """Import a file; rejected rows are told and are no failure."""
    from appliance.desk.import_residents import import_residents

    office = context.terminal().office
    translate = context.translate()
    try:
        with Path(options.file).open("rb") as file:
            report = import_residents(office, file, translate)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise ApplianceError("E-IMP-01", file=Path(options.file).name[:80], reason=reason) from error
    for row in (*report.rejected, *report.warnings):
        context.warn(f"baris {row.line}: {row.code} {row.reason}")
    words = (
        f"{report.accepted} baru, {report.updated} berubah, {report.unchanged} tetap, "
        f"{len(report.rejected)} ditolak, {len(report.warnings)} peringatan"
    )
    return context.answer(report.as_json(), words)


def show(context: Context, options: argparse.Namespace) -> int:
    """One resident as the extract has him or her."""
    from appliance.desk.show_resident import show_resident

    return context.answer(show_resident(context.terminal().office, options.nik))
