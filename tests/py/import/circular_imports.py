import sys
sys.path.insert(0, "_fixtures")
import circular_a
print(circular_a.x)
