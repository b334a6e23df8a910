"""Accounts through the public door."""

from datetime import timedelta

import pytest

from regie.kernel.auth.permissions import Role
from regie.kernel.auth.settings import AuthSettings
from tests.kernel.served import PASSWORD, Served

LOGIN = {"username": "ana", "password": PASSWORD}


# -- signing in ----------------------------------------------------------------------------------------------------


async def test_login_answers_a_token_that_opens_the_api(served: Served):
    await served.user(email="ana@example.org")

    answer = await served.client().post("/api/auth/login", json=LOGIN | {"username": "ANA@example.org"})

    assert answer.status_code == 200
    body = answer.json()
    assert sorted(body) == ["expiresAt", "token", "user"]
    assert body["expiresAt"] == "2026-03-02T20:00:00.000Z"
    assert (body["user"]["username"], body["user"]["role"]) == ("ana", "ADMIN")
    assert "password" not in answer.text
    assert "epoch" not in answer.text.lower()
    users = await served.client(authorization=f"Bearer {body['token']}").get("/api/users")
    assert users.status_code == 200


async def test_a_token_ends_with_its_time(served: Served):
    await served.user()
    program = await served.bearer()

    await served.clock.advance(43_200)
    answer = await program.get("/api/users")

    assert answer.status_code == 401
    assert "expired" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/api/auth/login", "/api/auth/session"])
async def test_a_wrong_password_is_401_as_a_problem(served: Served, path: str):
    await served.user()

    answers = [
        await served.client().post(path, json=LOGIN | wrong) for wrong in ({"password": "x"}, {"username": "nobody"})
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    assert answers[0].headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("body", [{}, {"username": "ana"}, {"username": 5, "password": "x"}, [], LOGIN | {"admin": 1}])
async def test_a_malformed_login_is_422_and_never_repeats_the_password(served: Served, body: object):
    answer = await served.client().post("/api/auth/login", json=body)

    assert answer.status_code == 422
    assert PASSWORD not in answer.text


async def test_too_many_tries_are_429_with_the_time_to_wait(served: Served):
    await served.user()
    client = served.client()
    for _ in range(5):
        await client.post("/api/auth/login", json=LOGIN | {"password": "wrong"})

    answer = await client.post("/api/auth/login", json=LOGIN)

    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    await served.clock.advance(1)
    assert (await client.post("/api/auth/login", json=LOGIN)).status_code == 200


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer regie_nonsense", "Bearer ", "Basic YTpi", "Bearer a.b.c", "nonsense"]
)
async def test_a_bad_token_is_401_even_where_a_cookie_would_do(served: Served, header: str):
    await served.user()
    browser = await served.browser()

    answer = await browser.get("/api/users", headers={"authorization": header})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


# -- the console's session -----------------------------------------------------------------------------------------


async def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(served: Served):
    await served.user()

    plain = await served.client().post("/api/auth/session", json=LOGIN)
    secure = await served.client(https=True).post("/api/auth/session", json=LOGIN)

    attributes = plain.headers["set-cookie"].lower()
    assert "httponly" in attributes
    assert "samesite=lax" in attributes
    assert "path=/" in attributes
    assert "secure" not in attributes
    assert "secure" in secure.headers["set-cookie"].lower()


async def test_a_session_answers_who_it_is_and_what_they_may(served: Served):
    await served.user("vic", Role.VIEWER)
    browser = await served.browser("vic")

    answer = (await browser.get("/api/auth/session")).json()

    assert answer["user"]["username"] == "vic"
    assert answer["csrf"] == browser.headers["x-csrf-token"]
    assert "jobs.read" in answer["permissions"]
    assert "jobs.write" not in answer["permissions"]
    assert answer["timeout"] == 3600


async def test_without_a_session_there_is_nobody(served: Served):
    assert (await served.client().get("/api/auth/session")).status_code == 401
    assert (await served.client(cookie="regie_session=made-up").get("/api/auth/session")).status_code == 401


async def test_an_unsafe_request_with_the_cookie_needs_the_csrf_token_of_this_session(served: Served):
    await served.user()
    browser, other = await served.browser(), await served.browser()
    site = {"name": "Lab", "timezone": "Europe/Paris"}
    right = browser.headers.pop("x-csrf-token")

    for wrong in ({}, {"x-csrf-token": ""}, {"x-csrf-token": "é"}, {"x-csrf-token": other.headers["x-csrf-token"]}):
        headers = {key: value.encode("utf-8") for key, value in wrong.items()}
        answer = await browser.post("/api/sites", json=site, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf-refused")
    assert (await browser.get("/api/sites")).json() == []
    assert (await browser.post("/api/sites", json=site, headers={"x-csrf-token": right})).status_code == 201


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://regie.test", 201),
        ("https://regie.test", 201),  # in front of us, something speaks TLS
        ("http://regie.test:80", 201),
        ("http://evil.test", 403),
        ("http://regie.test.evil.test", 403),
        ("http://regie.test:8080", 403),
        ("null", 403),
    ],
)
async def test_an_origin_must_be_ours(served: Served, origin: str, expected: int):
    await served.user()
    browser = await served.browser()
    site = {"name": "Lab", "timezone": "Europe/Paris"}

    assert (await browser.post("/api/sites", json=site, headers={"origin": origin})).status_code == expected


