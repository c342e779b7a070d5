"""How is the form of the clause tester laid out? Its groups of fields, with the input, the errors,
and the choices under which each field is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from treaties.clauseform.field import Field
from treaties.clauseform.fields import GROUPS
from treaties.clauseform.places import NEEDS, USUAL


@dataclass(frozen=True, slots=True)
class Control:
    """A field with its current value. `under` are the choices that show it, as the style sheet
    names them.
    """

    field: Field
    value: str
    fault: str
    under: str


@dataclass(frozen=True, slots=True)
class Group:
    """Some controls; `changed` if any of them says something else than is usual."""

    legend: str
    controls: tuple[Control, ...]
    changed: bool

    @property
    def rare(self) -> bool:
        """Whether most questions leave the whole group as it is."""
        return self.legend.startswith("Counting")


def layout(values: Mapping[str, str], faults: Mapping[str, str]) -> tuple[Group, ...]:
    """The groups with their fields as they stand."""
    found = []
    for legend, fields in GROUPS:
        controls = tuple(
            Control(
                field,
                values.get(field.name, "") or USUAL.get(field.name, ""),
                faults.get(field.name, ""),
                under(field.name),
            )
            for field in fields
        )
        changed = any(c.fault or c.value != USUAL.get(c.field.name, "") for c in controls)
        found.append(Group(legend, controls, changed))
    return tuple(found)


def under(name: str) -> str:
    """`entry-on_exchange entry-threshold`: one word for each choice that shows the field."""
    if name not in NEEDS:
        return ""
    other, codes = NEEDS[name]
    return " ".join(f"{other}-{code}" for code in sorted(codes))
