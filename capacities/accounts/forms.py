"""What a person may type about herself."""

from django import forms

from capacities.forms import plain_helper
from capacities.text import clean

from .models import User

CONFIRMATION = "supprimer"


def clean_name(text):
    """A name on one line, that the others can read: at least one letter or figure."""
    name = " ".join(clean(text).split())
    if not any(character.isalnum() for character in name):
        raise forms.ValidationError("Écrivez le nom que les autres membres liront.")
    return name


class SignupNameForm(forms.Form):
    """Added to allauth's sign-up form: the name that other members will read."""

    name = forms.CharField(
        label="Votre nom",
        max_length=120,
        help_text="Les autres membres de vos cas d’usage le liront à côté de vos notes.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])

    def signup(self, request, user):
        """Asked for by allauth; the adapter has set the name already."""


class ProfileForm(forms.ModelForm):
    helper = plain_helper()

    class Meta:
        model = User
        fields = ["name", "job"]
        labels = {"name": "Votre nom", "job": "Votre fonction et votre structure"}
        help_texts = {"job": "Facultatif. Par exemple : chargée de mission données, Caux Seine Agglo."}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "job": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])

    def clean_job(self):
        return " ".join(clean(self.cleaned_data["job"]).split())


class TokenForm(forms.Form):
    helper = plain_helper()

    name = forms.CharField(
        label="À quoi servira ce jeton ?",
        max_length=80,
        help_text="Par exemple : export mensuel vers le SIG.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    life = forms.ChoiceField(
        label="Valable pendant", choices=[("30", "30 jours"), ("90", "90 jours"), ("365", "un an")], initial="90"
    )

    def clean_name(self):
        name = " ".join(clean(self.cleaned_data["name"]).split())
        if not name or len(name) > self.fields["name"].max_length:
            raise forms.ValidationError("Dites en quelques mots à quoi il servira.")
        return name


class DeleteForm(forms.Form):
    """The password proves who asks; an account without one (entered by code only) types a word."""

    helper = plain_helper()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.has_usable_password():
            self.fields["password"] = forms.CharField(
                label="Votre mot de passe",
                strip=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            )
        else:
            self.fields["word"] = forms.CharField(
                label=f"Écrivez « {CONFIRMATION} » pour confirmer", widget=forms.TextInput(attrs={"autocomplete": "off"})
            )

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("Ce n’est pas votre mot de passe. Votre compte n’a pas été supprimé.")
        return self.cleaned_data["password"]

    def clean_word(self):
        if clean(self.cleaned_data["word"]).casefold() != CONFIRMATION:
            raise forms.ValidationError(f"Écrivez le mot « {CONFIRMATION} ». Votre compte n’a pas été supprimé.")
        return self.cleaned_data["word"]
