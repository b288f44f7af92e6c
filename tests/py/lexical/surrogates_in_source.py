# A str with lone surrogates cannot be compiled: it has no UTF-8.
import ast

for text in 'x = "\ud800"', '"é\udcff"', "\ud800 = 1", "# \udfff":
    for compiler in eval, exec, ast.parse, lambda s: compile(s, "f", "exec"), ast.literal_eval:
        try:
            compiler(text)
        except ValueError as e:
            print(type(e).__name__, e)
for other in 3, None, [b"x"]:
    for compiler in eval, exec, lambda s: compile(s, "f", "exec"):
        try:
            compiler(other)
        except TypeError as e:
            print(e)
print(eval(bytearray(b" 1 + 1")), eval(memoryview(b"'\xc3\xa9'")))
