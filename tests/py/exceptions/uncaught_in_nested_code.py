class C:
    x = [i for i in (lambda: 1 // 0)()]
