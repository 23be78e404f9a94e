"""What is drawn for somebody is kept by her browser alone, never by a cache between her and the portal."""

from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

TOLD = ("private", "no-store", "public")  # the view has said who may keep its answer


class PrivateMiddleware(MiddlewareMixin):
    """Marks the answers to signed-in people, by session or by token: `Cache-Control: private`. What a view says stays, as
    on a blank grid, the same for all. Static files are answered before, and say that anybody may keep them."""

    def process_response(self, request, response):
        told = response.get("Cache-Control", "")
        if not any(word in told for word in TOLD) and request.user.is_authenticated:
            patch_cache_control(response, private=True)
        return response
