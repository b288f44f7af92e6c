"""Five bodies under gravity, symplectic Euler steps: floats in lists, nested loops, square roots."""
import sys
from math import pi, sqrt

SOLAR_MASS = 4 * pi * pi
DAYS = 365.24
X, Y, Z, VX, VY, VZ, MASS = range(7)


def planets():
    sun = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS]
    jupiter = [4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
               0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS,
               -0.0000690460016972063023 * DAYS, 0.000954791938424326609 * SOLAR_MASS]
    saturn = [8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
              -0.00276742510726411192 * DAYS, 0.00499852801234917238 * DAYS,
              0.0000230417297573763929 * DAYS, 0.000285885980666130812 * SOLAR_MASS]
    uranus = [12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
              0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS,
              -0.0000296589568540237556 * DAYS, 0.0000436624404335156298 * SOLAR_MASS]
    neptune = [15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
               0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS,
               -0.0000951592254519715870 * DAYS, 0.0000515138902046611451 * SOLAR_MASS]
    bodies = [sun, jupiter, saturn, uranus, neptune]
    for velocity in (VX, VY, VZ):
        sun[velocity] = -sum(body[velocity] * body[MASS] for body in bodies) / SOLAR_MASS
    return bodies


def energy(bodies):
    total = 0.0
    for i in range(len(bodies)):
        a = bodies[i]
        total += 0.5 * a[MASS] * (a[VX] * a[VX] + a[VY] * a[VY] + a[VZ] * a[VZ])
        for j in range(i + 1, len(bodies)):
            b = bodies[j]
            dx, dy, dz = a[X] - b[X], a[Y] - b[Y], a[Z] - b[Z]
            total -= a[MASS] * b[MASS] / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def advance(bodies, dt, steps):
    count = len(bodies)
    for _ in range(steps):
        for i in range(count):
            a = bodies[i]
            ax, ay, az, mass = a[0], a[1], a[2], a[6]
            vx, vy, vz = a[3], a[4], a[5]
            for j in range(i + 1, count):
                b = bodies[j]
                dx = ax - b[0]
                dy = ay - b[1]
                dz = az - b[2]
                square = dx * dx + dy * dy + dz * dz
                pull = dt / (square * sqrt(square))
                to_a = b[6] * pull
                to_b = mass * pull
                vx -= dx * to_a
                vy -= dy * to_a
                vz -= dz * to_a
                b[3] += dx * to_b
                b[4] += dy * to_b
                b[5] += dz * to_b
            a[3], a[4], a[5] = vx, vy, vz
        for body in bodies:
            body[0] += dt * body[3]
            body[1] += dt * body[4]
            body[2] += dt * body[5]


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
    bodies = planets()
    before = energy(bodies)
    advance(bodies, 0.01, steps)
    after = energy(bodies)
    assert abs(before - -0.169075164) < 1e-9, before
    assert abs(after - before) < 2e-4, after
    print("nbody %d: %.9f" % (steps, after))


main()
