print("a starts")
import circular_b
from circular_b import late
x = "x of a"
print("a ends", late)
