"""The command engine: any program, one line of JSON in and one out; `lines` says what stands in them.

    [engines.command]
    run = ["python3", "tools/translate.py", "--beam", "4"]

The program is started once a run, in the project's root and without a shell; a name with a slash is a file
there. Who drafts in a project runs the program it names.
"""

from __future__ import annotations

from l10n.engines.command.engine import Command

ENGINE = Command()
"""The engine with no program named."""
