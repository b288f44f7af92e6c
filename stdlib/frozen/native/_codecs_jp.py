"""_codecs_jp: see _multibytecodec."""
from _multibytecodec import _chooser

_C1 = range(0x80, 0xA0)

getcodec = _chooser({
    # The C library has the yen sign and the overline for backslash and tilde. Katakana are single bytes.
    'shift_jis': ('SJIS', '\uffe0\uffe1\uffe2', b'', {0xA5: 0x5C, 0x203E: 0x7E}, 1),
    'euc_jp': ('EUC-JP', ''.join(map(chr, _C1)) + '\uff5e', bytes(set(_C1) - {0x8E, 0x8F}), {}, 2, b'\x8f'),
})
