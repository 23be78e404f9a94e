"""Writing in a deliverable: every request carries the UUID of its operation, so that repeating it is harmless."""

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from capacities.access import require
from capacities.rest import ErrorSerializer, Refusal, checked

from .. import actions, rules
from ..grid import layout
from ..grid.values import MAX_LENGTH
from ..models import Note
from .fetch import DELIVERABLE, deliverable_or_404, uuid_or_404
from .shapes import NoteSerializer, NoteStateSerializer

ADDRESS = OpenApiParameter(
    "address", str, OpenApiParameter.PATH, description="L’adresse dans la grille, par exemple matrice.ecologique.conception."
)
NOTE = OpenApiParameter(
    "note", {"type": "string", "format": "uuid"}, OpenApiParameter.PATH, description="L’identifiant de la note, créé par vous."
)
OPERATION = "5f0c7b5e-6d0a-4b43-9a51-0c8e2f3d7a11"
WHY_OPERATION = (
    "Donnez un identifiant d’opération : un UUID que vous créez pour cet envoi. Après une coupure, répétez l’envoi avec le "
    "même identifiant : il ne sera jamais écrit deux fois."
)
ARCHIVED = "Ce livrable est archivé : plus personne n’y écrit."
TWICE = "Cet identifiant d’opération ou de note sert déjà pour un autre contenu. Créez-en un nouveau."
SIBLING = (
    "Cette note a changé depuis la version que vous corrigez. "
    "Votre texte est gardé à côté, dans une autre note : rien n’est perdu."
)
NO_ROWS = "Le modèle de ce livrable n’accepte pas de ligne supplémentaire."
TAKES = {
    "choice": "Cette question attend une valeur : envoyez-la dans « value ».",
    "value": "Cette question attend une des réponses proposées : envoyez-la dans « choice ».",
}
CONTRACT = "Répété avec la même « operation », l’envoi reçoit la même réponse et n’écrit rien de plus."


class OperationSerializer(serializers.Serializer):
    operation = serializers.UUIDField(
        error_messages={"required": WHY_OPERATION, "null": WHY_OPERATION},
        help_text="Un UUID que vous créez pour cet envoi, et que vous gardez pour le répéter.",
    )


def long_text(help_text):
    return serializers.CharField(required=False, default="", allow_blank=True, trim_whitespace=False, help_text=help_text)


def fields_of(help_text):
    return serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=MAX_LENGTH), required=False, default=dict, help_text=help_text
    )


class WriteRowSerializer(OperationSerializer):
    text = long_text("Le nom de la ligne, 120 signes au plus.")
    fields = fields_of("Les champs que le modèle prévoit pour une ligne ajoutée, par exemple categorie.")
    base = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=2**31 - 1,
        help_text="La version que vous corrigez, 0 pour une première écriture.",
    )  # fmt: skip
    struck = serializers.BooleanField(
        required=False, default=None, allow_null=True,
        help_text="true barre sans changer le texte ; false, sans texte, rétablit. Ne l’envoyez pas pour écrire.",
    )  # fmt: skip


class WriteNoteSerializer(WriteRowSerializer):
    address = serializers.CharField(max_length=160, help_text="La case : feuille.ligne.colonne.")
    text = long_text("Le texte, 4 000 signes au plus.")
    fields = fields_of(
        "Les champs que le modèle prévoit, par exemple composant et signe. Les nombres s’écrivent à la française."
    )


class WriteAnswerSerializer(OperationSerializer):
    choice = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=40, help_text="Une des réponses du modèle ; vide la retire."
    )
    value = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=MAX_LENGTH,
        help_text="La valeur, pour une question qui en attend une ; vide rend celle que propose le modèle.",
    )  # fmt: skip
    text = long_text("Un commentaire, 4 000 signes au plus.")


class WriteStateSerializer(OperationSerializer):
    state = serializers.ChoiceField(
        [(state, layout.STATES[state]) for state in layout.SAID_STATES], allow_blank=True,
        help_text="fait ou non-concerne ; vide rend la case à l’état qui découle de son contenu.",
    )  # fmt: skip


