"""The template that new bills are printed with, stored once with its fonts and backgrounds."""

import hashlib
import json
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

from django.db import transaction

from drita.documents.bill.content import Issuer, Notices
from drita.documents.bill.labels import fixed_words
from drita.documents.bill.template import LAYOUT, build_template
from drita.modules.billing.models import TemplateVersion

_REFERENCE = Path(__file__).parents[1] / "reference" / "bill_template.toml"


def ensure_template_version(*, at: datetime) -> str:
    """
    (This function will) return the version of the template for bills issued now, storing it if it is new.

    The version is named after layout, words of the operator and fixed words of the paper, so the same words never make a
    second version and changed words always do.
    """
    words = _REFERENCE.read_bytes()
    named = words + json.dumps(fixed_words(), sort_keys=True).encode()
    version = f"{LAYOUT}-{hashlib.sha256(named).hexdigest()[:8]}"
    if TemplateVersion.objects.filter(version=version).exists():
        return version
    content = _content(version, words.decode())
    with transaction.atomic():
        TemplateVersion.objects.get_or_create(
            version=version,
            defaults={
                "languages": "sq en",
                "content": content,
                "sha256": hashlib.sha256(content).hexdigest(),
                "made_at": at,
            },
        )
    return version


@cache
def _content(version: str, words: str) -> bytes:
    told = tomllib.loads(words)
    notices = Notices(
        where_to_pay=(told["where_to_pay"]["sq"], told["where_to_pay"]["en"]),
        how_to_complain=(told["how_to_complain"]["sq"], told["how_to_complain"]["en"]),
    )
    return build_template(version=version, issuer=Issuer(**told["issuer"]), notices=notices).to_bytes()
