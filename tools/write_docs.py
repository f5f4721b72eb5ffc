"""Write the generated parts of `docs/`: what the program itself knows of its commands, settings, codes and letters.

A part stands in its page between two marks, and everything outside the marks is written by hand:

    <!-- written from the program: settings -->
    ...
    <!-- until here -->

`python -m tools.write_docs` writes the pages anew; a test holds that nothing would change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.describe_codes import codes
from tools.describe_commands import appliance_commands, province_commands
from tools.describe_letters import kinds, terms
from tools.describe_settings import settings

DOCS = Path(__file__).parents[1] / "docs"

PARTS: Mapping[str, Callable[[], str]] = {
    "appliance commands": appliance_commands,
    "province commands": province_commands,
    "settings": settings,
    "codes": codes,
    "kinds": kinds,
    "terms": terms,
}

_PART = re.compile(r"(<!-- written from the program: (?P<name>[a-z ]+) -->\n).*?(<!-- until here -->)", re.DOTALL)


def written(page: str) -> str:
    """`page` with every generated part as the program is now. Raises KeyError for a part nobody writes."""
    return _PART.sub(lambda part: f"{part[1]}\n{PARTS[part['name']]()}\n\n{part[3]}", page)


def parts_in(page: str) -> list[str]:
    """Names of the generated parts of `page`."""
    return [part["name"] for part in _PART.finditer(page)]


def main() -> None:
    """Write every page whose generated parts have changed."""
    for path in sorted(DOCS.glob("*.md")):
        page = path.read_text(encoding="utf-8")
        new = written(page)
        if new != page:
            path.write_text(new, encoding="utf-8")
            print(f"docs/{path.name}")


if __name__ == "__main__":
    main()
