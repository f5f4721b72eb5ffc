"""What a finger does: a touch counts when it lifts inside the target; sliding out of it cancels (rule 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events

from appliance.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from appliance.tui.page import Page


class Touchable(Painted):
    """A widget with one or more targets. Subclasses say which target lies under a cell and what it does."""

    FOCUS_ON_CLICK = False
    safe = False
    """Whether it may be pressed while the page waits for an answer ("Kembali", "Bantuan")."""

    def __init__(self) -> None:
        super().__init__()
        self.down: int | None = None
        """The target that the finger went down on, while it rests inside it."""
        self._held: int | None = None

    def target_at(self, x: int, y: int) -> int | None:
        """The number of the target at this cell of the widget, or None."""
        raise NotImplementedError

    def fire(self, target: int) -> None:
        """The target was touched."""
        raise NotImplementedError

    def allowed(self) -> bool:
        """Whether the page takes a touch or key just now."""
        return cast("Page", self.screen).takes_touch(self.safe)

    def _show(self, target: int | None) -> None:
        if target != self.down:
            self.down = target
            self.repaint()

    def _under(self, event: events.MouseEvent) -> int | None:
        inside = 0 <= event.x < self.size.width and 0 <= event.y < self.size.height
        return self.target_at(event.x, event.y) if inside else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The finger comes down: colour answers at once, the act waits for the lift."""
        event.stop()
        if not self.allowed():
            return
        self._held = self._under(event)
        if self._held is not None:
            self.capture_mouse()
            self._show(self._held)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The finger slides."""
        if self._held is not None:
            self._show(self._held if self._under(event) == self._held else None)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The finger lifts."""
        event.stop()
        held, self._held = self._held, None
        if held is None:
            return
        self.release_mouse()
        self._show(None)
        if self._under(event) == held:
            self.fire(held)
