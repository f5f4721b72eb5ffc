"""A certificate authority for one test: a certificate for the broker at 127.0.0.1, and others for its guests."""

from __future__ import annotations

import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_SIGNS_CERTIFICATES = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


DAY = datetime.timedelta(days=1)
NOW = (-DAY, DAY)
"""From when to when, seen from now."""


@dataclass(frozen=True)
class Authority:
    """Files: the root certificate, the broker's certificate and its key."""

    root: Path
    certificate: Path
    key: Path
    _root_key: ec.EllipticCurvePrivateKey

    def options(self) -> list[str]:
        """Lines of mosquitto.conf for a listener with TLS."""
        return [f"cafile {self.root}", f"certfile {self.certificate}", f"keyfile {self.key}"]

    def guest(self, name: str) -> tuple[Path, Path]:
        """Certificate and key of a client with this name."""
        return _issue(self.root.parent, name, self._root_name(), self._root_key, NOW, host=None)

    def _root_name(self) -> x509.Name:
        return x509.load_pem_x509_certificate(self.root.read_bytes()).subject


def make_authority(folder: Path, valid=NOW, host="127.0.0.1") -> Authority:
    """`valid` is when the broker's certificate counts; `host` the address that it names."""
    folder.mkdir()
    root_key = ec.generate_private_key(ec.SECP256R1())
    root_name = _named(f"Akar uji {folder.name}")
    root = _certificate(root_name, root_name, root_key, root_key, (-100 * DAY, 100 * DAY))
    (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    certificate, key = _issue(folder, "broker", root_name, root_key, valid, host)
    return Authority(folder / "root.pem", certificate, key, root_key)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _issue(folder, name, issuer, signing_key, valid, host):
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(_named(name), issuer, key, signing_key, valid, host)
    files = folder / f"{name}.pem", folder / f"{name}.key"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files


def _certificate(subject, issuer, key, signing_key, valid, host=None):
    now = datetime.datetime.now(datetime.UTC)
    authority = key is signing_key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + valid[0])
        .not_valid_after(now + valid[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        # Python 3.13 checks strictly by RFC 5280: key identifiers, and what an authority's key is for.
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
    )
    if authority:
        builder = builder.add_extension(_SIGNS_CERTIFICATES, critical=True)
    if host:
        address = x509.IPAddress(ipaddress.ip_address(host))
        builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    return builder.sign(signing_key, hashes.SHA256())
