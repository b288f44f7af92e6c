# trace: compiled>=1
done = []
def work(x, n):
    for i in range(n):
        done.append(i)
        try:
            y = x[i] + 1
        except TypeError:
            done.append("t")
            y = 0
        except IndexError:
            done.append("i")
            return len(done)
        done[-1] = y
    return len(done)

print(work([1] * 300 + ["s"] + [2.5] * 50, 400), done[298:304], done[-3:])
