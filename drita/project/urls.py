"""Every address of the web process."""

from django.urls import include, path

urlpatterns = [
    path("", include("drita.interfaces.staff.urls")),
]
