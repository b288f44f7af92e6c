// sys.settrace and sys.setprofile: calling the functions that the program has installed at the events of its frames.
//
// While one is installed kPollHooks stands in Thread::poll. Dispatch loops see it where they poll, when a frame begins and
// after calls, and then dispatch through a table all of whose entries come here first; without it nothing is paid for.
// Compiled traces report no events: they rely on hooks_watch, so installing a function discards them.
//
// The functions below may run Python code and collect. False or an exception in t.exception afterwards: the program's
// function raised, and is no longer installed; the frame's instruction raises that exception.
#pragma once

#include "vm/object/watch.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

// Fired when a first function is installed.
extern WatchSet hooks_watch;

inline bool hooks_active(const Thread& t) { return t.poll & kPollHooks; }

// Installs a function or (null) takes it away.
void hooks_set_trace(Thread& t, Value function);
void hooks_set_profile(Thread& t, Value function);
// Calls a function that may install others and have its events reported, also from inside of one. As in CPython 3.11 it has
// none before it does. Null: exception pending.
Value hooks_call_tracing(Thread& t, Value function, PyTuple* args);

// The frame's loop has seen that no function is installed any more.
void hooks_forget(Value* base);
// The frame begins, or its generator goes on: the event follows its prologue. False: MemoryError.
[[nodiscard]] bool hook_enter(Thread& t, Value* base);
// A generator's frame goes on at pc with the pending exception, which the hook's own may replace.
void hook_throw(Thread& t, Value* base, const Instr* pc);
// The instruction at pc is next.
[[nodiscard]] bool hook_instruction(Thread& t, Value* base, const Instr* pc);
// The pending exception was raised in the frame, or has arrived there. The hook's own exception may replace it.
void hook_exception(Thread& t, Value* base);
// The pending exception is about to end the frame.
void hook_unwind(Thread& t, Value* base);

}  // namespace pyvm
