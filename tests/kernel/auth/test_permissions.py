"""What each role may do, written a second time as people would say it, and compared permission by permission."""

import pytest

from regie.kernel.auth.permissions import MATRIX, Role, covers, is_scope, permissions_of, within

LOOKS = {
    "status.read", "metrics.read", "sites.read", "cameras.read", "cameras.live", "jobs.read", "runs.read", "logs.read",
    "files.read", "tasks.read", "notifications.read", "account.own", "tokens.own",
}  # fmt: skip
WORKS = {
    "cameras.test", "jobs.write", "jobs.run", "files.protect", "files.delete", "files.export", "ptz.move",
    "notifications.acknowledge", "tasks.write",
}  # fmt: skip
DECIDES = {
    "cameras.write", "commands.write", "roots.write", "retention.run", "sites.write",
    "notifications.write", "config.read",
    "config.write", "config.export", "config.import", "users.read", "users.write", "sessions.any", "tokens.any",
    "audit.read",
}  # fmt: skip
EXPECTED = {Role.VIEWER: LOOKS, Role.EDITOR: LOOKS | WORKS, Role.ADMIN: LOOKS | WORKS | DECIDES}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", sorted(MATRIX))
def test_a_role_may_do_what_the_design_says(permission: str, role: Role):
    assert (permission in permissions_of(role)) == (permission in EXPECTED[role])


def test_the_design_knows_every_permission_and_no_other():
    assert set(MATRIX) == LOOKS | WORKS | DECIDES


@pytest.mark.parametrize(
    ("scope", "permission", "expected"),
    [
        ("*", "users.write", True),
        ("jobs.read", "jobs.read", True),
        ("jobs.read", "jobs.write", False),
        ("jobs.*", "jobs.run", True),
        ("jobs.*", "files.read", False),
        ("*.read", "files.read", True),
        ("*.read", "files.delete", False),
        ("job", "jobs.read", False),
        ("", "jobs.read", False),
    ],
)
def test_scopes_cover_what_they_say(scope: str, permission: str, expected: bool):
    assert covers(scope, permission) is expected


def test_a_token_has_the_rights_of_its_owners_role_that_its_scopes_cover():
    assert permissions_of(Role.VIEWER, ["jobs.*", "users.write"]) == {"jobs.read"}
    assert permissions_of(Role.EDITOR, ["jobs.*"]) == {"jobs.read", "jobs.write", "jobs.run"}


@pytest.mark.parametrize("scope", ["job.read", "*.reads", "jobs", "", "jobs.read ", "**"])
def test_a_misspelt_scope_is_none(scope: str):
    assert not is_scope(scope)


def test_scopes_are_within_others_only_if_they_give_nothing_more():
    assert within(["jobs.read"], ["jobs.*"])
    assert within(["jobs.*"], ["jobs.read", "jobs.write", "jobs.run"])
    assert not within(["*"], ["jobs.*"])
    assert not within(["*.read"], ["jobs.*"])
