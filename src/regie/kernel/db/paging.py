"""One page of a list by time, found by the last row of the former page, whichever end it begins at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from regie.kernel.db.engine import Session

Row = TypeVar("Row")


async def page_by_time(
    session: Session,
    query: Select[Row],
    at: InstrumentedAttribute[datetime],
    row_id: InstrumentedAttribute[str],
    after: tuple[datetime, str] | None,
    limit: int,
    *,
    oldest: bool = False,
) -> Sequence[Row]:
    """At most `limit` rows after that place (an instant and an id), the newest first unless `oldest`."""
    if after is not None:
        when, last = after
        later: Any = or_(at > when, and_(at == when, row_id > last))
        earlier: Any = or_(at < when, and_(at == when, row_id < last))
        query = query.where(later if oldest else earlier)
    order = (at, row_id) if oldest else (at.desc(), row_id.desc())
    return (await session.scalars(query.order_by(*order).limit(limit))).all()
