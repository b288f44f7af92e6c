"""_codecs_kr: see _multibytecodec."""
from _multibytecodec import _chooser

getcodec = _chooser({'cp949': ('UHC',)})
