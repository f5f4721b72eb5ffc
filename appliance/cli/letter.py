"""`letter`: kinds, issue, list, show, print, verify, papers and requests that wait for a clerk."""

from __future__ import annotations

import argparse
from typing import Any

from appliance.cli.common import Commands, Context, command, group
from appliance.model.errors import ApplianceError

FORMATS = ("text", "png", "pdf", "escpos")


def register(commands: Commands) -> None:
    """Add the commands."""
    letter = group(commands, "letter", "surat (letters)")
    command(letter, "kinds", "jenis surat (kinds of letters)", kinds)
    issue = command(letter, "issue", "terbitkan surat (issue a letter)", issue_)
    issue.add_argument("--nik", required=True)
    issue.add_argument("--kind", required=True)
    issue.add_argument("--input", action="append", default=[], metavar="NAME=VALUE")
    listing = command(letter, "list", "surat menurut urutan terbit (letters in the order of issue)", list_)
    listing.add_argument("--nik")
    show = command(letter, "show", "surat seperti saat terbit (a letter as issued)", show_)
    show.add_argument("id", metavar="ID")
    show.add_argument("--format", default="text", help=", ".join(FORMATS))
    show.add_argument("--out", required=True, metavar="FILE")
    printing = command(letter, "print", "cetak yang menunggu, atau salinan (print or copy)", print_)
    printing.add_argument("id", metavar="ID")
    command(letter, "jobs", "surat yang belum pasti keluar atau belum dicetak (papers that wait)", jobs)
    settling = command(letter, "settle", "jawab apakah surat sudah keluar (say whether it came out)", settle_)
    settling.add_argument("id", metavar="ID")
    settling.add_argument("--came-out", required=True, metavar="yes|no")
    verify = command(letter, "verify", "periksa segel (verify a seal)", verify_)
    verify.add_argument("--seal", required=True, metavar="TEXT")
    verify.add_argument("--key", metavar="HEX", help="public key of the village; default: this village's own")
    command(letter, "pending", "permintaan yang menunggu petugas (requests that wait)", pending)
    release = command(letter, "release", "setujui permintaan dan cetak (release a request)", release_)
    release.add_argument("id", metavar="ID")
    release.add_argument("--clerk", required=True)
    release.add_argument("--pin", required=True)


def kinds(context: Context, options: argparse.Namespace) -> int:
    """All kinds with their inputs."""
    from appliance.desk.letter_kinds import describe_kinds

    context.terminal()
    found = describe_kinds()
    words = "\n".join(f"{kind['kind']:<16} {kind['title']} ({kind['policy']})" for kind in found)
    return context.answer(found, words)


def issue_(context: Context, options: argparse.Namespace) -> int:
    """The clerk's own act: issued and printed whatever the kind's policy."""
    from appliance.desk.issue_letter import issue_for_clerk
    from appliance.desk.print_job import print_job, recover

    inputs = {}
    for word in options.input:
        name, sep, value = word.partition("=")
        if not sep:
            raise ApplianceError("E-CMD-08", name="--input", expected="NAMA=NILAI")
        inputs[name] = value
    office = context.terminal().office
    recover(office)
    key, letter, job = issue_for_clerk(office, options.nik, options.kind, inputs)
    state = context.print_out(lambda: print_job(office, job))
    answer = {
        "id": str(key),
        "kind": letter.kind,
        "number": letter.number,
        "series": letter.series,
        "year": letter.year,
        "seq": letter.seq,
        "job": state,
        "event": letter.event,
        "seal": letter.seal,
        "code": letter.code,
    }
    words = "{title} Nomor {number}: {state}"
    return context.answer(answer, context.say(words, title=letter.title, number=letter.number, state=state))


def list_(context: Context, options: argparse.Namespace) -> int:
    """Letters with the state of their newest job."""
    from appliance.desk.letter_list import list_letters

    _recover(context)
    office = context.terminal().office
    found = list_letters(office, options.nik)
    words = "\n".join(map(_line, found))
    return context.answer(found, words)


def _line(row: dict[str, Any]) -> str:
    """A letter, or a place of a series that is void."""
    if row["status"] == "void":
        return f"{'-':>5}  {row['issued_at']}  {row['series']} {row['seq']}/{row['year']}  void"
    return f"{row['id']:>5}  {row['issued_at']}  {row['number']}  {row['job']}"


