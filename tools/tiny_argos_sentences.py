"""English and Spanish sentence pairs about health, made from templates and word lists of our own.

They teach the tiny model of tests/data to translate their own kind and nothing else: questions and answers
with doses, numbers, negations and lists. `pairs(count, seed)` gives the same pairs for the same seed on every
machine.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase of one language, that templates bend through format specs.

    `{x}` is the phrase, `{x:bare}` it without article; `{x:is|are}` chooses by number; `{x:segur}` is
    an adjective's stem with its Spanish ending (seguro, segura, seguros, seguras).
    """

    phrase: str
    feminine: bool = False
    plural: bool = False
    articled: bool = False

    def __format__(self, spec: str) -> str:
        if not spec:
            return self.phrase
        if spec == "bare":
            return self.phrase.split(" ", 1)[1] if self.articled else self.phrase.removeprefix("the ")
        if "|" in spec:
            return spec.split("|")[self.plural]
        return spec + "oa"[self.feminine] + "s" * self.plural


MEDICINES = """
amoxicillin = la amoxicilina
loratadine = la loratadina
omeprazole = el omeprazol
naproxen = el naproxeno
morphine = la morfina
iron = el hierro
calcium = el calcio
potassium = el potasio
folic acid = el ácido fólico
codeine = la codeína
metformin = la metformina
cortisone = la cortisona
penicillin = la penicilina
lithium = el litio
iodine = el yodo
warm milk = la leche tibia
black tea = el té negro
olive oil = el aceite de oliva
lemon juice = el jugo de limón
cranberry juice = el jugo de arándano
salt water = el agua salada =f
sage = la salvia
rosemary = el romero
oat bran = el salvado de avena
aloe vera = el aloe vera
the cough syrup = el jarabe para la tos
the zinc cream = la crema de zinc
the nose spray = el aerosol nasal
the eye drops = las gotas para los ojos
the sleeping pills = las pastillas para dormir
the antibiotics = los antibióticos
the injections = las inyecciones
probiotics = los probióticos
steroids = los esteroides
"""

THERAPIES = """
the flu vaccine = la vacuna contra la gripe
the bandage = la venda
chemotherapy = la quimioterapia
radiation therapy = la radioterapia
dialysis = la diálisis
bed rest = el reposo en cama
a cold shower = una ducha fría
a short walk = una caminata corta
a warm bath = un baño tibio
light exercise = el ejercicio suave
speech therapy = la terapia del habla
compression socks = las medias de compresión
"""

CONDITIONS = """
a sore throat = el dolor de garganta
toothache = el dolor de muelas
earache = el dolor de oído
knee pain = el dolor de rodilla
chest pain = el dolor de pecho
heartburn = la acidez
sunburn = la quemadura solar
bronchitis = la bronquitis
pneumonia = la neumonía
hepatitis = la hepatitis
malaria = la malaria
measles = el sarampión
epilepsy = la epilepsia
psoriasis = la psoriasis
gout = la gota
anemia = la anemia
glaucoma = el glaucoma
tinnitus = el zumbido de oídos
vertigo = el vértigo
vomiting = el vómito
indigestion = la indigestión
dehydration = la deshidratación
liver cancer = el cáncer de hígado
lung cancer = el cáncer de pulmón
skin cancer = el cáncer de piel
kidney failure = la insuficiencia renal
low blood sugar = el azúcar bajo en la sangre
weight loss = la pérdida de peso
hair loss = la caída del cabello
swelling = la hinchazón
itching = la picazón
bleeding = el sangrado
gallstones = los cálculos biliares
varicose veins = las venas varicosas
mouth ulcers = las úlceras bucales
seizures = las convulsiones
chills = los escalofríos
night sweats = los sudores nocturnos
rashes = los sarpullidos
warts = las verrugas
"""

GROUPS = """
adults = los adultos
older adults = los adultos mayores
children = los niños
newborn babies = los recién nacidos
teenagers = los adolescentes
pregnant women = las mujeres embarazadas
athletes = los atletas
nurses = las enfermeras
smokers = los fumadores
vegetarians = los vegetarianos
most patients = la mayoría de los pacientes
people over 65 = las personas mayores de 65 años
people with {y} = las personas con {y:bare}
"""

