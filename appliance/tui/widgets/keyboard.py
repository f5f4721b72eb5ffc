"""Letters and signs, for own words."""

from __future__ import annotations

from collections.abc import Callable

from appliance.tui.box import Box
from appliance.tui.text import shorten
from appliance.tui.widgets.canvas import Canvas
from appliance.tui.widgets.keys import Key, Keys

_LETTERS = ("QWERTYUIOP", "ASDFGHJKL'", "ZXCVBNM,.-")
_SIGNS = ("1234567890", '/()&+:;"?!', "@#%*=_,.'-")
_OTHER = "\t"


class Keyboard(Keys):
    """Capital letters under a field that shows the text, or `hint` while there is none; "123" changes to digits and
    signs and back. The key `rub` types nothing, which takes the last letter back."""

    def __init__(self, typed: Callable[[str], None], space: str, rub: str, hint: str) -> None:
        super().__init__(typed)
        self._space = space
        self._rub = rub
        self._hint = hint
        self._signs = False
        self.text = ""

    def set_text(self, text: str) -> None:
        """Show another text in the field."""
        self.text = text
        self.repaint()

    def keys(self, width: int, height: int) -> list[Key]:
        """Ten keys in each of three rows, the space bar under them, two big keys at the right."""
        down = min(4, (height - 1) // 4)
        across = min(9, (width - 8) // 10)
        side = min(width - 10 * across, 14)
        rows = _SIGNS if self._signs else _LETTERS
        return [
            *(
                Key(label, label, Box(column * across, 1 + row * down, across, down))
                for row, labels in enumerate(rows)
                for column, label in enumerate(labels)
            ),
            Key(self._space, " ", Box(0, 1 + 3 * down, 10 * across, down)),
            Key(self._rub, "", Box(10 * across, 1, side, 2 * down)),
            Key("ABC" if self._signs else "123", _OTHER, Box(10 * across, 1 + 2 * down, side, 2 * down)),
        ]

    def fire(self, target: int) -> None:
        """Type, or change between letters and signs."""
        value = self.board[target].value
        if value == _OTHER:
            self._signs = not self._signs
            self.repaint()
        else:
            self._typed(value)

    def paint(self, canvas: Canvas) -> None:
        """The field over the keys; of a long text its end is shown."""
        super().paint(canvas)
        style = self.palette.style("on_accent", "accent", bold=bool(self.text))
        shown = (self.text + "▏")[-(canvas.width - 2) :] if self.text else shorten(self._hint, canvas.width - 2)
        canvas.put(0, 0, f" {shown}".ljust(canvas.width), style)
