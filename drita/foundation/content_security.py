"""The header that tells the browser to run and load nothing but our own files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from drita.foundation.live_events import live_origin

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
        # The live process answers on a port of its own when no proxy joins the two.
        policy = POLICY.replace("connect-src 'self'", f"connect-src 'self' {live_origin(request)}".rstrip())
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), payment=()")
        return response
