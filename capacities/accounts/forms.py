"""What a person may type about herself."""

from django import forms

from .models import User


class SignupNameForm(forms.Form):
    """Added to allauth's sign-up form: the name that other members will read."""

    name = forms.CharField(
        label="Votre nom",
        max_length=120,
        help_text="Les autres membres de vos cas d’usage le liront à côté de vos notes.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        """Asked for by allauth; the adapter has set the name already."""


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "job"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "job": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }
