// What the collector's pauses are spent on: the statistic behind --trace-gc.
#pragma once

#include <cstdint>

namespace pyvm::gc {

// What a pause ended with.
enum class PauseKind : uint8_t {
  kMinor,    // a minor collection, whole or its last step
  kFull,     // a full collection, whole or its last step
  kStep,     // any other step of a collection
};
constexpr int kPauseKinds = 3;

// The parts of a pause.
enum class Work : uint8_t { kRoots, kStacks, kWritten, kMarking, kWeak, kSweeping };
constexpr int kWorks = 6;

// A pause of the program. They do not nest; while one lasts, allocation is forbidden.
class Pause {
 public:
  Pause();
  ~Pause();
  Pause(const Pause&) = delete;
  Pause& operator=(const Pause&) = delete;
};

// For the running pause: its kind (kStep unless told), and that the time since the last call went into `work`.
void pause_is(PauseKind kind);
void pause_spent(Work work);

}  // namespace pyvm::gc
