"""The build step that pyproject.toml cannot tell: `tei/` and `styles/` go into the package as `edition/data/`.

They stand once in the checkout, where `edition.resources` finds them too; an editable install copies nothing.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
WORKSHOP = ".build"  # `build/` holds the specimen's outputs, and nothing else may lie there
PATTERNS = ("tei/*.odd", "tei/*.rng", "tei/*.txt", "tei/codes/*.toml", "styles/**/*")


class BuildWithData(build_py):
    """Builds the package with its data, and names the data's files to the source distribution."""

    def run(self) -> None:
        """Build anew, so that a file that is gone from the checkout is gone from the wheel, and copy the data."""
        if self.editable_mode:
            super().run()
            return
        shutil.rmtree(Path(self.build_lib) / "edition", ignore_errors=True)
        super().run()
        for name in _names():
            self.mkpath(str((self._data() / name).parent))
            self.copy_file(str(ROOT / name), str(self._data() / name), preserve_mode=False)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:  # noqa: FBT001, FBT002
        """The files that are built, those of the data too."""
        data = [] if self.editable_mode else [str(self._data() / name) for name in _names()]
        return [*super().get_outputs(include_bytecode), *data]

    def get_source_files(self) -> list[str]:
        """The files that a source distribution needs for this step, relative to the root."""
        return [*super().get_source_files(), *_names()]

    def _data(self) -> Path:
        return Path(self.build_lib) / "edition" / "data"


def _names() -> list[str]:
    found = [path for pattern in PATTERNS for path in ROOT.glob(pattern) if path.is_file()]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


setup(cmdclass={"build_py": BuildWithData}, options={"build": {"build_base": WORKSHOP}})
