# stdin: first line\nsecond\n\nlast
print(repr(input()))
print(repr(input("prompt> ")))
print(repr(input()), repr(input()))
try: input("more? ")
except EOFError as e: print(); print(e)
