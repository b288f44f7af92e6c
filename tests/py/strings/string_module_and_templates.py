import string
print(string.ascii_letters, string.digits, repr(string.whitespace), string.capwords("hello big world"))
print(string.Template("$a ${b}c $$").substitute(a=1, b=2), string.Template("$x").safe_substitute())
class F(string.Formatter):
    def get_value(self, k, a, kw): return f"<{k}>"
print(F().format("{0} {name!r:>9}", 1))
