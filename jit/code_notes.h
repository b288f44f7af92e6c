// What the JIT knows of one code object besides its traces: made when first asked for, freed with the code.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "gc/heap.h"
#include "jit/liveness.h"
#include "jit/parallel_check.h"
#include "vm/object/code.h"
#include "vm/run/frame.h"

namespace pyvm::jit {

struct Trace;

// Attempts to record a loop or a function's entry.
struct Attempts {
  bool seen = false;
  bool no_hoist = false;   // bounds checks moved out of the loop failed
  bool left = false;       // the loop ended in the iteration that was recorded
  uint8_t waited = 0;      // recordings that were given up until this function's entry is compiled
  uint8_t discarded = 0;   // traces that were compiled and discarded
  uint32_t tries = 0;
};

// The counter's start value after a trace was discarded: longer each time, until compiling costs nothing beside the wait.
uint32_t wait_after_discard(Attempts& attempts, uint32_t threshold);

// A loop over prange.
struct ParallelNotes {
  LoopShape shape;
  Refusal told = Refusal::kNone;     // in an event
  uint32_t checked = 0;              // number of traces begun when its traces were looked at
  Refusal traces = Refusal::kNone;
  int32_t words = 0;
};

// A place behind a call where compiled code goes on; see return_point.h.
struct ReturnPlace {
  const Instr* pc;
  ReturnAction action;
  int32_t callee_offset;
  Trace* stub;
};

struct CodeNotes {
  Attempts entry;
  std::vector<Attempts> loops;                             // by PyCode::loops, as the next
  std::vector<std::unique_ptr<ParallelNotes>> parallel;    // null: not asked for yet
  std::vector<ReturnPlace> returns;
  std::unique_ptr<Liveness> liveness;                      // null: not asked for yet
};

CodeNotes& notes_of(const PyCode* code);
// Those for a loop of the code, or for its entry.
Attempts& attempts_at(const PyCode* code, const LoopSite* loop);

}  // namespace pyvm::jit
