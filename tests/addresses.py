"""Who may go where: every address of the portal, one line each. tests/test_permissions.py walks it role by role, and the
journeys visit what it opens. An address missing here fails a test, so that none is opened by oversight."""

import uuid
from dataclasses import dataclass
from types import SimpleNamespace

CELL = "matrice.ecologique.conception"
QUESTION = "matrice.ecologique.conception.eco-c1"
DESCRIBED = {"title": "Suivre l’eau", "place": "200010700", "objective": "Savoir où elle fuit"}
ROLES = ("visitor", "stranger", "company", "staff", "reader", "contributor", "facilitator", "steward")


def by_role(visitor, outsider, reader, contributor, facilitator, steward):
    """One expected status for each role. Outsiders are signed in and members of nothing: staff has no privilege on pages."""
    return dict(zip(ROLES, (visitor, outsider, outsider, outsider, reader, contributor, facilitator, steward), strict=True))


# What may be read…
ALL = by_role(200, 200, 200, 200, 200, 200)
SIGNED = by_role(302, 200, 200, 200, 200, 200)
VISITORS = by_role(200, 302, 302, 302, 302, 302)
MEMBERS = by_role(302, 404, 200, 200, 200, 200)
WRITERS = by_role(302, 404, 403, 200, 200, 200)
MANAGERS = by_role(302, 404, 403, 403, 200, 200)
STEWARDS = by_role(302, 404, 403, 403, 403, 200)
CLOSED = by_role(302, 403, 403, 403, 403, 403)
REFUSED = by_role(302, 403, 403, 403, 403, 403)
NOBODY = by_role(302, 302, 302, 302, 302, 302)
NOT_FOR_THIS_GRID = by_role(302, 404, 404, 404, 404, 404)
POST_ONLY = by_role(302, 405, 405, 405, 405, 405)
# … written, answered by a redirection when it is allowed…
SIGNED_WRITE = by_role(302, 302, 302, 302, 302, 302)
WRITERS_WRITE = by_role(302, 404, 403, 302, 302, 302)
CELL_WRITE = by_role(401, 404, 403, 302, 302, 302)  # an expired session gives the text back instead of redirecting
MANAGERS_WRITE = by_role(302, 404, 403, 403, 302, 302)
STEWARDS_WRITE = by_role(302, 404, 403, 403, 403, 302)
# … and asked of the API, which never redirects.
API_ALL = ALL
API_SIGNED = by_role(401, 200, 200, 200, 200, 200)
API_MEMBERS = by_role(401, 404, 200, 200, 200, 200)
API_PUT_ONLY = by_role(401, 405, 405, 405, 405, 405)
API_CREATE = by_role(401, 404, 403, 201, 201, 201)
API_WRITE = by_role(401, 404, 403, 200, 200, 200)
API_BEGIN = by_role(401, 422, 403, 403, 201, 201)


@dataclass(frozen=True)
class Address:
    """`arguments` and `data` name things of the world (see `world`). `write` is expected of `method`; without it,
    the address refuses to be posted to."""

    name: str
    arguments: tuple = ()
    read: dict | None = None
    write: dict | None = None
    data: dict | None = None
    method: str = "post"
    json: bool = False
    query: str = ""


def at(name, *arguments, **rest):
    return Address(name, arguments, **rest)


