class S:
    n = 0
    @property
    def x(self):
        S.n += 1
        return S.n
def subject():
    print("subject")
    return S()
match subject():
    case S(x=5): print("no")
    case S(x=2): print("two")
    case S(x=y): print("y", y)
class Seq(list):
    def __len__(self):
        print("len")
        return super().__len__()
match Seq([1, 2, 3]):
    case [a]: pass
    case [a, b, c]: print(a, b, c)
