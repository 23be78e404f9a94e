"""What a cost-benefit analysis amounts to, as JSON: the figures of the page, decimals as strings so that none is rounded on
its way."""

from decimal import Decimal

from django.utils.cache import get_conditional_response, patch_cache_control
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema, extend_schema_field
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from capacities.figures import rounded
from capacities.rest import ErrorSerializer

from .. import files, live
from ..appraisal.results import Undefined
from ..costbenefit.findings import findings
from ..costbenefit.lines import THEMES
from ..costbenefit.reading import reading
from .fetch import DELIVERABLE, deliverable_or_404

THEME_WORDS = {theme: word for word, theme in THEMES.items()}
# Decimals told of a figure by its code. Money goes to the cent.
PLACES = {"ratio": 6, "irr": 8, "payback": 4, "discounted-payback": 4, "carbon": 6}
SWITCHING_PLACES = {"benefits": 6, "costs": 6, "rate": 8, "delay": 0, "carbon": 6}


class NoResults(exceptions.NotFound):
    default_detail = "Ce livrable n’est pas une analyse coûts-bénéfices : il n’a pas de résultats chiffrés."


def plain(value, places=2):
    """« -12500.50 »: a decimal number for programs."""
    return f"{rounded(Decimal(value), places):f}"


def defined(value, told):
    return {"undefined": value.why} if isinstance(value, Undefined) else told(value)


@extend_schema_field({"type": "string", "format": "decimal"})
class MoneyField(serializers.Field):
    """Euros, to the cent."""

    def to_representation(self, value):
        return plain(value)


class UndefinedSerializer(serializers.Serializer):
    undefined = serializers.CharField(help_text="Pourquoi il n’y en a pas, en une phrase.")


NUMBER = {"oneOf": [{"type": "string", "format": "decimal"}, {"$ref": "#/components/schemas/Undefined"}]}


class FigureSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="Le mot qui la désigne.")
    label = serializers.CharField(help_text="Son nom.")
    value = serializers.SerializerMethodField(
        help_text='Euros au centime, taux en fraction, délais en années ; ou {"undefined": pourquoi il n’y en a pas}.'
    )
    shown = serializers.CharField(source="text", help_text="Ce que la page écrit.")

    @extend_schema_field(NUMBER)
    def get_value(self, figure):
        places = self.context["places"].get(figure.code, 2)
        return defined(figure.value, lambda value: plain(value, places))


class YearSerializer(serializers.Serializer):
    year = serializers.IntegerField(help_text="L’année.")
    benefits = MoneyField(help_text="Bénéfices de l’année.")
    costs = MoneyField(help_text="Coûts de l’année.")
    net = MoneyField(help_text="Flux net de l’année.")
    cumulated = MoneyField(help_text="Flux nets cumulés.")
    discounted = MoneyField(help_text="Flux nets actualisés et cumulés.")


class AccountSerializer(serializers.Serializer):
    row = serializers.CharField(source="stakeholder.id", help_text="La ligne de la partie prenante.")
    label = serializers.CharField(source="stakeholder.label", help_text="Son nom.")
    public = serializers.BooleanField(source="stakeholder.public", help_text="Si son argent est public.")
    benefits = MoneyField(help_text="Ses bénéfices actualisés.")
    costs = MoneyField(help_text="Ses coûts actualisés.")
    investment = MoneyField(help_text="Dont investissement.")
    running = MoneyField(help_text="Dont fonctionnement.")
    hidden = MoneyField(help_text="Dont coûts cachés.")
    received = MoneyField(help_text="Ce qu’elle reçoit d’une autre.")
    given = MoneyField(help_text="Ce qu’elle verse à une autre.")
    net = MoneyField(help_text="Ce qui lui reste.")


class ThemeSerializer(serializers.Serializer):
    theme = serializers.CharField(help_text="Le thème, dans les mots du modèle.")
    npv = MoneyField(help_text="Ce qu’il apporte à la VAN.")


