"""A desk for the page tests: the longest real values, and a printer and a store that do as they are told."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from appliance.desk.views import (
    Choice,
    ClerkSession,
    DataPage,
    Issued,
    JobEnd,
    Member,
    OpenPaper,
    Preview,
    Question,
    Request,
    Session,
    Slip,
    Tile,
    Visitor,
    Wish,
)
from appliance.model.card import Tapped
from appliance.model.clock import WIB
from appliance.model.errors import ApplianceError
from appliance.model.layout import Field, Gap, Page, Qr, Rule, Text
from appliance.model.printing import Progress, Status, Waiting, wait_on
from appliance.model.village import Village

NAME = "MUHAMMAD RIZKY ADITYA PRATAMA KUSUMAWARD"
NIK = "1801044303840003"
LINKED, OTHER, UNKNOWN = (
    b"\x04\xa1\xb2\xc3\xd4\xe5\xf6",
    b"\x04\x11\x22\x33\x44\x55\x66",
    b"\x04\x99\x88\x77\x66\x55\x44",
)
PIN = "246810"
VILLAGE = Village("18.01.04.2001", "Hajimena", "Desa", "Kepala Desa", "Natar", "Lampung Selatan")

FAMILY = (
    Member(1, NAME, 42),
    Member(2, "RADEN AYU SITI NURHALIZAH PUTRI KENCANA", 14),
    Member(3, "DODI SAPUTRA", 9),
    Member(4, "RINA AMELIA", 17),
    Member(5, "M. YUSUF", 3),
)
TILES = (
    Tile("SKTM", "SKTM", "tidak mampu", "Surat Keterangan Tidak Mampu"),
    Tile("DOMISILI", "Domisili", "alamat", "Surat Keterangan Domisili"),
    Tile("TIDAK_BEKERJA", "Belum", "bekerja", "Surat Keterangan Belum/Tidak Bekerja"),
    Tile("PENGANTAR", "Pengantar", "ke instansi", "Surat Pengantar"),
)
PURPOSE = Question(
    "keperluan",
    "Surat ini untuk apa?",
    "beasiswa kampus",
    (
        Choice("keperluan sekolah", "Sekolah/kuliah"),
        Choice("berobat", "Berobat"),
        Choice("bantuan sosial", "Bantuan sosial"),
        Choice("keringanan biaya", "Keringanan bayar"),
        Choice("bantuan hukum", "Bantuan hukum"),
    ),
    free=True,
    required=True,
)
LETTER = Page(
    (
        Text("PEMERINTAH KABUPATEN LAMPUNG SELATAN", "center", bold=True),
        Text("KECAMATAN NATAR", "center", bold=True),
        Text("DESA HAJIMENA", "center", bold=True, size=2),
        Rule(heavy=True),
        Text("SURAT KETERANGAN TIDAK MAMPU", "center", bold=True, underline=True),
        Text("Nomor: ...", "center"),
        Gap(),
        Text("Pemerintah Desa Hajimena menerangkan, berdasarkan data kependudukan per 24 November 2026:"),
        Field("Nama", NAME),
        Field("NIK", NIK),
        Field("Tempat, tanggal lahir", "LAMPUNG SELATAN, 03-03-1984"),
        Field("Alamat", "Dusun II Sukamaju, RT 003 RW 001, Desa Hajimena, Kecamatan Natar"),
        Text(
            "adalah warga desa kami dan termasuk keluarga tidak mampu. Surat ini dipakai untuk keperluan sekolah."
        ),
        Gap(3),
        Text("Hajimena, 24 November 2026", "right"),
    )
)
QR = Qr("X" * 160, tuple("".join("10"[(x * y + x) % 2] for x in range(49)) for y in range(49)))


class FakeDesk:
    """Answers at once, unless `gate` is cleared: then every call waits for it, like a hung disk."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.fault: str | None = None
        self.ends: list[JobEnd] = []
        self.doubt: str | None = None
        self.far_ahead: date | None = None
        self.way: str = "direct"
        self.pages: dict[str, DataPage] = {}
        self.refusal: dict[str, ApplianceError] = {}
        self.waiting: list[Request] = [_request(n) for n in range(1, 8)]
        self.papers: list[OpenPaper] = []
        self.sent: list[int] = []
        self.family = FAMILY
        self.letter_tiles = TILES
        self.name = NAME

    def _call(self, name: str) -> None:
        self.calls.append(name)
        assert self.gate.wait(30)
        if name in self.refusal:
            raise self.refusal[name]

    def village(self) -> Village:
        self._call("village")
        return VILLAGE

    def sign_in(self, card: Tapped) -> Session | Visitor:
        self._call("sign_in")
        return Visitor("hash") if card.uid == UNKNOWN else Session(1 if card.uid == LINKED else 9)

    def data_page(self, session: Session) -> DataPage:
        self._call("data_page")
        return DataPage(
            self.name if session.resident == 1 else "DEWI ANGGRAINI",
            NIK,
            "1801 04•• •••• 0003",
            "Dusun II Sukamaju Bahagia Sejahtera, RT 003 RW 001",
            self.family[1:],
            "Senin 09.12, SKTM",
            self.letter_tiles,
            2,
        )

    def tiles(self) -> tuple[Tile, ...]:
        self._call("tiles")
        return self.letter_tiles

    def subjects(self, session: Session, kind: str) -> tuple[Member, ...]:
        self._call("subjects")
        return tuple(member for member in self.family if member.key == 1 or member.age < 18)

    def questions(self, kind: str, language: str = "id") -> tuple[Question, ...]:
        self._call("questions")
        return (PURPOSE,)

    def preview(self, session: Session, wish: Wish) -> Preview:
        self._call("preview")
        subject = next(member for member in self.family if member.key == wish.subject)
        lines = (
            "Surat keterangan tidak mampu (SKTM)",
            f"untuk {subject.name}, {subject.age} tahun",
            f"dipakai untuk {wish.inputs['keperluan']}",
        )
        reason = "Surat ini perlu dilihat petugas dulu, karena data pendapatan belum lengkap."
        if self.way == "direct":
            return Preview(lines, LETTER, "direct")
        return Preview(lines, LETTER, "released", reason)

    def issue(self, session: Session, wish: Wish, read: Preview | None = None) -> Issued:
        self._call("issue")
        return Issued(
            "L1", wish.kind, "Surat Keterangan Tidak Mampu", "400.12.2.1/012/XI/2026", "K7Q4M-X2P9D", 7, QR
        )

    def ask_release(self, session: Session, wish: Wish) -> Slip:
        self._call("ask_release")
        return Slip("A-07", "KTP dan Kartu Keluarga", 8)

    def ask_first_tap(self, visitor: Visitor, nik: str, kind: str, answers: dict[str, str]) -> Slip:
        self._call("ask_first_tap")
        return Slip("A-08", "KTP dan Kartu Keluarga", 9)

    def printer_status(self) -> Status:
        self._call("printer_status")
        return Status(self.fault)

    def print_job(self, job: int, progress: Progress, waiting: Waiting = wait_on) -> JobEnd:
        self._call("print_job")
        self.sent.append(job)
        for part in range(1, 6):
            progress(part, 5)
        return self.ends.pop(0) if self.ends else JobEnd("printed")

    def settle(self, job: int, came_out: bool, clerk: ClerkSession | None = None) -> JobEnd:
        self._call(f"settle {came_out}" + (f" by {clerk.name}" if clerk else ""))
        self.papers = [paper for paper in self.papers if paper.job != job]
        return self.ends.pop(0) if self.ends else JobEnd("printed")

    def print_waiting(self) -> int:
        self._call("print_waiting")
        return 0

    def clerks(self) -> tuple[str, ...]:
        self._call("clerks")
        return ("Wati", "Slamet Riyadi Kusumawardhana", "Budi Hartono")

    def clerk_sign_in(self, name: str, pin: str) -> ClerkSession:
        self._call("clerk_sign_in")
        if pin != PIN:
            raise ApplianceError("E-CRD-01")
        return ClerkSession(name)

    def requests(self) -> tuple[Request, ...]:
        self._call("requests")
        return tuple(self.waiting)

    def release(self, request: str, clerk: ClerkSession, second_tap: Tapped | None = None) -> Issued:
        self._call("release")
        self.waiting = [one for one in self.waiting if one.id != request]
        return self.issue(Session(1), Wish("SKTM", 1, {"keperluan": "sekolah"}))

    def refuse(self, request: str, clerk: ClerkSession) -> None:
        self._call("refuse")
        self.waiting = [one for one in self.waiting if one.id != request]

    def open_papers(self) -> tuple[OpenPaper, ...]:
        self._call("open_papers")
        return tuple(self.papers)

    def letter_of(self, job: int) -> Issued:
        self._call("letter_of")
        return replace(self.issue(Session(1), Wish("SKTM", 1, {"keperluan": "sekolah"})), job=job)

    def clock_doubt(self) -> str | None:
        self._call("clock_doubt")
        return self.doubt

    def confirm_clock(self, clerk: ClerkSession, today: date | None = None) -> None:
        self._call("confirm_clock")
        if self.far_ahead is not None and today != self.far_ahead:
            raise ApplianceError("E-CLK-04" if today is None else "E-CLK-05")
        self.doubt = None


def paper(number: int, state: Literal["queued", "unsure"]) -> OpenPaper:
    """A letter whose paper waits, with the longest real values."""
    title, made = "Surat Keterangan Belum/Tidak Bekerja", datetime(2026, 11, 24, 9, number, tzinfo=WIB)
    return OpenPaper(
        str(number), number, f"400.12.2.1/{number:03}/18.01.04.2001/XI/2026", title, NAME, state, "E-PRN-07", made
    )


def _request(number: int) -> Request:
    request = Request(
        str(number),
        f"A-{number:02}",
        NIK,
        NAME,
        "TIDAK_BEKERJA",
        "Surat Keterangan Tidak Bekerja",
        number % 2 == 1,
        datetime(2026, 11, 24, 9, number, tzinfo=WIB),
    )
    return replace(request, name=None) if number == 3 else request
