"""Accounts on both databases: what is stored, what is refused, and what ends."""

import asyncio
from time import process_time

import pytest

from regie.kernel.auth.errors import (
    AccountDisabled,
    AlreadySetUp,
    InvalidAccess,
    LastAdministrator,
    NameTaken,
    UserNotFound,
    WrongPassword,
    WrongSetupCode,
)
from regie.kernel.auth.events import AccessEnded
from regie.kernel.auth.models import User
from regie.kernel.auth.permissions import Role
from regie.kernel.auth.schemas import NewUser, UserChange
from regie.kernel.auth.service import Accounts
from regie.kernel.auth.settings import AuthSettings
from regie.kernel.auth.throttle import ACCOUNT, TooManyTries
from regie.kernel.db import Database
from regie.kernel.errors import Invalid
from regie.kernel.http.callers import command_line
from tests.kernel.served import CHEAP, PASSWORD, Served

CLI = command_line()


def as_it_is(user: User, **changes: object) -> UserChange:
    kept = {"username": user.username, "email": user.email, "role": user.role, "disabled": user.disabled}
    return UserChange(**(kept | changes))


async def test_somebody_signs_in_by_name_or_address_in_any_capitals(stored: Served):
    ana = await stored.user("Ana Martin", email="Ana@Example.org")

    for word in ("Ana Martin", "ana martin", "ANA@example.ORG"):
        assert (await stored.accounts.check_password(word, PASSWORD, "10.0.0.9")).id == ana.id


async def test_a_name_or_an_address_belongs_to_one_user_only(stored: Served):
    await stored.user("ana", email="ana@example.org")

    for new in ({"username": "ANA"}, {"username": "ben", "email": "ANA@example.org"}):
        with pytest.raises(NameTaken):
            await stored.accounts.add(CLI, NewUser(password=PASSWORD, **new))


async def test_two_who_take_a_name_at_once_do_not_both_get_it(stored: Served):
    results = await asyncio.gather(*(stored.user("ana") for _ in range(4)), return_exceptions=True)

    assert sum(isinstance(result, User) for result in results) == 1
    assert all(isinstance(result, User | NameTaken) for result in results)


async def test_the_password_is_stored_as_a_hash_alone(served: Served):
    ana = await served.user()

    assert ana.password_hash.startswith("$argon2id$")
    assert PASSWORD not in ana.password_hash


async def test_a_short_password_is_refused_with_the_field(served: Served):
    with pytest.raises(Invalid) as refused:
        await served.accounts.add(CLI, NewUser(username="ana", password="short"))

    assert [fault.path for fault in refused.value.faults] == ["password"]


@pytest.mark.parametrize(("login", "password"), [("ana", "wrong"), ("nobody", PASSWORD), ("", ""), ("ana", "")])
async def test_a_wrong_name_and_a_wrong_password_are_the_same_error(served: Served, login: str, password: str):
    await served.user()

    with pytest.raises(WrongPassword) as refused:
        await served.accounts.check_password(login, password, None)

    assert refused.value.facts == {}


async def test_asking_for_nobody_takes_as_long_as_asking_for_somebody(
    served: Served, sqlite_database: Database, tmp_path
):
    costly = AuthSettings(hash_passes=3, hash_memory=8192)
    accounts = Accounts(sqlite_database, served.clock, costly, served.audit, secrets=tmp_path)
    await accounts.add(CLI, NewUser(username="ana", password=PASSWORD))

    async def cost(login: str) -> float:
        await served.clock.advance(3600)
        start = process_time()
        with pytest.raises(WrongPassword):
            await accounts.check_password(login, "wrong", None)
        return process_time() - start

    somebody = min([await cost("ana") for _ in range(4)])
    nobody = min([await cost("nobody") for _ in range(4)])
    assert 0.4 < nobody / somebody < 2.5


