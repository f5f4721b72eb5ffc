"""A page as plain text, line for line as the paper has it."""

from __future__ import annotations

from appliance.model.layout import Page
from appliance.model.typeset import QrBlock, RuleLine, TextLine, typeset


def to_text(page: Page, columns: int = 48) -> str:
    """The page in lines of at most `columns` letters, ending in a line feed. The QR stands as its payload between
    angle brackets, on one line however long, so that it can be copied whole."""
    lines: list[str] = []
    for block in typeset(page, columns):
        match block:
            case TextLine():
                lines.append(_placed(block, columns))
            case RuleLine():
                lines.append(("=" if block.heavy else "-") * columns)
            case QrBlock():
                lines.append(f"<{block.qr.payload}>")
    return "\n".join(lines) + "\n"


def _placed(line: TextLine, columns: int) -> str:
    match line.align:
        case "center":
            return line.text.center(columns).rstrip()
        case "right":
            return line.text.rjust(columns)
    return line.text
