class A:
    x = 1
    class B:
        y = [1, {"k": (2, 3)}]
a = A()
a.B.y[1]["k"][0]
print(a.B.y[1]["k"][1], 1 .real, 1.5.imag, (5).bit_length(), "a".upper().lower().join(["x", "y"]), [].__class__.__name__)
a.z = a.w = a
print(a.z.w.z.x)
