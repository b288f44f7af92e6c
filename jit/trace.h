// Compiled traces and their life.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "jit/abort.h"
#include "jit/backend.h"
#include "gc/heap.h"
#include "vm/object/watch.h"

namespace pyvm {
struct Instr;
struct LoopSite;
struct PyCode;
struct PyType;
}  // namespace pyvm

namespace pyvm::jit {

struct Trace;

// One fact a trace relies on; fires when it changes.
struct TraceWatcher : Watcher {
  Trace* trace;
  WatchSet* set;
};

struct Trace {
  uint32_t number = 0;
  PyCode* code = nullptr;            // of the frame it starts in
  LoopSite* loop = nullptr;          // root trace of a loop
  bool function_entry = false;       // root trace of a function
  uint32_t return_point = 0;         // stub: its number, see return_point.h
  uint16_t return_register = 0;      // stub: the caller's register that receives the result
  const Instr* start = nullptr;
  Trace* root = nullptr;             // itself for a root trace
  Trace* parent = nullptr;           // side trace: where it leaves from
  uint32_t parent_exit = 0;
  CompiledTrace machine;
  TraceIr ir;                        // as compiled: snapshots for exits, types for side traces, the pre-roll for links
  std::vector<std::unique_ptr<TraceWatcher>> watchers;
  std::vector<uint8_t> exit_state;   // per exit: tries of recording a side trace; 0xFF: given up
  std::vector<uint32_t> children;    // side traces that leave from here
  int32_t top = 0;                   // words above the base that its frames use
  uint8_t invalid = 0;               // a fact changed: compiled code checks this byte
  // for diagnostics
  uint32_t bytecodes = 0, ir_before = 0, ir_after = 0, guards = 0;
  uint32_t line = 0;
  uint32_t copies = 0;               // side traces that hold a copy of its pre-roll to enter its body
  uint32_t links = 0;                // traces that jump to its entry or body
  uint32_t sides = 0;                // root: side traces in its tree
  uint32_t depth = 0;                // side traces between it and the root
};

// The trace with this number.
Trace* trace_at(uint32_t number);
uint32_t trace_count();

Trace* new_trace();
void drop_watchers(Trace* trace);
// Root tracer: the constants of all traces.
void trace_roots(gc::Visitor& visitor, void*);
// A fact changed on which the trace being recorded relies.
void recording_invalidated();
// The code object is dying: what is remembered of attempts at its loops and its entry goes.
void forget_sites(const PyCode* code);

// Records a loop from its head on, where frame `base` stands; recording_begun() then tells the interpreter. False: another
// recording is under way, or the loop was tried too often.
bool record_loop(Thread& t, Value* base, PyCode* code, LoopSite* loop, const Instr* head);
bool is_recording();

// Takes a trace out of service: nothing enters it any more, its exits and its parents' are unlinked.
void discard_trace(Trace* trace);

// Rebuilds the interpreter's state from an exit; the instruction to go on with. See deopt.cpp.
const Instr* deoptimise(Thread& t, ExitState* state, Trace* trace, uint32_t exit);
// What an I64 field of an object that memory holds will be once the exit's deferred stores are carried out.
int64_t field_at_exit(ExitState* state, const Trace* trace, uint32_t exit, const gc::Header* object, int32_t offset);
// The same for an exit that was taken earlier or on another thread: counted, and it may begin a side trace.
const Instr* resume_exit(Thread& t, ExitState* state, Trace* trace, uint32_t exit);

}  // namespace pyvm::jit
