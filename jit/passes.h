// Optimiser passes over a recorded trace. Each leaves IR that check_ir() accepts.
#pragma once

#include <utility>
#include <vector>

#include "jit/builder.h"

namespace pyvm::jit {

// What the recorder knows when the back-edge is reached.
struct LoopEnd {
  // Words of the root frame that the trace changed and that are live at the loop head, with their values now.
  std::vector<std::pair<int32_t, Ref>> slots;
  // True if the word of the root frame may be read when execution goes on at pc.
  bool (*live)(void* context, const Instr* pc, int32_t word) = nullptr;
  void* context = nullptr;
};

// Emits the loop body from the recorded iteration, which becomes the pre-roll: LOOP, PHIs, body, JLOOP. False: a guard
// of the body can never hold, the types of loop variables have not settled.
[[nodiscard]] bool peel_loop(IrBuilder& b, const LoopEnd& end);

// Removes overflow checks of induction variables that the loop's own condition bounds, and guards implied by others. With
// `hoist`, bounds checks in loops by an induction variable are done once before the loop.
void pass_range(TraceIr& ir, bool hoist);

// Objects that do not leave the trace (but through exits) become VNEW; their stores move into the snapshots.
void pass_escape(TraceIr& ir);

// By instruction: true for a NEW that somebody besides the trace and its exits may know.
std::vector<bool> escaping_allocations(TraceIr& ir);

// Leaves out checks for infinity and NaN that a later one covers.
void pass_finite(TraceIr& ir);

// Leaves out write barriers that a later one of the same object covers.
void pass_barrier(TraceIr& ir);

// Removes what nothing needs, and closes the gaps: renumbers all instructions and snapshots.
void pass_dce(TraceIr& ir);

// Removes NOPs and deferred stores only (snapshots have them by now), and renumbers.
void compact(TraceIr& ir);

// Null, or what is wrong: operand kinds and types, definitions before uses, snapshots.
const char* check_ir(const TraceIr& ir);

}  // namespace pyvm::jit