async def test_who_knows_their_password_may_sign_in_as_often_as_they_like(served: Served):
    await served.user()

    for _ in range(50):
        await served.accounts.check_password("ana", PASSWORD, "10.0.0.9")


async def test_who_is_switched_off_cannot_sign_in_and_only_the_right_password_tells_why(served: Served):
    await served.user("ben", Role.VIEWER, disabled=True)

    with pytest.raises(AccountDisabled):
        await served.accounts.check_password("ben", PASSWORD, None)
    with pytest.raises(WrongPassword):
        await served.accounts.check_password("ben", "wrong", None)


async def test_guessing_is_slowed_down_even_when_a_hundred_guess_at_once(served: Served):
    await served.user()

    tries = [served.accounts.check_password("ana", f"guess {n}", "10.0.0.9") for n in range(100)]
    results = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(isinstance(result, WrongPassword) for result in results) == ACCOUNT.free
    assert sum(isinstance(result, TooManyTries) for result in results) == 100 - ACCOUNT.free
    with pytest.raises(TooManyTries):
        await served.accounts.check_password("ana", PASSWORD, "10.0.0.9")
    await served.clock.advance(1)
    await served.accounts.check_password("ana", PASSWORD, "10.0.0.9")


async def test_signing_in_renews_a_hash_of_older_parameters(stored: Served, database: Database, tmp_path):
    await stored.user()
    costlier = AuthSettings(**(CHEAP | {"hash_passes": 2}))
    raised = Accounts(database, stored.clock, costlier, stored.audit, secrets=tmp_path)

    await raised.check_password("ana", PASSWORD, None)

    assert "t=2" in (await stored.accounts.user("ana")).password_hash
    await raised.check_password("ana", PASSWORD, None)


# -- what ends -----------------------------------------------------------------------------------------------------


async def signed_in(stored: Served, user: User) -> tuple[str, str, str]:
    """The JWT, the cookie and the API token of somebody."""
    jwt, _ = await stored.accounts.give_jwt(CLI, user)
    cookie, _ = await stored.accounts.sessions.open(CLI, user, agent=None, former=None)
    _, token = await stored.accounts.tokens.create(CLI, user.id, "script")
    return jwt, cookie, token


async def good(stored: Served, jwt: str, cookie: str, token: str) -> tuple[bool, bool, bool]:
    """Which of the three still let somebody in."""
    try:
        await stored.accounts.user_of_jwt(jwt)
        by_jwt = True
    except InvalidAccess:
        by_jwt = False
    by_cookie = await stored.accounts.sessions.find(cookie) is not None
    return by_jwt, by_cookie, await stored.accounts.tokens.find(token) is not None


async def test_switching_somebody_off_ends_everything_they_hold_at_once(stored: Served):
    ben = await stored.user("ben", Role.EDITOR)
    held = await signed_in(stored, ben)
    assert await good(stored, *held) == (True, True, True)

    await stored.accounts.change(CLI, ben.id, as_it_is(ben, disabled=True))

    assert await good(stored, *held) == (False, False, False)
    assert AccessEnded(ben.id) in stored.told


async def test_switching_somebody_on_again_revives_no_jwt_and_no_session(stored: Served):
    ben = await stored.user("ben", Role.EDITOR)
    held = await signed_in(stored, ben)

    await stored.accounts.change(CLI, ben.id, as_it_is(ben, disabled=True))
    await stored.accounts.change(CLI, ben.id, as_it_is(ben, disabled=False))

    assert await good(stored, *held) == (False, False, True)


async def test_a_new_password_ends_jwts_and_sessions_but_not_api_tokens(stored: Served):
    ben = await stored.user("ben", Role.EDITOR)
    held = await signed_in(stored, ben)

    await stored.accounts.set_password(CLI, "ben", "another password")

    assert await good(stored, *held) == (False, False, True)
    await stored.accounts.check_password("ben", "another password", None)


