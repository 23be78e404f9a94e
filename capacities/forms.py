"""What the forms of the pages share."""

from crispy_forms.helper import FormHelper


def plain_helper():
    """crispy draws the fields; the page draws the form and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
