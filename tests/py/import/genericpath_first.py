import genericpath
import os

print(genericpath.exists("/"), genericpath.__name__, os.path.commonprefix is genericpath.commonprefix)
