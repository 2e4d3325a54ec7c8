"""A project in the middle of people's work, and the verbs that are killed in it."""

from __future__ import annotations

from dataclasses import dataclass, field

CONFIG = """\
source-locale = "en"
locales = ["es", "fr"]
sources = ["source_texts/**/*"]

[draft]
engine = "pseudo"

[glossary]
files = ["terms.csv"]
"""

FEVER = """\
What helps against a fever?

Rest and drink. A child with a fever needs water. Take one tablet of 500 mg. Call a doctor after three days.
"""
FEVER_EDITED = FEVER.replace("three days", "two days").replace("Rest and drink.", "Rest and drink a lot.")
HONEY = """\
# May a baby eat honey?

No. *Honey* can make a baby under one year ill. A child with a fever needs water.

- Wait until the first birthday.
- Then give a little.
"""
SLEEP = "How long should one sleep?\n\nMost people need eight hours. Children need more of it.\n"

# Other editors' habits stand in these: wrapped lines, CRLF, all kinds of comments, obsolete entries, escapes.
FEVER_ES = r"""# Notas del equipo: revisado por Ana.
msgid ""
msgstr ""
"Project-Id-Version: salud\n"
"Language: es\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"X-Team: \303\261and\303\272\n"

#. question
#: source_texts/fever.txt
msgid "What helps against a fever?"
msgstr "¿Qué ayuda contra la fiebre?"

# Ana: "reposo", no "descanso".
#: source_texts/fever.txt
msgid "Rest and drink."
msgstr ""
"Reposo "
"y líquidos."

#: source_texts/fever.txt
#, fuzzy
msgid "Take one tablet of 500 mg."
msgstr "Tome una tableta de 500 mg."

#: source_texts/fever.txt
msgid ""
"Call a doctor "
"after three days."
msgstr   "Llame al médico a los tres días."

#~| msgid "Keep warm, all day."
#~ msgid "Keep warm."
#~ msgstr "Manténgase abrigado."
# Un comentario al final.
"""
FEVER_FR = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "A child with a fever needs water."
msgstr "Un enfant fiévreux a besoin d'eau."

msgid "Rest and drink."
msgstr "Du repos et à boire."
""".replace("\n", "\r\n")
# The catalog of an article that has got another name since: `sleep.txt` was `night.txt`.
NIGHT_ES = """\
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "How long should one sleep?"
msgstr "¿Cuánto hay que dormir?"

msgid "Most people need eight hours."
msgstr "Casi todos necesitan ocho horas."

msgid "Children need more of it."
msgstr "Los niños necesitan más."
"""
MEMORY = """\
<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x"
 adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>Wait until the first birthday.</seg></tuv>
<tuv xml:lang="es"><seg>Espere hasta el primer cumpleaños.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Then give a little.</seg></tuv>
<tuv xml:lang="fr"><seg>Donnez-en ensuite un peu.</seg></tuv></tu>
</body></tmx>
"""
TABLE = """\
locale,path,source,target,state
es,source_texts/fever.txt,Take one tablet of 500 mg.,Tome un comprimido de 500 mg.,reviewed
es,source_texts/fever.txt,A child with a fever needs water.,Un niño con fiebre necesita agua.,reviewed
fr,source_texts/fever.txt,What helps against a fever?,Que faire contre la fièvre ?,draft
fr,source_texts/children/honey.md,Then give a little.,Puis donnez-en un peu.,reviewed
"""
XLIFF = """\
<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="source_texts/fever.txt" source-language="en" target-language="es" datatype="plaintext"><body>
<trans-unit id="1" approved="yes"><source>Take one tablet of 500 mg.</source>
<target state="final">Tome un comprimido de 500 mg.</target></trans-unit></body></file>
<file original="source_texts/children/honey.md" source-language="en" target-language="es"
 datatype="plaintext"><body>