class AcknowledgedSerializer(serializers.Serializer):
    operation = serializers.UUIDField(help_text="L’envoi dont voici l’accusé.")
    revision = serializers.IntegerField(help_text="Son rang dans le journal du livrable.")
    kind = serializers.CharField(help_text="written, corrected, struck, restored ou conflict.")
    replayed = serializers.BooleanField(help_text="true : l’envoi avait déjà été reçu, rien n’a été écrit de plus.")
    note = NoteStateSerializer(help_text="La note telle que cet envoi l’a laissée.")


class ConflictSerializer(AcknowledgedSerializer):
    detail = serializers.CharField(help_text="Ce qui s’est passé, en français.")
    other = NoteSerializer(help_text="La note de départ, telle qu’elle est maintenant.")


REFUSED = {400: ErrorSerializer, 403: ErrorSerializer, 404: ErrorSerializer, 422: ErrorSerializer}
ANSWERS = {201: AcknowledgedSerializer, 200: AcknowledgedSerializer, **REFUSED}


def acknowledge(request, deliverable, kind, body, *, field_names=None, **asked):
    """Carry out one operation and tell what became of it."""
    require(deliverable.archived_at is None, ARCHIVED)
    require(rules.can_write(request.user, deliverable), "Votre rôle dans ce cas d’usage permet de lire, pas d’écrire.")
    operation = actions.Operation(id=body["operation"], kind=kind, **asked)
    try:
        written = actions.write(deliverable, operation, by=request.user)
    except actions.Reused as error:
        raise Refusal(TWICE, "operation") from error
    except actions.Refused as error:
        raise Refusal(str(error), (field_names or {}).get(error.field, error.field)) from error
    change = written.change
    told = {
        "operation": change.pk,
        "revision": change.revision,
        "kind": change.kind,
        "replayed": written.replayed,
        "note": change,
    }
    if written.conflict:
        other = Note.objects.select_related("author").get(pk=change.conflict_of)
        return Response(ConflictSerializer({**told, "detail": SIBLING, "other": other}).data, status=409)
    new = change.version == 1 and not written.replayed
    return Response(AcknowledgedSerializer(told).data, status=201 if new else 200)


def note_uuid(text):
    """The identifier that the client made for a note; a malformed one is an error of the client, told as such."""
    try:
        return uuid_or_404(text)
    except Http404 as error:
        raise serializers.ValidationError({"note": ["L’identifiant d’une note est un UUID, que vous créez."]}) from error


def gesture_of(body):
    """What a note's body asks for. A text is always written, so that no text sent is ever left aside."""
    if body["struck"]:
        return {"gesture": "strike"}
    if body["struck"] is False and not body["text"]:
        return {"gesture": "restore"}
    return {"gesture": "write", "text": body["text"], "base": body["base"], "fields": body["fields"]}


def takes_value(deliverable, address):
    """Whether the question at `address` expects a typed value; an address that the grid does not know is refused later."""
    sheet = deliverable.sheet_at(address)
    question = sheet and sheet.question_by_id.get(address.rpartition(".")[2])
    return bool(question and question.input)


class NoteFilters(serializers.Serializer):
    address = serializers.CharField(required=False, max_length=160, help_text="Seulement les notes de cette case.")
    kind = serializers.ChoiceField(Note.Kind.choices, required=False, help_text="Seulement ce genre de notes.")


@extend_schema(tags=["Écrire"])
class Notes(generics.ListAPIView):
    serializer_class = NoteSerializer
    queryset = Note.objects.none()

    @extend_schema(
        operation_id="notes_list",
        summary="Lister les notes d’un livrable",
        description="Notes, réponses, états et lignes ajoutées, barrés compris, dans l’ordre où ils ont été écrits.",
        parameters=[DELIVERABLE, NoteFilters],
    )
    def get(self, request, deliverable):
        return self.list(request)

    def get_queryset(self):
        deliverable = deliverable_or_404(self.request, self.kwargs["deliverable"])
        return deliverable.notes.in_order().filter(**checked(NoteFilters, self.request.query_params.dict()))


