"""The three operations of specs/, served by FastAPI, fastapi-filter and SQLite; and one with the operators that those
three do not have.

In: a file with the rows as JSON, named on the command line. Out: HTTP on a free port of 127.0.0.1, which is printed
as the first line. Reading the query, filtering and the errors are the libraries' work on purpose: the tests compare
the generated client with what they do.
"""

import base64
import json
import socket
import sys
from datetime import datetime, timezone
from enum import Enum
from typing import Annotated, Generic, TypeVar
from uuid import UUID

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Query, Security
from fastapi.security import APIKeyHeader
from fastapi_filter import FilterDepends
from fastapi_filter.contrib.sqlalchemy import Filter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import DateTime, StaticPool, TypeDecorator, Uuid, create_engine, event, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

API_TOKEN = "token-of-the-foreign-server"
ORGANISATION = "organisation-of-the-foreign-server"


# --- The table ---


class UtcDateTime(TypeDecorator):
    """SQLite knows no offsets: what has one is turned to UTC before it is stored or compared."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is not None and value.tzinfo is not None:
            return value.astimezone(timezone.utc).replace(tzinfo=None)
        return value


class Base(DeclarativeBase):
    type_annotation_map = {datetime: UtcDateTime, UUID: Uuid}


class Row(Base):
    __tablename__ = "entitlements"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID | None]
    entitlement: Mapped[UUID]
    account: Mapped[UUID]
    customer: Mapped[UUID | None]
    contract_id: Mapped[UUID | None]
    created_at: Mapped[datetime | None]
    active_from: Mapped[datetime | None]
    quantity: Mapped[float | None]
    quantity_used: Mapped[float | None]
    name: Mapped[str]
    description: Mapped[str | None]
    entitlement_type: Mapped[str | None]
    units: Mapped[str | None]
    is_active: Mapped[bool | None]
    product_id: Mapped[UUID | None]
    expired: Mapped[float | None]


engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


@event.listens_for(engine, "connect")
def tell_case(connection, _):
    """As in other databases, so that `like` and `ilike` give different rows."""
    connection.execute("PRAGMA case_sensitive_like=ON")


def load(path: str) -> None:
    """Fills the table from the file."""
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    uuids = ("id", "entitlement", "account", "customer", "contract_id", "product_id")
    for row in rows:
        for name in uuids:
            row[name] = row[name] and UUID(row[name])
        for name in ("created_at", "active_from"):
            row[name] = row[name] and datetime.fromisoformat(row[name])
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.execute(insert(Row), rows)
        session.commit()


# --- The schemas ---


class EntitlementType(str, Enum):
    Feature = "Feature"
    Quantity = "Quantity"
    Credits = "Credits"


class EntitlementResponseSchema(BaseModel):
    """Create Entitlement Response Schema"""

    model_config = ConfigDict(from_attributes=True)

    id: UUID = Field(validation_alias="entitlement", description="Entitlement Id")
    name: str = Field(description="Entitlement name")
    description: str | None = Field(None, description="Entitlement Description")
    entitlement_type: EntitlementType | None = Field(None, description="Entitlement Type")
    units: str | None = Field(None, description="Entitlement Units")
    is_active: bool | None = Field(True, description="Entitlement is active")
    product_id: UUID | None = Field(None, description="Product ID")
    created_at: datetime | None = Field(None, description="created time")


class EntitlementCustomerSumResponseSchema(BaseModel):
    """Create Entitlement Customer Sum Request Schema"""

    entitlement: EntitlementResponseSchema = Field(description="Entitlement ID")
    total_quantity: float | None = Field(None, description="Total Entitlement Units assigned")
    total_quantity_used: float | None = Field(None, description="Total Entitlement Units Consumed")
    total_expired_entitlements: float | None = Field(None, description="Total Expired Entitlements")


class TotalEntitlementCustomerResponseSchema(BaseModel):
    """Create Entitlement Customer Request Schema"""

    entitlement: UUID = Field(description="Entitlement ID")
    customer: UUID = Field(description="Customer ID")
    quantity: float | None = Field(None, description="Entitlement Units assigned")


T = TypeVar("T")


class PaginatedResults(BaseModel, Generic[T]):
    next: str | None = Field(None, description="The cursor for the next page of results")
    previous: str | None = Field(None, description="The cursor for the previous page of results")
    total_count: int | None = Field(None, description="The total count of rows")
    results: list[T] = Field(description="The results for the current page")


class EntitlementFilter(Filter):
    search: str | None = None
    id: UUID | None = None
    id__in: list[UUID] | None = None
    id__isnull: bool | None = None
    entitlement: UUID | None = None
    entitlement__in: list[UUID] | None = None
    entitlement__isnull: bool | None = None
    customer: UUID | None = None
    customer__in: list[UUID] | None = None
    customer__isnull: bool | None = None
    contract_id: UUID | None = None
    contract_id__in: list[UUID] | None = None
    contract_id__isnull: bool | None = None
    created_at: datetime | None = None
    created_at__neq: datetime | None = None
    created_at__gt: datetime | None = None
    created_at__gte: datetime | None = None
    created_at__lt: datetime | None = None
    created_at__lte: datetime | None = None
    created_at__isnull: bool | None = None
    created_at__in: list[datetime] | None = None
    active_from: datetime | None = None
    active_from__neq: datetime | None = None
    active_from__gt: datetime | None = None
    active_from__gte: datetime | None = None
    active_from__lt: datetime | None = None
    active_from__lte: datetime | None = None
    active_from__isnull: bool | None = None
    active_from__in: list[datetime] | None = None
    quantity: float | None = None
    quantity__neq: float | None = None
    quantity__gt: float | None = None
    quantity__gte: float | None = None
    quantity__lt: float | None = None
    quantity__lte: float | None = None
    quantity__isnull: bool | None = None
    quantity__in: list[float] | None = None
    quantity_used: float | None = None
    quantity_used__neq: float | None = None
    quantity_used__gt: float | None = None
    quantity_used__gte: float | None = None
    quantity_used__lt: float | None = None
    quantity_used__lte: float | None = None
    quantity_used__isnull: bool | None = None
    quantity_used__in: list[float] | None = None

    class Constants(Filter.Constants):
        model = Row
        search_model_fields = ["name"]


class OtherFilter(Filter):
    name: str | None = None
    name__neq: str | None = None
    name__like: str | None = None
    name__ilike: str | None = None
    name__in: list[str] | None = None
    name__not_in: list[str] | None = None
    units: str | None = None
    units__like: str | None = None
    units__ilike: str | None = None
    units__isnull: bool | None = None
    units__not_in: list[str] | None = None
    quantity: float | None = None
    quantity__not_in: list[float] | None = None
    created_at: datetime | None = None
    created_at__gte: datetime | None = None
    created_at__not_in: list[datetime] | None = None
    customer: UUID | None = None
    customer__not_in: list[UUID] | None = None
    is_active: bool | None = None
    is_active__not: bool | None = None
    order_by: list[str] | None = None

    class Constants(Filter.Constants):
        model = Row


# --- The operations ---

api_token = APIKeyHeader(name="x-api-key", scheme_name="ApiTokenAuth")
organisation = APIKeyHeader(name="organisation", scheme_name="OrganisationAuth")


def authenticated(
    token: Annotated[str, Security(api_token)], organisation: Annotated[str, Security(organisation)]
) -> None:
    if (token, organisation) != (API_TOKEN, ORGANISATION):
        raise HTTPException(403, "Invalid credentials")


app = FastAPI(title="zenskar", version="2.0.0", dependencies=[Depends(authenticated)])


def encode(offset: int) -> str:
    return base64.b64encode(f"offset {offset}?>".encode()).decode()


def decode(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        text = base64.b64decode(cursor, validate=True).decode()
        return int(text.removeprefix("offset ").removesuffix("?>"))
    except ValueError:
        raise HTTPException(400, "the cursor is not one of ours") from None


def find(session: Session, entitlement_id: UUID) -> Row:
    row = session.scalar(select(Row).where(Row.entitlement == entitlement_id))
    if row is None:
        raise HTTPException(404, "Not Found")
    return row


@app.get("/entitlements/customer/unique/{customer_id}", tags=["Entitlements"])
def list_unique_entitlements_for_customer(
    customer_id: UUID,
    filters: Annotated[EntitlementFilter, FilterDepends(EntitlementFilter)],
    cursor: Annotated[str | None, Query(description="The cursor of the page")] = None,
    limit: Annotated[int | None, Query(ge=1, le=1000, description="Defaults to 10")] = None,
    sort_key: str | None = None,
    sort_type: str | None = None,
) -> PaginatedResults[EntitlementCustomerSumResponseSchema]:
    """List unique entitlements assigned to a customer"""
    query = filters.filter(select(Row).where(Row.account == customer_id))
    offset, size = decode(cursor), limit or 10
    with Session(engine) as session:
        total = session.scalar(select(func.count()).select_from(query.subquery()))
        if sort_key is not None:
            column = Row.__table__.columns[sort_key]
            query = query.order_by(column.desc() if sort_type == "desc" else column.asc())
        rows = session.scalars(query.order_by(Row.number).offset(offset).limit(size)).all()
    results = [
        EntitlementCustomerSumResponseSchema(
            entitlement=EntitlementResponseSchema.model_validate(row),
            total_quantity=row.quantity,
            total_quantity_used=row.quantity_used,
            total_expired_entitlements=row.expired,
        )
        for row in rows
    ]
    return PaginatedResults(
        next=encode(offset + size) if offset + size < total else None,
        previous=encode(max(offset - size, 0)) if offset else None,
        total_count=total,
        results=results,
    )


@app.get("/entitlements", tags=["Entitlements"])
def find_entitlements(
    filters: Annotated[OtherFilter, FilterDepends(OtherFilter)],
) -> list[EntitlementResponseSchema]:
    """All that the conditions let through, in the order of the rows unless another one is asked for"""
    query = filters.sort(filters.filter(select(Row))).order_by(Row.number)
    with Session(engine) as session:
        return [EntitlementResponseSchema.model_validate(row) for row in session.scalars(query)]


@app.get("/entitlements/{entitlement_id}", tags=["Entitlements"])
def get_entitlement(entitlement_id: UUID) -> EntitlementResponseSchema:
    """Get entitlement details by its unique identifier"""
    with Session(engine) as session:
        return EntitlementResponseSchema.model_validate(find(session, entitlement_id))


@app.get("/entitlements/{entitlement_id}/customer/{customer_id}/total", tags=["Entitlements"])
def get_total_customer_entitlements(
    entitlement_id: UUID, customer_id: UUID, start_date: int | None = None, end_date: int | None = None
) -> TotalEntitlementCustomerResponseSchema:
    """Get total entitlements for a customer"""
    query = select(func.sum(Row.quantity)).where(Row.entitlement == entitlement_id)
    if start_date is not None:
        query = query.where(Row.active_from >= datetime.fromtimestamp(start_date, timezone.utc))
    if end_date is not None:
        query = query.where(Row.active_from < datetime.fromtimestamp(end_date, timezone.utc))
    with Session(engine) as session:
        find(session, entitlement_id)
        quantity = session.scalar(query)
    return TotalEntitlementCustomerResponseSchema(entitlement=entitlement_id, customer=customer_id, quantity=quantity)


if __name__ == "__main__":
    load(sys.argv[1])
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