async def test_another_site_cannot_sign_a_browser_in(served: Served):
    await served.user()

    answer = await served.client(origin="http://evil.test").post("/api/auth/session", json=LOGIN)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_a_bearer_needs_no_csrf_token(served: Served):
    await served.user()
    program = await served.bearer()

    answer = await program.post("/api/sites", json={"name": "Lab", "timezone": "Europe/Paris"})

    assert answer.status_code == 201
    assert (await program.get("/api/auth/session")).json()["csrf"] is None


async def test_a_cookie_chosen_by_somebody_else_is_never_made_a_session(served: Served):
    await served.user()
    browser = served.client()
    browser.cookies.set("regie_session", "chosen-by-an-attacker", domain="regie.test")

    answer = await browser.post("/api/auth/session", json=LOGIN)

    assert "chosen-by-an-attacker" not in answer.headers["set-cookie"]
    stolen = served.client(cookie="regie_session=chosen-by-an-attacker")
    assert (await stolen.get("/api/auth/session")).status_code == 401


async def test_signing_out_ends_the_session_on_the_server(served: Served):
    await served.user()
    browser = await served.browser()
    cookie = browser.cookies["regie_session"]

    assert (await browser.delete("/api/auth/session")).status_code == 204

    assert (await served.client(cookie=f"regie_session={cookie}").get("/api/auth/session")).status_code == 401


async def test_one_ends_ones_own_sessions_and_an_administrator_anybodys(served: Served):
    await served.user()
    await served.user("vic", Role.VIEWER)
    admin, vic, laptop = await served.browser(), await served.browser("vic"), await served.browser("vic")
    rows = (await vic.get("/api/auth/sessions")).json()
    admins = (await admin.get("/api/auth/sessions")).json()

    assert [row["current"] for row in rows].count(True) == 1
    assert {row["address"] for row in rows} == {"10.0.0.9"}
    assert (await vic.delete(f"/api/auth/sessions/{admins[0]['id']}")).status_code == 404
    assert (await vic.get("/api/auth/sessions", params={"userId": "*"})).status_code == 403
    assert len((await admin.get("/api/auth/sessions", params={"userId": "*"})).json()) == 3
    other = next(row["id"] for row in rows if not row["current"])
    assert (await admin.delete(f"/api/auth/sessions/{other}")).status_code == 204
    assert (await laptop.get("/api/auth/session")).status_code == 401
    assert (await vic.get("/api/auth/session")).status_code == 200


async def test_changing_ones_password_keeps_this_browser_and_ends_the_others(served: Served):
    await served.user()
    browser, other, program = await served.browser(), await served.browser(), await served.bearer()

    wrong = await browser.put("/api/auth/password", json={"current": "wrong", "new": "another password"})
    right = await browser.put("/api/auth/password", json={"current": PASSWORD, "new": "another password"})

    assert (wrong.status_code, right.status_code) == (401, 200)
    assert (await browser.get("/api/auth/session")).status_code == 200
    assert (await other.get("/api/auth/session")).status_code == 401
    assert (await program.get("/api/auth/session")).status_code == 401


# -- roles ---------------------------------------------------------------------------------------------------------

