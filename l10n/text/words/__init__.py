"""Words without their endings: glossary terms in a text, renderings, what reviewers put in their place."""
