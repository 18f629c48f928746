"""What the sheet that explains the layout says, in both languages."""

from parvis.content.layout.columns import Column

Words = dict[str, str]


def _w(en: str, fr: str) -> Words:
    return {"en": en, "fr": fr}


START = _w(
    "One sheet for each list of the method; leave empty what the method does not have. Texts stand in one column for each language; English and French are needed, more may be added (label nl). Codes are written small with underscores (weak_point), ids of questions with hyphens (rescue-way-free). No merged cells, formulas, macros or empty rows. A version once loaded never changes: raise the number for every change. Questions ask what protects, never how harm is done; name no supplier.",
    "Une feuille par liste de la méthode ; laissez vide ce que la méthode n'a pas. Les textes occupent une colonne par langue ; l'anglais et le français sont obligatoires, d'autres peuvent s'ajouter (label nl). Les codes s'écrivent en minuscules avec des tirets bas (point_faible), les identifiants de questions avec des traits d'union (acces-secours). Ni cellules fusionnées, ni formules, ni macros, ni lignes vides. Une version chargée ne change plus : augmentez le numéro à chaque modification. Les questions demandent ce qui protège, jamais comment nuire ; ne citez aucun fournisseur.",
)

SHEET_WORDS: dict[str, Words] = {
    "method": _w("The method as a whole, one field a row.", "La méthode dans son ensemble, un champ par ligne."),
    "sources": _w("What the method is based on. Be honest: readers decide by it.", "Ce sur quoi la méthode se fonde. Soyez exact : le lecteur s'y fie."),
    "steps": _w("The steps of an assessment, in their order.", "Les étapes d'une évaluation, dans l'ordre."),
    "factors": _w("What every expert judges. Their levels stand on the sheet levels.", "Ce que juge chaque expert. Les niveaux figurent dans la feuille levels."),
    "kinds": _w("Kinds of consequence of one factor; the worst counts, all are kept.", "Types de conséquence d'un facteur ; le pire compte, tous sont conservés."),
    "levels": _w("The steps of every scale, from the lowest up, none left out.", "Les degrés de chaque échelle, du plus bas au plus haut, sans trou."),
    "confidence": _w("How sure an expert can be.", "Les degrés de confiance d'un expert."),
    "grids": _w("Tables that join two scales, one after the other; the last gives the band.", "Tableaux qui croisent deux échelles, l'un après l'autre ; le dernier donne le palier."),
    "cells": _w("The results of each grid: a row for each level of its rows, c1, c2 ... for the levels of its columns.", "Les résultats de chaque grille : une ligne par niveau en ligne, c1, c2 ... pour les niveaux en colonne."),
    "bands": _w("The bands of risk and what each asks.", "Les paliers de risque et ce que chacun demande."),
    "answer scales": _w("Graded answers of the questionnaire; their levels stand on the sheet levels.", "Réponses graduées du questionnaire ; leurs niveaux figurent dans la feuille levels."),
    "sections": _w("The chapters of the questionnaire.", "Les chapitres du questionnaire."),
    "questions": _w("The questions, in their order.", "Les questions, dans l'ordre."),
    "verdicts": _w("How a share of what is missing reads, from 0 (nothing is missing) to 1.", "Comment se lit la part de ce qui manque, de 0 (rien ne manque) à 1."),
    "tiers": _w("Tiers of proportionality by the number of people.", "Niveaux de proportionnalité selon l'affluence."),
    "tier texts": _w("What a tier expects, and what raises a place into it.", "Ce qu'un niveau attend, et ce qui y fait monter un lieu."),
    "checks": _w("Words for what does not fit together.", "Formulations pour ce qui ne va pas ensemble."),
    "carried over": _w("For every older version whose scales differ: the rule for its values, in words.", "Pour chaque version antérieure dont les échelles diffèrent : la règle pour ses valeurs, en mots."),
    "carried levels": _w("The same rule, level by level. No pair for a code: its old values are not comparable.", "La même règle, niveau par niveau. Aucun couple pour un code : ses anciennes valeurs ne sont pas comparables."),
}  # fmt: skip

