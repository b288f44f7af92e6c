// Compiled traces and their life.
//
// A trace is a heap object. What refers to it keeps it alive:
//   its code object   a root trace, through LoopSite::trace, PyCode::entry_trace or a return place
//   its parent        a side trace
//   its sources       a trace that others jump to
//   native stacks     a return address in its machine code, or C++ code that holds it
// It keeps alive the code objects whose instructions it runs, its parent, the trace it jumps to, and its constants. So traces die
// with the code they begin in, one that is discarded when no native frame is inside it, and both with their machine code.
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
  const WatchSet* set;   // to tell whether the trace watches it already; it may be gone
};

struct Trace {
  explicit Trace(gc::Header h) : header(h) {}

  gc::Header header;
  uint32_t number = 0;
  PyCode* code = nullptr;            // of the frame it starts in
  std::vector<PyCode*> codes;        // whose instructions it runs
  LoopSite* loop = nullptr;          // root trace of a loop
  bool function_entry = false;       // root trace of a function
  uint32_t return_point = 0;         // stub: its number, see return_point.h
  uint16_t return_register = 0;      // stub: the caller's register that receives the result
  const Instr* start = nullptr;
  Trace* root = nullptr;             // itself for a root trace
  Trace* parent = nullptr;           // side trace: where it leaves from
  uint32_t parent_exit = 0;
  std::vector<Trace*> sides;         // linked side traces that leave from here
  Trace* target = nullptr;           // the trace it ends in with a jump (JTRACE, JBODY), or null
  std::vector<Trace*> sources;       // linked traces that jump here; not kept alive
  CompiledTrace machine;
  TraceIr ir;                        // as compiled: snapshots for exits, types for side traces, the pre-roll for links
  std::vector<std::unique_ptr<TraceWatcher>> watchers;
  std::vector<uint8_t> exit_state;   // per exit
  int32_t top = 0;                   // words above the base that its frames use
  uint8_t invalid = 0;               // a fact changed: compiled code checks this byte
  size_t external_bytes = 0;         // that the collector was told of
  // for diagnostics
  uint32_t bytecodes = 0, ir_before = 0, ir_after = 0, guards = 0;
  uint32_t line = 0;
  uint32_t copies = 0;               // side traces that hold a copy of its pre-roll to enter its body
  uint32_t tree = 0;                 // root: side traces compiled in its tree
  uint32_t depth = 0;                // side traces between it and the root
};

// Trace::exit_state: how often the side trace of an exit was given up or discarded. Each time the exit must be taken four times
// as often until the next attempt.
inline constexpr uint8_t kExitLongestWait = 5, kExitGivenUp = 0xFF;

// A trace to be recorded or filled in. May collect. Null: no memory.
Trace* new_trace();
// How many there have been.
uint32_t traces_begun();
// It has machine code now and is complete.
void trace_compiled(Trace* trace);
// Those with machine code, by number.
std::vector<const Trace*> compiled_traces();
// What a trace keeps alive.
void visit_trace(const Trace* trace, gc::Visitor& visitor);
void drop_watchers(Trace* trace);
// A fact changed on which the trace being recorded relies.
void recording_invalidated();

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
