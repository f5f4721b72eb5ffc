"""Every target, in the order of the table."""

from __future__ import annotations

from tests.fuzz.target import Target
from tests.fuzz.targets.answers import ANSWER
from tests.fuzz.targets.card import CARD, READER
from tests.fuzz.targets.command_line import COMMAND_LINE
from tests.fuzz.targets.configuration import SETTING, VILLAGE
from tests.fuzz.targets.events import EVENT
from tests.fuzz.targets.extract import EXTRACT
from tests.fuzz.targets.numbers import KK, NIK
from tests.fuzz.targets.pages import PAGE
from tests.fuzz.targets.printing import PRINTER, TALK
from tests.fuzz.targets.sealed import KEY, SEAL
from tests.fuzz.targets.wire import ACK, ADDRESS, BATCH, STATUS, TOPIC

TARGETS: tuple[Target, ...] = (
    *(NIK, KK, EXTRACT, SETTING, VILLAGE, ANSWER, CARD, READER, PRINTER, TALK),
    *(EVENT, BATCH, ACK, STATUS, TOPIC, ADDRESS, SEAL, KEY, PAGE, COMMAND_LINE),
)
