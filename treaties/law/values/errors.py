"""What the law of time refuses, each with the place of the fault and a sentence that says what
would be right (FAC-7: only the impossible is refused).
"""


class LawError(ValueError):
    """An input from which nothing can be reckoned; `path` is where it stands (`duration.period`),
    or empty.
    """

    def __init__(self, text: str, path: str = "") -> None:
        self.path = path
        self.text = text
        super().__init__(f"{path}: {text}" if path else text)

    @property
    def sentence(self) -> str:
        """What is wrong, with a capital and a full stop."""
        stop = "" if self.text.endswith(".") else "."
        return f"{self.text[:1].upper()}{self.text[1:]}{stop}"


class ProvisionError(LawError):
    """A clause that says nothing intelligible; `path` is the path in its JSON
    (`provision.period`).
    """

    def __init__(self, path: str, text: str) -> None:
        super().__init__(text, path)
