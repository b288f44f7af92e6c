e = ValueError("x")
e.add_note("one")
e.add_note("two")
print(e.__notes__)
try: e.add_note(5)
except TypeError as t: print(t)
print(hasattr(KeyError(), "__notes__"))
raise e
