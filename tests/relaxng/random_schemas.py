"""Random schemas that RELAX NG allows, full of elements of one name, and random documents for them; seeded."""

import random

from relaxng_cases import HEAD

VALUES = ("1", "2", "10", "u", "u v", "", "5 1")
TYPES = (
    "<value>1</value>",
    "<value>u v</value>",
    '<data type="integer"/>',
    '<data type="NCName"/>',
    '<data type="integer"><param name="minInclusive">2</param><except><value type="integer">5</value></except></data>',
    '<list><oneOrMore><choice><data type="integer"/><value>u</value></choice></oneOrMore></list>',
    "<choice><value>1</value><value>2</value></choice>",
)
NAMES = (
    *["<name>a</name>"] * 4,
    "<name>b</name>",
    "<choice><name>a</name><name>c</name></choice>",
    "<anyName><except><name>a</name></except></anyName>",
    "<anyName/>",
)


class Source:
    """Schemas and documents; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = [f"p{number}" for number in range(self.random.randint(1, 4))]

    def schema(self) -> str:
        """A grammar whose documents begin with `r`."""
        defines = "".join(f'<define name="{name}">{self.element(1)}</define>' for name in self.names)
        return f'<grammar {HEAD}><start><element name="r">{self.content(0)}</element></start>{defines}</grammar>'

    def element(self, depth: int) -> str:
        """An element, or a reference to one; most are called a."""
        if depth > 2 or (depth > 1 and self.random.random() < 0.4):
            return f'<ref name="{self.random.choice(self.names)}"/>'
        name = self.random.choice(NAMES)
        return f"<element>{name}{self.attributes()}{self.content(depth + 1)}</element>"

    def attributes(self) -> str:
        """Up to three attributes, each required or not, or one of two."""
        chosen = self.random.sample("xyz", self.random.choice([0, 0, 0, 1, 1, 2, 3]))
        parts = [f'<attribute name="{name}">{self.random.choice(TYPES)}</attribute>' for name in chosen]
        if len(parts) == 2 and self.random.random() < 0.5:
            return f"<choice>{''.join(parts)}</choice>"
        return "".join(part if self.random.random() < 0.5 else f"<optional>{part}</optional>" for part in parts)

    def content(self, depth: int) -> str:
        """The content of an element: words, a value, or elements, some by the value of an attribute."""
        kind = self.random.choice(
            ["text", "empty", "type", "mixed", "by value", "attribute or element"] + ["parts"] * 6
        )
        if kind in ("text", "empty"):
            return f"<{kind}/>"
        if kind == "type":
            return self.random.choice(TYPES)
        if kind == "mixed":
            return f"<mixed>{self.parts(depth)}</mixed>"
        if kind == "by value":
            ways = "".join(
                f'<group><attribute name="w">{value}</attribute>{self.parts(depth)}</group>'
                for value in ("<value>1</value>", "<value>2</value>", '<data type="integer"/>')
            )
            return f"<choice>{ways}</choice>"
        if kind == "attribute or element":
            return f'<choice><attribute name="w"/>{self.element(depth)}</choice>'
        return self.parts(depth)

    def parts(self, depth: int, nested: int = 0) -> str:
        """Elements in order, by choice, repeated, or interleaved with one of another name."""
        kinds = ["group", "choice", "choice", "zeroOrMore", "oneOrMore", "optional"]
        kind = self.random.choice(kinds) if nested < 3 and self.random.random() < 0.6 else ""
        if not kind:
            return self.element(depth)
        count = self.random.randint(2, 3) if kind in ("group", "choice") else self.random.choice([1, 1, 2])
        return f"<{kind}>{''.join(self.parts(depth, nested + 1) for _ in range(count))}</{kind}>"

    def document(self, name: str = "r", depth: int = 0) -> str:
        """A document that may fit."""
        chance = 0.2 if depth else 0.1
        attributes = "".join(
            f' {each}="{self.random.choice(VALUES)}"' for each in "wxyz" if self.random.random() < chance
        )
        count = self.random.choice([0, 0, 1, 1, 2, 3] if depth < 3 else [0, 0, 1])
        words = [self.random.choice(["", "", "", " ", "1", "u", "words"]) for _ in range(count + 1)]
        inner = "".join(self.document(self.random.choice("aaabc"), depth + 1) + word for word in words[1:])
        return f"<{name}{attributes}>{words[0]}{inner}</{name}>"
