// Return points: where compiled code goes on when a frame that compiled code made returns.
//
// A frame made by compiled code has the number of a return point in its header: the place in its caller behind the call.
// JRET pops the frame and jumps through return_links[number], with the result in kReturnLocation. At first that is a stub, a
// trace of nothing but an exit: it hands the result to the caller's register and leaves to the interpreter. An exit that
// is taken often gets a side trace, as everywhere; the link then leads to that.
//
// Handler points are the same for exceptions that leave the frame a trace began in: unwinding finds the handler, and with it
// the number.
//
// A stub belongs to the code it goes on in, which the waiting frame's function keeps alive.
#pragma once

#include <cstdint>

#include "vm/run/frame.h"

namespace pyvm::jit {

struct Trace;

// The number of the return point behind the call that ends at return_pc, made when first asked for. `info` is the header of
// the callee's frame, whose register 0 is callee_offset words above that of its caller, which runs `caller`. 0: none, the
// interpreter ends the call.
uint32_t return_point(PyCode* caller, const Instr* return_pc, FrameInfo info, int32_t callee_offset);

// The same for the handler that begins at instruction `target` of `code`: where JCATCH goes on. The exception is in the frame.
uint32_t handler_point(PyCode* code, uint32_t target);

// The stub of a return or handler point.
Trace* return_trace_at(uint32_t number);

// `side`, a side trace, was linked to its parent or taken out of service: if the parent is a stub, JRET goes there directly.
void return_point_linked(const Trace* side);
void return_point_unlinked(const Trace* side);
// The stub is dead: its number is free.
void return_point_freed(const Trace* stub);

}  // namespace pyvm::jit
