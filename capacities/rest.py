"""How the API recognises people, reads bodies, counts pages and says no. Settings name what stands here, and DRF reads those
names while its own views load: this module imports none of them."""

import json
import math

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import timezone
from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from rest_framework import authentication, exceptions, metadata, negotiation, pagination, parsers, serializers

from .text import clean, typo


class TokenAuthentication(KnoxTokenAuthentication):
    """`Authorization: Token cap_…`. A header that no token could be is a wrong token, never a fault."""

    def authenticate_credentials(self, token):
        if not token.isascii() or b"\0" in token:
            raise exceptions.AuthenticationFailed()
        return super().authenticate_credentials(token)

    def _cleanup_token(self, auth_token):
        """Whether the token has expired. Knox deletes it there and then, but here reading never writes."""
        return auth_token.expiry is not None and auth_token.expiry < timezone.now()


class SessionAuthentication(authentication.SessionAuthentication):
    """The portal's own session, for its pages; writing asks for the anti-forgery token, as every form does."""

    def enforce_csrf(self, request):
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise exceptions.PermissionDenied(
                "Avec une session du portail, une écriture porte l’en-tête X-CSRFToken. "
                "Un script utilise plutôt un jeton personnel."
            ) from error


class AlwaysJson(negotiation.BaseContentNegotiation):
    """A client that asks for something else still gets JSON: an error it can read is worth more than a 406."""

    def select_parser(self, request, parsers):
        return negotiation.DefaultContentNegotiation().select_parser(request, parsers)

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class Described(metadata.BaseMetadata):
    """OPTIONS sends to the one description, which says more and cannot disagree with itself."""

    def determine_metadata(self, request, view):
        return {"schema": request.build_absolute_uri(reverse("api-schema"))}


class TooLarge(exceptions.APIException):
    status_code = 413
    default_detail = "Le corps de la requête est trop lourd. La limite est de 2 Mo."
    default_code = "too_large"


class ObjectParser(parsers.JSONParser):
    """A JSON object in UTF-8, of a reasonable size. Everything else is refused in words."""

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(settings.MAX_UPLOAD + 1)
        if len(body) > settings.MAX_UPLOAD:
            raise TooLarge()
        try:
            data = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
            json.dumps(data, ensure_ascii=False).encode()  # half of a surrogate pair could not even be quoted in the answer
        except json.JSONDecodeError as error:
            raise exceptions.ParseError(
                f"Le corps de la requête n’est pas du JSON lisible : voyez la ligne {error.lineno}, colonne {error.colno}."
            ) from error
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError("Le corps de la requête n’est pas du JSON lisible, écrit en UTF-8.") from error
        if not isinstance(data, dict):
            raise exceptions.ParseError("Le corps de la requête est un objet JSON, entre accolades.")
        return data


def _refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


class Pages(pagination.LimitOffsetPagination):
    default_limit, max_limit = 100, 500
    limit_query_description = "Nombre de résultats par page : 100 sauf demande contraire, 500 au plus."
    offset_query_description = "Rang du premier résultat, à partir de 0."


class CleanField(serializers.CharField):
    """A text without what cannot be stored or shown."""

    def to_internal_value(self, data):
        return clean(super().to_internal_value(data))


class TitleField(CleanField):
    """A text that still says something once cleaned."""

    def to_internal_value(self, data):
        text = super().to_internal_value(data)
        if not text:
            self.fail("blank")
        return text


def explained(**sentences):
    """`extra_kwargs` that say what each field of a model means, for the description of the API."""
    return {name: {"help_text": sentence} for name, sentence in sentences.items()}


def checked(serializer_class, data, *, partial=False):
    """What was sent, read by a serializer; a mistake answers 400 with a sentence for each field."""
    serializer = serializer_class(data=data, partial=partial)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


class ErrorSerializer(serializers.Serializer):
    detail = serializers.CharField(help_text="Ce qui s’est passé, en français.")
    field = serializers.CharField(required=False, help_text="Le champ dont il s’agit, quand la demande est refusée (422).")
    errors = serializers.DictField(required=False, help_text="Les phrases par champ, quand des champs sont illisibles (400).")


class Refusal(exceptions.APIException):
    """What was asked can be read but not done: a French sentence and, where there is one, the field it is about."""

    status_code = 422
    default_code = "refused"

    def __init__(self, message, field=""):
        super().__init__({"detail": message, "field": field} if field else {"detail": message})


SENTENCES = {
    exceptions.NotFound: "Cette ressource n’existe pas, ou vous n’y avez pas accès.",
    exceptions.NotAuthenticated: "Identifiez-vous : envoyez un jeton personnel dans l’en-tête « Authorization: Token cap_… ».",
    exceptions.AuthenticationFailed: "Ce jeton n’existe pas, n’est plus valable ou son compte est fermé.",
    exceptions.UnsupportedMediaType: "Envoyez du JSON, avec l’en-tête « Content-Type: application/json ».",
}


def explain(error, context):
    """The answer to any error: always an object with a `detail` in French, and `errors` by field when fields are wrong."""
    from rest_framework.views import exception_handler

    if isinstance(error, ObjectDoesNotExist | Http404):
        error = exceptions.NotFound()
    elif isinstance(error, RequestDataTooBig):
        error = TooLarge()
    elif isinstance(error, SuspiciousOperation | MultiPartParserError):
        error = exceptions.ParseError("Cette requête ne peut pas être lue.")
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        errors = response.data if isinstance(response.data, dict) else {"requete": response.data}
        response.data = {"detail": "Des champs sont à corriger : voyez « errors ».", "errors": errors}
    elif isinstance(error, exceptions.Throttled):
        response.data = {"detail": f"Trop de demandes à la suite. Recommencez dans {math.ceil(error.wait or 1)} secondes."}
    elif type(error) in SENTENCES:
        response.data = {"detail": SENTENCES[type(error)]}
    response.data = _spaced(response.data)
    return response


def _spaced(data):
    """DRF's translations, with the portal's typography."""
    if isinstance(data, dict):
        return {key: _spaced(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_spaced(value) for value in data]
    return typo(str(data))