<trans-unit id="1"><source>Then give a little.</source><target>Luego dé un poco.</target></trans-unit>
</body></file></xliff>
"""
TERMS = "term,locale,translation\nfever,es,fiebre\n"
MORE_TERMS = "term,locale,translation\nhoney,es,miel\nhoney,fr,miel\n"
TEMPLATE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "What helps against a fever?"
msgstr ""

msgid "Rest and drink a lot."
msgstr ""

msgid "Call a doctor after three days."
msgstr ""
"""

Files = dict[str, bytes]


def _files(texts: dict[str, str]) -> Files:
    return {name: text.encode() for name, text in texts.items()}


WORK = _files(
    {
        "l10n.toml": CONFIG,
        "source_texts/fever.txt": FEVER_EDITED,
        "source_texts/children/honey.md": HONEY,
        "source_texts/good sleep.txt": SLEEP,
        "locales/es/fever.po": FEVER_ES,
        "locales/fr/fever.po": FEVER_FR,
        "locales/es/night.po": NIGHT_ES,
        "terms.csv": TERMS,
    }
)
"""Sources that were edited, one that is new, one that was renamed; catalogs that know nothing of it yet."""
MANY = WORK | _files({f"source_texts/many/{at}.txt": f"{FEVER}{SLEEP}No. {at}.\n" for at in range(450)})


@dataclass(frozen=True)
class Verb:
    """A command that writes: its arguments, the files it is run on and the commands that made them ready.

    One that works on all cores is killed at moments alone: its steps are made by several processes at once.
    """

    name: str
    arguments: tuple[str, ...]
    files: Files = field(default_factory=dict)
    before: tuple[tuple[str, ...], ...] = ()
    many: bool = False


_EXTRACT = (("extract",),)

VERBS = (
    Verb("extract", ("extract",), WORK),
    Verb("extract on all cores", ("extract",), MANY, many=True),
    Verb("draft", ("draft",), WORK, (*_EXTRACT, ("memory", "import", "old.tmx"))),
    Verb("build", ("build", "--unreviewed", "draft"), WORK, (*_EXTRACT, ("build",), ("draft",))),
    Verb("import csv", ("import", "--from", "csv", "back.csv"), WORK, _EXTRACT),
    Verb("import xliff", ("import", "--from", "xliff", "back.xlf"), WORK, _EXTRACT),
    Verb("import tbx", ("import", "--from", "tbx", "terms.tbx"), WORK, _EXTRACT),
    Verb("memory import", ("memory", "import", "old.tmx"), WORK, _EXTRACT),
    Verb("memory export", ("memory", "export", "-o", "out.tmx"), WORK, _EXTRACT),
    Verb("export", ("export", "--to", "xliff"), WORK, (*_EXTRACT, ("export", "--to", "xliff"), ("draft",))),
    Verb("po merge", ("po", "merge", "-U", "locales/es/fever.po", "new.pot"), WORK),
    Verb(
        "po merge onto itself", ("po", "merge", "a.po", "new.pot", "-o", "a.po"), {"a.po": FEVER_ES.encode()}
    ),
    Verb(
        "merge-driver",
        ("merge-driver", "base.po", "ours.po", "theirs.po"),
        _files(
            {
                "base.po": FEVER_ES,
                "ours.po": FEVER_ES.replace("Reposo ", "Mucho reposo "),
                "theirs.po": FEVER_ES.replace("#, fuzzy\n", "").replace("una tableta", "un comprimido"),
            }
        ),
    ),
)

_TBX = """\
<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
<langSet xml:lang="en"><tig><term>honey</term></tig></langSet>
<langSet xml:lang="es"><tig><term>miel</term></tig></langSet></termEntry></body></text></martif>
"""

BESIDE = _files(
    {"old.tmx": MEMORY, "back.csv": TABLE, "back.xlf": XLIFF, "terms.tbx": _TBX, "new.pot": TEMPLATE}
)
"""Files that come from outside, in every scene."""
