"""Which texts name a blob store; all others are refused, so that no mistyped secret becomes the name of a folder."""

from __future__ import annotations

import base64
import re
from ipaddress import ip_address
from os import PathLike, fspath
from urllib.parse import parse_qs, urlsplit

from ...errors import InvalidStorageUrl

#: The settings of a connection string, and which of them are URLs.
_SETTINGS = {"defaultendpointsprotocol", "accountname", "accountkey", "sharedaccesssignature", "endpointsuffix"}
_ENDPOINTS = {
    f"{service}{place}endpoint" for service in ("blob", "file", "queue", "table", "dfs") for place in ("", "secondary")
}


def folder_of(url: str | PathLike[str]) -> str | None:
    """The local folder that a text or a path names; None where a text names an Azure account.

    ``file:///folder``, a path, or a text that begins with ``/``, ``./`` or ``../``; an ``https`` URL of an account, or
    an ``http`` URL of this machine, with or without a shared access signature; a connection string. Raises
    InvalidStorageUrl, which never has the text.
    """
    if isinstance(url, PathLike):
        return fspath(url)
    if not isinstance(url, str) or not url:
        raise _refused("it is empty" if url == "" else f"it is a {type(url).__name__}, not text")
    if url != url.strip() or re.search(r"[\0-\x1f\x7f]", url):
        raise _refused("it begins or ends with a blank, or has a control character")
    if url[0] in "\"'`":
        raise _refused("it begins with a quote")
    if re.match(r"\.{0,2}/", url):
        return url
    if url.lower().startswith("file:"):
        return _folder_of_url(url)
    if re.match(r"https?://", url, re.IGNORECASE):
        _require_account_url(url)
    elif re.match(r"\w+=", url):
        _require_connection_string(url)
    else:
        raise _refused(
            "its scheme is not file or https"
            if "://" in url
            else "it is not a URL, a connection string, or a path that begins with / or ./"
        )
    return None


def require_key(key: str) -> None:
    """Refuse an account key that is not base64. Raises InvalidStorageUrl."""
    try:
        base64.b64decode(key, validate=True)
    except ValueError:
        raise _refused("the account key is not base64") from None


def _refused(reason: str) -> InvalidStorageUrl:
    return InvalidStorageUrl({"reason": reason})


def _folder_of_url(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise _refused("it is not a URL") from None
    # Imported here: it brings the client of HTTP with it, and the command line would start later.
    from urllib.request import url2pathname

    folder = url2pathname(parts.path)
    if parts.netloc not in ("", "localhost") or not folder.startswith("/") or parts.query or parts.fragment:
        raise _refused("a file URL is file:///folder, with ? and # as %3F and %23")
    if "\0" in folder:
        raise _refused("it has a control character")
    return folder


def _require_account_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused("it is not a URL") from None
    if "@" in parts.netloc:
        raise _refused("it has a user name or a password; an account has a key or a signature")
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]+", host) or port == 0:
        raise _refused("its host is not a host")
    if parts.scheme.lower() == "http" and not _is_here(host):
        raise _refused("http shows the signature to everybody on the way; use https")
    if parts.fragment or not re.fullmatch(r"/?" if ".blob." in host else r"/?|/[a-z0-9-]+/?", parts.path):
        raise _refused("it names more than an account")
    if parts.query and "sig" not in parse_qs(parts.query):
        raise _refused("its query is not a shared access signature")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _require_connection_string(text: str) -> None:
    given: dict[str, str] = {}
    for number, part in enumerate(text.rstrip(";").split(";"), 1):
        name, equals, value = part.partition("=")
        name = name.lower()
        if (
            not equals
            or name not in _SETTINGS | _ENDPOINTS
            or name in given
            or not value
            or re.search(r"[\s\"']", value)
        ):
            raise _refused(f"setting {number} of the connection string is not one, is empty, or is there twice")
        given[name] = value
    if "accountkey" in given:
        require_key(given["accountkey"])
    if given.get("defaultendpointsprotocol", "https").lower() not in ("http", "https"):
        raise _refused("the protocol of a connection string is https or http")
    for name in _ENDPOINTS & given.keys():
        try:
            parts = urlsplit(given[name])
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
            raise _refused("an endpoint of the connection string is not the URL of an account")
    if not {"accountname", "blobendpoint"} & given.keys():
        raise _refused("the connection string has neither AccountName nor BlobEndpoint")
