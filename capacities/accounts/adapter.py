"""What allauth asks the project: which name a new account carries, and how its messages are signed."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "").strip()
        if commit:
            user.save()
        return user

    def is_safe_url(self, url):
        """An address that cannot even be read leads nowhere."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False
