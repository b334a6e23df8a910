"""Where the server listens."""

from pydantic import Field

from regie.kernel.group import Group


class HttpsSettings(Group):
    """An own certificate."""

    enabled: bool = Field(default=False, description="Serve HTTPS with the certificate below.")
    cert_path: str = Field(default="", description="PEM file with the certificate and its chain.")
    key_path: str = Field(default="", description="PEM file with the private key; empty: in the same file.")
    hsts_seconds: int = Field(
        default=15_552_000,
        ge=0,
        description="For so long a browser that was here by HTTPS refuses to come without it (HSTS); 0: not told.",
    )


class ServerSettings(Group):
    """Address of the web interface and of the API."""

    host: str = Field(default="0.0.0.0", description="Address to listen on.")  # noqa: S104
    port: int = Field(default=3000, ge=0, le=65535, description="TCP port; 0 takes a free one and prints it.")
    https: HttpsSettings = HttpsSettings()
    public_url: str = Field(
        default="", description="Where people reach this server (https://cameras.example.com), for links in messages."
    )
    forwarded_allow: str = Field(
        default="127.0.0.1",
        description="Reverse proxies whose X-Forwarded-* headers are believed: addresses, comma-separated.",
    )
