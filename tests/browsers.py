"""A real browser without a window: what it makes of a page, and what a script finds in it.

A test that needs one fails where there is none: `make test` installs Debian's Chromium.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def opened(file: Path, *options: str) -> tuple[str, str]:
    """(the page as the browser holds it once it has loaded, what it complained of on its console)."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.fail("no Chromium is here: run `make test`, or tools/peers once", pytrace=False)
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    command += [f"--user-data-dir={file.parent / 'browser'}", "--enable-logging=stderr", *options]
    done = subprocess.run(
        [*command, "--dump-dom", file.as_uri()], capture_output=True, check=True, timeout=120, cwd=file.parent
    )
    said = [line for line in done.stderr.decode().splitlines() if "CONSOLE" in line]
    return done.stdout.decode(), "\n".join(said)


def asked(page: str, script: str, folder: Path, *options: str) -> Any:
    """What the body of a function in `script` returns in `page`, whose policy is opened for it alone."""
    code = f"document.body.setAttribute('data-answer', JSON.stringify((() => {{{script}}})()))"
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    page = page.replace("default-src 'none'", f"default-src 'none'; script-src 'sha256-{digest}'", 1)
    file = folder / "asked.html"
    file.write_text(page.replace("</body>", f"<script>{code}</script></body>"), "utf-8")
    shown, said = opened(file, *options)
    answer = re.search(r'data-answer="([^"]*)"', shown)
    assert answer, said
    return json.loads(html.unescape(answer[1]))
