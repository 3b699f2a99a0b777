"""Help: how the screens are used, which keys there are, and what the words mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.glossary import read_glossary
from drita.interfaces.staff.shell import shell


@staff_page(action=None)
def help_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) show the help."""
    return render(request, "staff/help.html", shell(request, section="help"))


@staff_page(action=None)
def glossary(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) show the words of the trade in both languages."""
    return render(request, "staff/glossary.html", shell(request, section="glossary") | {"chapters": read_glossary()})
