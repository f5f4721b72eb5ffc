"""What a card's answer to "give me your UID" means. Nothing but a whole UID is ever taken for one."""

from __future__ import annotations

from appliance.model.card import UID_LENGTHS
from appliance.reader.faults import CardFault

GET_UID = bytes.fromhex("FFCA000000")
"""GET DATA of PC/SC part 3, section 3.2.2.1.3: the reader itself answers with the UID."""

_FINE = b"\x90\x00"
_REFUSALS = range(0x62, 0x70)
"""First status byte of a command that a card or reader understood and refused (ISO/IEC 7816-4, section 5.6)."""


def uid_in(answer: bytes) -> bytes:
    """The UID in an answer. A card that leaves in the middle gives an empty answer or a piece of its UID, both
    with success, so end and length must fit too (devices fact sheet, point 5).

    Raises `CardFault`: E-RDR-06 when the UID is refused, E-RDR-04 for everything else that is no UID.
    """
    uid, status = answer[:-2], answer[-2:]
    if status == _FINE and len(uid) in UID_LENGTHS:
        return uid
    refused = not uid and len(status) == 2 and status[0] in _REFUSALS
    raise CardFault("E-RDR-06" if refused else "E-RDR-04")
