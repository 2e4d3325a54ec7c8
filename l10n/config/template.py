"""The `l10n.toml` that `l10n init` writes."""

TEMPLATE = """\
# What is translated, into what, and where it goes. Every key that is commented out shows its default.

# The language the articles are written in, and those they are translated into (BCP 47 tags).
source-locale = "en"
locales = ["es"]

# Patterns of source files, from the project's root; the suffix tells the format (.txt, .md, .html, .json …).
sources = ["source_texts/**/*"]

# Where the PO files stand and where localized articles go. {locale} is spelled gettext's way in the first
# (zh_Hans), the web's way in the second (zh-Hans); {path} is the source's path below the fixed part of its
# pattern, without its suffix.
# catalogs = "locales/{locale}/{path}.po"
# output = "build/{locale}/{path}{suffix}"

# What a translator sees at a time: "sentence" or "block" (a whole paragraph).
# unit = "sentence"

# The "#:" comments of PO files: "file", "line" (they churn with every edit) or "none".
# references = "file"

[draft]
# Which engine makes first drafts: "auto", a name (argos, apertium, pseudo), or a list to try in turn.
# engine = "auto"
# How alike a source in the memory must be, in percent; 0: only the very same.
# min-similarity = 75
# Whether a sentence that people have translated in the same place of another article counts as reviewed.
# accept-exact = false

[build]
# What stands in an article where nobody has reviewed a translation yet: "source", "draft" or "fail".
# unreviewed = "source"

[check]
# The least percentage of units reviewed by a person, and with any text at all (drafts too).
# reviewed = 0
# coverage = 0

# [check.locale.es]
# reviewed = 100

# Texts in the front matter of Markdown, the fields of a data set, and the format a field is written in:
# docs/formats.md.
# [formats.markdown]
# translate = ["title", "description", "seo.title"]
# [formats.jsonl]
# fields = ["question", "answer"]
# answer = "markdown"

# Terms and their translations (CSV or TBX), for the checks; with comments = true in the PO files too.
# [glossary]
# files = ["terms.csv"]
# comments = false

# What your texts have and the rules of their language do not know: docs/segmentation.md.
# [segmentation.en]
# inner = ["approx."]
# never = ["Dr. No"]
"""
