"""Published grids with their whole structure, open to all: what a script needs to know which addresses exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from capacities.rest import explained

from ..models import GridVersion

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


class FieldSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Le mot à envoyer dans « fields ».")
    label = serializers.CharField(help_text="Ce que le champ précise.")
    type = serializers.CharField(help_text="La nature du champ.")
    choices = ChoiceSerializer(many=True, help_text="Ses valeurs possibles.")


class RowSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Deuxième mot d’une adresse.")
    label = serializers.CharField(help_text="Le nom de la ligne.")
    precision = serializers.CharField(help_text="Ce qu’elle recouvre.")


class ColumnSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Troisième mot d’une adresse.")
    label = serializers.CharField(help_text="Le nom de la colonne.")
    precision = serializers.CharField(help_text="Ce qu’elle recouvre.")
    kind = serializers.CharField(help_text="« phase » du projet ou « impact ».")


class QuestionSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Quatrième mot d’une adresse.")
    row = serializers.CharField(help_text="La ligne de la question.")
    column = serializers.CharField(help_text="Sa colonne.")
    text = serializers.CharField(help_text="La question posée.")
    indicator = serializers.CharField(help_text="De quoi la mesurer.")
    sources = serializers.ListField(child=serializers.CharField(), help_text="Les textes sur lesquels elle s’appuie.")
    evidence = serializers.CharField(help_text="« inferred » : formulation à valider.")


class SheetSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Premier mot d’une adresse.")
    layout = serializers.CharField(help_text="La forme de la feuille.")
    title = serializers.CharField(help_text="Son titre.")
    prompt = serializers.CharField(help_text="La question qu’elle pose.")
    row_word = serializers.CharField(help_text="Comment on y appelle une ligne.")
    extensible = serializers.BooleanField(help_text="Si l’on peut y ajouter des lignes.")
    rows = RowSerializer(many=True, help_text="Ses lignes.")
    columns = ColumnSerializer(many=True, help_text="Ses colonnes.")
    fields = FieldSerializer(many=True, help_text="Ce qu’une note peut porter en plus de son texte.")
    answers = ChoiceSerializer(many=True, help_text="Les réponses proposées aux questions.")
    questions = QuestionSerializer(many=True, help_text="Les questions, par ligne et par colonne.")


class GridSerializer(serializers.ModelSerializer):
    version = serializers.IntegerField(source="number", help_text="Numéro de la version publiée.")
    purpose = serializers.CharField(source="grid.purpose", help_text="À quoi sert le modèle.")
    licence = serializers.CharField(source="grid.licence", help_text="Ce qu’on peut en faire.")
    digest = serializers.CharField(help_text="Empreinte SHA-256 du texte publié : une version ne change jamais.")

    class Meta:
        model = GridVersion
        fields = ("slug", "version", "title", "purpose", "licence", "digest", "published_at")
        extra_kwargs = explained(
            slug="Le mot qui désigne le modèle.", title="Son titre.", published_at="La date de publication."
        )


class GridDetailSerializer(GridSerializer):
    guidance = serializers.ListField(source="grid.guidance", child=serializers.CharField(), help_text="Conseils d’usage.")
    sources = serializers.DictField(source="grid.sources", child=SourceSerializer(), help_text="Les textes cités, par nom.")
    sheets = SheetSerializer(source="grid.sheets", many=True, help_text="Les feuilles, avec leurs lignes et colonnes.")

    class Meta(GridSerializer.Meta):
        fields = (*GridSerializer.Meta.fields, "guidance", "sources", "sheets")


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
