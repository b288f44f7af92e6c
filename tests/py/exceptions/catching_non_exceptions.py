for src in ("try: 1/0\nexcept int: pass", "try: 1/0\nexcept 'a': pass", "try: 1/0\nexcept (ValueError, 5): pass", "try: 1/0\nexcept ValueError(): pass"):
    try: exec(src)
    except TypeError as e: print(e, repr(e.__context__))
class E(Exception): pass
class M(type(E)):
    def __instancecheck__(cls, o): return True
class F(Exception, metaclass=M): pass
try:
    try: raise E
    except F: print("by isinstance")
except E: print("by mro")