MEASURES = """
{n} mg = {n} mg
{n} ml = {n} ml
{n} tablets = {n} tabletas
{n} capsules = {n} cápsulas
{n} drops = {n} gotas
{n} spoonfuls = {n} cucharadas
{d} mg = {d} mg
{d} grams = {d} gramos
"""

TIMES = """
every {h} hours = cada {h} horas
once a day = una vez al día
twice a day = dos veces al día
{h} times a day = {h} veces al día
before meals = antes de las comidas
after meals = después de las comidas
at bedtime = al acostarse
for {h} days = durante {h} días
for {h} weeks = durante {h} semanas
"""

TEMPLATES = """
Can {x} cure {y}? = ¿{x:Puede|Pueden} {x} curar {y}?
Can {y} be treated with {x}? = ¿Se {y:puede|pueden} tratar {y} con {x}?
How much {w:bare} should I take? = ¿Qué cantidad de {w:bare} debo tomar?
How long does it take {x} to work? = ¿Cuánto {x:tarda|tardan} en hacer efecto {x}?
What causes {y}? = ¿Cuál es la causa de {y}?
Why do {g} get {y}? = ¿Por qué {g} sufren de {y:bare}?
Who should not take {w}? = ¿Quién no debe tomar {w}?
{x:Is|Are} {x} safe for {g}? = ¿{x:Es|Son} {x:segur} {x} para {g}?
{x:Does|Do} {x} help with {y} or {y2}? = ¿{x:Ayuda|Ayudan} {x} con {y} o {y2}?
Yes, {x} can help with {y}. = Sí, {x} {x:puede|pueden} ayudar con {y}.
No, {x} cannot cure {y}. = No, {x} no {x:puede|pueden} curar {y}.
{x} can control {y}, but cannot cure {y:it|them}. = {x} {x:puede|pueden} controlar {y}, pero no curar{y:l}.
{x} {x:does|do} not prevent {y}. = {x} no {x:previene|previenen} {y}.
{x} {x:is|are} not recommended for {g}. = {x} no {x:está|están} {x:recomendad} para {g}.
{x} should never be mixed with {x2}. = {x} nunca {x:debe|deben} mezclarse con {x2}.
{g} should not take more than {m} {t}. = {g} no deben tomar más de {m} {t}.
{g} can take {m} of {w:bare} {t}. = {g} pueden tomar {m} de {w:bare} {t}.
Take {m} of {w:bare} {t}. = Tome {m} de {w:bare} {t}.
Do not take more than {m} of {w:bare}. = No tome más de {m} de {w:bare}.
Give {m} {t}, but not to {g}. = Dé {m} {t}, pero no a {g}.
Never give {w} to {g} without asking a doctor. = Nunca dé {w} a {g} sin consultar al médico.
Stop {x} if you notice {y}. = Suspenda {x} si nota {y:bare}.
See a doctor if {y} {y:lasts|last} more than {h} days. = Vaya al médico si {y} {y:dura|duran} más de {h} días.
{y} {y:affects|affect} {n} of every {k} people. = {y} {y:afecta|afectan} a {n} de cada {k} personas.
{y} {y:is|are} common in {g}. = {y} {y:es|son} {y:frecuente|frecuentes} en {g}.
About {p}% of {g} have {y}. = Cerca del {p} % de {g} tienen {y:bare}.
The dose is {m} {t}. = La dosis es de {m} {t}.
The test costs {n} dollars and takes {h} minutes. = La prueba cuesta {n} dólares y dura {h} minutos.
Call a doctor if the fever is above {f} degrees. = Llame ya al médico si la fiebre supera los {f} grados.
A normal value is between {n} and {k}. = Un valor normal está entre {n} y {k}.
Side effects: {y}, {y2} and {y3}. = Efectos secundarios: {y:bare}, {y2:bare} y {y3:bare}.
Signs of danger: {y}; {y2}; {y3}. = Señales de peligro: {y:bare}; {y2:bare}; {y3:bare}.
{y} and {y2} are not the same. = {y} y {y2} no son lo mismo.
{y} {y:is|are} not always a sign of {y2}. = {y} no siempre {y:es|son} señal de {y2:bare}.
In {year}, {n} patients tried {x}. = En {year}, {n} pacientes probaron {x}.
There is no proof that {x} {x:works|work} against {y}. = No está probado que {x} {x:sirva|sirvan} contra {y}.
If {x} {x:does|do} not work, try {x2}. = Si {x} no {x:funciona|funcionan}, pruebe {x2}.
Keep {w} away from {g}. = Mantenga {w} lejos de {g}.
{y}: causes and treatment = {y}: causas y tratamiento
{x} against {y} = {x} contra {y}
"""