ADDRESSES = [
    # The portal
    at("home", read=ALL),
    at("health", read=ALL),
    at("accessibility", read=ALL),
    at("legal", read=ALL),
    at("privacy", read=ALL),
    at("licences", read=ALL),
    at("ecodesign", read=ALL),
    at("help", read=ALL),
    at("help-page", "help_name", read=ALL),
    # Accounts
    at("account", read=SIGNED, write=SIGNED_WRITE, data={"name": "Anne", "job": ""}),
    at("account-tokens", read=SIGNED, write=by_role(302, 200, 200, 200, 200, 200), data={"name": "script", "life": "30"}),
    at("account-token-revoke", read=POST_ONLY, write=by_role(302, 404, 404, 404, 404, 404), data={"token": "no-such"}),
    at("account-delete", read=SIGNED, write=by_role(302, 422, 422, 422, 422, 422), data={"password": "wrong"}),
    at("account_login", read=VISITORS, write=by_role(200, 302, 302, 302, 302, 302), data={"login": "x", "password": "x"}),
    at("account_request_login_code", read=VISITORS, write=by_role(200, 302, 302, 302, 302, 302), data={"email": ""}),
    at("account_confirm_login_code", read=NOBODY, write=NOBODY),
    at("account_reauthenticate", read=SIGNED, write=by_role(302, 200, 200, 200, 200, 200), data={"password": "wrong"}),
    at("account_logout", read=by_role(302, 200, 200, 200, 200, 200), write=SIGNED_WRITE),
    at("account_signup", read=VISITORS, write=by_role(200, 302, 302, 302, 302, 302), data={"email": ""}),
    at("account_email", read=SIGNED, write=by_role(302, 200, 200, 200, 200, 200), data={"action_add": "", "email": "x"}),
    at("account_email_verification_sent", read=NOBODY, write=NOBODY),
    at("account_inactive", read=ALL),
    at("account_change_password", read=SIGNED, write=by_role(302, 200, 200, 200, 200, 200), data={"oldpassword": "x"}),
    at("account_set_password", read=NOBODY, write=NOBODY),
    at("account_reset_password", read=ALL, write=by_role(200, 200, 200, 200, 200, 200), data={"email": ""}),
    at("account_confirm_password_reset_code", read=NOBODY, write=NOBODY),
    at("account_complete_password_reset", read=NOBODY, write=NOBODY),
    at("account_password_reset_completed", read=ALL),
    # Use cases
    at("usecases:list", read=ALL),
    at("usecases:new", read=SIGNED, write=SIGNED_WRITE, data=DESCRIBED),
    at("usecases:territories", read=ALL),
    at("usecases:page", "usecase", read=by_role(404, 404, 200, 200, 200, 200)),
    at("usecases:page", "reference_usecase", read=ALL),
    at("usecases:edit", "usecase", read=STEWARDS, write=STEWARDS_WRITE, data=DESCRIBED),
    at("usecases:edit", "reference_usecase", read=CLOSED, write=CLOSED, data=DESCRIBED),
    at("usecases:members", "usecase", read=MEMBERS, write=STEWARDS_WRITE, data={"email": "nouvelle@territoire.example", "role": "reader"}),
    at("usecases:members", "reference_usecase", read=CLOSED, write=CLOSED),
    at("usecases:role", "usecase", "membership", read=POST_ONLY, write=STEWARDS_WRITE, data={"role": "reader"}),
    at("usecases:remove", "usecase", "membership", read=POST_ONLY, write=STEWARDS_WRITE),
    at("usecases:leave", "usecase", read=MEMBERS, write=by_role(302, 404, 302, 302, 302, 302)),
    at("usecases:resend", "usecase", "invitation", read=POST_ONLY, write=STEWARDS_WRITE),
    at("usecases:cancel", "usecase", "invitation", read=POST_ONLY, write=STEWARDS_WRITE),
    at("usecases:invitation", "token", read=ALL, write=by_role(200, 302, 302, 302, 302, 302)),
    at("usecases:programme", read=ALL),
    at("usecases:partners", read=ALL),
    # Deliverables
    at("deliverables:catalogue", read=ALL),
    at("deliverables:grid", "grid", read=ALL),
    at("deliverables:blank", "grid", read=ALL),
    at("deliverables:grid", "comparison", read=ALL),
    at("deliverables:grid", "bibliography", read=ALL),
    at("deliverables:blank", "comparison", read=by_role(404, 404, 404, 404, 404, 404)),
    at("deliverables:reference-guide", "comparison", read=ALL, query="entreprises=oui"),
    at("deliverables:reference-compare", "comparison", read=ALL, query="fiche=gip&fiche=scic"),
    at("deliverables:reference-entry", "comparison", "gip", read=ALL),
    at("deliverables:reference-document", "comparison", read=ALL, query="fiche=gip&fiche=scic"),
    at("deliverables:reference-document", "bibliography", read=ALL),
    at("deliverables:reference-document", "grid", read=by_role(404, 404, 404, 404, 404, 404)),
    at("deliverables:reference-ris", "bibliography", read=ALL),
    at("deliverables:reference-bibtex", "bibliography", read=ALL),
    at("deliverables:begin", read=POST_ONLY, write=MANAGERS_WRITE, data={"usecase": "usecase", "grid": "grid"}),
    at(
        "deliverables:begin", read=POST_ONLY, write=by_role(302, 404, 403, 403, 403, 403),
        data={"usecase": "usecase", "grid": "comparison"},
    ),
    at("deliverables:sheet", "deliverable", read=MEMBERS),
    at("deliverables:steps", "deliverable", read=MEMBERS),
    at("deliverables:cell", "deliverable", "cell", read=MEMBERS, write=CELL_WRITE, data={"texte": "Réemployer", "geste": "ajouter"}),
    at("deliverables:history", "deliverable", "cell", read=MEMBERS),
    at("deliverables:restore", "deliverable", "change", read=POST_ONLY, write=WRITERS_WRITE),
    at(
        "deliverables:changes", "deliverable", read=API_MEMBERS, write=API_WRITE, json=True,
        data={"id": "uuid", "kind": "note", "note": "uuid", "address": "cell", "text": "Réemployer"},
    ),
    at(
        "deliverables:check", "deliverable", read=POST_ONLY, write=by_role(302, 404, 200, 200, 200, 200), json=True,
        data={"address": "cell", "fields": {}},
    ),
    at("deliverables:rows", "deliverable", read=POST_ONLY, write=WRITERS_WRITE, data={"nom": "Santé"}),
    at("deliverables:row", "deliverable", "row", read=WRITERS, write=WRITERS_WRITE, data={"nom": "Santé", "geste": "renommer"}),
    at("deliverables:summary", "deliverable", read=MEMBERS),
    at("deliverables:summary", "balance", read=MEMBERS),
    at("deliverables:sheet", "balance", read=MEMBERS, query="feuille=bilan"),
    at("deliverables:results", "balance", read=MEMBERS),
    at("deliverables:actions", "usecase", read=MEMBERS, write=WRITERS_WRITE, data={"titre": "Former deux agents"}),
    at("deliverables:actions", "reference_usecase", read=CLOSED, write=CLOSED, data={"titre": "x"}),
    at("deliverables:make", "deliverable", "written_note", read=POST_ONLY, write=WRITERS_WRITE),
    at("deliverables:versions", "deliverable", read=MEMBERS, write=MANAGERS_WRITE, data={"name": "comité de mars"}),
    at("deliverables:export", "deliverable", read=MEMBERS),
    at("deliverables:export-csv", "deliverable", read=MEMBERS),
    at("deliverables:export-xlsx", "deliverable", read=MEMBERS),
    at("deliverables:export-json", "deliverable", read=MEMBERS),
    at("deliverables:import", "deliverable", read=NOT_FOR_THIS_GRID, write=NOT_FOR_THIS_GRID),
    at("deliverables:import", "balance", read=WRITERS, write=by_role(302, 404, 403, 422, 422, 422)),
    at("deliverables:settings", "deliverable", read=MANAGERS, write=MANAGERS_WRITE, data={"title": "Autre titre"}),
    # API
    at("api-docs", read=API_ALL),
    at("api-schema", read=API_ALL),
    at(
        "api-usecases", read=API_ALL, write=by_role(401, 201, 201, 201, 201, 201), json=True,
        data={"title": "Suivre l’eau", "territory": {"kind": "epci", "code": "200010700"}, "objective": "Voir venir"},
    ),
    at(
        "api-usecase", "usecase", read=by_role(404, 404, 200, 200, 200, 200), write=by_role(401, 404, 403, 403, 403, 200),
        method="patch", json=True, data={"title": "Suivre l’eau"},
    ),
    at(
        "api-usecase", "reference_usecase", read=API_ALL, write=by_role(401, 403, 403, 403, 403, 403), method="patch", json=True,
        data={"title": "Suivre l’eau"},
    ),
    at("api-territories", read=API_ALL, query="search=caux"),
    at("api-grids", read=API_ALL),
    at("api-grid", "grid", read=API_ALL),
    at("api-grid-version", "grid", "number", read=API_ALL),
    at(
        "api-deliverables", read=API_SIGNED, write=API_BEGIN, json=True, data={"usecase": "usecase", "grid": "grid"},
    ),
    at("api-deliverable", "deliverable", read=API_MEMBERS),
    at("api-changes", "deliverable", read=API_MEMBERS),
    at(
        "api-versions", "deliverable", read=API_MEMBERS, write=by_role(401, 404, 403, 403, 201, 201), json=True,
        data={"name": "comité de mars"},
    ),
    at("api-notes", "deliverable", read=API_MEMBERS),
    at(
        "api-note", "deliverable", "uuid", read=by_role(401, 404, 404, 404, 404, 404), write=API_CREATE, method="put", json=True,
        data={"operation": "uuid", "address": "cell", "text": "Réemployer"},
    ),
    at(
        "api-row", "deliverable", "uuid", read=API_PUT_ONLY, write=API_CREATE, method="put", json=True,
        data={"operation": "uuid", "address": "sheet", "text": "Santé"},
    ),
    at(
        "api-answer", "deliverable", "question", read=API_PUT_ONLY, write=API_CREATE, method="put",
        json=True, data={"operation": "uuid", "choice": "oui"},
    ),
    at(
        "api-state", "deliverable", "cell", read=API_PUT_ONLY, write=API_CREATE, method="put",
        json=True, data={"operation": "uuid", "state": "fait"},
    ),
    at("api-export-json", "deliverable", read=API_MEMBERS),
    at("api-export-pdf", "deliverable", read=API_MEMBERS),
    at("api-export-csv", "deliverable", read=API_MEMBERS),
    at("api-export-xlsx", "deliverable", read=API_MEMBERS),
    at("api-results", "balance", read=API_MEMBERS),
    at("api-results", "deliverable", read=by_role(401, 404, 404, 404, 404, 404)),
]  # fmt: skip


def world(**things):
    """What the table's words stand for: the given things, and those that never change."""
    fixed = {
        "help_name": "exporter",
        "cell": CELL,
        "question": QUESTION,
        "sheet": "matrice",
        "grid": "numerique-responsable",
        "comparison": "structures-de-portage",
        "bibliography": "bibliographie",
        "number": 1,
    }
    return SimpleNamespace(**fixed | things)


def meant(world, word):
    """The thing of the world that `word` stands for, or the word itself; `uuid` is a new one each time."""
    return str(uuid.uuid4()) if word == "uuid" else getattr(world, str(word), word)
