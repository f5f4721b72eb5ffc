"""textual-image's widget, for terminals to which defining a colour is not choosing it.

Its encoder defines a colour where it is first used and writes on in it. foot, the terminal of the kiosk, goes on in
the colour before until one is chosen: the first band of each colour was lost, a code its first row of modules.
And it leaves the cursor below the picture, so that what Textual writes beside its last row landed in the next one
and a strip of the page before stayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PIL import Image as Pillow
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual_image._sixel import BackgroundColor, SixelOptions
from textual_image.widget.sixel import Image, _ImageSixelImpl, _NoopRenderable

_DEFINITION = re.compile(r"#(\d+);2;\d+;\d+;\d+")


def choose_what_is_defined(sixels: str) -> str:
    """The same picture, with each colour chosen right after its definition."""
    return _DEFINITION.sub(r"\g<0>#\1", sixels)


class _Sixels(_ImageSixelImpl):
    def _image_to_sixels(
        self,
        image: Pillow.Image,
        sixel_options: SixelOptions | None = None,
        background: BackgroundColor | None = None,
    ) -> str:
        return choose_what_is_defined(super()._image_to_sixels(image, sixel_options, background))

    def _get_sixel_segments(self, sixel_data: str) -> Iterable[Segment]:
        place = self.screen.find_widget(self).visible_region
        beside = Control.move_to(place.right, place.bottom - 1).segment.text
        return [*list(super()._get_sixel_segments(sixel_data))[:-1], Segment(beside, Style())]


class SixelImage(Image, Renderable=_NoopRenderable):
    """A picture as sixels that every terminal reads alike."""

    def compose(self) -> ComposeResult:
        """The widget that writes them."""
        yield _Sixels(self.image, self._sixel_options)
