"""Front door under uvicorn."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacities.settings")
# WhiteNoise answers with synchronous iterators, small files all: Django reads them whole, as it says once per process.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
application = get_asgi_application()
