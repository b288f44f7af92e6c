// From IR to machine code: what the trace compiler and a target (jit/x64) agree on.
//
// Machine frame. Every trace runs in the same native frame, set up by enter(): kSpillSlots words that the register
// allocator hands out, below them room for outgoing calls. Side traces run in their parent's frame, so a jump from trace
// to trace moves nothing but values. The thread lives in a fixed register; the VM base in a fixed word of the frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "jit/ir.h"

namespace pyvm {
struct Thread;
class Value;
}  // namespace pyvm

namespace pyvm::jit {

struct Trace;   // here no more than the identity of a trace

inline constexpr int kSpillSlots = 256;
inline constexpr int kMaxGpr = 32, kMaxFpr = 32;   // AArch64 has 32 of each

// Where a value is when an exit is taken.
struct Location {
  enum Kind : uint8_t { kNowhere, kGpr, kFpr, kSpill } kind = kNowhere;
  uint8_t reg = 0;
  uint16_t spill = 0;
};

// The state a failing guard leaves behind; lies in the native frame.
struct ExitState {
  uint64_t gpr[kMaxGpr];
  double fpr[kMaxFpr];
  uint64_t spill[kSpillSlots];   // in place: the frame's spill area
  Value* base;                   // in place
};

// One guard. Values are numbered in the order: entries of the snapshot's frames, then for each of its objects the object
// itself (SnapObject::alloc) and its entries; constants and virtual objects are numbered too, with location kNowhere.
struct ExitPoint {
  Ref guard;                     // its instruction
  uint32_t snapshot;
  uint32_t first_value, values;  // in CompiledTrace::locations
  void** link;                   // the exit's stub jumps through this word; writing a trace's entry here links it
  void* unlinked;                // its initial contents: the way to the deoptimiser
  uint32_t hits = 0;             // taken so often (counted by the deoptimiser)
};

// Input of a side trace: where its PARENT values are on entry.
struct ParentState {
  const Location* locations = nullptr;   // by value number
  uint32_t count = 0;
};

// A value that a loop body expects in a place when it is entered; a value may be wanted in a register and in memory.
struct BodyInput {
  Ref ref;
  Location at;
};

struct CompiledTrace {
  uint8_t* code = nullptr;     // start of its bytes in code memory
  uint32_t code_bytes = 0;
  void* entry = nullptr;       // where enter() and links of other traces jump
  void* body = nullptr;        // the LOOP
  std::vector<ExitPoint> exits;
  std::vector<Location> locations;
  std::vector<BodyInput> body_inputs;   // of a trace with a LOOP
  void** links = nullptr;      // the exits' link words; freed by free_trace_code
  const char* error = nullptr;   // why there is no code (too many spills, code memory full)
};

// Compiles checked IR. Exits hand `trace` to on_exit. Never fails half-way: on error `code` is null.
// number: the trace's own, as operand of a JTRACE that goes back to its entry. target: where another JTRACE or JBODY leads.
CompiledTrace compile_trace(const TraceIr& ir, Trace* trace, uint32_t number, const ParentState& parent,
                            const CompiledTrace* target);

// What compiled code takes for granted when it is entered: so many words free above its base, so many frames allowed.
inline constexpr int kTraceWords = 1400, kTraceFrames = 14;

// Where JRET goes on, by the number in FrameInfo::extra; see return_point.h. The result is in kReturnLocation.
inline constexpr int kReturnPoints = 1 << 16;
extern void* return_links[kReturnPoints];
extern const Location kReturnLocation;

// How a debugger finds the caller of compiled code, in DWARF's numbers of registers.
struct UnwindRule {
  uint16_t machine;              // ELF's
  uint8_t stack_pointer, return_address;
  uint32_t frame_bytes;          // from the stack pointer up to that of the caller; the return address is the last word
  uint8_t saved[8];              // registers in the words below the return address, downwards
  uint32_t saved_count;
};
extern const UnwindRule kTraceUnwind;

// Gives the code memory back. No native frame may be inside.
void free_trace_code(CompiledTrace& trace);

// How much of it there is, in bytes.
size_t code_memory_in_use();

// An exit that was taken.
struct ExitTaken {
  Trace* trace;
  uint32_t exit;               // index in its `exits`
};

// Runs machine code from `entry` with this base. The exit's state is handed to on_exit (set below) before the native
// frame is left; its result is returned. Callee-saved registers are restored. result: for return points.
const void* enter(Thread* thread, Value* base, void* entry, uint64_t result = 0);
// Called at every exit that is not linked; rebuilds the interpreter's state. Its result is what enter() returns.
extern const void* (*on_exit)(Thread* thread, ExitState* state, Trace* trace, uint32_t exit);

}  // namespace pyvm::jit
