"""_codecs_cn: see _multibytecodec."""
from _multibytecodec import _chooser

getcodec = _chooser({'gb2312': ('GB2312',), 'gbk': ('GBK', '\u20ac', b'\x80')})
