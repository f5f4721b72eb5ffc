"""The units: each process its own user, sandboxed, and nothing in them that is not in the repository."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "systemd"
TERMINAL = ("kiosk.service", "agent.service")
SERVICES = (*TERMINAL, "pcscd.service", "anjungan-backup.service")

SANDBOX = {
    "NoNewPrivileges": ["yes"],
    "CapabilityBoundingSet": [""],
    "ProtectSystem": ["strict"],
    "ProtectHome": ["yes"],
    "PrivateTmp": ["yes"],
    "ProtectKernelTunables": ["yes"],
    "ProtectKernelModules": ["yes"],
    "ProtectControlGroups": ["yes"],
    "RestrictSUIDSGID": ["yes"],
    "RestrictNamespaces": ["yes"],
    "LockPersonality": ["yes"],
    "MemoryDenyWriteExecute": ["yes"],
    "SystemCallArchitectures": ["native"],
    "SystemCallFilter": ["@system-service", "~@privileged @resources"],
    "DevicePolicy": ["closed"],
}


def read(name):
    """Sections of a unit; a key may stand several times, so its values are a list."""
    sections = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith(("#", ";")):
            continue
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
            continue
        key, sep, value = line.partition("=")
        assert sep and key == key.strip(), f"{name}: {line}"
        section.setdefault(key, []).append(value)
    return sections


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_sandboxed(name):
    service = read(name)["Service"]
    assert {key: service.get(key) for key in SANDBOX} == SANDBOX
    assert "PAMName" not in service


@pytest.mark.parametrize("name", TERMINAL)
def test_a_service_of_the_terminal(name):
    unit = read(name)
    service, words = unit["Service"], name.partition(".")[0]
    assert service["User"] == [words]
    assert "anjungan" in service["SupplementaryGroups"][0].split()
    assert service["UMask"] == ["0007"] and service["Restart"] == ["always"]
    assert service["ReadWritePaths"] == ["/var/lib/appliance"]
    assert service["ExecStart"][0].endswith(f"/opt/anjungan/bin/appliance {words}")
    assert unit["Unit"]["StartLimitIntervalSec"] == ["0"], "a terminal never gives up"
    assert service["LimitCORE"] == ["0"], "a core file would hold names"


def test_the_screen_starts_without_a_store_to_say_so_and_the_agent_does_not():
    assert "ConditionPathExists" not in read("kiosk.service")["Unit"]
    assert read("agent.service")["Unit"]["ConditionPathExists"] == ["/var/lib/appliance/store.sqlite"]


def test_the_kiosk_reaches_the_printer_and_no_further():
    service = read("kiosk.service")["Service"]
    assert service["IPAddressDeny"] == ["any"]
    allowed = service["IPAddressAllow"][0].split()
    assert "any" not in allowed and "0.0.0.0/0" not in allowed


def test_the_agent_sees_neither_devices_nor_the_key_of_cards():
    service = read("agent.service")["Service"]
    assert service["PrivateDevices"] == ["yes"]
    assert service["InaccessiblePaths"] == ["-/var/lib/appliance/keys/uid.key"]
    assert "DeviceAllow" not in service


def test_the_daily_backup_is_made_and_caught_up_with():
    unit, timer = read("anjungan-backup.service"), read("anjungan-backup.timer")
    service = unit["Service"]
    assert service["ExecStart"] == ["/opt/anjungan/bin/appliance store backup"]
    assert service["Type"] == ["oneshot"] and service["User"] == ["kiosk"]
    assert service["SupplementaryGroups"] == ["anjungan"] and service["UMask"] == ["0007"]
    assert unit["Unit"]["ConditionPathExists"] == ["/var/lib/appliance/store.sqlite"]
    assert timer["Timer"]["Persistent"] == ["true"] and timer["Timer"]["OnCalendar"][0].startswith("*-*-* ")
    assert timer["Install"]["WantedBy"] == ["timers.target"] and "Unit" not in timer["Timer"]


def test_the_backup_reaches_the_stick_but_neither_keys_nor_network():
    service = read("anjungan-backup.service")["Service"]
    assert service["ReadWritePaths"][0].split() == ["/var/lib/appliance", "-/media", "-/mnt", "-/run/media"]
    assert service["InaccessiblePaths"] == ["-/var/lib/appliance/keys"]
    assert service["PrivateNetwork"] == service["PrivateDevices"] == ["yes"]


def test_users_and_groups_are_made():
    lines = [line.split()[:3] for line in (FOLDER / "anjungan.sysusers.conf").read_text().splitlines()]
    for name in TERMINAL:
        service = read(name)["Service"]
        user = service["User"][0]
        assert ["u", user, "-"] in lines
        for group in service["SupplementaryGroups"][0].split():
            assert ["m", user, group] in lines and ["g", group, "-"] in lines


def test_the_key_of_cards_stays_with_the_kiosk():
    modes = {}
    for line in (FOLDER / "anjungan.tmpfiles.conf").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _type, path, mode, user, group, _age = line.split()
            modes[path] = (mode, user, group)
    assert modes["/var/lib/appliance"] == ("2770", "kiosk", "anjungan")
    assert modes["/var/lib/appliance/keys/village.key"] == ("0640", "kiosk", "anjungan")
    assert modes["/var/lib/appliance/keys/uid.key"] == ("0600", "kiosk", "kiosk")


def test_the_terminal_under_the_kiosk_has_no_key_of_its_own():
    text = (FOLDER / "foot.ini").read_text(encoding="utf-8")
    parts = re.split(r"^\[([a-z-]+)\]$", text, flags=re.MULTILINE)
    sections = {
        name: dict(re.findall(r"^([a-z-]+)=(.*)$", body, re.MULTILINE))
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    for section in ("key-bindings", "mouse-bindings"):
        assert len(sections[section]) > 10
        assert set(sections[section].values()) == {"none"}
    assert sections["scrollback"] == {"lines": "0"} and sections["touch"] == {"long-press-delay": "0"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("name", SERVICES)
def test_systemd_calls_it_safe(name):
    """Exposure below 2.0 of 10 (0 is none), by systemd's own measure."""
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", str(FOLDER / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_names_every_file():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in FOLDER.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in page
