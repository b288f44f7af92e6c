// The interpreter's dispatch loop.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Instr;
struct Thread;

// Runs the frame at `base` (header filled, action kNative, parameters bound) from `pc` until it returns or yields.
// With an exception pending at entry it is raised at pc-1 inside the frame. Null: exception pending. On return t.base
// is what it was before the frame was pushed.
Value interpret(Thread& t, Value* base, const Instr* pc);

// Carries out one instruction of frame `base`, with everything it calls; not for calls of CALL and CALL_METHOD, returns,
// yields and back-edges. Returns the instruction to go on with; null: exception pending.
const Instr* interpret_one(Thread& t, Value* base, const Instr* pc);

}  // namespace pyvm
