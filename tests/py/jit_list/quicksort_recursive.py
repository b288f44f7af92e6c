# trace: compiled>=1
def quicksort(a, lo, hi):
    if lo >= hi:
        return
    p = a[(lo + hi) // 2]
    i, j = lo, hi
    while i <= j:
        while a[i] < p:
            i += 1
        while a[j] > p:
            j -= 1
        if i <= j:
            a[i], a[j] = a[j], a[i]
            i += 1
            j -= 1
    quicksort(a, lo, j)
    quicksort(a, i, hi)

a = [(i * 2654435761) % 10007 for i in range(1500)]
b = sorted(a)
quicksort(a, 0, len(a) - 1)
print(a == b, a[:5], a[-5:])
