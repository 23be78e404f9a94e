"""Published grids with their whole structure, open to all: what a script needs to know which addresses exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from capacities.rest import explained

from ..grid import reference
from ..models import GridVersion

TYPES = {
    "choice": "un des mots de « choices »",
    "text": "un texte",
    "integer": "un nombre entier",
    "decimal": "un nombre",
    "money": "un montant en euros",
    "percent": "un pourcentage, 3,2 pour 3,2 %",
    "year": "une année",
    "date": "un jour",
    "row": "le mot d’une ligne de la feuille",
}
LAYOUTS = {
    "matrix": "des lignes et des colonnes",
    "board": "des blocs, sur une seule colonne",
    "parameters": "des questions à valeur, dont le modèle propose une réponse",
    "reference": "des fiches à lire, sans rien à remplir",
}
SLUG = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="Mot qui désigne le modèle.")
NUMBER = OpenApiParameter("number", int, OpenApiParameter.PATH, description="Numéro de version.")


class SourceSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="Le texte cité.")
    publisher = serializers.CharField(help_text="Qui le publie.")
    evidence = serializers.CharField(help_text="Si la référence a été vérifiée.")


class ChoiceSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Le mot à envoyer.")
    label = serializers.CharField(help_text="Le mot à lire.")
    points = serializers.IntegerField(allow_null=True, help_text="Ce qu’elle vaut dans un score ; null : hors du score.")
    sign = serializers.CharField(allow_null=True, help_text="Le dessin qui l’accompagne : « smile », « even » ou « frown ».")


class FieldSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Le mot à envoyer dans « fields ».")
    label = serializers.CharField(help_text="Ce que le champ précise.")
    type = serializers.ChoiceField(
        list(TYPES.items()), help_text="La nature du champ, qui dit ce qu’on y écrit et comment il est rendu."
    )
    choices = ChoiceSerializer(many=True, help_text="Ses valeurs possibles, pour un choix.")
    suggestions = serializers.ListField(child=serializers.CharField(), help_text="Des textes proposés ; d’autres se prennent.")
    help = serializers.CharField(help_text="Ce qui aide à le remplir.")
    unit = serializers.CharField(help_text="Dans quoi l’on compte.")
    least = serializers.DecimalField(
        None, None, allow_null=True, help_text="Le plus petit nombre accepté ; un pourcentage se lit en %."
    )
    most = serializers.DecimalField(None, None, allow_null=True, help_text="Le plus grand nombre accepté.")
    more = serializers.BooleanField(help_text="Si la page ne le montre qu’à la demande.")
    shown = serializers.BooleanField(help_text="Si la feuille entière le montre à côté de la note.")


class AreaSerializer(serializers.Serializer):
    left = serializers.IntegerField(help_text="Première de ses dix colonnes.")
    top = serializers.IntegerField(help_text="Première de ses dix lignes.")
    width = serializers.IntegerField(help_text="Nombre de colonnes.")
    height = serializers.IntegerField(help_text="Nombre de lignes.")


class RowSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Deuxième mot d’une adresse.")
    label = serializers.CharField(help_text="Le nom de la ligne.")
    precision = serializers.CharField(help_text="Ce qu’elle recouvre.")
    area = AreaSerializer(allow_null=True, help_text="Sa place quand la feuille se dessine d’un seul tenant, comme un canvas.")


class ColumnSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Troisième mot d’une adresse.")
    label = serializers.CharField(help_text="Le nom de la colonne.")
    precision = serializers.CharField(help_text="Ce qu’elle recouvre.")
    kind = serializers.CharField(help_text="« phase » du projet ou « impact ».")
    choices = ChoiceSerializer(many=True, help_text="Les mots qu’une fiche peut y porter, et par lesquels on filtre.")
    evidence = serializers.CharField(allow_null=True, help_text="« inferred » : contenu à valider ; null : celui de la fiche.")
    brief = serializers.BooleanField(help_text="Si la liste des fiches la montre.")
    cites = serializers.CharField(
        allow_null=True, help_text="« abstract » ou « keywords » d’une notice ; null : ni l’un ni l’autre."
    )


class QuestionSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Quatrième mot d’une adresse.")
    row = serializers.CharField(help_text="La ligne de la question.")
    column = serializers.CharField(help_text="Sa colonne.")
    text = serializers.CharField(help_text="La question posée.")
    indicator = serializers.CharField(help_text="De quoi la mesurer.")
    sources = serializers.ListField(child=serializers.CharField(), help_text="Les textes sur lesquels elle s’appuie.")
    evidence = serializers.CharField(help_text="« inferred » : formulation à valider.")
    detail = serializers.CharField(help_text="Ce qui l’explique.")
    input = FieldSerializer(allow_null=True, help_text="Ce qu’elle attend ; null : une des réponses proposées de la feuille.")
    default = serializers.CharField(help_text="La valeur qui vaut tant que personne n’en donne une autre.")
    price_year = serializers.IntegerField(allow_null=True, help_text="L’année des prix de cette valeur, ou null.")


class PublicationSerializer(serializers.Serializer):
    byline = serializers.CharField(help_text="Qui l’a publiée, comme on le dit.")
    people = serializers.ListField(child=serializers.CharField(), help_text="Ses auteurs : « Nom, Prénom ».")
    bodies = serializers.ListField(child=serializers.CharField(), help_text="Les organismes qui l’ont publiée.")
    year = serializers.IntegerField(allow_null=True, help_text="Son année, ou null.")
    kind = serializers.CharField(help_text="Sa nature, pour un logiciel de bibliographie.")
    url = serializers.CharField(help_text="Où la lire.")
    licence = serializers.CharField(help_text="Ce qu’on peut en faire.")


class EntrySerializer(serializers.Serializer):
    cells = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Ce qu’elle dit, par colonne : des textes, ou des mots de « choices » si la colonne en propose.",
    )
    evidence = serializers.CharField(help_text="Si la fiche a été vérifiée.")
    mark = serializers.SerializerMethodField(help_text="La marque que porte la page ; vide : vérifiée en entier.")
    unsure = serializers.CharField(help_text="Ce que personne n’a encore vérifié.")
    sources = SourceSerializer(many=True, help_text="Ses références.")
    publication = PublicationSerializer(allow_null=True, help_text="La notice d’une publication, ou null.")

    def get_mark(self, entry) -> str:
        return reference.mark(entry)


class WeightSerializer(serializers.Serializer):
    side = serializers.ChoiceField(
        [("for", "pour"), ("against", "contre"), ("rules-out", "écarte")], help_text="De quel côté va la raison."
    )
    reason = serializers.CharField(help_text="La raison.")
    rows = serializers.ListField(child=serializers.CharField(), help_text="Les lignes dont elle parle.")


class GuideAnswerSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Le mot de la réponse.")
    label = serializers.CharField(help_text="La réponse.")
    weights = WeightSerializer(many=True, help_text="Ce qu’elle dit des lignes.")


class GuideQuestionSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Le mot de la question.")
    text = serializers.CharField(help_text="La question.")
    help = serializers.CharField(help_text="Ce qui aide à répondre.")
    answers = GuideAnswerSerializer(many=True, help_text="Les réponses proposées.")


class SheetSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Premier mot d’une adresse.")
    layout = serializers.ChoiceField(list(LAYOUTS.items()), help_text="La forme de la feuille.")
    title = serializers.CharField(help_text="Son titre.")
    tab = serializers.CharField(source="name", help_text="Son nom court.")
    prompt = serializers.CharField(help_text="La question qu’elle pose.")
    row_word = serializers.CharField(help_text="Comment on y appelle une ligne.")
    extensible = serializers.BooleanField(help_text="Si l’on peut y ajouter des lignes.")
    row_examples = serializers.CharField(help_text="Des exemples de lignes à ajouter.")
    row_fields = FieldSerializer(many=True, help_text="Ce qu’une ligne ajoutée peut porter en plus de son nom.")
    rows = RowSerializer(many=True, help_text="Ses lignes.")
    columns = ColumnSerializer(many=True, help_text="Ses colonnes.")
    fields = FieldSerializer(many=True, help_text="Ce qu’une note peut porter en plus de son texte.")
    answers = ChoiceSerializer(many=True, help_text="Les réponses proposées aux questions.")
    questions = QuestionSerializer(many=True, help_text="Les questions, par ligne et par colonne.")
    entries = serializers.DictField(
        child=EntrySerializer(), help_text="La fiche de chaque ligne, par le mot de la ligne ; vide dans une feuille à remplir."
    )
    guide = GuideQuestionSerializer(many=True, help_text="Le questionnaire qui aide à choisir des lignes.")
    notice = serializers.CharField(help_text="Ce qu’il faut savoir avant de s’y fier.")
    shortlist = serializers.BooleanField(help_text="Si l’on compare ses lignes côte à côte.")


class GridSerializer(serializers.ModelSerializer):
    version = serializers.IntegerField(source="number", help_text="Numéro de la version publiée.")
    purpose = serializers.CharField(source="grid.purpose", help_text="À quoi sert le modèle.")
    licence = serializers.CharField(source="grid.licence", help_text="Ce qu’on peut en faire.")
    results = serializers.ChoiceField(
        [("scores", "un score par ligne"), ("cost-benefit", "les figures d’une analyse coûts-bénéfices")],
        source="grid.results", help_text="Ce que l’on en tire.",
    )  # fmt: skip
    digest = serializers.CharField(help_text="Empreinte SHA-256 du texte publié : une version ne change jamais.")

    class Meta:
        model = GridVersion
        fields = ("slug", "version", "title", "purpose", "results", "licence", "digest", "published_at")
        extra_kwargs = explained(
            slug="Le mot qui désigne le modèle.", title="Son titre.", published_at="La date de publication."
        )


class GridDetailSerializer(GridSerializer):
    reviewed = serializers.DateField(source="grid.reviewed", help_text="Quand son contenu a été relu.")
    guidance = serializers.ListField(source="grid.guidance", child=serializers.CharField(), help_text="Conseils d’usage.")
    sources = serializers.DictField(source="grid.sources", child=SourceSerializer(), help_text="Les textes cités, par nom.")
    sheets = SheetSerializer(source="grid.sheets", many=True, help_text="Les feuilles, avec leurs lignes et colonnes.")

    class Meta(GridSerializer.Meta):
        fields = (*GridSerializer.Meta.fields, "reviewed", "guidance", "sources", "sheets")


@extend_schema(tags=["Modèles"])
class Grids(generics.ListAPIView):
    serializer_class = GridSerializer
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="grids_list",
        summary="Lister les modèles",
        description="La version la plus récente de chaque modèle de livrable.",
    )
    def get(self, request):
        return self.list(request)

    def get_queryset(self):
        return GridVersion.objects.latest_of_each()


@extend_schema(tags=["Modèles"])
class OneGrid(generics.GenericAPIView):
    serializer_class = GridDetailSerializer
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="grids_read",
        summary="Lire un modèle",
        description="La version la plus récente, avec toute sa structure.",
        parameters=[SLUG],
    )
    def get(self, request, slug):
        version = GridVersion.objects.filter(slug=slug).order_by("-number").first()
        if version is None:
            raise Http404
        return Response(self.get_serializer(version).data)


@extend_schema(tags=["Modèles"])
class OneGridVersion(generics.GenericAPIView):
    serializer_class = GridDetailSerializer
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="grids_read_version",
        summary="Lire une version d’un modèle",
        description="Telle qu’elle a été publiée : elle ne changera plus.",
        parameters=[SLUG, NUMBER],
    )
    def get(self, request, slug, number):
        return Response(self.get_serializer(get_object_or_404(GridVersion, slug=slug, number=number)).data)
