"""Own words for a question, by touch alone."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.widget import Widget

from appliance.tui.box import Box
from appliance.tui.flow import after_question, steps
from appliance.tui.page import Bar, Page
from appliance.tui.text import clean, sentences
from appliance.tui.widgets.keyboard import Keyboard


class Write(Page):
    """A keyboard on the screen; a real one works as well. `number` is the question."""

    reading = True

    def corner(self) -> str:
        """The step."""
        return steps(self.kiosk, "ask", self.number)

    def question(self) -> str:
        """The letter's own question."""
        return sentences(self.say(self.visit.questions[self.number].text))[0]

    @property
    def _typed(self) -> str:
        return self.visit.typed.get(self.visit.questions[self.number].name, "")

    def body(self, box: Box) -> Iterable[Widget]:
        """Field and keys; an example stands in the field until something is typed."""
        hint = self.say("Contoh: {example}", example=self.visit.questions[self.number].example)
        self._keyboard = Keyboard(self._type, self.say("Spasi"), self.say("Hapus"), hint)
        self._keyboard.text = self._typed
        yield self._keyboard.at(box)

    def buttons(self) -> Bar:
        """Back, help, and on once something is written."""
        left, middle, _ = super().buttons()
        self._next = self.next_button(self._done)
        self._next.display = bool(self._typed.strip())
        return left, middle, self._next

    def help_text(self) -> str:
        """What to do here."""
        return self.say('Ketik dengan menyentuh huruf. Sentuh "Hapus" untuk membetulkan.')

    def _type(self, letter: str) -> None:
        asked = self.visit.questions[self.number]
        typed = (self._typed + letter).lstrip() if letter else self._typed[:-1]
        self.visit.typed[asked.name] = typed[: asked.limit]
        self._keyboard.set_text(self._typed)
        self._next.display = bool(self._typed.strip())

    def on_key(self, event: events.Key) -> None:
        """A real keyboard."""
        super().on_key(event)
        if event.key == "backspace":
            self._type("")
        elif event.character and event.is_printable and self.focused is None:
            self._type(clean(event.character).upper())

    def _done(self) -> None:
        after_question(self.kiosk, self.number, self._typed.strip())