async def test_removing_somebody_ends_everything(stored: Served):
    ben = await stored.user("ben", Role.EDITOR)
    held = await signed_in(stored, ben)

    await stored.accounts.delete(CLI, ben.id)

    assert await good(stored, *held) == (False, False, False)
    with pytest.raises(UserNotFound):
        await stored.accounts.user("ben")


async def test_another_name_ends_nothing(served: Served):
    ben = await served.user("ben", Role.EDITOR)
    held = await signed_in(served, ben)

    await served.accounts.change(CLI, ben.id, as_it_is(ben, username="benoît"))

    assert await good(served, *held) == (True, True, True)


async def test_what_the_command_line_changes_holds_for_the_running_server(stored: Served, database: Database, tmp_path):
    beside = Accounts(database, stored.clock, AuthSettings(**CHEAP), stored.audit, secrets=tmp_path / "secrets")
    await beside.add(CLI, NewUser(username="ana", password=PASSWORD, role=Role.ADMIN))
    ana = await stored.accounts.check_password("ana", PASSWORD, None)
    held = await signed_in(stored, ana)

    await beside.set_password(CLI, "ana", "another password")

    assert await good(stored, *held) == (False, False, True)


# -- the last administrator ----------------------------------------------------------------------------------------


async def test_the_last_active_administrator_cannot_be_removed_demoted_or_switched_off(stored: Served):
    ana = await stored.user("ana")
    await stored.user("old", Role.ADMIN, disabled=True)
    await stored.user("ben", Role.EDITOR)

    with pytest.raises(LastAdministrator):
        await stored.accounts.delete(CLI, ana.id)
    for change in ({"role": Role.EDITOR}, {"disabled": True}, {"role": Role.VIEWER, "disabled": True}):
        with pytest.raises(LastAdministrator):
            await stored.accounts.change(CLI, ana.id, as_it_is(ana, **change))
    assert (await stored.accounts.user("ana")).role is Role.ADMIN


async def test_one_of_two_administrators_may_go_but_never_both_at_once(stored: Served):
    both = [await stored.user("ana"), await stored.user("ben")]

    results = await asyncio.gather(*(stored.accounts.delete(CLI, user.id) for user in both), return_exceptions=True)

    assert sorted(type(result).__name__ for result in results) == ["LastAdministrator", "NoneType"]


async def test_a_disabled_administrator_may_be_removed(served: Served):
    await served.user("ana")
    old = await served.user("old", Role.ADMIN, disabled=True)

    await served.accounts.delete(CLI, old.id)

    assert [user.username for user in await served.accounts.users()] == ["ana"]


# -- the first administrator ---------------------------------------------------------------------------------------


async def test_the_printed_code_names_the_first_administrator_once(stored: Served):
    assert await stored.accounts.needs_setup()
    code = stored.accounts.setup_code.code.lower().replace("-", " ")
    new = NewUser(username="ana", password=PASSWORD, role=Role.VIEWER)

    ana = await stored.accounts.set_up(CLI, code, new)

    assert ana.role is Role.ADMIN
    assert not await stored.accounts.needs_setup()
    with pytest.raises(AlreadySetUp):
        await stored.accounts.set_up(CLI, code, new.model_copy(update={"username": "eve"}))


async def test_guessing_the_code_is_slowed_down(served: Served):
    new = NewUser(username="eve", password=PASSWORD)
    for _ in range(5):
        with pytest.raises(WrongSetupCode):
            await served.accounts.set_up(CLI, "AAAA-AAAA-AAAA", new)

    with pytest.raises(TooManyTries):
        await served.accounts.set_up(CLI, served.accounts.setup_code.code, new)


# -- sessions ------------------------------------------------------------------------------------------------------


async def test_a_session_lives_as_long_as_it_is_used_and_then_its_timeout(stored: Served):
    ana = await stored.user()
    cookie, _ = await stored.accounts.sessions.open(CLI, ana, agent="Browser", former=None)

    for _ in range(5):
        await stored.clock.advance(3000)
        assert await stored.accounts.sessions.find(cookie)
        await stored.accounts.close()
    await stored.clock.advance(3600)

    assert await stored.accounts.sessions.find(cookie) is None
    assert await stored.accounts.sessions.all(ana.id) == []


