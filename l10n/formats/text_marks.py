"""The mark a line of plain text begins with: of a list item, a question or an answer, in many languages.

A mark stands outside of what is translated, so that another mark changes no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

_QUESTION_WORDS = (
    "Question|Frage|Pregunta|Pergunta|Domanda|Vraag|Fråga|Spørgsmål|Spørsmål|Pytanie|Otázka|Întrebare|Întrebarea"
    "|Kérdés|Kysymys|Soru|Въпрос|Вопрос|Питання|Запитання|Ερώτηση|שאלה|سؤال|السؤال|سوال|پرسش|प्रश्न|सवाल|প্রশ্ন"
    "|คำถาม|ถาม|Pertanyaan|问|問|提问|提問|質問|질문|문"
)
_ANSWER_WORDS = (
    "Answer|Ans|Antwort|Respuesta|Resposta|Réponse|Risposta|Antwoord|Svar|Odpowiedź|Odpověď|Odpoveď|Răspuns"
    "|Răspunsul|Válasz|Vastaus|Cevap|Yanıt|Отговор|Ответ|Відповідь|Απάντηση|תשובה|جواب|الجواب|إجابة|الإجابة|پاسخ"
    "|उत्तर|जवाब|উত্তর|คำตอบ|ตอบ|Jawaban|答|答案|回答|解答|답변|답"
)
_PAIRS = {"P": "RO", "F": "AS", "D": "R", "V": "AS", "S": "CYV"}
_PAIRS |= {"В": "О", "П": "В", "Ε": "Α", "س": "ج", "प्र": "उ"}
"""Letters that ask, each with those that answer: Spanish, Polish, German, Italian, Turkish, Russian …"""

_NUMBER = r"(?:\s?(?:#|[Nn](?:o\.|\.?[º°])\s?)?[0-9٠-٩۰-۹]{1,3})"
# French sets a space before the colon, Chinese and Japanese none behind it.
_COLON = r"\s?(?:：|:(?=\s|$|[\u2e80-\u9fff\uac00-\ud7a3]))"
_POINT = r"\s?[.)](?=\s|$)"


_QUESTION = rf"(?:(?:(?i:{_QUESTION_WORDS})|Q)(?:{_NUMBER}?{_COLON}|{_NUMBER}{_POINT})|Q{_POINT})"
_ANSWER = rf"(?:(?i:{_ANSWER_WORDS})|A)(?:{_NUMBER}?{_COLON}|{_NUMBER}{_POINT})"
_EITHER = rf"(?:(?P<asks>{_QUESTION})|(?P<answers>{_ANSWER}))\s*"
_SPOKEN = re.compile(rf"(?:[0-9]{{1,3}}[.)]\s+)?{_EITHER}")
_SPOKEN_LATER = re.compile(rf"(?:(?<=[.!?…؟])\s++|(?<=[。！？])\s*+){_EITHER}")
_LETTER = re.compile(rf"(?P<letter>प्र|[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]){_NUMBER}?{_COLON}\s*")
_ASKED = re.compile("[?？؟]")
_OTHER_LETTER = re.compile(r"[B-PR-Z]\s?[:：]")

_ITEM = re.compile(
    r"""(?:
          (?: [-*+•●▪■◦○‣⁃·]
            | (?P<dash>[–—])
            | \(?(?P<label>[0-9٠-٩۰-۹०-९]{1,3}|[a-z]|[ivx]{2,4})[.)]
            | [A-Z]\)
          ) [^\S\r\n]+ (?=\S)
        | (?P<hyphened>[0-9]{1,2})- [^\S\r\n]+ (?=[^\W\d])
        # East Asian marks need no space behind them, and one of digits and a point none before an ideograph.
        | (?: (?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})、
            | [0-9]{1,2}[.．](?=[\u2e80-\u9fff])
            | （(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})）
            | [①-⑳・※]
          ) \s* (?=\w)
        )""",
    re.VERBOSE,
)
_BEGINNING = frozenset(["1", "a", "i", "١", "۱", "१"])
_UNMARKED = re.compile(r"[^\W\d_][\w ,'’-]{23}")
"""Matches a line that has no mark: one look at most lines is enough."""
_NEAR = 24


class Mark(StrEnum):
    """What a line begins with that is no words."""

    NONE = ""
    ITEM = "item"
    QUESTION = "question"
    ANSWER = "answer"


class Found(NamedTuple):
    """A mark, the code points it takes with the white space behind it, and its number or letter.

    `label` with no mark, or with one that is not an item's, is a letter that may ask or answer: see `pairs`.
    """

    mark: Mark
    length: int
    label: str = ""


NOTHING = Found(Mark.NONE, 0)


def find(line: str) -> Found:
    """The mark that a line, without white space around it, begins with; `NOTHING` for none."""
    if _UNMARKED.match(line):
        return NOTHING
    near = line[:_NEAR]
    if ":" in near or "：" in near or line[0] in "QA" or (line[0].isdigit() and "Q" in near):
        spoken = _SPOKEN.match(line)
        if spoken:
            return _spoken(spoken)
        letter = _LETTER.match(line)
        if letter:
            return Found(Mark.NONE, 0, letter["letter"])
    item = _ITEM.match(line)
    return Found(Mark.ITEM, item.end(), item[item.lastgroup] if item.lastgroup else "") if item else NOTHING


def later(line: str, start: int) -> Iterator[tuple[int, Found]]:
    """The marks of questions and answers behind sentences of a line from `start` on, and where each is."""
    for spoken in _SPOKEN_LATER.finditer(line, start):
        begin = spoken.start("asks" if spoken["asks"] is not None else "answers")
        yield begin, _spoken(spoken, begin)


def may_be_prose(label: str) -> bool:
    """Whether an item's mark may be a part of the sentence above it, as in CommonMark 5.3: `5.`, a dash."""
    return bool(label) and label not in _BEGINNING


def follows(before: str, label: str) -> bool:
    """Whether an item with this label may be the next one below an item with the label `before`."""
    if before.isdigit() and label.isdigit():
        return int(label) == int(before) + 1
    if len(before) == len(label) == 1 and before.isalpha() and label.isalpha():
        return ord(label) == ord(before) + 1
    return before == label or (before.isalpha() and label.isalpha())


def pairs(text: str, heads: Sequence[int]) -> Iterator[tuple[int, Mark, int]]:
    """The letters that stand for a question and its answer: each with its number, mark and length.

    `heads` are offsets at which lines begin with such a letter, or with `A:`. `B:` and `O:` may be blood
    groups: a letter is believed that asks something with a question mark and whose answer comes next.
    """
    found = [_LETTER.match(text, head) or _SPOKEN.match(text, head) for head in heads]
    for number, (asks, answers) in enumerate(pairwise(found)):
        if asks and answers and asks.lastgroup == "letter":
            second = answers[0][0]
            if second in _PAIRS.get(asks["letter"], "") and _ASKED.search(text, asks.end(), answers.start()):
                yield number, Mark.QUESTION, asks.end() - asks.start()
                yield number + 1, Mark.ANSWER, answers.end() - answers.start()


def is_listed(text: str, below: int) -> bool:
    """Whether an `A:` is one of a list of letters (vitamins), by what the line at `below` begins with."""
    return bool(_OTHER_LETTER.match(text, below))


def _spoken(match: re.Match[str], start: int = 0) -> Found:
    mark = Mark.QUESTION if match["asks"] is not None else Mark.ANSWER
    said = match["asks"] or match["answers"]
    return Found(mark, match.end() - start, said[0] if len(said) > 1 and not said[1].isalpha() else "")
