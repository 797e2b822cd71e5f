"""Ed25519 as the Python reference uses it: raw keys and signatures as base64url without padding. Python's own library has
none, so libcrypto does the work.
"""
import base64
import ctypes

crypto = ctypes.CDLL("libcrypto.so.3")
for function in ("EVP_PKEY_new_raw_private_key", "EVP_PKEY_new_raw_public_key", "EVP_MD_CTX_new"):
    getattr(crypto, function).restype = ctypes.c_void_p
ED25519 = 1087


def pointer(value):
    return ctypes.c_void_p(value)


def with_digest(key, start, use):
    context = crypto.EVP_MD_CTX_new()
    try:
        if start(pointer(context), None, None, None, pointer(key)) != 1:
            raise ValueError("libcrypto refused the key")
        return use(pointer(context))
    finally:
        crypto.EVP_MD_CTX_free(pointer(context))
        crypto.EVP_PKEY_free(pointer(key))


def sign(seed, message):
    key = crypto.EVP_PKEY_new_raw_private_key(ED25519, None, seed, ctypes.c_size_t(32))
    out, size = ctypes.create_string_buffer(64), ctypes.c_size_t(64)
    done = with_digest(key, crypto.EVP_DigestSignInit, lambda context: crypto.EVP_DigestSign(
        context, out, ctypes.byref(size), message, ctypes.c_size_t(len(message))))
    if done != 1:
        raise ValueError("libcrypto did not sign")
    return b64(out.raw)


def public_half(seed):
    key = crypto.EVP_PKEY_new_raw_private_key(ED25519, None, seed, ctypes.c_size_t(32))
    out, size = ctypes.create_string_buffer(32), ctypes.c_size_t(32)
    crypto.EVP_PKEY_get_raw_public_key(pointer(key), out, ctypes.byref(size))
    crypto.EVP_PKEY_free(pointer(key))
    return b64(out.raw)


def is_signed(public, message, signature):
    try:
        raw, signed = unb64(public), unb64(signature)
    except ValueError:
        return False
    key = crypto.EVP_PKEY_new_raw_public_key(ED25519, None, raw, ctypes.c_size_t(len(raw)))
    return bool(key) and 1 == with_digest(key, crypto.EVP_DigestVerifyInit, lambda context: crypto.EVP_DigestVerify(
        context, signed, ctypes.c_size_t(len(signed)), message, ctypes.c_size_t(len(message))))


def b64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
