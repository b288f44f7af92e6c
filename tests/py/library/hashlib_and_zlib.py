import hashlib, zlib, binascii, base64
print(hashlib.md5(b"x").hexdigest(), hashlib.sha256(b"abc").hexdigest()[:16], hashlib.sha1(b"").hexdigest(), zlib.crc32(b"hello"), zlib.decompress(zlib.compress(b"a" * 100)) == b"a" * 100, binascii.hexlify(b"ab"), base64.b64encode(b"hello"), base64.b64decode("aGk="))
