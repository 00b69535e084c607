"""Write what is said of the fifty faults anew, to be reviewed as a diff and read as prose."""

from fifty import MESSAGES, told

MESSAGES.write_text(told(), encoding="utf-8")
