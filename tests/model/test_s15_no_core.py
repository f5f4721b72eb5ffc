"""S15: a process that fell leaves no picture of its memory."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

FALLS = """
import ctypes, os, resource, signal
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from appliance.model.no_core import no_core_files
no_core_files()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE), flush=True)
os.kill(os.getpid(), signal.SIGSEGV)
"""


def test_no_core_file_and_no_dump_by_anybody(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FALLS], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGSEGV
    assert done.stdout == "0 0 0\n", "not dumpable (prctl 3), both limits 0"
    assert list(tmp_path.iterdir()) == []
