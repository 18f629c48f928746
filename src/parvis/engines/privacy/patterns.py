"""Forms of addresses, numbers and coordinates, for text that has been folded (see `redact`).

Street words of the languages that Parvis speaks: en, fr, nl, es, ro, el, lt, and et for its neighbours.
"""

import re

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")

_GAP = r"[\s./()-]{0,3}"
_NO_DATE = (
    r"(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))"
    r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d))"
    r"(?!(?:19|20)\d\d[\s./-]{1,3}(?:19|20)\d\d(?!\d))"
)
PHONE = re.compile(
    r"(?<![\w.,+])" + _NO_DATE + r"(?:"
    rf"(?:\+|00)\d(?:{_GAP}\d){{6,13}}"
    rf"|\(?0\d?(?:{_GAP}\d){{7,10}}"
    r"|[1-9]\d(?:[\s.-]?\d){7,9}"
    r")(?!\d)"
    rf"|(?<!\w)(?:tel|phone|mobile|gsm|fax|τηλ)\w{{0,10}}[.:\s]{{1,3}}\d(?:{_GAP}\d){{4,13}}(?!\d)"
)

_DEGREES = r"[-+]?\d{1,3}[.,]\d{3,}"
COORDINATES = re.compile(
    rf"(?<![\d.]){_DEGREES}\s?°?\s?[nsewo]?\s{{0,3}}[,;/\s]\s{{0,3}}(?:lon\w{{0,8}}\W{{0,3}})?{_DEGREES}(?:\s?°?\s?[ewo]\b)?"
    r"|\b(?:lat|lon|lng)\w{0,8}\W{1,4}[-+]?\d{1,3}[.,]\d+"
    r"|\d{1,3}\s?°\s?\d{1,2}(?:[.,]\d+)?\s?'(?:\s?\d{1,2}(?:[.,]\d+)?\s?(?:\"|''))?(?:\s?[nsewo]\b)?"
    r"|(?<!\w)[23456789cfghjmpqrvwx]{4,8}\+[23456789cfghjmpqrvwx]{2,3}(?!\w)"
    r"|///\w{2,30}\.\w{2,30}\.\w{2,30}"
    r"|\b[xe]\s?[:=]?\s?\d{5,7}(?:[.,]\d+)?\W{1,4}[yn]\s?[:=]?\s?\d{6,7}(?:[.,]\d+)?"
)

_NUMBER = r"(?<!\w)(?!(?:19|20)\d\d\b)\d{1,4}\s?(?:bis|ter|quater|[a-d])?"
_NAMED_BEFORE = (
    r"(?:rue|avenue|av\.|boulevard|bd|place|quai|chemin|allee|impasse|cours|route|passage|esplanade|ruelle"
    r"|calle|avenida|plaza|paseo|strada|str\.|bulevardul|calea|piata|aleea|οδοσ|λεωφοροσ|λεωφ\.|πλατεια)"
)
_NAMED_AFTER = r"(?:street|road|lane|square|drive|close|terrace|st\.|rd\.)"
_SMALL_WORD = r"(?!(?:the|on|in|of|at|a|an|and|to|per|people|persons)\b)"
STREET_NUMBER = re.compile(
    rf"{_NUMBER}\s?,?\s{_NAMED_BEFORE}(?!\w)(?:(?:\s(?:de|du|des|la|le|les)){{0,2}}\s[\w'-]{{1,30}})?"
    rf"|{_NUMBER}\s(?:{_SMALL_WORD}[\w'-]{{1,30}}\s){{1,3}}{_NAMED_AFTER}(?!\w)"
    rf"|(?<!\w){_NAMED_BEFORE}\s(?:[\w.'-]{{1,30}}\s){{0,4}}[\w.'-]{{1,30}}\s?,?\s?(?:nr|no|n°)?\.?\s?\d{{1,4}}(?!\w)"
    r"|(?<!\w)\w{2,30}(?:straat|laan|weg|plein|kade|gracht|singel|strasse|gatve|tanav|puiestee|maantee)\s\d{1,4}[a-d]?(?!\w)"
    r"|(?<!\w)[\w'-]{2,30}\s(?:g\.|gatve|pr\.|prospektas|aleja|tanav|tee|mnt|pst|street|road|lane)\s?\d{1,4}[a-d]?(?!\w)"
)
