// The parts of module _signal.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

class ModuleFiller;
struct Thread;

inline constexpr int kSignals = 65;

// A signal number. False: exception pending.
[[nodiscard]] bool signal_argument(Thread& t, Value v, int* out);
// Masks, waiting for signals and sending them to threads. False: exception pending.
[[nodiscard]] bool signal_add_masks(ModuleFiller& fill);

}  // namespace pyvm
