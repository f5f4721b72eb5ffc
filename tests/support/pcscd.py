"""A real pcscd with a virtual reader, in a mount namespace of its own, for one test.

    with Pcscd(tmp_path) as pcscd:
        with VirtualCard(pcscd.port, uid): ...

Inside the block this process and the children it starts find the daemon by ``PCSCLITE_CSOCK_NAME``; the system's
own pcscd and /run/pcscd stay untouched. libpcsclite reads that variable **once, at the first context of a
process**, and keeps the path for good (1.9.9: a static buffer; 2.x: pthread_once). So the variable names one
link for the whole life of this process, and each daemon is put behind that link while it is in use: one daemon
at a time in a process, any number one after the other. A process that opened a context before its first
`Pcscd` keeps looking at the system's socket: `start` then says so. Tests that run in parallel need processes of
their own, as pytest-xdist gives them.

Children that must **not** see it (a test that starts another pcscd) get an environment without the variable.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from types import TracebackType

from tests.support.ports import free_port

_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_VARIABLE = "PCSCLITE_CSOCK_NAME"
_READY_SECONDS = 20
_SLOTS = 2
"""vpcd opens two slots at ports in a row; cards go to the first."""

_IN_NAMESPACE = 'mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind "$1" /run/pcscd && shift && exec "$@"'


class Pcscd:
    """The daemon. `readers=False` starts it with an empty reader folder: a terminal whose reader is unplugged.
    A restart with the other value plugs the reader in or out, since pcscd moves virtual readers only then.

    `port` is where `VirtualCard` connects; it stays the same over restarts unless somebody took it meanwhile.
    With `asks_polkit` a daemon that can ask polkit does so, and refuses everybody, since none runs in here."""

    def __init__(self, folder: Path, *, readers: bool = True, asks_polkit: bool = False) -> None:
        self.folder = folder / "pcscd"
        self.log = self.folder / "pcscd.log"
        self.port = free_port(_SLOTS)
        self._run = self.folder / "run"
        self._config = self.folder / "reader.conf.d"
        self._readers = readers
        self._asks_polkit = asks_polkit
        self._process: subprocess.Popen[bytes] | None = None
        self._before: str | None = None
        for path in (self._run, self._config):
            path.mkdir(parents=True, exist_ok=True)

    @property
    def socket(self) -> Path:
        """The daemon's own socket, for children that shall see this daemon and no other."""
        return self._run / "pcscd.comm"

    @property
    def running(self) -> bool:
        """Whether the daemon's process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The daemon's process id (to stop it for a while: SIGSTOP, SIGCONT)."""
        if self._process is None:
            raise RuntimeError("pcscd does not run")
        return self._process.pid

    def __enter__(self) -> Pcscd:
        self.attach()
        try:
            self.start()
        except BaseException:
            self.detach()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.stop()
        self.detach()

    def attach(self) -> None:
        """Make this process look here, whether or not the daemon runs yet."""
        self._before = os.environ.get(_VARIABLE)
        door = _door()
        door.unlink(missing_ok=True)
        door.symlink_to(self.socket)
        os.environ[_VARIABLE] = str(door)

    def detach(self) -> None:
        """Undo `attach` for children and for everything but the library, which keeps the path."""
        _door().unlink(missing_ok=True)
        if self._before is None:
            os.environ.pop(_VARIABLE, None)
        else:
            os.environ[_VARIABLE] = self._before

    def start(self, *, readers: bool | None = None) -> None:
        """Start, and wait until a client of this process is served and sees the reader (or none)."""
        if self.running:
            raise RuntimeError("pcscd runs already")
        self._readers = self._readers if readers is None else readers
        for _ in range(5):
            self._launch()
            if self._is_ready():
                return
            self.kill()
            self.port = free_port(_SLOTS)
        raise RuntimeError(f"pcscd did not get ready: {self.log.read_text(errors='replace')[-600:]}")

    def stop(self) -> None:
        """End in order."""
        self._end("terminate")

    def kill(self) -> None:
        """SIGKILL: clients see a broken connection, and the socket's file stays behind."""
        self._end("kill")

    def restart(self, *, readers: bool | None = None) -> None:
        """Kill and start again."""
        self.kill()
        self.start(readers=readers)

    def _launch(self) -> None:
        for path in (*self._run.iterdir(), *self._config.iterdir()):
            path.unlink()
        if self._readers:
            (self._config / "vpcd").write_text(
                f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{self.port:#x}\nLIBPATH {_DRIVER}\n'
                f"CHANNELID {self.port:#x}\n",
                encoding="ascii",
            )
        namespace = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-r", "-m"]
        daemon = [_program(), "-f", "-c", str(self._config)]
        if can_ask_polkit() and not self._asks_polkit:
            daemon.append("--disable-polkit")
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*namespace, "sh", "-c", _IN_NAMESPACE, "sh", str(self._run), *daemon], stdout=log, stderr=log
            )

    def _is_ready(self) -> bool:
        """True when the daemon serves as it was told to. Raises RuntimeError when this process cannot see it."""
        deadline = time.monotonic() + _READY_SECONDS
        served = None
        while time.monotonic() < deadline and self.running:
            if self._asks_polkit and self.socket.exists():
                return True
            served = _readers_seen()
            if served is not None and bool(served) == self._readers:
                return True
            if served == [] and b"ould not initialize" in self.log.read_bytes():
                return False  # the port was taken
            time.sleep(0.02)
        if served is None and self.running and self.socket.exists():
            raise RuntimeError("this process opened a PC/SC context before, and its library looks elsewhere")
        return False

    def _end(self, way: str) -> None:
        if self._process is not None:
            getattr(self._process, way)()
            self._process.wait(_READY_SECONDS)
            self._process = None


def why_unavailable() -> str | None:
    """Why such a daemon cannot run here, for `pytest.skip`; None when it can."""
    if shutil.which(_program()) is None or not _DRIVER.exists():
        return "pcscd and vsmartcard-vpcd are not installed"
    tried = subprocess.run(["unshare", *([] if os.geteuid() == 0 else ["-r"]), "-m", "true"], capture_output=True)
    return None if tried.returncode == 0 else "no mount namespace may be made here"


@cache
def can_ask_polkit() -> bool:
    """Whether this pcscd asks polkit (2.x on Debian 13). It then refuses even root where no bus and polkit run."""
    usage = subprocess.run([_program(), "--help"], capture_output=True)
    return b"--disable-polkit" in usage.stdout + usage.stderr


def _program() -> str:
    """Debian keeps it in /usr/sbin, which is not always on the path."""
    return shutil.which("pcscd") or "/usr/sbin/pcscd"


@cache
def _door() -> Path:
    """The one path that this process's library may ever know. Short: a socket's path has 107 letters at most."""
    folder = Path(tempfile.mkdtemp(prefix="pcsc-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / "pcscd.comm"


def _readers_seen() -> list[str] | None:
    """Readers as a client of this process sees them; None when it is not served."""
    from smartcard import scard

    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    if code != scard.SCARD_S_SUCCESS:
        return None
    try:
        code, names = scard.SCardListReaders(context, [])
    finally:
        scard.SCardReleaseContext(context)
    if code == scard.SCARD_E_NO_READERS_AVAILABLE:
        return []
    return list(names) if code == scard.SCARD_S_SUCCESS else None
