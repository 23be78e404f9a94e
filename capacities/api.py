"""One router for the API, /api/v1/."""

urlpatterns = []
