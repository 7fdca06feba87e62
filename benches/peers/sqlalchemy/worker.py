"""The scenarios in SQLAlchemy 2: for scale.

Speaks what `benches/harness/src/worker.rs` describes. `worker.py URL DIRECTORY`: it holds a file of the statements
that make and fill the tables of each database, a line each, as `hand statements URL` prints them.
"""

import struct
import sys
import time
from threading import Barrier, Thread
from urllib.parse import unquote

from sqlalchemy import (
    Float, bindparam, create_engine, delete, event, func, insert, select, update,
)
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, foreign, mapped_column, relationship, selectinload

MASK = (1 << 64) - 1


class Hash:
    """As `digest.rs`."""

    def __init__(self):
        self.state = 0xCBF2_9CE4_8422_2325

    def bytes(self, data):
        state = self.state
        for byte in data:
            state = ((state ^ byte) * 0x0100_0000_01B3) & MASK
        self.state = (state * 31 + len(data)) & MASK

    def add(self, value):
        if value is None:
            self.bytes(b"\xff")
        elif isinstance(value, float):
            self.bytes(struct.pack("<d", value))
        elif isinstance(value, int):
            self.bytes(struct.pack("<q", int(value)))
        elif isinstance(value, str):
            self.bytes(value.encode())
        elif isinstance(value, list):
            self.add(len(value))
            for one in value:
                self.add(one)
        elif isinstance(value, Base):
            for column in type(value).__table__.columns:
                self.add(getattr(value, column.key))
        else:
            for one in value:
                self.add(one)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    age: Mapped[int]


WIDE = {"__tablename__": "wide", "__annotations__": {"id": Mapped[int]}, "id": mapped_column(primary_key=True)}
for number in range(1, 5):
    for letter, kind in zip("abcdef", (int, int, float, bool, str, str | None)):
        WIDE["__annotations__"][f"{letter}{number}"] = Mapped[kind]
Wide = type("Wide", (Base,), WIDE)


class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    title: Mapped[str]


class Draft(Base):
    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    title: Mapped[str]


class Review(Base):
    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    content: Mapped[str]


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int]
    title: Mapped[str]
    reviews: Mapped[list[Review]] = relationship(
        primaryjoin=lambda: foreign(Review.book_id) == Book.id, order_by=Review.id
    )


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    books: Mapped[list[Book]] = relationship(
        primaryjoin=lambda: foreign(Book.author_id) == Author.id, order_by=Book.id
    )


class Region(Base):
    __tablename__ = "regions"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int]


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    placed: Mapped[int]


class Category(Base):
    __tablename__ = "categories"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Supplier(Base):
    __tablename__ = "suppliers"
    id: Mapped[int] = mapped_column(primary_key=True)


class Product(Base):
    __tablename__ = "products"
    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int]
    supplier_id: Mapped[int]


class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int]
    product_id: Mapped[int]
    quantity: Mapped[int]


class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[float] = mapped_column(Float)
    stock: Mapped[int]


def item(number):
    return {"name": f"Item number {number}", "price": number / 4, "stock": number % 1000}


ITEMS = [item(number) for number in range(1, 10_001)]


def keys(count, number, rows):
    return sorted({1 + (n * 7919 + number * 104_729) % rows for n in range(count)})


def changes(count, number, rows):
    return [(key, (key * 31 + number * 17) % 100_000) for key in keys(count, number, rows)]


def open_engine(url, **pool):
    scheme, _, rest = url.partition(":")
    if scheme == "mysql":
        # An UPDATE counts the rows that it found, as elsewhere, by itself.
        return create_engine(f"mariadb+pymysql:{rest}", **pool)
    if scheme.startswith("postgres"):
        head, _, name = rest.rpartition("/")
        user, _, host = head.rpartition("@")
        if "%2F" in host:
            directory, _, port = host.rpartition(":")
            return create_engine(f"postgresql+psycopg:{user}@/{name}?host={unquote(directory)}&port={port}", **pool)
        return create_engine(f"postgresql+psycopg:{rest}", **pool)
    engine = create_engine("sqlite://" if rest == ":memory:" else f"sqlite:///{rest}", **pool)

    @event.listens_for(engine, "connect")
    def set_up(connection, _):
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 30000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


