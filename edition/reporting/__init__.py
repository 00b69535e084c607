"""How the messages of a run are written: for people, and for the programmes that read them.

Each format is a function from a `Report` to a string, or to lines of parts with roles for a terminal; none of them
opens a file or prints.
"""
