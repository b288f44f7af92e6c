import sys, io
old = sys.stdout
sys.stdout = io.StringIO()
print("captured", end="")
text = sys.stdout.getvalue()
sys.stdout = old
print(repr(text))
class W:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
w = W()
print("a", 1, file=w)
print(w.parts)
sys.stdout.write("direct\n")
print(sys.stdout.write("x"), sys.stderr.write("to stderr\n"))
