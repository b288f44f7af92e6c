// spawn COUNT COMMAND...: runs a command COUNT times and prints, per run, wall milliseconds and peak memory in KB.
// A program of its own because a child's peak memory includes that of the process it was forked from.
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  for (int run = 0; run < atoi(argv[1]); run++) {
    double start = now_ms();
    pid_t child = fork();
    if (child == 0) {
      execvp(argv[2], argv + 2);
      _exit(127);
    }
    int status;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return 1;
    printf("%.3f %ld\n", now_ms() - start, usage.ru_maxrss);
  }
}
