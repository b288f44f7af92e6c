// The algorithm of bench/programs/nbody.py.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define DAYS 365.24
enum { X, Y, Z, VX, VY, VZ, MASS, FIELDS, BODIES = 5 };

static double energy(double b[BODIES][FIELDS]) {
  double total = 0;
  for (int i = 0; i < BODIES; i++) {
    double *a = b[i];
    total += 0.5 * a[MASS] * (a[VX] * a[VX] + a[VY] * a[VY] + a[VZ] * a[VZ]);
    for (int j = i + 1; j < BODIES; j++) {
      double dx = a[X] - b[j][X], dy = a[Y] - b[j][Y], dz = a[Z] - b[j][Z];
      total -= a[MASS] * b[j][MASS] / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

static void advance(double bodies[BODIES][FIELDS], double dt, long steps) {
  for (long step = 0; step < steps; step++) {
    for (int i = 0; i < BODIES; i++) {
      double *a = bodies[i];
      for (int j = i + 1; j < BODIES; j++) {
        double *b = bodies[j];
        double dx = a[X] - b[X], dy = a[Y] - b[Y], dz = a[Z] - b[Z];
        double square = dx * dx + dy * dy + dz * dz;
        double pull = dt / (square * sqrt(square));
        double to_a = b[MASS] * pull, to_b = a[MASS] * pull;
        a[VX] -= dx * to_a;
        a[VY] -= dy * to_a;
        a[VZ] -= dz * to_a;
        b[VX] += dx * to_b;
        b[VY] += dy * to_b;
        b[VZ] += dz * to_b;
      }
    }
    for (int i = 0; i < BODIES; i++) {
      for (int k = 0; k < 3; k++) bodies[i][k] += dt * bodies[i][VX + k];
    }
  }
}

int main(int argc, char **argv) {
  long steps = argc > 1 ? atol(argv[1]) : 200000;
  const double sun = 4 * M_PI * M_PI;
  double bodies[BODIES][FIELDS] = {
      {0, 0, 0, 0, 0, 0, sun},
      {4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
       0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS,
       -0.0000690460016972063023 * DAYS, 0.000954791938424326609 * sun},
      {8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
       -0.00276742510726411192 * DAYS, 0.00499852801234917238 * DAYS,
       0.0000230417297573763929 * DAYS, 0.000285885980666130812 * sun},
      {12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
       0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS,
       -0.0000296589568540237556 * DAYS, 0.0000436624404335156298 * sun},
      {15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
       0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS,
       -0.0000951592254519715870 * DAYS, 0.0000515138902046611451 * sun}};
  for (int v = VX; v <= VZ; v++) {
    double momentum = 0;
    for (int i = 0; i < BODIES; i++) momentum += bodies[i][v] * bodies[i][MASS];
    bodies[0][v] = -momentum / sun;
  }
  advance(bodies, 0.01, steps);
  printf("nbody %ld: %.9f\n", steps, energy(bodies));
}
