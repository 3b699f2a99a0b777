"""Every address of the staff screens. All of them live below /staff/; the root leads there."""

from django.urls import include, path
from django.views.generic import RedirectView

from drita.interfaces.staff.views import door

_DOOR = [
    path("log-in/", door.log_in, name="log-in"),
    path("log-out/", door.log_out, name="log-out"),
    path("language/", door.choose_language, name="language"),
    path("theme/", door.choose_theme, name="theme"),
]

urlpatterns = [
    path("", RedirectView.as_view(url="/staff/", permanent=False)),
    path("staff/", include((_DOOR, "staff"))),
]
