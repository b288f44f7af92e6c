"""_blake2: BLAKE2b and BLAKE2s (RFC 7693) with key, salt, personalisation and the parameters of tree hashing."""
import struct as _struct

BLAKE2B_SALT_SIZE = BLAKE2B_PERSON_SIZE = 16
BLAKE2B_MAX_KEY_SIZE = BLAKE2B_MAX_DIGEST_SIZE = 64
BLAKE2S_SALT_SIZE = BLAKE2S_PERSON_SIZE = 8
BLAKE2S_MAX_KEY_SIZE = BLAKE2S_MAX_DIGEST_SIZE = 32

_SIGMA = [
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), (14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3),
    (11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4), (7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8),
    (9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13), (2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9),
    (12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11), (13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10),
    (6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5), (10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0)]
_LANES = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
          (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]


class _Blake2:
    __slots__ = ("_h", "_buffer", "_count", "digest_size", "_last_node")

    def __new__(cls, data=b"", /, *, digest_size=None, key=b"", salt=b"", person=b"", fanout=1, depth=1, leaf_size=0,
                node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True):
        top = cls.MAX_DIGEST_SIZE
        digest_size = top if digest_size is None else digest_size
        if not 1 <= digest_size <= top:
            raise ValueError("digest_size for %s must be between 1 and %d bytes, here it is %d"
                             % (cls.name.capitalize(), top, digest_size))
        key, salt, person = bytes(key), bytes(salt), bytes(person)
        if len(salt) > cls.SALT_SIZE:
            raise ValueError("maximum salt length is %d bytes" % cls.SALT_SIZE)
        if len(person) > cls.PERSON_SIZE:
            raise ValueError("maximum person length is %d bytes" % cls.PERSON_SIZE)
        if not 0 <= fanout <= 255:
            raise ValueError("fanout must be between 0 and 255")
        if not 1 <= depth <= 255:
            raise ValueError("depth must be between 1 and 255")
        if not 0 <= leaf_size < 1 << 32:
            raise OverflowError("leaf_size is too large")
        if not 0 <= node_offset < 1 << cls._OFFSET_BITS:
            raise OverflowError("node_offset is too large")
        if not 0 <= node_depth <= 255:
            raise ValueError("node_depth must be between 0 and 255")
        if not 0 <= inner_size <= top:
            raise ValueError("inner_size must be between 0 and is %d" % top)
        if len(key) > top:
            raise ValueError("maximum key length is %d bytes" % top)
        self = object.__new__(cls)
        size = cls.SALT_SIZE
        block = (bytes([digest_size, len(key), fanout, depth]) + leaf_size.to_bytes(4, "little")
                 + node_offset.to_bytes(cls._OFFSET_BITS // 8, "little") + bytes([node_depth, inner_size]))
        block = block.ljust(cls._BLOCK // 2 - 2 * size, b"\0") + salt.ljust(size, b"\0") + person.ljust(size, b"\0")
        words = _struct.unpack("<8" + cls._WORD, block[:cls._BLOCK // 2])
        self._h = [iv ^ word for iv, word in zip(cls._IV, words)]
        self.digest_size = digest_size
        self._count = 0
        self._last_node = bool(last_node)
        self._buffer = key.ljust(cls._BLOCK, b"\0") if key else b""
        self.update(data)
        return self

    @property
    def block_size(self):
        return self._BLOCK

    def _compress(self, h, block, count, last):
        bits = self._BITS
        mask = (1 << bits) - 1
        m = _struct.unpack("<16" + self._WORD, block)
        iv = self._IV
        v = h + list(iv)
        v[12] ^= count & mask
        v[13] ^= count >> bits
        if last:
            v[14] ^= mask
            if self._last_node:
                v[15] ^= mask
        r1, r2, r3, r4 = self._ROTATIONS
        for i in range(self._ROUNDS):
            order = _SIGMA[i % 10]
            at = 0
            for a, b, c, d in _LANES:
                va = v[a] + v[b] + m[order[at]] & mask
                x = v[d] ^ va
                vd = (x >> r1 | x << bits - r1) & mask
                vc = v[c] + vd & mask
                x = v[b] ^ vc
                vb = (x >> r2 | x << bits - r2) & mask
                va = va + vb + m[order[at + 1]] & mask
                x = vd ^ va
                vd = (x >> r3 | x << bits - r3) & mask
                vc = vc + vd & mask
                x = vb ^ vc
                v[a], v[b], v[c], v[d] = va, (x >> r4 | x << bits - r4) & mask, vc, vd
                at += 2
        return [h[i] ^ v[i] ^ v[i + 8] for i in range(8)]

    def update(self, data, /):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        try:
            data = self._buffer + bytes(memoryview(data))
        except TypeError:
            raise TypeError("object supporting the buffer API required") from None
        size = self._BLOCK
        at = 0
        while len(data) - at > size:   # the last block waits for digest()
            self._count += size
            self._h = self._compress(self._h, data[at:at + size], self._count, False)
            at += size
        self._buffer = data[at:]

    def digest(self):
        h = self._compress(self._h, self._buffer.ljust(self._BLOCK, b"\0"), self._count + len(self._buffer), True)
        return _struct.pack("<8" + self._WORD, *h)[:self.digest_size]

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        new = object.__new__(type(self))
        for name in _Blake2.__slots__:
            setattr(new, name, getattr(self, name))
        return new


class blake2b(_Blake2):
    __slots__ = ()
    name = "blake2b"
    SALT_SIZE = PERSON_SIZE = 16
    MAX_DIGEST_SIZE = MAX_KEY_SIZE = 64
    _BLOCK, _WORD, _BITS, _ROUNDS, _ROTATIONS, _OFFSET_BITS = 128, "Q", 64, 12, (32, 24, 16, 63), 64
    _IV = (0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
           0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179)


class blake2s(_Blake2):
    __slots__ = ()
    name = "blake2s"
    SALT_SIZE = PERSON_SIZE = 8
    MAX_DIGEST_SIZE = MAX_KEY_SIZE = 32
    _BLOCK, _WORD, _BITS, _ROUNDS, _ROTATIONS, _OFFSET_BITS = 64, "I", 32, 10, (16, 12, 8, 7), 48
    _IV = tuple(word >> 32 for word in blake2b._IV)
