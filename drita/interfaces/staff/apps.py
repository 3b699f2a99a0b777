"""The Django app of the staff screens: templates, static files, template tags; it owns no table."""

from django.apps import AppConfig


class StaffScreensConfig(AppConfig):
    name = "drita.interfaces.staff"
    label = "staff_screens"
