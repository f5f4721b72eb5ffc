"""textual-image's widget, for terminals to which defining a colour is not choosing it.

Its encoder defines a colour where it is first used and writes on in it. foot, the terminal of the kiosk, goes on in
the colour before until one is chosen: the first band of each colour was lost, a code its first row of modules.
"""

from __future__ import annotations

import re

from PIL import Image as Pillow
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


class SixelImage(Image, Renderable=_NoopRenderable):
    """A picture as sixels that every terminal reads alike."""

    def compose(self) -> ComposeResult:
        """The widget that writes them."""
        yield _Sixels(self.image, self._sixel_options)
