"""_codecs_jp: see _multibytecodec."""
from _multibytecodec import _chooser

getcodec = _chooser({'shift_jis': ('SJIS', '\uffe0\uffe1\uffe2', b'', {0xA5: 0x5C, 0x203E: 0x7E}, False),
                     'euc_jp': ('EUC-JP', ''.join(map(chr, range(0x80, 0xA0))) + '\uff5e', bytes(set(range(0x80, 0xA0)) - {0x8E, 0x8F}))})
