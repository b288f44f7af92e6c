#include "vm/run/dead_registers.h"

#include "vm/object/type.h"
#include "vm/run/call.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

static bool is_function(Value v, NativeFn fn) {
  return v.is_heap() && type_of(v) == type_builtin && v.as<PyNative>()->def && v.as<PyNative>()->def->fn == fn;
}

// The collector's own frames are about to cover this part of the native stack, but not each of its words.
__attribute__((noinline)) static void clear_native_stack() {
  volatile char room[16 << 10];
  for (volatile char& byte : room) byte = 0;
}

void forget_dead_registers(Thread& t, NativeFn fn) {
  clear_native_stack();
  if (!t.base || !t.pc) return;
  Opcode opcode = t.pc->opcode();
  if (opcode != Opcode::CALL && opcode != Opcode::CALL_METHOD) return;
  Value* window = t.base + t.pc->a;
  if (!is_function(window[0], fn) && !is_function(window[1], fn)) return;
  Value* first = window + kFrameHeaderWords + 1 + t.pc->b;
  Value* last = frame_top(t.base);
  for (Value* r = window + 2; r < window + kFrameHeaderWords; r++) *r = kUnbound;   // room for a frame's header
  for (Value* r = first; r < last; r++) *r = kUnbound;
  // So do the frames of calls that ended, which the collector scans for a bit.
  for (Value* r = last; r < last + 2 * kStackSlack && r < t.stack_end; r++) *r = kUnbound;
}

}  // namespace pyvm
