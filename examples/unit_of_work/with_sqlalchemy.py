"""What the example `unit_of_work` measures, done by SQLAlchemy: for its `--sqlalchemy`, which reads the lines printed."""

import sys
from time import perf_counter

import sqlalchemy
from sqlalchemy import BigInteger, Integer, Text, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

ROUNDS = 5
CHANGED = 100


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "shop_customers_of_sqlalchemy"
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


def dialect(url):
    scheme, rest = url.split(":", 1)
    if scheme == "sqlite":
        return "sqlite://" if rest == ":memory:" else "sqlite:///" + rest.removeprefix("//")
    drivers = {"postgres": "postgresql+psycopg2", "postgresql": "postgresql+psycopg2", "mysql": "mariadb+pymysql"}
    return drivers.get(scheme, "mariadb+pymysql") + ":" + rest


def timed(work):
    begun = perf_counter()
    result = work()
    return perf_counter() - begun, result


def insert(engine, rows):
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    names = [f"Customer {i}" for i in range(rows)]
    with Session(engine) as session:

        def work():
            session.add_all(Customer(name=name) for name in names)
            session.commit()

        return timed(work)[0]


def load(engine):
    with Session(engine) as session:
        return timed(lambda: session.scalars(select(Customer)).all())[0]


def flush(engine, loaded, turn):
    with Session(engine) as session:
        customers = session.scalars(select(Customer).order_by(Customer.id).limit(loaded)).all()
        for customer in customers[:CHANGED]:
            customer.note = f"round {turn}"
        time = timed(session.flush)[0]
        session.rollback()
        return time


def main(url, rows):
    engine = create_engine(dialect(url))
    print("SQLAlchemy", sqlalchemy.__version__)
    print("insert", min(insert(engine, rows) for _ in range(ROUNDS)))
    print("load", min(load(engine) for _ in range(ROUNDS)))
    for loaded in [n for n in (1_000, 10_000, 100_000) if n <= rows] or [rows]:
        print("flush", loaded, min(flush(engine, loaded, turn) for turn in range(ROUNDS)))
    Base.metadata.drop_all(engine)


main(sys.argv[1], int(sys.argv[2]))
