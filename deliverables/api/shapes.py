"""What deliverables and notes look like as JSON."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from capacities.rest import explained
from usecases.models import UseCase

from .. import live, rules
from ..grid import layout, values
from ..grid.progress import progress, scores
from ..models import Change, Deliverable, Snapshot
from .grids import LAYOUTS


class NoteSerializer(serializers.Serializer):
    id = serializers.UUIDField(help_text="L’identifiant que son auteur lui a donné.")
    kind = serializers.CharField(help_text="note, row (ligne ajoutée), answer (réponse) ou state (état).")
    address = serializers.CharField(help_text="La case : feuille.ligne.colonne, suivie d’une question pour une réponse.")
    text = serializers.CharField(help_text="Le texte écrit.")
    fields = serializers.DictField(child=serializers.CharField(), help_text="Les champs que le modèle prévoit.")
    author = serializers.CharField(help_text="Nom affiché de qui l’a écrite en premier.")
    version = serializers.IntegerField(help_text="À rappeler dans « base » pour la corriger.")
    struck = serializers.BooleanField(help_text="Barrée : elle ne compte plus mais reste lisible.")
    conflict_of = serializers.UUIDField(allow_null=True, help_text="La note en même temps que laquelle celle-ci a été écrite.")
    updated_at = serializers.DateTimeField(help_text="Dernière modification.")


class NoteStateSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="note_id", help_text="L’identifiant de la note.")
    kind = serializers.CharField(source="note_kind", help_text="note, row, answer ou state.")
    address = serializers.CharField(help_text="La case.")
    text = serializers.CharField(help_text="Le texte.")
    fields = serializers.DictField(child=serializers.CharField(), help_text="Les champs.")
    version = serializers.IntegerField(help_text="À rappeler dans « base » pour la corriger.")
    struck = serializers.BooleanField(help_text="Si elle est barrée.")
    conflict_of = serializers.UUIDField(allow_null=True, help_text="La note à côté de laquelle elle a été gardée.")


class ChangeSerializer(serializers.Serializer):
    operation = serializers.UUIDField(source="id", help_text="L’identifiant de l’envoi.")
    revision = serializers.IntegerField(help_text="Son rang dans le journal du livrable.")
    kind = serializers.ChoiceField(Change.Kind.choices, help_text="Ce qui a été fait.")
    author = serializers.CharField(help_text="Nom affiché de qui l’a fait.")
    at = serializers.DateTimeField(help_text="Quand.")
    note = NoteStateSerializer(source="*", help_text="La note après cette modification.")


class QuestionAskedSerializer(serializers.Serializer):
    id = serializers.CharField(source="question.id", help_text="Le mot de la question.")
    text = serializers.CharField(source="question.text", help_text="La question.")
    choice = serializers.CharField(help_text="La réponse choisie ; vide sans réponse, ou si elle est une valeur.")
    value = serializers.SerializerMethodField(
        help_text="La valeur qui vaut pour une question à valeur, dite ici ou proposée par le modèle ; vide sans valeur."
    )
    shown = serializers.SerializerMethodField(help_text="Cette valeur ou cette réponse, telle que la page l’écrit.")
    local = serializers.BooleanField(help_text="Si elle diffère de ce que propose le modèle.")
    answer = NoteSerializer(allow_null=True, help_text="La réponse avec son commentaire, ou null.")

    def get_value(self, asked) -> str:
        return asked.value if asked.question.input else ""

    def get_shown(self, asked) -> str:
        if asked.question.input:
            return values.shown(asked.question.input, asked.value)
        answer = self.context["sheet"].answer_by_id.get(asked.choice)
        return answer.label if answer else ""


class CellSerializer(serializers.Serializer):
    address = serializers.CharField(help_text="L’adresse de la case.")
    row = serializers.CharField(source="row.id", help_text="Sa ligne.")
    column = serializers.CharField(source="column.id", help_text="Sa colonne.")
    state = serializers.ChoiceField(list(layout.STATES.items()), help_text="Où en est la case.")
    missing = serializers.BooleanField(help_text="Si quelque chose y est encore attendu.")
    notes = NoteSerializer(many=True, help_text="Les notes, dans l’ordre d’écriture.")
    struck = NoteSerializer(many=True, help_text="Les notes barrées.")
    questions = QuestionAskedSerializer(source="asked", many=True, help_text="Les questions de la case.")


class LineSerializer(serializers.Serializer):
    id = serializers.CharField(source="row.id", help_text="Le mot de la ligne.")
    label = serializers.CharField(source="row.label", help_text="Son nom.")
    own = serializers.UUIDField(
        source="note.id", default=None, allow_null=True, help_text="La note qui la nomme si elle a été ajoutée."
    )
    fields = serializers.DictField(
        source="note.fields", child=serializers.CharField(), default=dict, help_text="Ce que porte une ligne ajoutée."
    )
    cells = CellSerializer(many=True, help_text="Ses cases, dans l’ordre des colonnes.")


class ProgressSerializer(serializers.Serializer):
    todo = serializers.IntegerField(help_text="Cases à faire.")
    started = serializers.IntegerField(help_text="Cases en cours.")
    done = serializers.IntegerField(help_text="Cases faites.")
    out = serializers.IntegerField(help_text="Cases non concernées.")
    percent = serializers.IntegerField(help_text="Part des cases attendues qui sont faites, en %.")


class ScoreSerializer(serializers.Serializer):
    row = serializers.CharField(source="row.id", help_text="La dimension.")
    asked = serializers.IntegerField(help_text="Questions posées.")
    answered = serializers.IntegerField(help_text="Questions répondues.")
    applicable = serializers.IntegerField(help_text="Réponses qui comptent dans le score.")
    points = serializers.IntegerField(help_text="Points obtenus.")
    to_look_up = serializers.IntegerField(help_text="Réponses « ne sait pas ».")
    percent = serializers.IntegerField(allow_null=True, help_text="Score de la dimension en %, null sans réponse qui compte.")


class DrawnSerializer(serializers.Serializer):
    id = serializers.CharField(source="sheet.id", help_text="Le mot de la feuille.")
    title = serializers.CharField(source="sheet.title", help_text="Son titre.")
    layout = serializers.ChoiceField(list(LAYOUTS.items()), source="sheet.layout", help_text="Sa forme.")
    progress = serializers.SerializerMethodField(help_text="L’avancement, en nombre de cases.")
    scores = serializers.SerializerMethodField(help_text="Un score par dimension, jamais de note globale.")
    lines = LineSerializer(many=True, help_text="Les lignes du modèle, puis les lignes ajoutées.")
    stray = NoteSerializer(many=True, help_text="Ce qui n’a plus de place dans la grille mais reste lisible.")
    struck_rows = NoteSerializer(many=True, help_text="Les lignes ajoutées puis barrées.")

    @extend_schema_field(ProgressSerializer)
    def get_progress(self, drawn):
        return ProgressSerializer(progress(drawn)).data

    @extend_schema_field(ScoreSerializer(many=True))
    def get_scores(self, drawn):
        return ScoreSerializer(scores(drawn), many=True).data


class VersionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Snapshot
        fields = ("number", "name", "revision", "at")
        extra_kwargs = explained(
            number="Son numéro, à rappeler pour l’exporter.",
            name="Son nom.",
            revision="La révision qu’elle fige.",
            at="Quand elle a été figée.",
        )


class UseCaseNameSerializer(serializers.ModelSerializer):
    class Meta:
        model = UseCase
        fields = ("slug", "title")
        extra_kwargs = explained(slug="Le mot qui le désigne dans les adresses.", title="Son titre.")


class DeliverableSerializer(serializers.ModelSerializer):
    usecase = UseCaseNameSerializer(help_text="Le cas d’usage auquel il appartient.")
    grid = serializers.CharField(source="grid_version.slug", help_text="Le modèle.")
    grid_version = serializers.IntegerField(source="grid_version.number", help_text="La version du modèle.")
    revision = serializers.IntegerField(help_text="Le nombre de modifications reçues : elle grandit à chaque écriture.")
    epoch = serializers.UUIDField(help_text="Change quand une sauvegarde est restaurée : relisez alors tout.")

    class Meta:
        model = Deliverable
        fields = (
            "id",
            "title",
            "usecase",
            "grid",
            "grid_version",
            "revision",
            "epoch",
            "created_at",
            "updated_at",
            "archived_at",
        )
        extra_kwargs = explained(
            id="Son identifiant.",
            title="Son titre.",
            created_at="Quand il a été commencé.",
            updated_at="La dernière modification.",
            archived_at="Quand il a été archivé, ou null.",
        )


class DeliverableDetailSerializer(DeliverableSerializer):
    may_write = serializers.SerializerMethodField(help_text="Si vous pouvez y écrire maintenant.")
    may_manage = serializers.SerializerMethodField(help_text="Si vous pouvez le renommer et l’archiver.")
    versions = VersionSerializer(source="snapshots", many=True, help_text="Les versions figées.")
    sheets = serializers.SerializerMethodField(help_text="Chaque feuille, remplie.")

    class Meta(DeliverableSerializer.Meta):
        fields = (*DeliverableSerializer.Meta.fields, "may_write", "may_manage", "versions", "sheets")

    def get_may_write(self, deliverable) -> bool:
        return rules.can_write(self.context["request"].user, deliverable)

    def get_may_manage(self, deliverable) -> bool:
        return rules.can_manage(self.context["request"].user, deliverable)

    @extend_schema_field(DrawnSerializer(many=True))
    def get_sheets(self, deliverable):
        drawn = live.sheets_now(deliverable).values()
        return [DrawnSerializer(one, context={"sheet": one.sheet}).data for one in drawn]
