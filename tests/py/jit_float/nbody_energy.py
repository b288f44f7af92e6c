# trace: compiled>=1
def energy(bodies):
    e = 0.0
    for i, (x, y, vx, vy, m) in enumerate(bodies):
        e += 0.5 * m * (vx * vx + vy * vy)
        for x2, y2, _, _, m2 in bodies[i + 1:]:
            dx, dy = x - x2, y - y2
            e -= m * m2 / (dx * dx + dy * dy) ** 0.5
    return e

def step(bodies, dt):
    for i, a in enumerate(bodies):
        for b in bodies[i + 1:]:
            dx, dy = a[0] - b[0], a[1] - b[1]
            mag = dt / (dx * dx + dy * dy) ** 1.5
            a[2] -= dx * b[4] * mag
            a[3] -= dy * b[4] * mag
            b[2] += dx * a[4] * mag
            b[3] += dy * a[4] * mag
    for a in bodies:
        a[0] += dt * a[2]
        a[1] += dt * a[3]

bodies = [[0.0, 0.0, 0.0, 0.0, 39.5], [4.84, -1.16, 0.6, 2.8, 0.03], [8.3, 4.1, -1.0, 1.8, 0.01]]
print("%.9f" % energy(bodies))
for _ in range(400):
    step(bodies, 0.01)
print("%.9f" % energy(bodies))
