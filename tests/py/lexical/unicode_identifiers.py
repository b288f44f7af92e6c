é = 1
ﬁ = 2
变量 = 3
µ = 4
ª = 5
print(fi, é + 变量, μ, a, "ﬁ" in globals(), "fi" in globals())
class Ünï:
    naïve = "x"
print(Ünï.naïve, Ünï)