class CountedSerializer(serializers.Serializer):
    note = serializers.UUIDField(source="line.id", help_text="La note.")
    text = serializers.CharField(source="line.text", help_text="Son texte.")
    row = serializers.CharField(source="line.row", help_text="Sa ligne : une partie prenante.")
    column = serializers.CharField(source="line.column", help_text="Sa colonne.")
    worth = MoneyField(help_text="Sa valeur actualisée, positive pour un gain.")
    turned = serializers.BooleanField(help_text="Si elle décrit la situation sans le projet, et compte donc à l’envers.")
    transfer = serializers.CharField(source="line.fields.transfert", default="", help_text="Avec qui elle change de main.")


class AsideSerializer(serializers.Serializer):
    note = serializers.UUIDField(source="line.id", help_text="La note.")
    text = serializers.CharField(source="line.text", help_text="Son texte.")
    row = serializers.CharField(source="line.row", help_text="Sa ligne : une partie prenante.")
    column = serializers.CharField(source="line.column", help_text="Sa colonne.")
    reason = serializers.CharField(help_text="Pourquoi elle n’est dans aucun chiffre.")
    intensity = serializers.IntegerField(allow_null=True, help_text="De −2 à +2, null si personne ne l’a dit.")


class ScenarioSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="complet, allege ou sans.")
    label = serializers.CharField(help_text="Son nom.")
    benefits = MoneyField(help_text="Bénéfices actualisés de ses propres lignes.")
    costs = MoneyField(help_text="Coûts actualisés de ses propres lignes.")
    npv = MoneyField(source="results.npv", help_text="VAN par rapport à la situation sans le projet.")


class CaseSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="L’hypothèse changée.")
    label = serializers.CharField(help_text="Le changement, en français.")
    npv = MoneyField(help_text="La VAN qui en résulte.")
    change = MoneyField(help_text="L’écart avec la VAN étudiée.")
    overturns = serializers.BooleanField(help_text="Si la VAN change de signe.")


class BarSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="L’hypothèse.")
    label = serializers.CharField(help_text="Son nom.")
    low = MoneyField(help_text="La VAN là où elle est la moins favorable.")
    high = MoneyField(help_text="La VAN là où elle est la plus favorable.")
    at_low = serializers.CharField(help_text="Ce qu’elle vaut au moins favorable.")
    at_high = serializers.CharField(help_text="Ce qu’elle vaut au plus favorable.")
    overturns = serializers.BooleanField(help_text="Si la VAN y change de signe.")


class UsedParameterSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Le mot de la question.")
    label = serializers.CharField(source="asked.question.text", help_text="Ce qu’elle fixe.")
    value = serializers.CharField(source="asked.value", help_text="La valeur retenue, telle que le livrable la garde.")
    default = serializers.CharField(source="asked.question.default", help_text="Celle que propose le modèle.")
    local = serializers.BooleanField(help_text="Si elle a été modifiée localement.")
    price_year = serializers.IntegerField(source="asked.question.price_year", allow_null=True, help_text="L’année de ses prix.")
    sources = serializers.ListField(source="asked.question.sources", child=serializers.CharField(), help_text="Ses sources.")


class PercentileSerializer(serializers.Serializer):
    percent = serializers.IntegerField(help_text="La part des tirages au-dessous, en %.")
    npv = MoneyField(help_text="La VAN que cette part n’atteint pas.")


class SimulationSerializer(serializers.Serializer):
    seed = serializers.IntegerField(help_text="La graine : elle redonne les mêmes tirages.")
    draws = serializers.IntegerField(help_text="Le nombre de tirages.")
    mean = MoneyField(help_text="La VAN moyenne.")
    positive = serializers.FloatField(help_text="La part des tirages où la VAN est positive, de 0 à 1.")
    percentiles = serializers.SerializerMethodField(help_text="La répartition de la VAN.")

    @extend_schema_field(PercentileSerializer(many=True))
    def get_percentiles(self, simulation):
        told = [{"percent": percent, "npv": npv} for percent, npv in simulation.percentiles.items()]
        return PercentileSerializer(told, many=True).data


