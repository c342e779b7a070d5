"""Keeps passwords out of the log: the part between `://user:` and `@` in a URL is removed."""

import logging
import re

PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s@]+(@)")


class NoSecrets(logging.Filter):
    """Strikes passwords of URLs out of messages and of the text of exceptions."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "://" in message:
            record.msg, record.args = PASSWORD.sub(r"\1***\2", message), None
        if record.exc_info and not record.exc_text:
            text = logging.Formatter().formatException(record.exc_info)
            record.exc_text = PASSWORD.sub(r"\1***\2", text)
        return True