USER = {"username": "new", "password": PASSWORD}
CALLS = [
    ("GET", "/api/users", None),
    ("POST", "/api/users", USER),
    ("GET", "/api/users/viewer", None),
    ("PUT", "/api/users/none", USER | {"role": "VIEWER"}),
    ("DELETE", "/api/users/none", None),
    ("GET", "/api/audit", None),
    ("POST", "/api/sites", {"name": "Lab", "timezone": "UTC"}),
    ("GET", "/api/tokens?userId=*", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS, ids=[f"{call[0]} {call[1]}" for call in CALLS])
async def test_what_is_the_administrators_is_403_for_others_and_401_for_strangers(
    served: Served, method: str, path: str, body: object
):
    editor, viewer, admin = [await served.as_role(role) for role in (Role.EDITOR, Role.VIEWER, Role.ADMIN)]

    answers = [
        (await client.request(method, path, json=body)).status_code
        for client in (served.client(), viewer, editor, admin)
    ]

    assert answers[:3] == [401, 403, 403]
    assert answers[3] in (200, 201, 204, 404)


async def test_every_route_asks_who_it_is_but_those_to_come_in_by(served: Served):
    free = set()
    for path, methods in served.app.openapi()["paths"].items():
        for method in methods:
            answer = await served.client().request(method, path, json={})
            if answer.status_code != 401:
                free.add((method, path))

    assert free == {
        ("post", "/api/auth/login"),
        ("post", "/api/auth/session"),
        ("get", "/api/setup"),
        ("post", "/api/setup"),
    }


# -- users ---------------------------------------------------------------------------------------------------------


async def test_a_user_is_added_changed_and_removed(served: Served):
    await served.user()
    admin = await served.bearer()

    made = await admin.post("/api/users", json=USER | {"email": "new@example.org"})
    changed = await admin.put(f"/api/users/{made.json()['id']}", json=made.json() | {"role": "EDITOR"})
    removed = await admin.delete(f"/api/users/{made.json()['id']}")

    assert (made.status_code, changed.status_code, removed.status_code) == (201, 200, 204)
    assert made.json()["role"] == "VIEWER"
    assert changed.json()["role"] == "EDITOR"
    assert changed.json()["email"] == "new@example.org"
    assert [user["username"] for user in (await admin.get("/api/users")).json()] == ["ana"]


async def test_what_get_answers_can_be_put_back_unchanged(served: Served):
    await served.user()
    await served.user("ben", Role.EDITOR, email="ben@example.org")
    admin, ben = await served.bearer(), await served.bearer("ben")
    row = (await admin.get("/api/users/ben")).json()

    answer = await admin.put(f"/api/users/{row['id']}", json=row)

    assert answer.json() == row | {"updatedAt": answer.json()["updatedAt"]}
    assert (await ben.get("/api/auth/session")).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"username": "a@b"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "x" * 65}, "username"),
        ({"username": "a\nb"}, "username"),
        ({"email": "nowhere"}, "email"),
        ({"role": "ROOT"}, "role"),
        ({"password": "short"}, "password"),
        ({"password": "new"}, "password"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_a_wrong_field_of_a_user_is_422_that_names_it(served: Served, wrong: dict[str, str], path: str):
    await served.user()
    admin = await served.bearer()

    answer = await admin.post("/api/users", json=USER | wrong)

    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json()["faults"]] == [path]


async def test_the_last_administrator_is_kept_with_409(served: Served):
    ana = await served.user()
    admin = await served.bearer()
    row = (await admin.get(f"/api/users/{ana.id}")).json()

    answers = [
        await admin.delete(f"/api/users/{ana.id}"),
        await admin.put(f"/api/users/{ana.id}", json=row | {"role": "VIEWER"}),
        await admin.put(f"/api/users/{ana.id}", json=row | {"disabled": True}),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "last-administrator")] * 3


async def test_a_taken_name_is_409(served: Served):
    await served.user()
    admin = await served.bearer()

    assert (await admin.post("/api/users", json=USER | {"username": "ANA"})).status_code == 409


async def test_switching_a_user_off_is_felt_by_their_next_request(served: Served):
    await served.user()
    await served.user("ben", Role.EDITOR)
    admin, program, browser = await served.bearer(), await served.bearer("ben"), await served.browser("ben")
    row = (await admin.get("/api/users/ben")).json()

    await admin.put(f"/api/users/{row['id']}", json=row | {"disabled": True})

    assert (await program.get("/api/sites")).status_code == 401
    assert (await browser.get("/api/sites")).status_code == 401


async def test_a_lower_role_is_felt_by_the_next_request(served: Served):
    await served.user()
    await served.user("ben", Role.ADMIN)
    admin, program = await served.bearer(), await served.bearer("ben")
    row = (await admin.get("/api/users/ben")).json()

    await admin.put(f"/api/users/{row['id']}", json=row | {"role": "VIEWER"})

    assert (await program.get("/api/users")).status_code == 403
    assert (await program.get("/api/sites")).status_code == 200


# -- API tokens ----------------------------------------------------------------------------------------------------


async def test_a_token_is_shown_once_and_opens_what_its_scopes_cover(served: Served):
    await served.user()
    admin = await served.bearer()

    made = (await admin.post("/api/tokens", json={"name": "backup", "scopes": ["sites.*"]})).json()
    program = served.client(authorization=f"Bearer {made['token']}")

    assert made["token"].startswith(made["prefix"])
    assert made["token"] not in (await admin.get("/api/tokens")).text
    assert (await program.get("/api/sites")).status_code == 200
    assert (await program.post("/api/sites", json={"name": "Lab", "timezone": "UTC"})).status_code == 201
    assert (await program.get("/api/users")).status_code == 403
    assert (await admin.delete(f"/api/tokens/{made['id']}")).status_code == 204
    assert (await program.get("/api/sites")).status_code == 401


