"""Hashed names: every import between our modules leads to a file that is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

from timeline.embedded.paths import CHECKOUT

IMPORT = re.compile(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""")
COMMENT = re.compile(
    r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE
)  # types are imported there


def test_every_import_of_a_collected_module_leads_to_a_hashed_file(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
        env={"PATH": os.environ["PATH"], "STATIC_ROOT": str(tmp_path)},
        cwd=CHECKOUT,
        check=True,
        timeout=100,
    )
    modules = sorted((tmp_path / "js").rglob("*.js"))
    assert modules
    followed = 0
    for module in modules:
        assert re.search(r"\.[0-9a-f]{12}\.js$", module.name), f"{module} has no hash in its name"
        for target in IMPORT.findall(COMMENT.sub("", module.read_text())):
            followed += 1
            assert re.search(r"\.[0-9a-f]{12}\.js$", target), f"{module.name} imports {target}"
            assert (module.parent / target).resolve().is_file(), f"{module.name} imports {target}"
    assert followed > 0
