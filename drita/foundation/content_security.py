"""The header that tells the browser to run and load nothing but our own files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Written once, without exceptions: a page that needs an inline script or style is the page to change.
# `data:` pictures are small inline icons of style sheets; streams and fragments come from our own origin.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


class ContentSecurityMiddleware:
    """Set the policy on every answer, also on error pages and static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase], /) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), payment=()")
        return response
