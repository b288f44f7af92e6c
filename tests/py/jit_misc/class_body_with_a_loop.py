# trace: compiled>=1
class Table:
    total = 0
    for i in range(600):
        total += i
        if i == 500:
            locals()["marker"] = i
    squares = {n: n * n for n in range(5)}

print(Table.total, Table.i, Table.marker, Table.squares)