def pairs(count: int, seed: int) -> list[tuple[str, str]]:
    """`count` different English sentences with their Spanish ones."""
    chance = random.Random(seed)
    medicines, therapies, conditions = _nouns(MEDICINES), _nouns(THERAPIES), _nouns(CONDITIONS)
    phrases = {name: _rows(lines) for name, lines in (("g", GROUPS), ("m", MEASURES), ("t", TIMES))}
    templates = _rows(TEMPLATES)
    made: dict[str, str] = {}
    while len(made) < count:
        nouns = dict(zip(("x", "x2"), chance.sample(medicines + therapies, 2), strict=True))
        nouns |= dict(zip(("y", "y2", "y3"), chance.sample(conditions, 3), strict=True))
        nouns["w"] = chance.choice(medicines)
        numbers = _numbers(chance)
        chosen = {name: chance.choice(rows) for name, rows in phrases.items()}
        template = chance.choice(templates)
        english, spanish = (_sentence(template, chosen, nouns | numbers, side) for side in (0, 1))
        made.setdefault(_capital(english), _capital(_contract(spanish)))
    return list(made.items())


def _sentence(
    template: tuple[str, str],
    phrases: dict[str, tuple[str, str]],
    words: Mapping[str, tuple[object, object]],
    side: int,
) -> str:
    said = {name: both[side] for name, both in words.items()}
    said |= {name: both[side].format(**said) for name, both in phrases.items()}
    return template[side].format(**said)


def _numbers(chance: random.Random) -> dict[str, tuple[str, str]]:
    """Numbers of many sizes; Spanish writes a comma where English has a decimal point."""
    round_or_not = (chance.randint(2, 99), chance.choice(range(50, 1000, 50)), chance.randint(100, 999))
    numbers: dict[str, float] = {
        "n": chance.choice(round_or_not),
        "h": chance.randint(2, 24),
        "k": chance.randint(20, 999),
        "p": chance.randint(1, 99),
        "d": chance.randint(1, 99) / 10,
        "f": chance.randint(370, 420) / 10,
        "year": chance.randint(1950, 2029),
    }
    return {name: (str(value), str(value).replace(".", ",")) for name, value in numbers.items()}


def _rows(lines: str) -> list[tuple[str, str]]:
    found = []
    for line in lines.strip().splitlines():
        english, spanish = line.split(" = ")[:2]
        found.append((english, spanish.split(" =")[0]))
    return found


def _nouns(lines: str) -> list[tuple[Noun, Noun]]:
    """Gender and number are told from the Spanish article (`el agua` says `=f` beside it)."""
    found = []
    for line, (english, spanish) in zip(lines.strip().splitlines(), _rows(lines), strict=True):
        article = spanish.split()[0]
        plural = article in {"los", "las"}
        feminine = article in {"la", "las", "una"} or line.endswith("=f")
        found.append((Noun(english, plural=plural), Noun(spanish, feminine, plural, articled=True)))
    return found


def _contract(spanish: str) -> str:
    return spanish.replace(" de el ", " del ").replace(" a el ", " al ")


def _capital(sentence: str) -> str:
    start = 1 if sentence.startswith("¿") else 0
    return sentence[:start] + sentence[start : start + 1].upper() + sentence[start + 1 :]