COLUMN_WORDS: dict[str, Words] = {
    "urn": _w("The name for ever, for instance urn:valombre:method:own.", "Le nom définitif, par exemple urn:valombre:method:propre."),
    "version": _w("As a text: 1.0", "En texte : 1.0"),
    "languages": _w("The languages in which every text is complete: en, fr", "Les langues dans lesquelles tout texte est complet : en, fr"),
    "licence": _w("Who may reuse it, and how.", "Qui peut réutiliser, et comment."),
    "minutes": _w("How long it takes, in minutes.", "La durée, en minutes."),
    "title": _w("In the columns text en, text fr.", "Dans les colonnes text en, text fr."),
    "summary": _w("In the columns text en, text fr.", "Dans les colonnes text en, text fr."),
    "method threats": _w("Lists of threats for its scenarios, by urn; empty: all in use.", "Listes de menaces pour les scénarios, par urn ; vide : toutes celles en service."),
    "aggregate": _w("How experts' values are summarised.", "Comment les valeurs des experts sont résumées."),
    "outcome": _w("Grids or a formula; empty without factors.", "Grilles ou formule ; vide sans facteurs."),
    "expression": _w("The formula over the codes of the factors: numbers, + - * /, brackets, min, max.", "La formule sur les codes des facteurs : nombres, + - * /, parenthèses, min, max."),
    "words": _w("What the rule says and what it cannot say.", "Ce que dit la règle et ce qu'elle ne peut pas dire."),
    "questionnaire rule": _w("How sections join: weighted mean, or the weakest counts.", "Comment les sections se combinent : moyenne pondérée, ou la plus faible compte."),
    "mark": _w("Read in the source, inferred, or our own.", "Lu dans la source, déduit, ou de notre cru."),
    "of": _w("To what the row belongs.", "À quoi se rattache la ligne."),
    "ask": _w("One level, or lowest, highest, best and how sure.", "Un niveau, ou le plus bas, le plus haut, le meilleur et la certitude."),
    "rows": _w("A factor or an earlier grid.", "Un facteur ou une grille précédente."),
    "columns": _w("A factor or an earlier grid.", "Un facteur ou une grille précédente."),
    "from_figure": _w("With a formula: the lowest figure of the band.", "Avec une formule : la plus petite valeur du palier."),
    "better": _w("At which end nothing is missing.", "À quelle extrémité rien ne manque."),
    "rule": _w("Weighted mean, or the weakest answer counts.", "Moyenne pondérée, ou la réponse la plus faible compte."),
    "scale": _w("A graded answer; empty: yes or no.", "Une réponse graduée ; vide : oui ou non."),
    "good": _w("Which answer is the good one; empty: yes.", "Quelle réponse est la bonne ; vide : oui (yes)."),
    "when": _w("Asked only if: question = answer, answer; question = answer", "Posée seulement si : question = réponse, réponse ; question = réponse"),
    "from_people": _w("From so many people on; empty: a person chooses this tier.", "À partir de tant de personnes ; vide : ce niveau est choisi par quelqu'un."),
    "unmet": _w("How much it weighs at this tier when something expected is not met.", "Le poids, à ce niveau, d'une attente non satisfaite."),
    "from_tier": _w("Asked from this tier on; empty: of every place.", "Posée à partir de ce niveau ; vide : pour tout lieu."),
    "questions threats": _w("Codes of threats, separated by commas.", "Codes de menaces, séparés par des virgules."),
    "zones": _w("Kinds of zone, separated by commas.", "Types de zone, séparés par des virgules."),
    "functions": _w("Functions of the catalogue, separated by commas.", "Fonctions du catalogue, séparées par des virgules."),
    "measures": _w("Measures of the catalogue that would help, by id.", "Mesures du catalogue qui aideraient, par identifiant."),
    "was": _w("A level of the old scale.", "Un niveau de l'ancienne échelle."),
    "now": _w("The level of the new scale that it becomes.", "Le niveau de la nouvelle échelle qui y correspond."),
}  # fmt: skip

KIND_WORDS: dict[str, Words] = {
    "plain": _w("A text or a code.", "Un texte ou un code."),
    "wording": _w("One column for each language.", "Une colonne par langue."),
    "whole": _w("A whole number.", "Un nombre entier."),
    "number": _w("A number.", "Un nombre."),
    "list": _w("Several, separated by commas.", "Plusieurs, séparés par des virgules."),
    "when": _w("A condition.", "Une condition."),
}


def column_words(sheet: str, column: Column) -> Words:
    """What belongs into a column, which words it may hold, and whether it may stay empty."""
    known = COLUMN_WORDS.get(f"{sheet} {column.name}") or COLUMN_WORDS.get(column.name) or KIND_WORDS[column.kind]
    choices = f" ({', '.join(column.choices)})" if column.choices else ""
    empty = _w("", "") if column.needed else _w(" May stay empty.", " Peut rester vide.")
    return {language: known[language] + choices + empty[language] for language in known}
