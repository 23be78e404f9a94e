"""What use cases and territories look like as JSON, read and written."""

from rest_framework import serializers

from capacities.rest import CleanField, TitleField, explained

from ..forms import MAX_LINE, MAX_LINES
from ..models import Statement, Territory, UseCase
from ..programme import programme

Section = Statement.Section
LISTS = {"data": Section.DATA, "stakeholders": Section.STAKEHOLDER, "users": Section.USER}


class TerritorySerializer(serializers.ModelSerializer):
    kind_label = serializers.CharField(source="get_kind_display", help_text="La nature, en français.")

    class Meta:
        model = Territory
        fields = ("kind", "kind_label", "code", "name", "legal_form", "population", "departement", "region")
        extra_kwargs = explained(
            kind="La nature du territoire.",
            name="Son nom officiel.",
            departement="Le code de son département.",
            region="Le code de sa région.",
            code="Son code officiel : SIREN pour une intercommunalité, code Insee sinon.",
            legal_form="Sa forme : communauté d’agglomération, métropole…",
            population="Sa population municipale, ou null.",
        )


class StatementSerializer(serializers.ModelSerializer):
    section_label = serializers.CharField(source="get_section_display", help_text="La rubrique, en français.")
    evidence_label = serializers.CharField(source="get_evidence_display", help_text="Ce qui l’appuie, en français.")

    class Meta:
        model = Statement
        fields = ("section", "section_label", "code", "text", "detail", "evidence", "evidence_label", "references")
        extra_kwargs = explained(
            section="La rubrique.",
            code="Le mot d’une priorité, d’un fil, d’un défi ou d’un modèle de livrable.",
            text="La phrase.",
            detail="Ce qu’elle précise.",
            evidence="Ce qui l’appuie ; « inferred » est à valider.",
            references="Les documents ou les pages d’où elle vient.",
        )


class UseCaseSerializer(serializers.ModelSerializer):
    territory = TerritorySerializer(help_text="Le territoire concerné.")
    role = serializers.CharField(allow_null=True, help_text="Votre rôle dans ce cas d’usage, ou null.")

    class Meta:
        model = UseCase
        fields = ("slug", "title", "territory", "published", "reference", "role", "created_at")
        extra_kwargs = explained(
            slug="Le mot qui le désigne dans les adresses.",
            title="Son titre.",
            published="Si tout le monde peut le lire.",
            reference="Son rang parmi les cas d’usage de référence, de 1 à 5, ou null.",
            created_at="Son ouverture.",
        )


class UseCaseDetailSerializer(UseCaseSerializer):
    statements = StatementSerializer(many=True, help_text="Des phrases courtes, chacune avec ce qui l’appuie.")

    class Meta(UseCaseSerializer.Meta):
        fields = (*UseCaseSerializer.Meta.fields, "statements")


class PlaceSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(Territory.Kind.choices, help_text="La nature du territoire.")
    code = serializers.CharField(max_length=9, help_text="Son code officiel : SIREN ou code Insee.")


class SayingSerializer(serializers.Serializer):
    text = TitleField(max_length=MAX_LINE, help_text="La phrase.")
    detail = CleanField(max_length=MAX_LINE, required=False, default="", allow_blank=True, help_text="Ce qu’elle précise.")


class DescribeSerializer(serializers.Serializer):
    title = TitleField(max_length=160, help_text="Ce que vous voulez rendre possible, en quelques mots.")
    territory = PlaceSerializer(help_text="Le territoire concerné.")
    objective = TitleField(max_length=1000, help_text="Une phrase : pour qui, pour quoi faire.")
    problem = CleanField(max_length=2000, required=False, allow_blank=True, help_text="Ce qui bloque aujourd’hui.")
    priorities = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=6, help_text="Les codes des priorités servies."
    )
    data = SayingSerializer(many=True, required=False, max_length=MAX_LINES, help_text="Les données utiles.")
    stakeholders = SayingSerializer(many=True, required=False, max_length=MAX_LINES, help_text="Les parties prenantes.")
    users = SayingSerializer(many=True, required=False, max_length=MAX_LINES, help_text="Les usagers et leurs besoins.")

    def validate_territory(self, place):
        found = Territory.objects.filter(**place).first()
        if found is None:
            raise serializers.ValidationError("Aucun territoire de cette nature ne porte ce code.")
        return found

    def validate_priorities(self, codes):
        unknown = set(codes) - {priority.code for priority in programme().priorities}
        if unknown:
            raise serializers.ValidationError("Une de ces priorités n’existe pas.")
        return list(dict.fromkeys(codes))


def sections_of(asked):
    """What was sent, as `actions.open_usecase` and `actions.describe` take it: sections not sent are left out."""
    sections = {section.value: asked[name] for name, section in LISTS.items() if name in asked}
    for name, section in {"objective": Section.OBJECTIVE, "problem": Section.PROBLEM}.items():
        if name in asked:
            sections[section.value] = [{"text": asked[name]}] if asked[name] else []
    if "priorities" in asked:
        sections[Section.PRIORITY.value] = [{"code": code} for code in asked["priorities"]]
    return sections
