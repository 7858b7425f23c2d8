"""Envelopes and manifests that must not count as proof. What the JSON reader refuses by itself is told apart."""

from __future__ import annotations

import base64
import json
from typing import Any

from hostile_inputs.case import Input, Read, Refused

_TYPE = "application/vnd.in-toto+json"
_SUBJECT = {"name": "dossier", "digest": {"sha256": "ab" * 32}}


def _payload(subject: list[Any]) -> str:
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subject,
        "predicateType": "https://example.org/p",
        "predicate": {},
    }
    return base64.b64encode(json.dumps(statement).encode()).decode()


def _envelope(subject: Any = _SUBJECT, kind: str = _TYPE, signature: bytes | None = b"\0" * 64) -> str:
    signed = [] if signature is None else [{"keyid": "k", "sig": base64.b64encode(signature).decode()}]
    return json.dumps(
        {
            "payloadType": kind,
            "payload": _payload(subject if isinstance(subject, list) else [subject]),
            "signatures": signed,
        }
    )


ENVELOPES = [
    Input("zero.json", _envelope(), Read(), "a signature of zeros"),
    Input("unsigned.json", _envelope(signature=None), Read(), "no signature at all"),
    Input("short.json", _envelope(signature=b"\1" * 63), Read(), "a signature too short"),
    Input("kind.json", _envelope(kind="application/json"), Read(), "another kind of payload"),
    Input("nothing.json", _envelope([]), Read(), "binds to nothing"),
    Input(
        "md5.json", _envelope({"name": "dossier", "digest": {"md5": "00" * 16}}), Read(), "a digest that can be forged"
    ),
    Input("hex.json", _envelope({"name": "dossier", "digest": {"sha256": "zz"}}), Read(), "no digest"),
    Input(
        "twice.json",
        _envelope().replace("{", '{"payload": "e30=", ', 1),
        Refused("duplicate-key", 1, 68, "appears twice"),
        "two payloads",
    ),
]
MANIFESTS = [
    Input(
        "alike.json",
        json.dumps({"files": [{"path": name, "size": 1} for name in ("x.csv", "X.csv", "./x.csv")]}),
        Read(),
        "one file three times",
    ),
    Input("negative.json", '{"files": [{"path": "x.csv", "size": -1}]}', Read(), "less than nothing"),
    Input(
        "sums.json",
        "00  x.csv\n\\00  a\\nb.csv\n",
        Refused("not-json", 1, 1, "is not a JSON value"),
        "the text of sha256sum",
    ),
]
INPUTS = [*ENVELOPES, *MANIFESTS]
