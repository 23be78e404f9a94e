"""What may be typed about a use case, and how mistakes are told."""

import hashlib
import json
import re

from django import forms

from capacities.forms import plain_helper
from capacities.text import clean

from .models import Invitation, Statement, Territory, UseCase
from .models.membership import Role
from .programme import programme
from .roles import MEANINGS

Section = Statement.Section
MAX_LINES = 40
MAX_LINE = 300
SHOWN = 12  # territories listed for one text
BULLETS = re.compile(r"^(?:[-•*–]\s+|•)+")  # of a list pasted from elsewhere; « -5 % » keeps its sign


class LinesField(forms.CharField):
    """One statement a line. What follows « : » is its detail: « Agente d’astreinte : ouvrir la bonne carte »."""

    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 5})
        super().__init__(required=False, max_length=MAX_LINES * MAX_LINE, widget=widget, **kwargs)

    def clean(self, value):
        lines = [" ".join(line.split()) for line in clean(super().clean(value)).split("\n")]
        lines = [BULLETS.sub("", line) for line in lines if line.strip("-•* ")]
        if len(lines) > MAX_LINES:
            raise forms.ValidationError(f"{len(lines)} lignes : gardez-en {MAX_LINES} au plus.")
        for line in lines:
            if len(line) > MAX_LINE:
                raise forms.ValidationError(f"Cette ligne dépasse {MAX_LINE} signes : « {line[:60]}… »")
        return lines


