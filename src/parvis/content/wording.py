"""The words of packs: picks a language, and says in a sentence what is wrong with a pack."""

from collections.abc import Mapping

FALLBACK = "en"


def text(value: Mapping[str, str], language: str) -> str:
    """The text in that language ("fr", "fr-CA"), else in English, else in the first language that it has."""
    for wanted in (language, language.replace("_", "-").partition("-")[0], FALLBACK):
        if wanted in value:
            return value[wanted]
    return next(iter(value.values()), "")


#: What can be wrong with a pack. Kept here and not in the message catalogue: packs load without Django.
SENTENCES: dict[str, dict[str, str]] = {
    "unreadable": {
        "en": "The file cannot be read: {detail}.",
        "fr": "Le fichier ne peut pas être lu : {detail}.",
    },
    "too_large": {
        "en": "The file is larger than {detail}; a pack of text never needs that much.",
        "fr": "Le fichier dépasse {detail} ; un référentiel de textes n'en a jamais besoin.",
    },
    "encoding": {
        "en": "The file is not UTF-8 text; save it again as UTF-8.",
        "fr": "Le fichier n'est pas un texte UTF-8 ; enregistrez-le de nouveau en UTF-8.",
    },
    "not_yaml": {
        "en": "The file is not valid YAML: {detail}.",
        "fr": "Le fichier n'est pas du YAML valide : {detail}.",
    },
    "too_deep": {
        "en": "The file is nested too deeply, or unfolds to more than {detail} values; it is refused.",
        "fr": "Le fichier est trop imbriqué, ou se déplie en plus de {detail} valeurs ; il est refusé.",
    },
    "key_twice": {
        "en": "The field “{detail}” is written twice in the same place; one would hide the other.",
        "fr": "Le champ « {detail} » est écrit deux fois au même endroit ; l'un cacherait l'autre.",
    },
    "not_a_pack": {
        "en": "This is not a pack: it should begin with urn, kind and version.",
        "fr": "Ce n'est pas un référentiel : il devrait commencer par urn, kind et version.",
    },
    "kind": {
        "en": "“{detail}” is not a kind of pack that this version knows.",
        "fr": "« {detail} » n'est pas un type de référentiel connu de cette version.",
    },
    "extra": {
        "en": "The field “{detail}” is not known here; it may be misspelt.",
        "fr": "Le champ « {detail} » est inconnu ici ; peut-être une faute de frappe.",
    },
    "missing": {
        "en": "The field “{detail}” is missing.",
        "fr": "Le champ « {detail} » manque.",
    },
    "value": {
        "en": "The value of “{field}” does not fit: {detail}.",
        "fr": "La valeur de « {field} » ne convient pas : {detail}.",
    },
    "value_one_of": {
        "en": "“{field}” is one of: {detail}.",
        "fr": "« {field} » est l'un de : {detail}.",
    },
    "value_least": {
        "en": "“{field}” is {detail} or more.",
        "fr": "« {field} » vaut au moins {detail}.",
    },
    "value_most": {
        "en": "“{field}” is {detail} or less.",
        "fr": "« {field} » vaut au plus {detail}.",
    },
    "value_short": {
        "en": "“{field}” holds too little; at least {detail} are needed.",
        "fr": "« {field} » n'en contient pas assez ; il en faut au moins {detail}.",
    },
    "value_long": {
        "en": "“{field}” holds too much; at most {detail} fit.",
        "fr": "« {field} » en contient trop ; {detail} au plus.",
    },
    "written_urn": {
        "en": "“{detail}” is no name of a pack; it is written like urn:valombre:method:own, in small letters.",
        "fr": "« {detail} » n'est pas un nom de référentiel ; il s'écrit comme urn:valombre:method:propre, en minuscules.",
    },
    "written_version": {
        "en": "“{detail}” is no version; it is written like 1.0.",
        "fr": "« {detail} » n'est pas une version ; elle s'écrit comme 1.0.",
    },
    "written_threat": {
        "en": "“{detail}” is no code of a threat; it is written in capitals, like RIVER_STEPS.",
        "fr": "« {detail} » n'est pas un code de menace ; il s'écrit en capitales, comme RIVER_STEPS.",
    },
    "written_slug": {
        "en": "“{detail}” is no id; it is written in small letters without accents, with hyphens, like rescue-way-free.",
        "fr": "« {detail} » n'est pas un identifiant ; il s'écrit en minuscules sans accents, avec des traits d'union, comme acces-secours.",
    },
    "written_code": {
        "en": "“{detail}” is no code; it is written in small letters without accents, with underscores, like weak_point.",
        "fr": "« {detail} » n'est pas un code ; il s'écrit en minuscules sans accents, avec des tirets bas, comme point_faible.",
    },
    "duplicate": {
        "en": "“{detail}” is there twice in the list “{field}”; each may come once.",
        "fr": "« {detail} » figure deux fois dans la liste « {field} » ; chacun ne peut y être qu'une fois.",
    },
    "text_language": {
        "en": "The text “{field}” is missing in: {detail}. Every text needs at least English and French.",
        "fr": "Le texte « {field} » manque en : {detail}. Tout texte existe au moins en anglais et en français.",
    },
    "pack_language": {
        "en": "The pack announces a language that a text lacks ({detail}).",
        "fr": "Le référentiel annonce une langue qui manque à un texte ({detail}).",
    },
    "range": {
        "en": "A range goes from the lower to the higher amount; here it reads {detail}.",
        "fr": "Une fourchette va du plus petit au plus grand montant ; ici : {detail}.",
    },
    "cost_source": {
        "en": "A cost that is given as published names author and year in its note, or is an own estimate (basis: own).",
        "fr": "Un coût donné comme publié nomme l'auteur et l'année dans sa note, ou bien il est une estimation propre (basis: own).",
    },
    "scale": {
        "en": "A scale runs in whole numbers from its lowest level up, none left out; here it reads {detail}.",
        "fr": "Une échelle monte par nombres entiers depuis le plus bas, sans trou ; on lit ici {detail}.",
    },
    "empty_method": {
        "en": "The method asks nothing: it needs factors to judge, or a questionnaire.",
        "fr": "La méthode ne demande rien : il lui faut des facteurs à juger, ou un questionnaire.",
    },
    "half_method": {
        "en": "Factors, outcome, confidence and at least two bands belong together: give all of them, or none.",
        "fr": "Facteurs (factors), résultat (outcome), confiance (confidence) et au moins deux paliers (bands) vont ensemble : tous, ou aucun.",
    },
    "two_kinds": {
        "en": "Only one factor is judged kind by kind.",
        "fr": "Un seul facteur se juge type par type.",
    },
    "formula_syntax": {
        "en": "The formula cannot be read: {detail}.",
        "fr": "La formule est illisible : {detail}.",
    },
    "formula_name": {
        "en": "The formula names something that is no factor of this method: {detail}.",
        "fr": "La formule cite un nom qui n'est pas un facteur de cette méthode : {detail}.",
    },
    "formula_forbidden": {
        "en": "The formula may hold numbers, factors, + - * /, brackets, min and max, and nothing else; here it holds {detail}.",
        "fr": "La formule ne peut contenir que nombres, facteurs, + - * /, parenthèses, min et max ; on y lit {detail}.",
    },
    "formula_too_long": {
        "en": "The formula is too long or nested too deeply ({detail}).",
        "fr": "La formule est trop longue ou trop imbriquée ({detail}).",
    },
    "formula_too_many": {
        "en": "The factors have too many combinations to try the formula on all of them ({detail}).",
        "fr": "Les facteurs ont trop de combinaisons pour y essayer la formule ({detail}).",
    },
    "formula_divides_by_zero": {
        "en": "The formula divides by zero for {detail}.",
        "fr": "La formule divise par zéro pour {detail}.",
    },
    "formula_not_finite": {
        "en": "The formula gives no finite figure for {detail}.",
        "fr": "La formule ne donne pas de nombre fini pour {detail}.",
    },
    "formula_falls": {
        "en": "The formula falls somewhere: raising a value may never lower the result ({detail}).",
        "fr": "La formule redescend quelque part : relever une valeur ne doit jamais abaisser le résultat ({detail}).",
    },
    "band_figures": {
        "en": "With a formula each band says from which figure on it holds, rising, the first one at or below the lowest possible figure; here: {detail}.",
        "fr": "Avec une formule, chaque palier dit à partir de quelle valeur il vaut (from_figure), en montant, le premier au plus égal à la plus petite valeur possible ; ici : {detail}.",
    },
    "too_many_questions": {
        "en": "The questionnaire has {detail} questions; nobody answers more than 1,000. Split it into several methods.",
        "fr": "Le questionnaire compte {detail} questions ; personne n'en remplit plus de 1 000. Répartissez-les en plusieurs méthodes.",
    },
    "no_weight": {
        "en": "The weights of “{detail}” sum to nothing, or it has no question.",
        "fr": "La somme des poids de « {detail} » est nulle, ou il n'a aucune question.",
    },
    "verdicts": {
        "en": "The verdicts begin at share 0 and rise; here: {detail}.",
        "fr": "Les appréciations (verdicts) partent de la part 0 et montent ; ici : {detail}.",
    },
    "condition_cycle": {
        "en": "These questions wait for one another in a circle, so none would ever be asked: {detail}.",
        "fr": "Ces questions s'attendent en cercle, aucune ne serait jamais posée : {detail}.",
    },
    "grid_falls": {
        "en": "A grid falls somewhere: raising a value may never lower the result.",
        "fr": "Une grille redescend quelque part : relever une valeur ne doit jamais abaisser le résultat.",
    },
    "grid_rows": {
        "en": "The rows of a grid are not equally long.",
        "fr": "Les lignes d'une grille n'ont pas la même longueur.",
    },
    "grid_size": {
        "en": "The grid “{detail}” does not fit the scales that it joins.",
        "fr": "La grille « {detail} » ne correspond pas aux échelles qu'elle croise.",
    },
    "grid_values": {
        "en": "The grid “{detail}” gives a result that no level or band describes.",
        "fr": "La grille « {detail} » donne un résultat qu'aucun niveau ni palier ne décrit.",
    },
    "impact_scale": {
        "en": "Every kind of impact has the same levels as the consequence.",
        "fr": "Chaque type d'impact a les mêmes niveaux que la conséquence.",
    },
    "unknown": {
        "en": "The pack names something that it does not define: {detail}.",
        "fr": "Le référentiel cite un élément qu'il ne définit pas : {detail}.",
    },
    "knock_out": {
        "en": "“{detail}”: a knock-out has a minimum on the scale and no weight, any other criterion has no minimum.",
        "fr": "« {detail} » : un critère éliminatoire a un minimum et aucun poids, tout autre n'a pas de minimum.",
    },
    "weights": {
        "en": "The weights sum to {detail}; they must sum to 100.",
        "fr": "La somme des poids est {detail} ; elle doit être de 100.",
    },
    "inject_time": {
        "en": "The inject {detail} comes before its move begins.",
        "fr": "L'inject {detail} arrive avant le début de sa séquence.",
    },
    "terms": {
        "en": "The inject {detail} sets terms for a task that it does not call for.",
        "fr": "L'inject {detail} fixe un délai ou une règle pour une tâche qu'il n'appelle pas.",
    },
    "inject_order": {
        "en": "The injects are not in the order of the clock.",
        "fr": "Les injects ne suivent pas l'ordre de l'horloge.",
    },
    "inject_end": {
        "en": "The last inject comes after the end of the exercise.",
        "fr": "Le dernier inject arrive après la fin de l'exercice.",
    },
    "item_type": {
        "en": "The question “{detail}” needs what its type asks for, and no more: options, or both ends of a scale.",
        "fr": "La question « {detail} » n'a pas ce que demande son type, ou en a trop : options, ou bornes d'échelle.",
    },
    "duty_rhythm": {
        "en": "The duty “{detail}” needs either a number of years or the day on which a school year begins.",
        "fr": "L'obligation « {detail} » doit avoir soit un nombre d'années, soit le jour où commence l'année scolaire.",
    },
    "pack_twice": {
        "en": "The pack {detail} is there twice in this folder.",
        "fr": "Le référentiel {detail} est présent deux fois dans ce dossier.",
    },
    "no_folder": {
        "en": "There is no folder {detail}.",
        "fr": "Le dossier {detail} n'existe pas.",
    },
    "carried": {
        "en": "The rule for old values of {detail} names a level that does not exist now, or turns the order of the levels round.",
        "fr": "La règle pour les anciennes valeurs de {detail} cite un niveau qui n'existe plus, ou inverse l'ordre des niveaux.",
    },
    "workbook": {
        "en": "The file is not an Excel workbook (.xlsx) that can be read; save it again as .xlsx.",
        "fr": "Le fichier n'est pas un classeur Excel (.xlsx) lisible ; enregistrez-le de nouveau en .xlsx.",
    },
    "old_workbook": {
        "en": "The workbook is in the old format (.xls) or locked by a password; save it as .xlsx without a password.",
        "fr": "Le classeur est à l'ancien format (.xls) ou protégé par un mot de passe ; enregistrez-le en .xlsx sans mot de passe.",
    },
    "macros": {
        "en": "The workbook holds macros. They were not run, and nothing was read; save it as .xlsx, which holds none.",
        "fr": "Le classeur contient des macros. Elles n'ont pas été exécutées et rien n'a été lu ; enregistrez-le en .xlsx, qui n'en contient pas.",
    },
    "unfolds": {
        "en": "The workbook unfolds to more than {detail}; a pack never needs that much.",
        "fr": "Le classeur se déplie à plus de {detail} ; un référentiel n'en a jamais besoin.",
    },
    "sheet_missing": {
        "en": "The sheet “{detail}” is missing; begin from the template.",
        "fr": "La feuille « {detail} » manque ; partez du modèle.",
    },
    "sheet_unknown": {
        "en": "This sheet is not part of the layout; delete it, or give it its name from the template.",
        "fr": "Cette feuille ne fait pas partie du modèle ; supprimez-la ou rendez-lui son nom.",
    },
    "too_many_rows": {
        "en": "The sheet has more than {detail} rows; nobody answers that many. Split it into several methods.",
        "fr": "La feuille dépasse {detail} lignes ; personne n'en remplit autant. Répartissez-les en plusieurs méthodes.",
    },
    "merged": {
        "en": "Cells are merged here ({detail}); what one of them means cannot be told. Unmerge them.",
        "fr": "Des cellules sont fusionnées ici ({detail}) ; leur sens est ambigu. Défusionnez-les.",
    },
    "formula": {
        "en": "The cell holds a formula, and a pack holds only what is written; replace it by its value.",
        "fr": "La cellule contient une formule, or un référentiel ne contient que ce qui est écrit ; remplacez-la par sa valeur.",
    },
    "empty_row": {
        "en": "The row is empty, with filled ones below it; delete it.",
        "fr": "La ligne est vide, avec des lignes remplies en dessous ; supprimez-la.",
    },
    "column_unknown": {
        "en": "The column “{detail}” is not part of the layout; it may be misspelt.",
        "fr": "La colonne « {detail} » ne fait pas partie du modèle ; peut-être une faute de frappe.",
    },
    "column_missing": {
        "en": "The column “{detail}” is missing; begin from the template.",
        "fr": "La colonne « {detail} » manque ; partez du modèle.",
    },
    "column_twice": {
        "en": "The column “{detail}” is there twice; one would hide the other.",
        "fr": "La colonne « {detail} » figure deux fois ; l'une cacherait l'autre.",
    },
    "cell_number": {
        "en": "A number belongs here, and “{detail}” is not one, or is a number kept as text.",
        "fr": "Un nombre est attendu ici ; « {detail} » n'en est pas un, ou est un nombre enregistré comme texte.",
    },
    "cell_text": {
        "en": "A text belongs here; Excel made {detail} of it. Format the cell as text and write it again.",
        "fr": "Un texte est attendu ici ; Excel en a fait {detail}. Mettez la cellule au format texte et saisissez de nouveau.",
    },
    "cell_condition": {
        "en": "A condition reads “question = answer, answer; question = answer”; here it reads “{detail}”.",
        "fr": "Une condition s'écrit « question = réponse, réponse ; question = réponse » ; on lit ici « {detail} ».",
    },
    "field_unknown": {
        "en": "“{detail}” is not a field of the method; it may be misspelt.",
        "fr": "« {detail} » n'est pas un champ de la méthode ; peut-être une faute de frappe.",
    },
    "owner_unknown": {
        "en": "The row belongs to “{detail}”, which no other sheet defines.",
        "fr": "La ligne se rattache à « {detail} », qu'aucune autre feuille ne définit.",
    },
    "only_methods": {
        "en": "The Excel layout is for methods; this pack is of the kind “{detail}”.",
        "fr": "Le modèle Excel est fait pour les méthodes ; ce référentiel est du type « {detail} ».",
    },
}

