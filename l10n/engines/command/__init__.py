"""The command engine: any program, one line of JSON in and one out; `lines` says what stands in them.

    [engines.command]
    run = ["python3", "tools/translate.py", "--beam", "4"]

The program is started once a run, in the project's root and without a shell; a name with a slash is a file
there. Who drafts in a project runs the program it names. The module is the engine with no program named.
"""

from __future__ import annotations

from l10n.engines.command.engine import Command

_DEFAULT = Command()

name = Command.name
batch = _DEFAULT.batch
attempts = Command.attempts
takes_terms = Command.takes_terms
configured = _DEFAULT.configured
pairs = _DEFAULT.pairs
origin = _DEFAULT.origin
signature = _DEFAULT.signature
prepare = _DEFAULT.prepare
translate = _DEFAULT.translate
translate_all = _DEFAULT.translate_all
