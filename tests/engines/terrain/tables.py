"""The tables of docs/use/screening.md, from the rules themselves."""

from parvis.engines.terrain.rules import CATEGORIES, RULES, Rule
from parvis.engines.terrain.surroundings import FEATURES
from parvis.engines.terrain.wording import NOUNS

SHAPES = {"any": "point or area", "area": "area", "ground": "area drawn as ground", "line": "street"}


def rules_table() -> str:
    rows = ["| Category | Place | Tags | Drawn as | Least size |", "|---|---|---|---|---|"]
    for category in CATEGORIES:
        for rule in RULES:
            if rule.category == category:
                cells = (f"`{category}`", NOUNS[rule.kind], tags(rule), SHAPES[rule.shape], size(rule))
                rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def tags(rule: Rule) -> str:
    return ", ".join(f"`{rule.key}={value}`" for value in rule.values) or "as a shopping street, with fewer shops"


def size(rule: Rule) -> str:
    unit = "m" if rule.shape == "line" else "m²"
    if rule.unnamed is None:
        return f"{rule.named} {unit}, named only" if rule.named else "named only"
    if rule.named == rule.unnamed == 0:
        return "any"
    return f"{rule.named or 'any'}{' ' + unit if rule.named else ''}; without a name {rule.unnamed} {unit}"


def features_table() -> str:
    rows = ["| Reason | Tags | Within |", "|---|---|---|"]
    for feature in FEATURES:
        words = ", ".join(
            ", ".join(f"`{key}={value}`" for value in values) or f"any `{key}`" for key, values in feature.tags
        )
        rows.append(f"| `around_{feature.code}` | {words} | {feature.metres} m |")
    return "\n".join(rows)