SIMULATION = PolymorphicProxySerializer("SimulationOrUndefined", [SimulationSerializer, UndefinedSerializer], None)


class ResultsSerializer(serializers.Serializer):
    revision = serializers.IntegerField(help_text="La révision du livrable que ces figures disent.")
    first = serializers.IntegerField(source="found.study.first", help_text="L’année zéro.")
    last = serializers.IntegerField(source="found.last", help_text="La dernière année étudiée.")
    rate = serializers.SerializerMethodField(help_text="Le taux d’actualisation, en fraction : 0.032 pour 3,2 %.")
    figures = serializers.SerializerMethodField(help_text="Les résultats principaux.")
    sentences = serializers.SerializerMethodField(help_text="La lecture automatique, en français. L’équipe, elle, conclut.")
    years = YearSerializer(source="found.years", many=True, help_text="Année par année.")
    accounts = AccountSerializer(source="found.results.accounts", many=True, help_text="Qui gagne et qui paie.")
    themes = serializers.SerializerMethodField(help_text="Ce que chaque thème apporte.")
    lines = CountedSerializer(source="found.counted", many=True, help_text="Les lignes chiffrées, transferts compris.")
    aside = AsideSerializer(source="found.aside", many=True, help_text="Les lignes hors du calcul, à lire à côté.")
    scenarios = ScenarioSerializer(source="found.scenarios", many=True, help_text="Les situations comparées.")
    cases = CaseSerializer(source="found.cases", many=True, help_text="La VAN quand une hypothèse change.")
    tornado = BarSerializer(source="found.tornado", many=True, help_text="Les hypothèses, de la plus lourde à la plus légère.")
    switching = serializers.SerializerMethodField(help_text="Ce qui ramènerait la VAN à zéro, une hypothèse à la fois.")
    simulation = serializers.SerializerMethodField(help_text='Les tirages au sort, ou {"undefined": pourquoi il n’y en a pas}.')
    parameters = UsedParameterSerializer(source="found.parameters", many=True, help_text="Les hypothèses employées.")

    def get_rate(self, told) -> str:
        return f"{told['found'].study.rate:f}"

    @extend_schema_field(FigureSerializer(many=True))
    def get_figures(self, told):
        return FigureSerializer(told["found"].figures, many=True, context={"places": PLACES}).data

    def get_sentences(self, told) -> list[str]:
        return reading(told["found"])

    @extend_schema_field(ThemeSerializer(many=True))
    def get_themes(self, told):
        themes = told["found"].results.themes.items()
        return ThemeSerializer([{"theme": THEME_WORDS[theme], "npv": npv} for theme, npv in themes], many=True).data

    @extend_schema_field(FigureSerializer(many=True))
    def get_switching(self, told):
        return FigureSerializer(told["found"].switching, many=True, context={"places": SWITCHING_PLACES}).data

    @extend_schema_field(SIMULATION)
    def get_simulation(self, told):
        return defined(told["found"].simulation, lambda simulation: SimulationSerializer(simulation).data)


@extend_schema(tags=["Livrables"])
class Results(APIView):
    @extend_schema(
        operation_id="deliverables_results",
        summary="Lire les résultats d’une analyse coûts-bénéfices",
        description=(
            "Les mêmes figures que la page, calculées sur l’état présent. Une figure qui ne peut pas être donnée dit pourquoi, "
            "en français, dans « undefined ». Les autres modèles répondent 404. La réponse porte un ETag."
        ),
        parameters=[DELIVERABLE],
        responses={200: ResultsSerializer, 304: None, 404: ErrorSerializer},
    )
    def get(self, request, deliverable):
        deliverable = deliverable_or_404(request, deliverable)
        if deliverable.grid.results != "cost-benefit":
            raise NoResults()
        etag = files.etag_of(deliverable, "results")
        response = get_conditional_response(request._request, etag=etag)
        if response is None:
            told = {"revision": deliverable.revision, "found": findings(live.balance_now(deliverable))}
            response = Response(ResultsSerializer(told).data)
        response["ETag"] = etag
        patch_cache_control(response, private=True, no_cache=True)
        return response
