"""Forged and defective tokens, each by the name of what is wrong with it."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from tests.issuer import APP_ID, ISSUER, SERVICE_URL, Issuer, jwk, rsa_key

Header = Callable[[Issuer], str | None]
FOREIGN = 99


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(header: bytes, payload: bytes, key: RSAPrivateKey) -> str:
    """Sign any bytes with RS256, as an issuer gone wrong could."""
    signing_input = f"{b64(header)}.{b64(payload)}"
    signature = key.sign(signing_input.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signing_input}.{b64(signature)}"


def raw(issuer: Issuer, payload: bytes, **header: Any) -> str:
    """Return a rightly signed token with this payload; None leaves a header out."""
    given = {"alg": "RS256", "typ": "JWT", "kid": issuer.key_id} | header
    head = {name: value for name, value in given.items() if value is not None}
    return f"Bearer {signed(json.dumps(head).encode(), payload, issuer.key)}"


def claims(**changes: Any) -> Header:
    """Return a rightly signed token with these claims changed; None leaves one out."""
    return lambda issuer: raw(issuer, json.dumps(issuer.claims(**changes)).encode())


def written(claim: str, text: str) -> Header:
    """Return a rightly signed token in which one claim is written as this very JSON."""

    def mint(issuer: Issuer) -> str:
        others = json.dumps(issuer.claims(**{claim: None}))
        return raw(issuer, f'{others[:-1]}, "{claim}": {text}}}'.encode())

    return mint


def headers(**changes: Any) -> Header:
    return lambda issuer: raw(issuer, json.dumps(issuer.claims()).encode(), **changes)


def segments(change: Callable[[list[str]], list[str]]) -> Header:
    """Return a good token whose segments were changed after it was signed."""
    return lambda issuer: f"Bearer {'.'.join(change(issuer.token().split('.')))}"


def with_hmac(secret_of: Callable[[Issuer], bytes]) -> Header:
    def mint(issuer: Issuer) -> str:
        head = {"alg": "HS256", "typ": "JWT", "kid": issuer.key_id}
        parts = [json.dumps(head).encode(), json.dumps(issuer.claims()).encode()]
        signing_input = ".".join(map(b64, parts))
        mac = hmac.digest(secret_of(issuer), signing_input.encode(), hashlib.sha256)
        return f"Bearer {signing_input}.{b64(mac)}"

    return mint


def _public_pem(issuer: Issuer) -> bytes:
    return issuer.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _unsigned(algorithm: str) -> Header:
    def mint(issuer: Issuer) -> str:
        head = json.dumps({"alg": algorithm, "typ": "JWT", "kid": issuer.key_id}).encode()
        return f"Bearer {b64(head)}.{b64(json.dumps(issuer.claims()).encode())}."

    return mint


def _foreign(**changes: Any) -> Header:
    return lambda issuer: f"Bearer {issuer.token(key=rsa_key(FOREIGN), headers=changes)}"


def _algorithm(algorithm: str) -> Header:
    return lambda issuer: f"Bearer {issuer.token(algorithm=algorithm)}"


def _elliptic(issuer: Issuer) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return f"Bearer {issuer.token(key=key, algorithm='ES256')}"


def _served_key(**changes: Any) -> Header:
    """Return a token signed by a key that the issuer serves, but in an unusable form."""

    def mint(issuer: Issuer) -> str:
        issuer.keys.append(jwk(rsa_key(FOREIGN), "odd", **changes))
        return f"Bearer {issuer.token(key=rsa_key(FOREIGN), headers={'kid': 'odd'})}"

    return mint


def _short_key(issuer: Issuer) -> str:
    key = rsa_key(FOREIGN + 1, 1024)
    issuer.keys.append(jwk(key, "short"))
    payload = json.dumps(issuer.claims()).encode()
    head = json.dumps({"alg": "RS256", "kid": "short"}).encode()
    return f"Bearer {signed(head, payload, key)}"


def _other_signature(issuer: Issuer) -> str:
    body, _, _ = issuer.token().rpartition(".")
    _, _, signature = issuer.token(issuer.claims(jti="another")).rpartition(".")
    return f"Bearer {body}.{signature}"


def _longer_lived(parts: list[str]) -> list[str]:
    payload = json.loads(base64.urlsafe_b64decode(parts[1] + "=="))
    return [parts[0], b64(json.dumps(payload | {"exp": payload["exp"] + 99}).encode()), parts[2]]


def _skill(issuer: Issuer) -> str:
    tenant = "d6d49420-f39b-4df7-a1dc-d59a935871db"
    changed = issuer.claims(
        iss=f"https://sts.windows.net/{tenant}/", appid=APP_ID, ver="1.0", tid=tenant
    )
    return f"Bearer {issuer.token(changed)}"


def _emulator(issuer: Issuer) -> str:
    tenant = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
    changed = issuer.claims(
        iss=f"https://login.microsoftonline.com/{tenant}/v2.0", azp=APP_ID, ver="2.0"
    )
    return f"Bearer {issuer.token(changed)}"


def ago(seconds: int) -> int:
    return int(time.time()) - seconds


FORGERIES: Mapping[str, Header] = {
    "no header": lambda _: None,
    "an empty header": lambda _: "",
    "a scheme without a token": lambda _: "Bearer",
    "a scheme and a blank": lambda _: "Bearer ",
    "another scheme": lambda issuer: f"Basic {issuer.token()}",
    "a token without a scheme": lambda issuer: issuer.token(),
    "a word for a token": lambda _: "Bearer secret",
    "a token that is not ASCII": lambda issuer: f"Bearer {issuer.token()}é",
    "a token with a blank in it": segments(lambda p: [p[0], f" {p[1]}", p[2]]),
    "a token of eight thousand letters": lambda _: f"Bearer {'a' * 8100}",
    "two segments": segments(lambda p: p[:2]),
    "four segments": segments(lambda p: [*p, "x"]),
    "five segments, as an encrypted token has": segments(lambda p: [*p, "x", "y"]),
    "a header that is not base64": segments(lambda p: ["!!!!", *p[1:]]),
    "a header that is not JSON": segments(lambda p: [b64(b"{alg"), *p[1:]]),
    "a header that is an array": segments(lambda p: [b64(b"[]"), *p[1:]]),
    "a header nested a thousand deep": segments(lambda p: [b64(b"[" * 3000), *p[1:]]),
    "a payload that is not JSON": lambda issuer: raw(issuer, b"hello"),
    "a payload that is an array": lambda issuer: raw(issuer, b"[1]"),
    "a payload that is not UTF-8": lambda issuer: raw(issuer, b"\xff\xfe"),
    "a payload nested three thousand deep": lambda issuer: raw(issuer, b"[" * 3000),
    "an empty signature": segments(lambda p: [*p[:2], ""]),
    "a signature that is not base64": segments(lambda p: [*p[:2], "!!!!"]),
    "a shortened signature": segments(lambda p: [*p[:2], p[2][:-8]]),
    "another token's signature": _other_signature,
    "claims changed after signing": segments(_longer_lived),
    "a stranger's key under the issuer's key id": _foreign(),
    "a key id that nobody knows": _foreign(kid="unheard-of"),
    "a right key under a wrong key id": headers(kid="unheard-of"),
    "no key id": headers(kid=None),
    "a key id that is a number": headers(kid=1),
    "a key id that is a list": headers(kid=["key-0"]),
    "an empty key id": headers(kid=""),
    "no algorithm": headers(alg=None),
    "algorithm none": _unsigned("none"),
    "algorithm None": _unsigned("None"),
    "algorithm nOnE": _unsigned("nOnE"),
    "algorithm none beside a signature": headers(alg="none"),
    "an HMAC with the public key as its secret": with_hmac(_public_pem),
    "an HMAC with the app id as its secret": with_hmac(lambda _: APP_ID.encode()),
    "an HMAC without a secret": with_hmac(lambda _: b""),
    "algorithm RS384": _algorithm("RS384"),
    "algorithm RS512": _algorithm("RS512"),
    "algorithm PS256": _algorithm("PS256"),
    "algorithm ES256": _elliptic,
    "a stranger's key inside the header": _foreign(jwk=jwk(rsa_key(FOREIGN), "key-0")),
    "the address of a stranger's keys in the header": _foreign(jku="http://127.0.0.1:9/keys"),
    "the address of a stranger's certificate": _foreign(x5u="http://127.0.0.1:9/cert"),
    "a critical header that nobody understands": headers(crit=["exp2"], exp2=1),
    "a detached payload": headers(b64=False, crit=["b64"]),
    "a key that is for encryption": _served_key(use="enc"),
    "a key of 1024 bits": _short_key,
    "a key that is endorsed for no channel": _served_key(endorsements=None),
    "a key that is endorsed for another channel": _served_key(endorsements=["webchat"]),
    "a key whose endorsements are one text": _served_key(endorsements="msteams"),
    "expired six minutes ago": claims(exp=ago(360)),
    "no expiry": claims(exp=None),
    "an expiry written as text": claims(exp=str(ago(-3600))),
    "an expiry of null": written("exp", "null"),
    "an expiry of true": written("exp", "true"),
    "an expiry without end": written("exp", "1e999"),
    "an expiry that is not a number": written("exp", "NaN"),
    "an expiry of four hundred digits": written("exp", "9" * 400),
    "an expiry in a list": written("exp", f"[{ago(-3600)}]"),
    "valid in an hour only": claims(nbf=ago(-3600)),
    "no beginning": claims(nbf=None),
    "a beginning written as text": claims(nbf=str(ago(60))),
    "a beginning of true": written("nbf", "true"),
    "a beginning without start": written("nbf", "-1e999"),
    "for another bot": claims(aud="99999999-2222-3333-4444-555555555555"),
    "for nobody": claims(aud=None),
    "for an empty audience": claims(aud=""),
    "for us among others": claims(aud=[APP_ID, "99999999-2222-3333-4444-555555555555"]),
    "for an audience that only begins like us": claims(aud=APP_ID + "-2"),
    "by another issuer": claims(iss="https://api.botframework.example"),
    "by no issuer": claims(iss=None),
    "by an issuer with a slash more": claims(iss=ISSUER + "/"),
    "by a list of issuers": claims(iss=[ISSUER]),
    "by the emulator": _emulator,
    "by another bot, as its skill": _skill,
    "without a service URL": claims(serviceurl=None),
    "with an empty service URL": claims(serviceurl=""),
    "with a service URL that is a number": claims(serviceurl=5),
    "for another service URL": claims(serviceurl="https://smba.trafficmanager.net/emea/"),
    "for the service URL less its slash": claims(serviceurl=SERVICE_URL.rstrip("/")),
    "for a service URL without encryption": claims(serviceurl="http://smba.trafficmanager.net/uk/"),
    "for a service URL that hides its host": claims(
        serviceurl="https://smba.trafficmanager.net@evil.example/"
    ),
}