async def test_a_token_never_does_more_than_its_owner(served: Served):
    viewer = await served.as_role(Role.VIEWER)
    made = (await viewer.post("/api/tokens", json={"name": "all", "scopes": ["*"]})).json()
    program = served.client(authorization=f"Bearer {made['token']}")

    assert (await program.get("/api/sites")).status_code == 200
    assert (await program.post("/api/sites", json={"name": "Lab", "timezone": "UTC"})).status_code == 403


async def test_a_token_makes_no_mightier_token(served: Served):
    await served.user()
    admin = await served.bearer()
    made = (await admin.post("/api/tokens", json={"name": "t", "scopes": ["tokens.own", "sites.read"]})).json()
    program = served.client(authorization=f"Bearer {made['token']}")

    assert (await program.post("/api/tokens", json={"name": "u", "scopes": ["sites.read"]})).status_code == 201
    assert (await program.post("/api/tokens", json={"name": "u", "scopes": ["*"]})).status_code == 403


async def test_a_token_that_ends_makes_none_that_outlives_it(served: Served):
    await served.user()
    admin = await served.bearer()
    end = served.clock.now() + timedelta(days=1)
    made = (await admin.post("/api/tokens", json={"name": "t", "expiresAt": end.isoformat()})).json()
    program = served.client(authorization=f"Bearer {made['token']}")

    later = {"name": "u", "expiresAt": (end + timedelta(seconds=1)).isoformat()}
    assert (await program.post("/api/tokens", json={"name": "u"})).json()["code"] == "mightier-token"
    assert (await program.post("/api/tokens", json=later)).status_code == 403
    assert (await program.post("/api/tokens", json={"name": "u", "expiresAt": end.isoformat()})).status_code == 201


async def test_a_token_until_the_end_of_all_time_is_one_that_is_answered(served: Served):
    await served.user()
    admin = await served.bearer()

    made = await admin.post("/api/tokens", json={"name": "t", "expiresAt": "9999-12-31T23:59:59-12:00"})

    assert (made.status_code, made.json()["expiresAt"]) == (201, "9999-12-31T23:59:59.999Z")


@pytest.mark.parametrize("origin", ["cameras.example.org", "https://", "https://a/b", "null", "*"])
def test_an_address_of_the_console_is_a_whole_one(origin: str):
    with pytest.raises(ValueError, match="origins"):
        AuthSettings(origins=[origin])


async def test_ones_tokens_are_ones_own(served: Served):
    await served.user()
    admin, viewer = await served.bearer(), await served.as_role(Role.VIEWER)
    made = (await admin.post("/api/tokens", json={"name": "backup"})).json()

    assert (await viewer.delete(f"/api/tokens/{made['id']}")).status_code == 404
    assert (await viewer.get("/api/tokens")).json() == []


# -- setup ---------------------------------------------------------------------------------------------------------


async def test_the_setup_page_names_the_first_administrator_and_signs_them_in(served: Served):
    browser = served.client()
    first = {"code": served.accounts.setup_code.code, "username": "ana", "password": PASSWORD}
    assert (await browser.get("/api/setup")).json() == {"needed": True}

    refused = await browser.post("/api/setup", json=first | {"code": "ABCD-EFGH-JKMN"})
    made = await browser.post("/api/setup", json=first)

    assert (refused.status_code, made.status_code) == (403, 201)
    assert made.json()["user"]["role"] == "ADMIN"
    assert (await browser.get("/api/users")).status_code == 200
    assert (await browser.get("/api/setup")).json() == {"needed": False}
    assert (await browser.post("/api/setup", json=first | {"username": "eve"})).status_code == 409


# -- audit ---------------------------------------------------------------------------------------------------------


async def test_the_audit_tells_who_let_whom_in_and_no_password(served: Served):
    await served.user()
    admin = await served.bearer()
    row = (await admin.post("/api/users", json=USER)).json()

    await admin.put(f"/api/users/{row['id']}", json=row | {"role": "EDITOR", "password": "another password"})
    answer = await admin.get("/api/audit", params={"objectId": row["id"]})

    update, create = answer.json()
    assert (update["action"], create["action"]) == ("update", "create")
    assert (update["userName"], update["how"], update["address"]) == ("ana", "jwt", "10.0.0.9")
    assert {"path": "role", "before": "VIEWER", "after": "EDITOR"} in update["difference"]
    assert any(change["path"] == "password" for change in update["difference"])
    assert PASSWORD not in answer.text
    assert "another password" not in answer.text
    assert "argon2" not in answer.text