class Peer:
    """Each operation opens a session, as a request of a web service does."""

    def __init__(self, url):
        self.engine = open_engine(url)
        self.dialect = self.engine.dialect.name

    def execute(self, statements):
        with self.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def session(self):
        return Session(self.engine)

    def rows(self, query, scalars=True):
        with self.session() as session:
            result = session.scalars(query) if scalars else session.execute(query)
            return list(result.all())

    def one_row(self, key):
        with self.session() as session:
            return session.get(User, key)

    def rows_3(self, count):
        return self.rows(select(User).where(User.id <= count).order_by(User.id))

    def rows_25(self, count):
        return self.rows(select(Wide).where(Wide.id <= count).order_by(Wide.id))

    def left_join(self, other):
        query = select(User, other).outerjoin(other, other.user_id == User.id).where(User.age >= 0).order_by(User.id)
        return [tuple(row) for row in self.rows(query, scalars=False)]

    def nested(self):
        query = select(Author).order_by(Author.id).options(selectinload(Author.books).selectinload(Book.reviews))
        with self.session() as session:
            return [(a, [(b, list(b.reviews)) for b in a.books]) for a in session.scalars(query)]

    def in_list(self, ids):
        return self.rows(select(User).where(User.id.in_(ids)).order_by(User.id))

    def five_filters(self, number):
        conditions = [User.age >= 20, User.age <= 60, User.name.like("User number%"), User.id > 100, User.id < 9000]
        query = select(User).order_by(User.id).limit(20)
        for bit, condition in enumerate(conditions):
            if number >> bit & 1:
                query = query.where(condition)
        return self.rows(query)

    def report(self):
        query = (
            select(Region.name, Category.name, func.sum(Line.quantity))
            .select_from(Line)
            .join(Order, Order.id == Line.order_id)
            .join(Customer, Customer.id == Order.customer_id)
            .join(Region, Region.id == Customer.region_id)
            .join(Product, Product.id == Line.product_id)
            .join(Category, Category.id == Product.category_id)
            .join(Supplier, Supplier.id == Product.supplier_id)
            .where(Order.placed >= 30, Supplier.id <= 15)
            .group_by(Region.name, Category.name)
            .order_by(Region.name, Category.name)
        )
        # A sum is a decimal on MariaDB.
        return [(region, category, int(total)) for region, category, total in self.rows(query, scalars=False)]

    def insert(self, items):
        with self.session() as session:
            session.execute(insert(Item), items)
            session.commit()
        return len(items)

    def insert_keys(self, items):
        with self.session() as session:
            result = list(session.scalars(insert(Item).returning(Item.id, sort_by_parameter_order=True), items))
            session.commit()
            return result

    def update_one(self, key, stock):
        with self.session() as session:
            changed = session.execute(update(Item).where(Item.id == key).values(stock=stock)).rowcount
            session.commit()
            return changed

    def update_many(self, pairs):
        with self.session() as session:
            session.execute(update(Item), [{"id": key, "stock": stock} for key, stock in pairs])
            session.commit()
        return len(pairs)

    def upsert(self, items):
        if self.dialect in ("mysql", "mariadb"):
            statement = mysql.insert(Item)
            new = {"price": statement.inserted.price, "stock": statement.inserted.stock}
            statement = statement.on_duplicate_key_update(new)
        else:
            statement = (postgresql if self.dialect == "postgresql" else sqlite).insert(Item)
            new = {"price": statement.excluded.price, "stock": statement.excluded.stock}
            statement = statement.on_conflict_do_update(index_elements=["id"], set_=new)
        with self.session() as session:
            session.execute(statement, items)
            session.commit()
        return len(items)

    def delete_list(self, ids):
        with self.session() as session:
            options = {"synchronize_session": False}
            deleted = session.execute(delete(Item).where(Item.id.in_(ids)), execution_options=options).rowcount
            session.commit()
            return deleted

    def small_transaction(self, first):
        read = []
        with self.session() as session:
            for key in range(first, first + 4):
                row = session.execute(select(Item.id, Item.name, Item.price, Item.stock).where(Item.id == key)).one()
                session.execute(
                    update(Item).where(Item.id == bindparam("key")).values(stock=row.stock + 1),
                    {"key": key},
                    execution_options={"synchronize_session": False},
                )
                read.append(tuple(row))
            temporary = Item(name="Temporary", price=1.0, stock=1)
            session.add(temporary)
            session.flush()
            session.delete(temporary)
            session.commit()
        return read

    def session_add(self, items):
        with Session(self.engine, expire_on_commit=False) as session:
            rows = [Item(**item) for item in items]
            session.add_all(rows)
            session.commit()
            return [row.id for row in rows]

    def session_change(self, pairs):
        with self.session() as session:
            rows = session.scalars(select(Item).order_by(Item.id)).all()
            count = len(rows)
            for key, stock in pairs:
                rows[key - 1].stock = stock
            session.commit()
            return count

    def items(self):
        return self.rows(select(Item).order_by(Item.id))


