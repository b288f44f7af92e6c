// Work that waits for a poll: Python signal handlers, weak-reference callbacks, __del__.
#pragma once

#include <cstdint>

#include "vm/run/thread.h"

namespace pyvm {

struct Thread;

// Set while other threads run compiled code for the one that holds the lock: makes them stop too.
extern void (*poll_workers)();

// Sets a PollReason of the main thread, from anywhere (also from a signal handler).
void poll_request(uint32_t reason);
// Sets a PollReason of every thread.
void poll_request_all(uint32_t reason);
// Makes `t` the main thread, which runs signal handlers; after a fork.
void poll_use_main(Thread& t);
bool is_main_thread(const Thread& t);

// Runs what is due. False: a handler raised.
[[nodiscard]] bool poll_run(Thread& t);

// For loops in native code that may take long: runs the handlers of signals that arrived and leaves the other reasons to
// the next poll of the interpreter. False: a handler raised.
[[nodiscard]] bool poll_arrived_signals(Thread& t);
[[nodiscard]] inline bool poll_in_native_loop(Thread& t) {
  return PYVM_LIKELY(!(t.poll & kPollSignal)) || poll_arrived_signals(t);
}

// Installed by the signal module: runs the Python handlers of the signals that arrived. Default: SIGINT raises
// KeyboardInterrupt.
extern bool (*poll_signals)(Thread& t);

// Set by the weak-reference module: runs callbacks and finalisers that the collector found due. Errors in them are
// reported as unraisable, never passed on.
extern void (*poll_gc)(Thread& t);

// Installs the default SIGINT handler.
void poll_initialize();

}  // namespace pyvm
