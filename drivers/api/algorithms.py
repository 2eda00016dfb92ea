"""What a certificate says about its key, and how a digest is wrapped for RSA: the same for every driver."""

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from drivers.api.errors import DeviceRefused
from drivers.api.token import Algorithm, Mechanism

_CURVES = {"secp256r1": Algorithm.EC_P256, "secp384r1": Algorithm.EC_P384}
_SM2_KEY = bytes.fromhex("301306072a8648ce3d020106082a811ccf5501822d")
"""The AlgorithmIdentifier of an SM2 public key in DER: id-ecPublicKey on the curve 1.2.156.10197.1.301."""

_DIGEST_INFO = {  # RFC 8017, 9.2, note 1
    Mechanism.RSA_SHA256: bytes.fromhex("3031300d060960864801650304020105000420"),
    Mechanism.RSA_SHA384: bytes.fromhex("3041300d060960864801650304020205000430"),
    Mechanism.RSA_SHA512: bytes.fromhex("3051300d060960864801650304020305000440"),
}


def algorithm_of(certificate: bytes) -> Algorithm:
    """The kind and size of the key a certificate (DER) is for. Raises ValueError when it is none we know."""
    read = x509.load_der_x509_certificate(certificate)
    if _SM2_KEY in read.tbs_certificate_bytes:  # The library does not read this curve.
        return Algorithm.SM2
    try:
        key = read.public_key()
    except UnsupportedAlgorithm as unknown:
        raise ValueError("key type") from unknown
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, rsa.RSAPublicKey):
        return Algorithm(f"rsa-{key.key_size}")
    raise ValueError("key type")


def signs_documents(certificate: bytes) -> bool:
    """Whether the certificate's key usage has nonRepudiation (RFC 5280, 4.2.1.3)."""
    usage = _usage(certificate)
    return usage is not None and usage.content_commitment


def is_authority(certificate: bytes) -> bool:
    """Whether the certificate is an issuer's, which vendors like to keep beside the holder's own."""
    usage = _usage(certificate)
    return usage is not None and usage.key_cert_sign


def digest_info(mechanism: Mechanism, digest: bytes) -> bytes:
    """The digest with its algorithm in front, as RSASSA-PKCS1-v1_5 signs it. Raises DeviceRefused."""
    prefix = _DIGEST_INFO.get(mechanism)
    if prefix is None or prefix[-1] != len(digest):
        raise DeviceRefused("mechanism")
    return prefix + digest


def _usage(certificate: bytes) -> x509.KeyUsage | None:
    try:
        extensions = x509.load_der_x509_certificate(certificate).extensions
        return extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return None
