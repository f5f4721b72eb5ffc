"""The demo by hand: the kiosk as it is, and beside it a drawer of KTPs, the broker and the province's view."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from appliance.cli.kiosk_run import terminal_pictures
from appliance.demo.network import Network, free_port
from appliance.demo.panel import DrawerPanel, PaperPanel, Standing
from appliance.demo.world import World, make_world
from appliance.tui.app import KioskApp, Pictures
from appliance.tui.box import Box
from appliance.tui.widgets.keys import Keys

PANEL, PAPER = 32, 50
"""Columns of the drawer, and of the paper where the window is wide enough for it."""
_LAID_SECONDS = 0.8
_LOOK_SECONDS = 1.0


def play_by_hand(folder: Path, out: Path) -> int:
    """Run until `q`; the papers that came out stay in `out`."""
    port = free_port()
    state = folder / "terminal"
    print("Menyiapkan Desa Hajimena, 300 penduduk contoh …")
    world = make_world(state, port)
    network = Network(folder, port, world.terminal.office.village.code)
    try:
        network.open_province(state)
        app = DemoApp(world, network, out, terminal_pictures())
        app.run()
    finally:
        network.close()
    print(f"Kertas yang keluar ada di {out}/")
    return app.return_code or 0


class DemoApp(KioskApp):
    """The kiosk in a window, with what stands around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"lay({n})", priority=True, show=False) for n in range(1, 5)),
        Binding("b", "broker", priority=True, show=False),
        Binding("p", "roll", priority=True, show=False),
        Binding("q", "quit", priority=True, show=False),
        Binding("ctrl+q", "quit_always", priority=True, show=False),
    ]

    def __init__(self, world: World, network: Network, out: Path, pictures: Pictures) -> None:
        super().__init__(world.terminal.front(), world.reader, pictures=pictures)
        self._world, self._network, self._out = world, network, out
        self.standing = Standing(tuple((card.label, card.what) for card in world.drawer))
        self._kept: set[int] = set()

    def surroundings(self) -> tuple[int, int]:
        """The panels at the right."""
        return (PANEL + PAPER if self._wide else PANEL), 0

    def compose_surroundings(self) -> Iterable[Widget]:
        """The drawer, and the newest paper beside or below it."""
        right = Box(self.area.right, 0, self.size.width - self.area.width, self.size.height)
        if self._wide:
            yield DrawerPanel(self.standing).at(right.left(PANEL))
            yield PaperPanel(self.standing).at(right.after(PANEL))
        else:
            yield DrawerPanel(self.standing).at(right.top(DrawerPanel.ROWS))
            yield PaperPanel(self.standing).at(right.below(DrawerPanel.ROWS))

    @property
    def _wide(self) -> bool:
        return self.size.width >= 48 + PANEL + PAPER

    def on_mount(self) -> None:
        """Look at printer and province once a second, in a thread. Textual calls the kiosk's own one as well."""
        self.set_interval(_LOOK_SECONDS, self._begin_look)

    def _begin_look(self) -> None:
        self.run_worker(self._look, thread=True, exclusive=False, exit_on_error=False, group="demo")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where something is typed, digits and letters belong to the page."""
        if action in ("lay", "broker", "roll", "quit"):
            return not self.screen.query(Keys)
        return super().check_action(action, parameters)

    def action_quit_always(self) -> None:
        """Leave the demo from any page."""
        self.exit()

    def action_lay(self, place: int) -> None:
        """Lay a KTP on the reader and lift it again."""
        card, reader = self._world.drawer[place - 1], self._world.reader
        if reader.occupied:
            return
        reader.lay(card.uid, card.atr)
        self.set_timer(_LAID_SECONDS, self._lift)

    def _lift(self) -> None:
        if self._world.reader.occupied:
            self._world.reader.lift()

    def action_broker(self) -> None:
        """Bring the broker up, or take it down with all it holds."""
        toggle = self._network.stop_broker if self._network.broker_up else self._network.start_broker
        self.run_worker(toggle, thread=True, exit_on_error=False, group="broker")

    def action_roll(self) -> None:
        """Take the roll out, or put a new one in."""
        machine = self._world.machine
        if machine.stopped:
            machine.mend()
        else:
            machine.dots_left = 0

    def _look(self) -> None:
        """In a thread: what printer, journal and province say now."""
        standing, books = self.standing, self._world.terminal.books
        head = books.journal.head()
        standing.waiting = (head.number if head else 0) - books.journal.cursor().have
        standing.broker_up = self._network.broker_up
        standing.roll = not self._world.machine.stopped
        standing.province = len(self._network.province_events()) if standing.broker_up else standing.province
        self._keep_papers()
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            self.call_from_thread(self._show)

    def _keep_papers(self) -> None:
        """Keep each finished paper as a picture of the letter that it bears."""
        papers = self._world.machine.papers
        self.standing.paper = papers[-1].lines if papers else []
        for key, letter in self._world.terminal.books.letters.find():
            target = self._out / f"surat-{key}.png"
            if key not in self._kept:
                target.write_bytes(self._world.terminal.render(letter, "png"))
                self._kept.add(key)
            self.standing.picture = target

    def _show(self) -> None:
        for panel in (*self.screen.query(DrawerPanel), *self.screen.query(PaperPanel)):
            panel.repaint()
