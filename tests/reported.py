"""Check reports for the tests: an ordinary one, a hostile one, big ones."""

from __future__ import annotations

from dataclasses import replace

from l10n.model import CheckReport, Counts, Examined, Finding, Gate, Progress, Severity, Span, State, Trouble

DOSE = Finding(
    check="number",
    severity=Severity.ERROR,
    message="5 mg became 50 mg",
    path="locales/es/a b,c:d.po",
    line=31,
    key="0123456789abcdef",
    locale="es",
    source="Take 5 mg.",
    target="Tome 50 mg.",
    at=Span(5, 10),
    source_at=Span(5, 9),
    about=("5 mg", "", "50 mg"),
)
SPACE = Finding(
    check="whitespace",
    severity=Severity.WARNING,
    message="two spaces in a row",
    path="locales/ar/tea.po",
    line=9,
    key="k",
    locale="ar",
    source="One two.",
    target="واحد  اثنان.",
    state=State.DRAFT,
    at=Span(4, 6),
)
REPORT = CheckReport(
    gates=(Gate("es", "reviewed", 99.996, 100, ok=False), Gate("ar", "coverage", None, 100, ok=True)),
    findings=(DOSE, SPACE),
    examined=(
        Examined("es", "locales/es/a b,c:d.po", "source_texts/a.txt", Progress(Counts(4, 2, 1, 1, 0))),
        Examined("es", "locales/es/tea.po", "source_texts/tea.txt", Progress(Counts(1, 1, 0, 0, 0))),
        Examined("ar", "", "source_texts/a.txt", Progress(Counts(4, 0, 0, 0, 4))),
    ),
    source_locale="en",
)
TROUBLE = Trouble("locales/es/broken.po", 3, "this is no PO file", "mend it")
BROKEN = replace(REPORT, troubles=(TROUBLE,))
NOTHING = CheckReport(gates=(Gate("es", "reviewed", 100.0, 100, ok=True),))

HOSTILE = (
    "::error::x\n::stop-commands::t\r##[error]y % %0A , : ]]> --> <script>alert(1)</script> <b onclick='x'>\""
    "&amp;&#60; \x1b[31m\x1b]0;t\x07\x00\x0b\ufffe\u202e\u2066\u200b | `a` **b** [c](javascript:d)"
    " {0} {name} @user #1"
)


def hostile(text: str = HOSTILE) -> CheckReport:
    """A report in which every text that can come from a file is `text`."""
    finding = Finding("number", Severity.ERROR, text, f"po/{text}", 1, "k", "es", text, text, State.DRAFT)
    return CheckReport(
        gates=(Gate("es", "reviewed", 1.0, 2, ok=False),),
        findings=(finding, replace(finding, severity=Severity.NOTE, at=Span(0, len(text)))),
        troubles=(Trouble(f"po/{text}", 0, text, text),),
        examined=(Examined("es", f"po/{text}", text, Progress(Counts(1, 1, 0, 0, 0))),),
        source_locale="en",
    )


def many(number: int) -> CheckReport:
    """A report with as many findings, of all severities, in a hundred catalogs."""
    severities = tuple(Severity)
    return CheckReport(
        findings=tuple(
            replace(
                DOSE,
                path=f"locales/es/{at * 100 // number}.po",
                line=at,
                key=str(at),
                severity=severities[at % 3],
            )
            for at in range(number)
        )
    )


def huge(length: int) -> CheckReport:
    """A report of one finding in texts of that length, with the place at their end."""
    text = "x" * length
    end = Span(length - 4, length)
    return CheckReport(
        findings=(replace(DOSE, message=text, source=text, target=text, at=end, source_at=end),)
    )