def filled(peer, rows):
    empty = {"sqlite": "DELETE FROM items", "postgresql": "TRUNCATE items RESTART IDENTITY"}
    fill = f"INSERT INTO items (id, name, price, stock) SELECT id, name, price, stock FROM stock WHERE id <= {rows}"
    statements = [empty.get(peer.dialect, "TRUNCATE items")]
    if rows:
        statements.append(fill)
        if peer.dialect == "postgresql":
            statements.append(f"SELECT setval('items_id_seq', {rows})")
    return statements


# As `scenarios/`: the name, most operations of a round, rows before a round, rows before each operation, the operation.
UPSERTS = [{"id": n + 501, **ITEMS[n]} for n in range(1000)]
SCENARIOS = {
    "one row by key": (5000, None, None, lambda p, n: p.one_row(1 + n * 7919 % 10_000)),
    "1 row of 3 columns": (5000, None, None, lambda p, n: p.rows_3(1)),
    "100 rows of 3 columns": (500, None, None, lambda p, n: p.rows_3(100)),
    "10,000 rows of 3 columns": (10, None, None, lambda p, n: p.rows_3(10_000)),
    "1 row of 25 columns": (2000, None, None, lambda p, n: p.rows_25(1)),
    "100 rows of 25 columns": (100, None, None, lambda p, n: p.rows_25(100)),
    "10,000 rows of 25 columns": (2, None, None, lambda p, n: p.rows_25(10_000)),
    "left join, 10,000 matches": (5, None, None, lambda p, n: p.left_join(Post)),
    "left join, no match": (5, None, None, lambda p, n: p.left_join(Draft)),
    "100 x 10 x 10 nested": (5, None, None, lambda p, n: p.nested()),
    "list of 1": (2000, None, None, lambda p, n: p.in_list(keys(1, n, 10_000))),
    "list of 10": (1000, None, None, lambda p, n: p.in_list(keys(10, n, 10_000))),
    "list of 1,000": (20, None, None, lambda p, n: p.in_list(keys(1000, n, 10_000))),
    "five optional filters": (500, None, None, lambda p, n: p.five_filters(n)),
    "report over six joins": (3, None, None, lambda p, n: p.report()),
    "insert 1": (1000, 0, None, lambda p, n: p.insert(ITEMS[n % 1000 : n % 1000 + 1])),
    "insert 100": (50, 0, None, lambda p, n: p.insert(ITEMS[:100])),
    "insert 10,000": (2, None, 0, lambda p, n: p.insert(ITEMS)),
    "insert 1, key read back": (1000, 0, None, lambda p, n: p.insert_keys(ITEMS[n % 1000 : n % 1000 + 1])),
    "insert 100, keys read back": (50, 0, None, lambda p, n: p.insert_keys(ITEMS[:100])),
    "insert 10,000, keys read back": (2, None, 0, lambda p, n: p.insert_keys(ITEMS)),
    "update one by key": (1000, 1000, None, lambda p, n: p.update_one(*changes(1, n, 1000)[0])),
    "update 1,000 different rows": (10, 10_000, None, lambda p, n: p.update_many(changes(1000, n, 10_000))),
    "upsert 1,000": (10, None, 1000, lambda p, n: p.upsert(UPSERTS)),
    "delete by list of 1,000": (10, None, 10_000, lambda p, n: p.delete_list(keys(1000, n, 10_000))),
    "transaction of ten statements": (200, 1000, None, lambda p, n: p.small_transaction(1 + n % 900)),
    "session: add 10,000, commit": (2, None, 0, lambda p, n: p.session_add(ITEMS)),
    "session: load 10,000, change 100, commit": (
        5, 10_000, None, lambda p, n: p.session_change(changes(100, n, 10_000)),
    ),
}


