"""The words of the exchange that are not in a pack: parts of a sheet, grades of evidence, sentences of refusal."""

from django.utils.translation import gettext as _


def parts() -> dict[str, tuple[str, str]]:
    """Each part of a sheet: its heading, and the question that it answers."""
    return {
        "title": (_("Title"), _("What was done, in one line, without the name of the place.")),
        "summary": (_("In short"), _("The best of it in five lines, for somebody who decides whether to read on.")),
        "intelligence": (_("Intelligence: the problem"), _("What was weak or went wrong, how you know, what causes it.")),
        "intervention": (_("Intervention: the answer"), _("What was done, and which cause it removes or blocks.")),
        "implementation": (
            _("Implementation: how it was done"),
            _("How it was fitted to the place; people, money and time; what was checked on rights and data."),
        ),
        "involvement": (_("Involvement: who took part"), _("Which services and people, in which part, how they were won over.")),
        "impact": (_("Impact: what came of it"), _("Before and after, who measured, what it cost, what got worse.")),
        "transfer": (_("For another city"), _("What must be there for it to work, what to change, what to avoid.")),
    }  # fmt: skip


def grades() -> dict[int, str]:
    """Strength of the evidence, after the idea of the Maryland scale (Sherman et al., 1997) with a level 0 before it."""
    return {
        0: _("0 · described, not evaluated"),
        1: _("1 · measured once"),
        2: _("2 · measured before and after"),
        3: _("3 · compared with a similar place"),
        4: _("4 · compared over several places, other causes taken into account"),
        5: _("5 · places chosen at random"),
    }


def cannot_open(code: str) -> str:
    """What to tell somebody whose package was not accepted."""
    nothing = _("Nothing was kept.")
    sentences = {
        "too_large": _("The file is larger than 3 MB: no practice sheet is. Ask the sender for the right file."),
        "not_an_envelope": _("This is not a package of Parvis, or it was changed on the way, if only by a space. Ask the sender to send the file itself again."),
        "wrong_type": _("The envelope holds something else than a practice sheet. Ask the sender what it is."),
        "tampered": _("The signature does not fit: the package was changed after it was signed. Ask the sender for it again, by another way."),
        "not_a_zip": _("The signature is right, but the package inside cannot be read. Tell the sender."),
        "wrong_files": _("The package holds other files than a manifest and a practice sheet. Tell the sender."),
        "packed": _("The package is compressed or encrypted inside, which Parvis never does. Tell the sender."),
        "wrong_digest": _("The sheet is not the one that the manifest describes. Tell the sender."),
        "wrong_content": _("The sheet does not have the form that this version of Parvis knows. The sender may have a newer version."),
    }  # fmt: skip
    return f"{sentences[code]} {nothing}"
