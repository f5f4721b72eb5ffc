"""`residents`: import of the extract, one resident's data."""

from __future__ import annotations

import argparse

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
    from appliance.cli.files import ReadFile
    from appliance.desk.import_residents import cut_before, import_residents

    office = context.terminal().office
    with ReadFile(options.file) as file:
        if cut_before(office):
            context.warn(ApplianceError("E-IMP-12").for_clerk(context.translate()))
        report = import_residents(office, file, context.translate())
    told = context.translate()("baris {line}: {code} {reason}")
    for row in (*report.rejected, *report.warnings):
        context.warn(told.format_map(row._asdict()))
    if report.untold:
        context.warn(context.say("… dan {count} temuan lain.", count=report.untold))
    words = context.say(
        "{accepted} baru, {updated} berubah, {unchanged} tetap, {rejected} ditolak, {warnings} peringatan.",
        accepted=report.accepted,
        updated=report.updated,
        unchanged=report.unchanged,
        rejected=len(report.rejected),
        warnings=len(report.warnings),
    )
    return context.answer(report.as_json(), words)


def show(context: Context, options: argparse.Namespace) -> int:
    """One resident as the extract has him or her."""
    from appliance.desk.show_resident import show_resident

    return context.answer(show_resident(context.terminal().office, options.nik))
