"""Help and questions lie over a page, which waits under them."""

from __future__ import annotations

from appliance.tui.page import Page


class Overlay(Page):
    """A page that is pushed, not a step: "Kembali" only takes it off."""

    def close(self) -> None:
        """Back to the page below."""
        self.kiosk.close_overlays()

    def help_text(self) -> str:
        """There is no help about help."""
        return ""
