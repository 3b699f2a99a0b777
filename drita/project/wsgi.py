"""The web application as granian loads it."""

import os

from django.core.wsgi import get_wsgi_application

from drita.foundation.processes import end_when_supervised

# A worker of the web server goes with it, even if that is killed outright: it would answer with old code.
end_when_supervised()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drita.project.settings")

application = get_wsgi_application()
