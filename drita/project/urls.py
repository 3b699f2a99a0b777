"""Every address of the web process."""

from django.urls import include, path

urlpatterns = [
    path("", include("drita.interfaces.staff.urls")),
]

# What went wrong is said on pages of the house, with a number that support finds in the log.
handler403 = "drita.interfaces.staff.views.refusals.answer_not_allowed"
handler404 = "drita.interfaces.staff.views.refusals.answer_not_found"
handler500 = "drita.interfaces.staff.views.refusals.answer_failed"
