print("b starts")
import circular_a
try:
    circular_a.x
except AttributeError as e:
    print(str(e).split(" (")[0] + (" (most likely" in str(e)) * " ...")
try:
    from circular_a import x
except ImportError as e:
    print(str(e).split("' (")[0])
late = "late of b"
print("b ends")