class UseCaseForm(forms.Form):
    helper = plain_helper()

    title = forms.CharField(
        label="Titre",
        max_length=160,
        help_text="Ce que vous voulez rendre possible, en quelques mots.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    place = forms.CharField(
        label="Territoire",
        max_length=200,
        help_text="Un nom, un SIREN ou un code Insee : intercommunalité, commune, département ou région.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    # The text for which the list below the field was shown: a choice counts for that text only.
    place_shown = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    # What the use case said when the form was drawn: two pilotes may describe it at once, and neither erases the other.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    territory = forms.ModelChoiceField(Territory.objects.all(), required=False, widget=forms.HiddenInput)
    objective = forms.CharField(
        label="Objectif",
        max_length=1000,
        help_text="Une phrase : pour qui, pour quoi faire.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    problem = forms.CharField(
        label="Problème",
        max_length=2000,
        required=False,
        help_text="Ce qui bloque aujourd’hui.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    priorities = forms.MultipleChoiceField(
        label="Priorités de territoire intelligent", required=False, widget=forms.CheckboxSelectMultiple
    )
    data = LinesField(label="Données", help_text="Une par ligne.")
    stakeholders = LinesField(label="Parties prenantes", help_text="Une par ligne.")
    users = LinesField(
        label="Usagers",
        help_text="Un par ligne, avec son besoin après deux points. Par exemple : Agente d’astreinte : ouvrir la bonne carte.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["priorities"].choices = [(p.code, p.name) for p in programme().priorities]
        self.found = []

    @classmethod
    def describing(cls, usecase, data=None):
        """The form filled with what the use case says today."""
        said = {}
        for statement in usecase.statements.all():
            said.setdefault(statement.section, []).append(statement)
        initial = {
            "title": usecase.title,
            "place": usecase.territory.label,
            "territory": usecase.territory_id,
            "priorities": [s.code for s in said.get(Section.PRIORITY, [])],
        }
        for name, section in {"objective": Section.OBJECTIVE, "problem": Section.PROBLEM}.items():
            initial[name] = "\n".join(s.text for s in said.get(section, []))
        for name, section in {
            "data": Section.DATA,
            "stakeholders": Section.STAKEHOLDER,
            "users": Section.USER,
        }.items():
            initial[name] = "\n".join(f"{s.text} : {s.detail}" if s.detail else s.text for s in said.get(section, []))
        initial["seen"] = hashlib.sha256(json.dumps(initial, sort_keys=True).encode()).hexdigest()
        return cls(data, initial=initial)

    @classmethod
    def after(cls, model, data=None):
        """A form for another territory that begins with what `model` says, or an empty one. The title and the place
        are the person's own."""
        if model is None:
            return cls(data)
        told = cls.describing(model).initial
        return cls(data, initial={name: told[name] for name in told if name not in ("title", "place", "territory", "seen")})

    def clean_title(self):
        title = " ".join(clean(self.cleaned_data["title"]).split())
        if not title or len(title) > self.fields["title"].max_length:  # cleaning may also lengthen, in some scripts
            raise forms.ValidationError("Écrivez un titre, de 160 signes au plus.")
        return title

    def clean(self):
        asked = super().clean()
        self.errors.pop("territory", None)  # a hidden field tells its errors beside the visible one
        if "place" in asked:
            asked["territory"] = self.find_territory(asked)
        if asked.get("seen") and asked["seen"] != self.initial.get("seen"):
            self.data = self.data.copy()
            self.data["seen"] = self.initial.get("seen", "")  # once told, to save again is a choice
            self.add_error(
                None,
                "Une autre personne a modifié ce cas d’usage pendant que vous écriviez. Ouvrez sa page dans un autre onglet "
                "pour lire ce qui a changé, reprenez-le ici s’il le faut, puis enregistrez de nouveau.",
            )
        return asked

    def find_territory(self, asked):
        """The territory chosen for this very text; else the only one that matches; else a list to choose from."""
        text, chosen = clean(asked["place"]), asked.get("territory")
        if not (chosen and text in (chosen.label, asked.get("place_shown"))):
            self.found = list(Territory.objects.matching(text).placed()[:SHOWN])
            chosen = self.found[0] if len(self.found) == 1 else None
        self.data = self.data.copy()
        if chosen:  # should another field be wrong, the page says which territory was understood
            self.found, self.data["place"], self.data["territory"] = [], chosen.label, chosen.pk
            return chosen
        self.data["place_shown"] = text
        self.add_error(
            "place",
            "Plusieurs territoires répondent à ce nom : choisissez le vôtre dans la liste."
            if self.found
            else "Aucun territoire ne répond à ce nom ni à ce code. Essayez le nom officiel, ou le SIREN.",
        )
        return None

    @property
    def sections(self):
        """What was typed, as `actions.open_usecase` and `actions.describe` take it."""
        asked = self.cleaned_data
        return {
            Section.OBJECTIVE.value: [{"text": clean(asked["objective"])}],
            Section.PROBLEM.value: [{"text": clean(asked["problem"])}] if clean(asked["problem"]) else [],
            Section.PRIORITY.value: [{"code": code} for code in asked["priorities"]],
            **{
                section.value: [_with_detail(line) for line in asked[name]]
                for name, section in {
                    "data": Section.DATA,
                    "stakeholders": Section.STAKEHOLDER,
                    "users": Section.USER,
                }.items()
            },
        }


def _with_detail(line):
    text, _, detail = line.replace("\u00a0:", " :").partition(" : ")
    return {"text": text.strip(), "detail": detail.strip()}


class RoleField(forms.ChoiceField):
    """The four roles, each with what it allows."""

    def __init__(self, **kwargs):
        choices = [(role.value, f"{role.label.capitalize()} : {MEANINGS[role]}") for role in Role]
        super().__init__(label="Rôle", choices=choices, **kwargs)


class InvitationForm(forms.ModelForm):
    helper = plain_helper()
    role = RoleField(initial=Role.CONTRIBUTOR)

    class Meta:
        model = Invitation
        fields = ["email", "role"]
        labels = {"email": "Courriel de la personne"}
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args, usecase=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.usecase = usecase or UseCase()

    def refuse(self, sentence):
        """Show why the action said no, beside the address."""
        self.add_error("email", sentence)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)