_WHERE = {"en": "{file}, line {line}: {sentence}", "fr": "{file}, ligne {line} : {sentence}"}
_WHERE_SHEET = {"en": "{file}, sheet “{sheet}”: {sentence}", "fr": "{file}, feuille « {sheet} » : {sentence}"}
_WHERE_ROW = {
    "en": "{file}, sheet “{sheet}”, row {line}: {sentence}",
    "fr": "{file}, feuille « {sheet} », ligne {line} : {sentence}",
}
_WHERE_CELL = {
    "en": "{file}, sheet “{sheet}”, row {line}, column {column}: {sentence}",
    "fr": "{file}, feuille « {sheet} », ligne {line}, colonne {column} : {sentence}",
}
_WHERE_FILE = {"en": "{file}: {sentence}", "fr": "{file} : {sentence}"}


def sentence(
    code: str, language: str = FALLBACK, *, detail: str = "", field: str = "", file: str = "", line: int | None = None,
    sheet: str = "", column: str = "",
) -> str:  # fmt: skip
    """What is wrong, and where, in one sentence."""
    said = text(SENTENCES[code], language).format(detail=detail, field=field)
    if not file and not sheet:
        return said
    if sheet:
        frame = _WHERE_SHEET if line is None else _WHERE_CELL if column else _WHERE_ROW
    else:
        frame = _WHERE_FILE if line is None else _WHERE
    return text(frame, language).format(file=file, line=line, sheet=sheet, column=column, sentence=said)
