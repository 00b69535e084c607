"""Whose words a note has, however its `@resp` is written: an id of the header or the register, initials, a name."""

import re
from collections.abc import Iterator

from edition.document import Document
from edition.header import header, name_of
from edition.tree import (
    NAMESPACES,
    XML_ID,
    Element,
    append,
    element,
    find_all,
    folded,
    is_element,
    text_of,
    xml_id,
)

STATEMENTS = ("author", "editor", "respStmt")
NO_NAME = re.compile(r"[^\w.-]+")


class Hands:
    """The hands of a document by what `@resp` calls them; those that the header lacks are declared in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_id = document.by_id()
        self._known: dict[str, str] = {}
        self._declared = {identifier: hand.kind for identifier, hand in header(document).hands.items()}

    def hand(self, resp: str | None) -> str:
        """The id of the hand that `resp` names; "" where it names none."""
        if not resp or not resp.strip():
            return ""
        if resp not in self._known:
            self._known[resp] = self._found(resp)
        return self._known[resp]

    def kind(self, identifier: str) -> str:
        """The kind of a hand, such as `author`; `notes` for one that the header did not declare."""
        return self._declared.get(identifier, "notes")

    def only_editor(self) -> str:
        """The id of the one editor whom the title statement names; "" where there is none, or more."""
        statement = self._statement()
        found = [child for child in statement if is_element(child, "editor")] if statement is not None else []
        return self._id(found[0]) if len(found) == 1 else ""

    def _found(self, resp: str) -> str:
        parts = [part.rpartition("#")[2] for part in resp.split()]
        known = [part for part in parts if part in self.by_id or part in self._declared]
        if len(known) < len(parts) and not all(part.startswith("#") for part in resp.split()):
            return self._declare([self._named(parts[0])] if len(parts) == 1 else [folded(resp)])
        if len(parts) == 1:
            return self._one(parts[0])
        return self._declare([self._named(part) for part in parts])

    def _one(self, identifier: str) -> str:
        if identifier in self._declared:
            return identifier
        node = self.by_id.get(identifier)
        holder = next((each for each in _upwards(node) if is_element(each, *STATEMENTS)), None)
        if holder is not None and _is_titled(holder) and len(_names(holder)) < 2:
            return self._id(holder)
        return self._declare([self._named(identifier)])

    def _named(self, identifier: str) -> str:
        """The name behind an id: of a statement, a person, an organisation; else the id itself."""
        node = self.by_id.get(identifier)
        if node is None:
            return identifier
        return next(iter(_names(node)), "") or folded(text_of(node))[:80] or identifier

    def _id(self, holder: Element) -> str:
        """The id of a statement of the header, which gets one where it has none."""
        identifier = xml_id(holder)
        if identifier is None:
            identifier = self._free("hand")
            holder.set(XML_ID, identifier)
            self._declared[identifier] = "author" if is_element(holder, "author") else "notes"
        return identifier

    def _declare(self, names: list[str]) -> str:
        name = ", ".join(names)
        identifier = self._free(NO_NAME.sub("-", name).strip("-.") or "hand")
        made = element("respStmt", {"xml:id": identifier}, element("resp"), element("name", None, name))
        statement = self._statement()
        if statement is not None:
            append(statement, made)
        self._declared[identifier] = "notes"
        return identifier

    def _free(self, wanted: str) -> str:
        """An id like `wanted` that no element has."""
        base = wanted if not wanted[:1].isdigit() else f"hand.{wanted}"
        identifier, number = base, 1
        while identifier in self.by_id or identifier in self._declared:
            number += 1
            identifier = f"{base}.{number}"
        return identifier

    def _statement(self) -> Element | None:
        return self.document.header.find("tei:fileDesc/tei:titleStmt", NAMESPACES)


def _upwards(node: Element | None) -> Iterator[Element]:
    if node is not None:
        yield node
        yield from node.iterancestors()


def _is_titled(node: Element) -> bool:
    parent = node.getparent()
    return parent is not None and is_element(parent, "titleStmt", "editionStmt")


def _names(node: Element) -> list[str]:
    found = [node] if is_element(node, "name", "persName", "orgName") else []
    found += [name for name in find_all(node, "name", "persName", "orgName") if name is not node]
    return [words for words in (name_of(name) for name in found) if words]
