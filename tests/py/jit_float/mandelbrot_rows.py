# trace: compiled>=1
def row(y, w, limit):
    out = ""
    for px in range(w):
        cr = 3.0 * px / w - 2.0
        ci = y
        zr = zi = 0.0
        n = 0
        while n < limit and zr * zr + zi * zi <= 4.0:
            zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
            n += 1
        out += " .:-=+*#%@"[n * 9 // limit]
    return out

for k in range(-10, 11, 2):
    print(row(k / 8.0, 60, 27).rstrip())
