// The JIT as the interpreter sees it. Works compiled out (PYVM_NO_JIT): then nothing is ever hot.
//
// Protocol of the dispatch loop:
//   JUMP_BACK      when the loop's counter reaches 0: hot_loop(); when LoopSite::trace is set: enter_trace().
//   function entry when the code's counter reaches 0: enter_trace() with PyCode::entry_trace, or without one hot_function().
//   recording      after hot_loop() or recording_begun() returned true the loop dispatches through a table all of whose
//                  entries call record() first. record() returns false when the recording is over.
//   error paths    before unwinding, if the loop dispatches through the recording table: record_raise(). It returns false
//                  when the recording is over.
// A loop started by a native callee of the recorded code uses its own, normal table: it is not recorded.
#pragma once

#include <cstdint>

namespace pyvm::gc {
class Visitor;
}

namespace pyvm {

class Value;
class TextBuffer;
struct Instr;
struct LoopSite;
struct PyCode;
struct Thread;

namespace jit {

class ParallelRun;

struct Options {
  bool enabled = true;
  uint32_t loop_threshold = 64;
  uint32_t call_threshold = 128;
  uint32_t exit_threshold = 8;
  uint32_t max_instructions = 6000;
  uint32_t fail_guard_permille = 0;   // --jit-fail-guard=P,SEED: true guards that fail anyway
  uint64_t fail_guard_seed = 1;
  int trace_level = 0;                // --trace-jit: 1 events, 2 IR, 3 machine code
  const char* json_file = nullptr;    // --trace-jit=json:FILE
  bool perf_map = false;              // --jit-perf-map
  bool gdb = false;                   // --jit-gdb
  bool evaluate = false;              // --jit-evaluate: run the IR of compiled traces instead of their machine code
};
extern Options options;

// Reads one command line option ("--jit=off", "--jit-threshold=2", "--jit-no=peel", "--trace-jit=2", ...); false: not one of
// the JIT's, or malformed.
bool set_option(const char* argument);

// The counter of a loop reached 0; `head` is its first instruction. True: the caller goes on at head and records.
bool hot_loop(Thread& t, Value* base, PyCode* code, LoopSite* loop, const Instr* head);
// The entry counter of a function reached 0; its frame stands at its first instruction. True: record from there.
bool hot_function(Thread& t, Value* base, PyCode* code);

// Runs the trace in LoopSite::trace or PyCode::entry_trace from frame `base`. Afterwards t.base is the frame and the result
// the instruction to go on with; with an exception pending it is raised there. Null: not entered.
const Instr* enter_trace(Thread& t, Value* base, const void* trace);
// A frame with kFrameCompiled returned into the frame `base` and its result is delivered: what enter_trace() may go on with, by
// FrameInfo::extra of the frame, or null.
const void* return_trace(uint32_t number);

// A `for` over a PyParallelIterator stands at its FOR_ITER, t.pc, and has come to the end of a block of values. may_record: the
// dispatch loop neither records nor steps.
enum class LoopStep : uint8_t {
  kItem,        // the iterator has values again
  kExhausted,
  kResume,      // go on at t.pc in frame t.base, as after enter_trace()
  kError,       // an exception is pending
};
LoopStep parallel_step(Thread& t, Value* base, bool may_record);
// Gives up the iterations that no thread has begun. Null is allowed.
void free_parallel_run(ParallelRun* run);

// True once after enter_trace() or parallel_step() began to record what follows.
bool recording_begun();
// Told before the instruction at pc runs in frame `base`. False: the recording is over.
bool record(Thread& t, Value* base, const Instr* pc);
// Told before the exception pending in t, raised by the instruction at pc in frame `base`, is unwound. False: the recording is
// over.
bool record_raise(Thread& t, Value* base, const Instr* pc);

// The loop goes on with another table: sys.settrace() is at work, which has invalidated what was recorded.
void abort_recording();

// For the collector: the traces that begin in the code. They live as long as it does, unless a fact they rely on changes.
void visit_code(const PyCode* code, gc::Visitor& visitor);
// The code object is dead: what is known of it goes.
void forget_code(PyCode* code);

// Prints what --trace-jit promises for the end.
void finish();

}  // namespace jit
}  // namespace pyvm
