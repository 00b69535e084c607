"""The fonts of this machine as fontconfig lists them, and what each of their faces can do."""

import ctypes
import ctypes.util
import re
from dataclasses import dataclass
from functools import cache

from edition.errors import EnvironmentMissing
from edition.report import Message

FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig-1.dll")
PANGO = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll")
FAMILY, FILE, SLANT = b"family", b"file", b"slant"
SMALL_CAPITALS = "smcp"
GENERIC = ("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui")
REMEDY = "Install Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."


@dataclass(frozen=True)
class Face:
    """One file of a family: `file` is its path; italic and oblique are both `is_italic`."""

    family: str
    file: str
    is_italic: bool

    @property
    def has_small_capitals(self) -> bool:
        """Whether the face has drawn small capitals (OpenType `smcp`); a file that cannot be read has none."""
        from fontTools.ttLib import TTFont, TTLibError  # comes with WeasyPrint

        try:
            with TTFont(self.file, fontNumber=0, lazy=True) as font:
                features = font["GSUB"].table.FeatureList if "GSUB" in font else None
                return any(record.FeatureTag == SMALL_CAPITALS for record in getattr(features, "FeatureRecord", ()))
        except (OSError, TTLibError):
            return False


def faces(family: str) -> list[Face]:
    """The faces of the family of this name, in the order of their files; [] where it is not installed.

    Raises `EnvironmentMissing` where fontconfig is not there.
    """
    return sorted((face for face in all_faces() if face.family == family), key=lambda face: face.file)


@cache
def all_faces() -> tuple[Face, ...]:
    """Every face of every family; a file with several names stands there once for each.

    Raises `EnvironmentMissing` where fontconfig is not there.
    """
    library = _fontconfig()
    config = library.FcInitLoadConfigAndFonts()  # one of its own: that of the process is left to Pango
    pattern = library.FcPatternCreate()
    wanted = library.FcObjectSetCreate()
    for name in (FAMILY, FILE, SLANT):
        library.FcObjectSetAdd(wanted, name)
    fonts = library.FcFontList(config, pattern, wanted)
    try:
        found = fonts.contents if fonts else None
        return tuple(face for at in range(found.count) for face in _named(library, found.fonts[at])) if found else ()
    finally:
        if fonts:
            library.FcFontSetDestroy(fonts)
        library.FcObjectSetDestroy(wanted)
        library.FcPatternDestroy(pattern)
        if config:
            library.FcConfigDestroy(config)


def families(css: str) -> list[str]:
    """The families that a style sheet names for the text, the one wanted most first, without the generic ones."""
    found = re.search(r"(?:html|body)\s*\{[^}]*?font(?:-family)?:\s*([^;}]*,[^;}]*)", css)
    names = [_family(part) for part in found[1].split(",")] if found else []
    return [name for name in names if name not in GENERIC]


def _family(part: str) -> str:
    """The family in a part of a `font` declaration, which may have a style and a size before it."""
    quoted = re.search(r"""["']([^"']+)["']""", part)
    words = part.split()
    sizes = [number for number, word in enumerate(words[:-1], 1) if re.search(r"\d", word)]
    return quoted[1] if quoted else " ".join(words[max(sizes, default=0) :])


def fontconfig_version() -> str:
    """The version of fontconfig, such as `2.14.1`; raises `EnvironmentMissing` where it is not there."""
    number = int(_fontconfig().FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def pango_version() -> str:
    """The version of Pango, such as `1.50.12`; "" where it is not there."""
    library = _load("pango-1.0", PANGO)
    if library is None:
        return ""
    library.pango_version_string.restype = ctypes.c_char_p
    return bytes(library.pango_version_string()).decode()


class _FontSet(ctypes.Structure):
    """`FcFontSet`: `count` patterns of the fonts found."""

    _fields_ = (("count", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.POINTER(ctypes.c_void_p)))


def _named(library: ctypes.CDLL, pattern: int) -> list[Face]:
    file, slant = ctypes.c_char_p(), ctypes.c_int()
    library.FcPatternGetString(pattern, FILE, 0, ctypes.byref(file))
    library.FcPatternGetInteger(pattern, SLANT, 0, ctypes.byref(slant))
    return [Face(family, (file.value or b"").decode(), slant.value > 0) for family in _families(library, pattern)]


def _families(library: ctypes.CDLL, pattern: int) -> list[str]:
    found: list[str] = []
    name = ctypes.c_char_p()
    while library.FcPatternGetString(pattern, FAMILY, len(found), ctypes.byref(name)) == 0:
        found.append((name.value or b"").decode())
    return found


@cache
def _fontconfig() -> ctypes.CDLL:
    library = _load("fontconfig", FONTCONFIG)
    if library is None:
        raise EnvironmentMissing(Message("E631", "fontconfig is not installed.", REMEDY))
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for create in (library.FcInitLoadConfigAndFonts, library.FcPatternCreate, library.FcObjectSetCreate):
        create.restype = pointer
    library.FcObjectSetAdd.argtypes = (pointer, text)
    library.FcFontList.restype, library.FcFontList.argtypes = ctypes.POINTER(_FontSet), (pointer,) * 3
    library.FcPatternGetString.argtypes = (pointer, text, ctypes.c_int, ctypes.POINTER(text))
    library.FcPatternGetInteger.argtypes = (pointer, text, ctypes.c_int, ctypes.POINTER(ctypes.c_int))
    for destroy in (
        library.FcFontSetDestroy,
        library.FcObjectSetDestroy,
        library.FcPatternDestroy,
        library.FcConfigDestroy,
    ):
        destroy.argtypes = (pointer,)
    return library


def _load(name: str, file_names: tuple[str, ...]) -> ctypes.CDLL | None:
    """A library outside Python; None where it is not there."""
    for candidate in (*file_names, ctypes.util.find_library(name)):
        try:
            if candidate:
                return ctypes.CDLL(candidate)
        except OSError:
            continue
    return None