def check(peer, scenario):
    _, a_round, each, operation = scenario
    result = Hash()
    if a_round is not None:
        peer.execute(filled(peer, a_round))
    for number in range(3):
        if each is not None:
            peer.execute(filled(peer, each))
        result.add(operation(peer, number))
    if a_round is not None or each is not None:
        result.add(peer.items())
    return f"{result.state:016x}"


def run(peer, scenario, operations):
    _, a_round, each, operation = scenario
    if a_round is not None:
        peer.execute(filled(peer, a_round))
    total = 0
    for number in range(operations):
        if each is not None:
            peer.execute(filled(peer, each))
        begun = time.perf_counter_ns()
        operation(peer, number)
        total += time.perf_counter_ns() - begun
    return f"{total} 0"


# As `crowd.rs`.
THREADS, WARM = 8, 10


def crowd(url, steps):
    """Threads on a pool: four reads, then a write."""
    engine = open_engine(url, pool_size=THREADS, max_overflow=0)
    ready, taken = Barrier(THREADS + 1), []

    def step(thread, number):
        with Session(engine) as session:
            if number % 5 == 4:
                change = update(Item).where(Item.id == 1 + thread * 100 + number // 5 % 100).values(stock=number % 1000)
                session.execute(change)
                session.commit()
            else:
                assert session.get(User, 1 + (number * 7919 + thread * 104_729) % 10_000)

    def work(thread):
        for number in range(WARM):
            step(thread, number)
        ready.wait()
        for number in range(steps):
            begun = time.perf_counter_ns()
            step(thread, number)
            taken.append(time.perf_counter_ns() - begun)

    threads = [Thread(target=work, args=(thread,)) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    ready.wait()
    begun = time.perf_counter_ns()
    for thread in threads:
        thread.join()
    wall = time.perf_counter_ns() - begun
    engine.dispose()
    taken.sort()
    return [wall] + [taken[round((len(taken) - 1) * part)] for part in (0.5, 0.99)]


def do_crowd(peer, url, what):
    if url == "sqlite::memory:":
        return "missing"
    peer.execute(filled(peer, 1000))
    if what == "check":
        crowd(url, 20)
        result = Hash()
        result.add(peer.items())
        return f"{result.state:016x}"
    return " ".join(map(str, crowd(url, int(what))))


def main():
    url = sys.argv[1]
    peer = Peer(url)
    scenarios = list(SCENARIOS.values())
    for line in sys.stdin:
        command, *words = line.split()
        if command == "setup":
            scheme = {"s": "sqlite", "p": "postgresql", "m": "mysql"}[url[0]]
            with open(f"{sys.argv[2]}/{scheme}.sql", encoding="utf-8") as statements:
                peer.execute(statements.read().splitlines())
            answer = "ready"
        elif command == "check":
            answer = check(peer, scenarios[int(words[0])])
        elif command == "run":
            answer = run(peer, scenarios[int(words[0])], int(words[1]))
        elif command == "crowd":
            answer = do_crowd(peer, url, words[0])
        else:
            answer = "ready"
        print(answer, flush=True)


main()