@extend_schema(tags=["Écrire"], parameters=[DELIVERABLE, NOTE])
class OneNote(APIView):
    @extend_schema(
        operation_id="notes_read",
        summary="Lire une note",
        description="La note telle qu’elle est maintenant, avec la version à rappeler pour la corriger.",
        responses={200: NoteSerializer, 404: ErrorSerializer},
    )
    def get(self, request, deliverable, note):
        notes = deliverable_or_404(request, deliverable).notes.select_related("author")
        return Response(NoteSerializer(notes.get(pk=uuid_or_404(note))).data)

    @extend_schema(
        operation_id="notes_write",
        summary="Écrire, corriger, barrer ou rétablir une note",
        description=(
            "Créez l’UUID de la note. 201 : écrite. 200 : corrigée, barrée, rétablie, ou déjà reçue. 409 : quelqu’un a corrigé "
            f"la note avant vous ; votre texte est gardé à côté et les deux notes vous sont rendues. {CONTRACT}"
        ),
        request=WriteNoteSerializer,
        responses={**ANSWERS, 409: ConflictSerializer},
        examples=[
            OpenApiExample(
                "Écrire une note",
                {
                    "operation": OPERATION,
                    "address": "matrice.ecologique.conception",
                    "text": "Réutiliser les mâts d’éclairage existants",
                    "fields": {"composant": "equipement", "signe": "force"},
                    "base": 0,
                },
                request_only=True,
            )
        ],
    )
    def put(self, request, deliverable, note):
        deliverable = deliverable_or_404(request, deliverable)
        body = checked(WriteNoteSerializer, request.data)
        asked = {"note": note_uuid(note), "address": body["address"], **gesture_of(body)}
        return acknowledge(request, deliverable, layout.NOTE, body, **asked)


@extend_schema(tags=["Écrire"], parameters=[DELIVERABLE, NOTE])
class OwnRow(APIView):
    @extend_schema(
        operation_id="rows_write",
        summary="Ajouter, renommer ou barrer une ligne",
        description=(
            "Ajoute à la feuille une ligne à vous, par exemple une dimension. Ses cases ont ensuite pour adresse "
            f"feuille.x-<UUID de la ligne sans tirets>.colonne. {CONTRACT}"
        ),
        request=WriteRowSerializer,
        responses={**ANSWERS, 409: ConflictSerializer},
        examples=[OpenApiExample("Ajouter une dimension", {"operation": OPERATION, "text": "Patrimoniale"}, request_only=True)],
    )
    def put(self, request, deliverable, note):
        deliverable = deliverable_or_404(request, deliverable)
        body = checked(WriteRowSerializer, request.data)
        sheet = deliverable.grid.extensible_sheet
        if sheet is None:
            raise Refusal(NO_ROWS)
        asked = {"note": note_uuid(note), "address": sheet.id, **gesture_of(body)}
        return acknowledge(request, deliverable, layout.ROW, body, **asked)


@extend_schema(tags=["Écrire"], parameters=[DELIVERABLE, ADDRESS])
class Answer(APIView):
    @extend_schema(
        operation_id="answers_write",
        summary="Répondre à une question",
        description=f"L’adresse est celle de la question. La dernière réponse vaut ; le journal garde les autres. {CONTRACT}",
        request=WriteAnswerSerializer,
        responses=ANSWERS,
        examples=[
            OpenApiExample(
                "Répondre « partiellement »",
                {"operation": OPERATION, "choice": "partiellement", "text": "Étude lancée, non publiée."},
                request_only=True,
            )
        ],
    )
    def put(self, request, deliverable, address):
        deliverable = deliverable_or_404(request, deliverable)
        body = checked(WriteAnswerSerializer, request.data)
        asked = {"address": address, "text": body["text"], "fields": {name: body[name] for name in ("choice", "value")}}
        if body[other := "choice" if takes_value(deliverable, address) else "value"]:
            raise Refusal(TAKES[other], other)
        return acknowledge(request, deliverable, layout.ANSWER, body, **asked)


@extend_schema(tags=["Écrire"], parameters=[DELIVERABLE, ADDRESS])
class State(APIView):
    @extend_schema(
        operation_id="states_write",
        summary="Dire où en est une case",
        description=f"Les états « à faire » et « en cours » découlent du contenu ; seuls les deux autres se disent. {CONTRACT}",
        request=WriteStateSerializer,
        responses=ANSWERS,
        examples=[OpenApiExample("Case faite", {"operation": OPERATION, "state": "fait"}, request_only=True)],
    )
    def put(self, request, deliverable, address):
        deliverable = deliverable_or_404(request, deliverable)
        body = checked(WriteStateSerializer, request.data)
        asked = {"address": address, "text": body["state"]}
        return acknowledge(request, deliverable, layout.STATE, body, **asked, field_names={"text": "state"})