async def test_a_busy_session_is_written_once_a_minute(served: Served):
    ana = await served.user()
    cookie, _session_id = await served.accounts.sessions.open(CLI, ana, agent=None, former=None)
    begun = await served.accounts.sessions.all(ana.id)

    for _ in range(59):
        await served.clock.advance(1)
        await served.accounts.sessions.find(cookie)
        await served.accounts.close()
    before = await served.accounts.sessions.all(ana.id)
    await served.clock.advance(1)
    await served.accounts.sessions.find(cookie)
    await served.accounts.close()
    (after,) = await served.accounts.sessions.all(ana.id)

    assert before[0].last_seen_at == begun[0].last_seen_at
    assert (after.last_seen_at - before[0].last_seen_at).total_seconds() == 60


async def test_using_a_session_does_not_wait_for_the_writer(stored: Served, database: Database):
    ana = await stored.user()
    cookie, _ = await stored.accounts.sessions.open(CLI, ana, agent=None, former=None)
    await stored.clock.advance(120)

    async with database.write():
        assert await asyncio.wait_for(stored.accounts.sessions.find(cookie), 5)
    await stored.accounts.close()

    (row,) = await stored.accounts.sessions.all(ana.id)
    assert row.last_seen_at == stored.clock.now()


async def test_signing_in_always_makes_a_new_session_and_ends_the_browsers_former_one(stored: Served):
    ana = await stored.user()
    former, _ = await stored.accounts.sessions.open(CLI, ana, agent=None, former="chosen-by-an-attacker")

    cookie, _ = await stored.accounts.sessions.open(CLI, ana, agent=None, former=former)

    assert cookie not in {former, "chosen-by-an-attacker"}
    assert await stored.accounts.sessions.find(former) is None
    assert await stored.accounts.sessions.find("chosen-by-an-attacker") is None
    (row,) = await stored.accounts.sessions.all(ana.id)
    assert cookie not in (row.id, row.digest)


# -- tokens --------------------------------------------------------------------------------------------------------


async def test_a_token_ends_by_its_date_or_by_being_revoked(stored: Served):
    ana = await stored.user()
    until = stored.clock.now().replace(hour=9)
    _, dated = await stored.accounts.tokens.create(CLI, ana.id, "dated", expires_at=until)
    row, other = await stored.accounts.tokens.create(CLI, ana.id, "other")

    assert await stored.accounts.tokens.find(dated)
    await stored.clock.advance(3600)
    assert await stored.accounts.tokens.find(dated) is None
    assert await stored.accounts.tokens.find(other)
    await stored.accounts.tokens.revoke(CLI, row.id, owner=None)
    assert await stored.accounts.tokens.find(other) is None
    assert AccessEnded(ana.id, token_id=row.id) in stored.told


async def test_a_token_tells_when_it_was_used_last_and_nothing_of_itself(stored: Served):
    ana = await stored.user()
    _, secret = await stored.accounts.tokens.create(CLI, ana.id, "script")
    await stored.clock.advance(90)

    await stored.accounts.tokens.find(secret)
    await stored.accounts.close()

    (row,) = await stored.accounts.tokens.all(ana.id)
    assert row.last_used_at == stored.clock.now()
    assert secret.startswith(row.prefix)
    assert secret not in repr(vars(row))


@pytest.mark.parametrize("word", ["jobs", "*.reads", ""])
async def test_a_token_with_a_scope_that_covers_nothing_is_refused(served: Served, word: str):
    ana = await served.user()

    with pytest.raises(Invalid) as refused:
        await served.accounts.tokens.create(CLI, ana.id, "script", ["jobs.read", word])

    assert [fault.path for fault in refused.value.faults] == ["scopes.1"]
