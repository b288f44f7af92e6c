// Leaving frames: delivering results to whoever waits for them.
#pragma once

#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

// The frame t.base returns `result`. Pops it (all frames that the result makes return too) and delivers the result by
// the frame's ReturnAction. Returns the instruction to go on with in frame t.base. Null: either a native caller waits
// (result in t.returned, no exception pending), or delivering raised (exception pending, t.base and t.pc at the
// instruction that raises, for the ordinary error path).
const Instr* frame_return(Thread& t, Value result);

// The same for a frame that hands over a plain value without ending a generator (RETURN_GENERATOR).
const Instr* frame_return_plain(Thread& t, Value result);

// The generator frame t.base yields `value`; as above, never raises.
const Instr* frame_yield(Thread& t, Value value);

// Where a pushed frame begins: the code's first instruction or the generator's resume point.
const Instr* frame_start(Value* base);

}  // namespace pyvm
