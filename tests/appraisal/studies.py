"""The worked example of the content (fictitious, expected values computed apart), and studies drawn at random."""

from decimal import Decimal as D

from hypothesis import strategies as st

from deliverables.appraisal.effects import Effect, Nature, Side, Stakeholder, Study, Theme, Trajectory

COLLECTIVITE = Stakeholder("collectivite", "Collectivité", public=True)
USAGERS = Stakeholder("usagers", "Usagers")
CARBON = Trajectory(D(256), 2025, D("0.032"))


def line(id, side, euros, start, end=None, *, who="collectivite", **more):
    return Effect(id, id, who, side, unit_value=D(euros), start=start, end=end, **more)


def example():
    cost, benefit = Side.COST, Side.BENEFIT
    return Study(
        first=2026,
        horizon=5,
        rate=D("0.032"),
        stakeholders=[COLLECTIVITE, USAGERS],
        effects=[
            line("investissement", cost, 120000, 2026, once=True, nature=Nature.INVESTMENT),
            line("fonctionnement", cost, 18000, 2027),
            line("accompagnement", cost, 8000, 2026, once=True, nature=Nature.HIDDEN),
            line("reprise", cost, 4000, 2027, once=True, nature=Nature.HIDDEN),
            line("economies-1", benefit, 15000, 2027, once=True),
            line("economies", benefit, 30000, 2028),
            line("temps-1", benefit, 10000, 2027, once=True, who="usagers", theme=Theme.HUMAN),
            line("temps", benefit, 20000, 2028, who="usagers", theme=Theme.HUMAN),
            Effect(
                "carbone", "t CO2e évitées", "usagers", benefit, theme=Theme.ENVIRONMENTAL, quantity=D(10),
                unit_value=CARBON, start=2027,
            ),
        ],
    )  # fmt: skip


money = st.integers(0, 500_000).map(D)
rates = st.integers(0, 150).map(lambda n: D(n) / 1000)


@st.composite
def effects(draw, id):
    start = draw(st.integers(2026, 2034))
    return Effect(
        id, id, draw(st.sampled_from(["collectivite", "usagers"])), draw(st.sampled_from(Side)),
        nature=draw(st.sampled_from(Nature)), theme=draw(st.sampled_from(Theme)),
        quantity=draw(st.integers(0, 20).map(D)), unit_value=draw(money), start=start,
        end=draw(st.none() | st.integers(start, 2036)), growth=draw(st.integers(-20, 20).map(lambda n: D(n) / 100)),
        once=draw(st.booleans()), confidence=draw(st.integers(1, 3)),
    )  # fmt: skip


@st.composite
def studies(draw):
    lines = [draw(effects(f"e{i}")) for i in range(draw(st.integers(0, 6)))]
    return Study(2026, draw(st.integers(0, 10)), draw(rates), [COLLECTIVITE, USAGERS], lines)
