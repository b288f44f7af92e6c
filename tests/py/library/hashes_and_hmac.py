# Digests in pieces and in one go, extendable ones, BLAKE2 with parameters, hmac, pbkdf2.
import hashlib, hmac
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
    h = hashlib.new(name)
    h.update(b"abc" * 50)
    early = h.copy()
    h.update(b"d" * 200)
    print(h.name, h.digest_size, h.block_size, h.hexdigest()[:24], early.hexdigest()[-8:])
    assert h.digest() == getattr(hashlib, name)(b"abc" * 50 + b"d" * 200).digest()
print(hashlib.shake_128(b"x").hexdigest(9), hashlib.shake_256().digest(3))
print(hashlib.blake2b(b"m", digest_size=9, key=b"k", salt=b"s", person=b"p").hexdigest())
print(hashlib.blake2s(bytes(300), fanout=2, depth=3, leaf_size=4, node_offset=5, last_node=True).hexdigest())
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))
print(hashlib.pbkdf2_hmac("sha1", b"pass", b"salt", 3, 10).hex())
for bad in (lambda: hashlib.md5("text"), lambda: hashlib.new("nope"), lambda: hashlib.sha1(1)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
