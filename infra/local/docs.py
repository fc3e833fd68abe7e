"""The API for people to read and try: Swagger UI over /v1/openapi.json, with nothing from the network."""

import mimetypes
from importlib.resources import files

from infra.local.servers import Handler

_ASSETS = {"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"}
_PAGE = b"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lianluo API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({url: "/v1/openapi.json", dom_id: "#api", deepLinking: true})</script>
</body>
</html>
"""


def serve(handler: Handler) -> None:
    """Answer a GET of / or of anything below /docs."""
    path = handler.path.partition("?")[0]
    asset = path.removeprefix("/docs/")
    if path == "/":
        handler.send_response(302)
        handler.send_header("Location", "/docs")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
    elif path in ("/docs", "/docs/"):
        handler.answer(200, _PAGE, "text/html; charset=utf-8")
    elif asset in _ASSETS:
        content = (files("swagger_ui") / "static" / asset).read_bytes()
        handler.answer(200, content, mimetypes.guess_type(asset)[0] or "application/octet-stream")
    else:
        handler.answer(404, b'{"message":"Not Found"}')
