// Generators, coroutines and async generators: a frame whose registers live in the object while it is suspended.
#pragma once

#include "vm/object/code.h"
#include "vm/object/list.h"
#include "vm/object/value.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

enum class GeneratorState : uint8_t { kCreated, kSuspended, kRunning, kFinished };

struct PyGenerator {
  HeapObject header;
  PyFunction* function;
  PyArray* registers;      // the frame's registers while suspended; kept for reuse
  const Instr* pc;         // where to go on; pc[-1] is the YIELD or RETURN_GENERATOR
  Value* base;             // while running
  PyFrame* frame;          // Python-visible frame or null
  ExcItem exc;
  PyStr* name;
  PyStr* qualname;
  Value origin;            // coroutine origin tracking, or null
  Value finalizer;         // async generator: hook or null
  GeneratorState state;
  bool hooks_done;         // async generator: first-iteration hook was called
  bool running_async;      // async generator: an asend/athrow is in flight
  bool closed;
};

// Puts the generator's registers at new_base and fills the header, R[a] of the suspended instruction being `sent`.
// The caller has checked that the state allows it. False: RecursionError pending.
[[nodiscard]] bool generator_push(Thread& t, PyGenerator* g, Value* new_base, Value sent, const Instr* return_pc,
                                  FrameInfo info);
// What is left to do when the registers and the header stand at base already.
inline void generator_enter(Thread& t, PyGenerator* g, Value* base) {
  g->state = GeneratorState::kRunning;
  g->base = base;
  g->exc.previous = t.exc_item;
  t.exc_item = &g->exc;
}
// Saves the registers of the running generator frame: it is about to yield; go on at pc.
void generator_suspend(Thread& t, PyGenerator* g, Value* base, const Instr* pc);
// The running generator frame ends (return or exception).
void generator_finish(Thread& t, PyGenerator* g);

// gen.send(value) from C++: the value yielded; kStop when it returned (the return value in *result); null on error.
Value generator_send(Thread& t, PyGenerator* g, Value sent, Value* result);
Value generator_throw(Thread& t, PyGenerator* g, Value exception, Value* result);
// The exception that throw(type, value, traceback) or throw(instance) means; the last two may be null or None. Null:
// TypeError pending.
Value generator_thrown(Thread& t, Value type, Value value, Value traceback);
bool generator_close(Thread& t, PyGenerator* g);
// What the suspended generator is delegating to (yield from / await), or null.
Value generator_delegate(PyGenerator* g);
// Its Python-visible frame, None when it has ended. Null: MemoryError pending.
Value generator_frame(Thread& t, PyGenerator* g);
// "generator already executing" and the like.
Value generator_busy_error(PyGenerator* g);
// Turns a StopIteration that escapes from a generator into RuntimeError (PEP 479).
void generator_convert_stop(Thread& t, PyGenerator* g);
const char* generator_kind(const PyGenerator* g);   // "generator", "coroutine", "async generator"

// The layout shared by the three types; async_generator.cpp makes its own types.
const gc::Layout& generator_layout();
void boot_async_generator();
// An awaitable of an async generator's methods (needs no __await__ call).
bool is_async_await(Value v);

inline PyGenerator* frame_generator(Value* base) {
  return base[frame_function(base)->code->generator_register].as<PyGenerator>();
}

}  // namespace pyvm