def show_(context: Context, options: argparse.Namespace) -> int:
    """The stored letter in one of the formats."""
    from appliance.cli.files import write_file
    from appliance.desk.letter_list import letter_by_id

    if options.format not in FORMATS:
        raise ApplianceError("E-CMD-08", name="--format", expected=", ".join(FORMATS))
    terminal = context.terminal()
    _key, letter = letter_by_id(terminal.office, options.id)
    write_file(options.out, [terminal.render(letter, options.format)], context.state)
    return context.answer({"id": options.id, "format": options.format, "file": options.out}, options.out)


def print_(context: Context, options: argparse.Namespace) -> int:
    """Send a waiting job again, or make a marked copy."""
    from appliance.desk.letter_list import letter_by_id
    from appliance.desk.print_job import print_letter

    office = context.terminal().office
    key, _letter = letter_by_id(office, options.id)
    state = context.told(print_letter(office, key))
    return context.answer({"id": options.id, "job": state}, state)


def jobs(context: Context, options: argparse.Namespace) -> int:
    """Letters whose paper is unsure or was not printed, oldest first."""
    from appliance.desk.open_questions import open_papers

    _recover(context)
    found = [
        {
            "id": paper.letter,
            "number": paper.number,
            "state": paper.state,
            "code": paper.code,
            "made_at": paper.made_at.isoformat(timespec="seconds"),
        }
        for paper in open_papers(context.terminal().office)
    ]
    words = "\n".join(
        f"{row['id']:>5}  {row['made_at']}  {row['number']}  {row['state']}  {row['code'] or ''}".rstrip()
        for row in found
    )
    return context.answer(found, words or context.say("Tidak ada yang menunggu."))


def settle_(context: Context, options: argparse.Namespace) -> int:
    """A person's answer about a paper: it came out, or a marked copy is printed."""
    from appliance.desk.letter_list import letter_by_id
    from appliance.desk.open_questions import unsure_job
    from appliance.desk.print_job import recover, settle

    if options.came_out not in ("yes", "no"):
        raise ApplianceError("E-CMD-08", name="--came-out", expected="yes, no")
    office = context.terminal().office
    key, _letter = letter_by_id(office, options.id)
    recover(office)
    job = unsure_job(office, key)
    if job is None:
        raise ApplianceError("E-JOB-08", id=options.id)
    state = context.told(settle(office, job, options.came_out == "yes"))
    return context.answer({"id": options.id, "job": state}, state)


def _recover(context: Context) -> None:
    """Mark what was cut off, before a list is shown; a disk that takes no writes still shows what is there."""
    from appliance.desk.print_job import recover

    try:
        recover(context.terminal().office)
    except ApplianceError as error:
        context.warn(error.for_clerk(context.translate()))


def verify_(context: Context, options: argparse.Namespace) -> int:
    """Always exit 0, whatever it finds."""
    from appliance.desk.verify_letter import read_key, verify_letter

    given = options.key
    public = context.terminal().office.keys.signer.public if given is None else read_key(given)
    found = verify_letter(options.seal, public)
    return context.answer({**found, "reason": context.say(found["reason"])})


def pending(context: Context, options: argparse.Namespace) -> int:
    """What waits for a clerk."""
    from appliance.desk.requests import waiting

    found = [
        {
            "id": request.id,
            "slip": request.slip,
            "nik": request.nik,
            "kind": request.kind,
            "asked_at": request.asked_at.isoformat(timespec="seconds"),
        }
        for request in waiting(context.terminal().office)
    ]
    words = "\n".join(f"{row['id']:>5}  {row['slip']}  {row['kind']}  {row['asked_at']}" for row in found)
    return context.answer(found, words or context.say("Tidak ada yang menunggu."))


def release_(context: Context, options: argparse.Namespace) -> int:
    """A clerk releases a request: issue and print."""
    from appliance.desk.clerks import clerk_sign_in
    from appliance.desk.print_job import print_job, recover
    from appliance.desk.requests import release

    office = context.terminal().office
    clerk = clerk_sign_in(office, options.clerk, options.pin)
    recover(office)
    issued = release(office, options.id, clerk)
    state = context.print_out(lambda: print_job(office, issued.job))
    answer = {"id": issued.letter, "number": issued.number, "job": state}
    return context.answer(answer, f"{issued.number}: {state}")
