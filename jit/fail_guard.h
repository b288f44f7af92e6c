// --jit-fail-guard=P,SEED: guards that hold fail all the same, so that tests go through deoptimisation everywhere.
//
// Each guard that may be failed counts its passes down and leaves when it has counted a period, which is drawn when the
// trace is compiled; on average one pass in 1/P leaves. The same seed gives the same program the same exits.
#pragma once

#include <cstdint>

#include "jit/ir.h"

namespace pyvm::jit {

// True if leaving at this guard is right whether it holds or not: its snapshot's instruction is done again.
bool can_fail_guard(const TraceIr& ir, const IrIns& guard);
// Passes until the guard leaves, at least 0.
int32_t draw_guard_period();

}  // namespace pyvm::jit
