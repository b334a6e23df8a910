"""The rigs of databases, proven by clients that have nothing of ours."""

import psycopg
import pytest
import redis

from tests.rigs.postgres import Postgres
from tests.rigs.redis import running_redis

pytestmark = pytest.mark.rig


def test_each_database_is_a_copy_of_its_template_and_of_nobody_else(postgres: Postgres) -> None:
    template = postgres.new_database()
    with psycopg.connect(postgres.url(template)) as connection:
        connection.execute("CREATE TABLE held AS SELECT 1 AS number")
    copies = [postgres.new_database(template=template) for _ in range(2)]
    with psycopg.connect(postgres.url(copies[0])) as connection:
        connection.execute("DELETE FROM held")
    with psycopg.connect(postgres.url(copies[1])) as connection:
        assert connection.execute("SELECT number FROM held").fetchall() == [(1,)]
    for name in (*copies, template):
        postgres.drop_database(name)


def test_a_durable_redis_survives_a_power_cut_and_wants_its_password() -> None:
    with running_redis(durable=True) as server:
        with redis.Redis.from_url(server.url) as client:
            client.set("kept", "1")
        server.kill()
        server.start()
        with redis.Redis.from_url(server.url) as client:
            assert client.get("kept") == b"1"
        with redis.Redis(port=server.port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.get("kept")
