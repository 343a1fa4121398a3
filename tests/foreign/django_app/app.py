"""Tickets, served by Django, django-filter and SQLite, and documented by drf-spectacular.

In: a file with the rows as JSON, named on the command line. Out: HTTP on a free port of 127.0.0.1, which is printed as
the first line; the document is at `/schema/`. Reading the query, filtering and the document are the libraries' work on
purpose: the tests compare the generated client with what they do.
"""

import json
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.backends.sqlite3.operations import DatabaseOperations

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ":memory:",
            "OPTIONS": {"init_command": "PRAGMA case_sensitive_like=ON;"},
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "django_filters", "drf_spectacular", "rest_framework"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
        "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "PAGE_SIZE": 25,
        "UNAUTHENTICATED_USER": None,
    },
    ROOT_URLCONF=__name__,
    SPECTACULAR_SETTINGS={
        "TITLE": "Tickets",
        "VERSION": "1.0.0",
        "SERVE_INCLUDE_SCHEMA": False,
        "ENUM_NAME_OVERRIDES": {"TicketStatus": "__main__.Ticket.Status"},
    },
    TIME_ZONE="UTC",
    USE_TZ=True,
)

# SQLite's own LIKE ignores case, so that `contains` and `icontains` would give the same rows there. These are the
# operators of the databases that tell them apart.
DatabaseWrapper.operators = DatabaseWrapper.operators | {
    name: "LIKE UPPER(%s) ESCAPE '\\'" for name in ("iexact", "icontains", "istartswith", "iendswith")
}
DatabaseOperations.lookup_cast = lambda self, lookup_type, internal_type=None: (
    "UPPER(%s)" if lookup_type in ("iexact", "icontains", "istartswith", "iendswith") else "%s"
)

django.setup()

import django_filters as filters  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.urls import path  # noqa: E402
from drf_spectacular.views import SpectacularAPIView  # noqa: E402
from rest_framework import generics, serializers  # noqa: E402
from rest_framework.filters import SearchFilter  # noqa: E402


# --- The tables ---


class Person(models.Model):
    name = models.CharField(max_length=40)

    class Meta:
        app_label = "tickets"


class Ticket(models.Model):
    class Status(models.TextChoices):
        OPEN = "open"
        WAITING = "waiting"
        CLOSED = "closed"

    id = models.IntegerField(primary_key=True)
    title = models.CharField(max_length=80)
    note = models.CharField(max_length=80, null=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    priority = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    public = models.BooleanField()
    paid = models.BooleanField(null=True)
    reference = models.UUIDField()
    owner = models.ForeignKey(Person, models.CASCADE, null=True)

    class Meta:
        app_label = "tickets"
        ordering = ["id"]


def load(file: str) -> None:
    """Makes the tables and fills them from the file."""
    with open(file, encoding="utf-8") as opened:
        data = json.load(opened)
    with connection.schema_editor() as editor:
        editor.create_model(Person)
        editor.create_model(Ticket)
    Person.objects.bulk_create(Person(**row) for row in data["people"])
    Ticket.objects.bulk_create(Ticket(**row) for row in data["tickets"])


# --- The filters ---

TEXT = [
    "exact",
    "iexact",
    "contains",
    "icontains",
    "startswith",
    "istartswith",
    "endswith",
    "iendswith",
    "regex",
    "iregex",
    "in",
]
ORDER = ["exact", "gt", "gte", "lt", "lte", "in", "range"]


class TicketFilter(filters.FilterSet):
    # The negated ones: any name, and `exclude`.
    title__ne = filters.CharFilter(field_name="title", exclude=True)
    priority__ne = filters.NumberFilter(field_name="priority", exclude=True)
    priority__not_in = filters.BaseInFilter(field_name="priority", lookup_expr="in", exclude=True)
    # Repeated, where the others are joined by commas.
    status__in = filters.MultipleChoiceFilter(field_name="status", choices=Ticket.Status.choices)
    # A range by two words, both ends of it included.
    made = filters.DateTimeFromToRangeFilter(field_name="created_at")
    ordering = filters.OrderingFilter(fields=["id", "priority", "created_at"])

    class Meta:
        model = Ticket
        fields = {
            "id": ["exact", "in"],
            "title": TEXT,
            "note": [*TEXT, "isnull"],
            "status": ["exact"],
            "priority": [*ORDER, "isnull"],
            "price": ORDER,
            "created_at": [*ORDER, "date", "year", "year__gte", "month"],
            "closed_at": ["exact", "gt", "lt", "isnull"],
            "due": [*ORDER, "isnull"],
            "public": ["exact"],
            "paid": ["exact", "isnull"],
            "reference": ["exact", "in"],
            # Through a relation: the last word is the operator, the others are the field.
            "owner": ["exact", "in", "isnull"],
            "owner__name": ["exact", "icontains", "in"],
        }


# --- The operations ---


class PersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = Person
        fields = "__all__"


class TicketSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ticket
        fields = "__all__"


class Tickets(generics.ListAPIView):
    """Lists the tickets."""

    queryset = Ticket.objects.all()
    serializer_class = TicketSerializer
    filter_backends = [*generics.ListAPIView.filter_backends, SearchFilter]
    filterset_class = TicketFilter
    search_fields = ["title", "note"]


class People(generics.ListAPIView):
    """Lists the people that tickets can belong to."""

    queryset = Person.objects.order_by("id")
    serializer_class = PersonSerializer
    filterset_fields = ["name"]


urlpatterns = [
    path("people/", People.as_view()),
    path("tickets/", Tickets.as_view()),
    path("schema/", SpectacularAPIView.as_view()),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """What is asked is no news."""


if __name__ == "__main__":
    from django.core.wsgi import get_wsgi_application

    load(sys.argv[1])
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()
