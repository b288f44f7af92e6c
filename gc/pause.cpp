#include "gc/pause.h"

#include <cstdio>
#include <ctime>

#include "gc/state.h"

namespace pyvm::gc {

namespace {

constexpr const char* kKindNames[kPauseKinds] = {"minor", "full", "step"};
constexpr const char* kWorkNames[kWorks] = {"roots", "stacks", "written", "marking", "weak", "sweeping"};
constexpr double kLongPause = 1;   // milliseconds: reported one by one

struct Total {
  size_t count = 0;
  double ms = 0, longest = 0;
};

bool traced = false;
Total totals[kPauseKinds];
PauseKind kind;
double spent[kWorks];
double start, last;

// Processor time of the thread, so that other processes do not count.
double now_ms() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void report_pause(double ms) {
  std::fprintf(stderr, "[gc] %s: %.2f ms (", kKindNames[static_cast<int>(kind)], ms);
  const char* separator = "";
  for (int i = 0; i < kWorks; i++) {
    if (spent[i] < 0.01) continue;
    std::fprintf(stderr, "%s%s %.2f", separator, kWorkNames[i], spent[i]);
    separator = ", ";
  }
  std::fprintf(stderr, "), heap %zu MiB\n", (state.old_bytes + state.young_bytes) >> 20);
}

}  // namespace

Pause::Pause() {
  state.collecting = true;
  if (PYVM_LIKELY(!traced)) return;
  kind = PauseKind::kStep;
  for (double& ms : spent) ms = 0;
  start = last = now_ms();
}

Pause::~Pause() {
  state.collecting = false;
  if (PYVM_LIKELY(!traced)) return;
  double ms = now_ms() - start;
  Total& total = totals[static_cast<int>(kind)];
  total.count++;
  total.ms += ms;
  if (ms > total.longest) total.longest = ms;
  if (ms >= kLongPause) report_pause(ms);
}

void pause_is(PauseKind k) { kind = k; }

void pause_spent(Work work) {
  if (PYVM_LIKELY(!traced)) return;
  double now = now_ms();
  spent[static_cast<int>(work)] += now - last;
  last = now;
}

void trace_pauses() { traced = true; }

void report_pauses() {
  if (!traced) return;
  for (int i = 0; i < kPauseKinds; i++) {
    std::fprintf(stderr, "[gc] %-5s %6zu pauses, %9.2f ms, longest %.2f ms\n", kKindNames[i], totals[i].count, totals[i].ms,
                 totals[i].longest);
  }
}

}  // namespace pyvm::gc
