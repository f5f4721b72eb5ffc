"""Places on the character grid. Every page is laid out by dividing the box that is left for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle of cells: column and row of its top left corner, width and height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column after the box."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row after the box."""
        return self.y + self.height

    def top(self, rows: int) -> Box:
        """The upper `rows` rows."""
        return Box(self.x, self.y, self.width, min(rows, self.height))

    def below(self, rows: int) -> Box:
        """What is left under the upper `rows` rows."""
        return Box(self.x, self.y + rows, self.width, max(0, self.height - rows))

    def foot(self, rows: int) -> Box:
        """The lower `rows` rows."""
        return self.below(self.height - rows)

    def left(self, columns: int) -> Box:
        """The left `columns` columns."""
        return Box(self.x, self.y, min(columns, self.width), self.height)

    def after(self, columns: int) -> Box:
        """What is left at the right of the left `columns` columns."""
        return Box(self.x + columns, self.y, max(0, self.width - columns), self.height)

    def inset(self, columns: int, rows: int = 0) -> Box:
        """The box without a margin on each side."""
        return Box(self.x + columns, self.y + rows, self.width - 2 * columns, self.height - 2 * rows)

    def centred(self, width: int, height: int) -> Box:
        """A box of this size in the middle."""
        return Box(self.x + (self.width - width) // 2, self.y + (self.height - height) // 2, width, height)

    def shares(self, *weights: int) -> list[Box]:
        """Columns side by side in proportion to `weights`, together exactly as wide as the box."""
        total, boxes, begin, seen = sum(weights), [], self.x, 0
        for weight in weights:
            seen += weight
            end = self.x + self.width * seen // total
            boxes.append(Box(begin, self.y, end - begin, self.height))
            begin = end
        return boxes

    def grid(self, rows: int, columns: int, lines: int = 1, tallest: int = 5) -> list[Box]:
        """Equal cells row by row for labels of `lines` lines, which stand exactly in the middle; left-over room
        goes between the rows, then stays free at the bottom."""
        height = min(tallest, self.height // rows)
        if height > lines + 2 and (height - lines) % 2:
            height -= 1
        gap = min(1, (self.height - rows * height) // (rows - 1)) if rows > 1 else 0
        cells: list[Box] = []
        for row in range(rows):
            line = Box(self.x, self.y + row * (height + gap), self.width, height)
            cells += line.shares(*[1] * columns)
        return cells
