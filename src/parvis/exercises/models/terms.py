"""What a lesson is about, in the terms of the lessons-learned library of DRIVER+ (L3): function, nature, effectiveness."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Function(models.TextChoices):
    """Functions of crisis management; those that a city has no part in are left out."""

    RISK = "risk", _("risk assessment")
    PLANNING = "planning", _("planning and doctrine")
    TRAINING = "training", _("education and training")
    RISK_COMMUNICATION = "risk_communication", _("risk communication")
    DETECTION = "detection", _("detection and surveillance")
    ALERTING = "alerting", _("alerting")
    SCALING = "scaling", _("raising and lowering the level of response")
    SOURCE = "source", _("stopping the source of harm")
    RESCUE = "rescue", _("rescue")
    LAW = "law", _("law enforcement")
    EVACUATION = "evacuation", _("evacuation and shelter")
    HEALTH = "health", _("emergency health care")
    COMMAND = "command", _("command, coordination and information")
    SITUATION = "situation", _("assessment of the situation")
    LOGISTICS = "logistics", _("logistics")
    VOLUNTEERS = "volunteers", _("volunteers")
    SOCIAL_MEDIA = "social_media", _("reading social media")
    RESTORING = "restoring", _("restoring services")
    CROWD = "crowd", _("crowd management")
    TRAFFIC = "traffic", _("traffic management")
    BASIC_NEEDS = "basic_needs", _("basic needs")


class Nature(models.TextChoices):
    """Of what kind the solution is."""

    DOCTRINE = "doctrine", _("doctrine or procedure")
    EQUIPMENT = "equipment", _("equipment and tools")
    ICT = "ict", _("information and communication technology")
    PERSONNEL = "personnel", _("personnel")
    TRAINING = "training", _("training")
    OTHER = "other", _("other")


class Effectiveness(models.TextChoices):
    """How well it worked as it was."""

    VERY_POOR = "very_poor", _("very poor")
    POOR = "poor", _("poor")
    NEUTRAL = "neutral", _("neutral")
    GOOD = "good", _("good")
    VERY_GOOD = "very_good", _("very good")
