// Register allocation: one reverse scan over the trace, shared by all targets.
//
// Going from the last instruction to the first, a value gets a register where its last use is met and gives it up at its
// definition. When registers run out, or a call clobbers them, a value is evicted: it is reloaded from its spill slot after
// the current instruction and stored there once, at its definition. Values that only exits need stay in spill slots.
// Constants are never allocated: the target rematerialises them. A loop body is scanned until the registers at its head and
// at its back-edge agree (at most three times); what then still differs is moved at the back-edge.
//
// What is folded into its users and so needs no register of its own: an AREF in the loads and stores that use it, a
// comparison in the single guard that follows it, the load of a float in its UNBOXF, argument lists (CARG), PAIR.
#pragma once

#include <cstdint>
#include <vector>

#include "jit/backend.h"
#include "jit/ir.h"

namespace pyvm::jit {

// A set of registers; bit n: register n of the class.
using RegSet = uint32_t;

struct Target {
  RegSet gpr, fpr;                  // allocatable
  RegSet gpr_clobbered, fpr_clobbered;   // by calls, of these
  // Registers that this instruction overwrites besides its result (operands are never put there).
  RegSet (*gpr_temps)(const IrIns& ins);
};

// One operand of an instruction after folding, in the order in which the target expects them.
struct Use {
  Ref ref;
  Location at;      // kNowhere: a constant
};

struct Move {
  Location to, from;   // from kNowhere: the constant
  Ref ref;             // the value; tells the type
};

inline constexpr uint16_t kNoSpill = 0xFFFF;
struct InsAlloc {
  Location dest;               // kNowhere: no result, or folded into its users
  uint16_t spill = kNoSpill;   // also stored to this spill slot after the definition
  bool skip = false;           // emits nothing: folded or dead
  uint32_t first_use = 0, use_count = 0;         // in Allocation::uses
  uint32_t first_reload = 0, reload_count = 0;   // in Allocation::moves: done after the instruction
};

struct Allocation {
  std::vector<InsAlloc> ins;     // by index of the instruction
  std::vector<Use> uses;
  std::vector<Move> moves;
  std::vector<Move> entry;       // side trace: from the parent's locations, all at once
  std::vector<Move> loop_entry;  // at LOOP, all at once
  std::vector<Move> back_edge;   // at JLOOP or JBODY, all at once
  std::vector<BodyInput> body_inputs;
  std::vector<bool> fused;       // comparisons that their guard carries out, loads that their UNBOXF does
  std::vector<ExitPoint> exits;  // link fields unset
  std::vector<Location> locations;
  const char* error = nullptr;   // out of spill slots
};

// body: what the target of a JBODY wants, null without one.
Allocation allocate_registers(const TraceIr& ir, const Target& target, const ParentState& parent,
                              const std::vector<BodyInput>* body);

// The operands of an instruction after folding: of a load its AREF's, of a guard its comparison's, of a call its arguments.
void folded_operands(const TraceIr& ir, const std::vector<bool>& fused, Ref ref, std::vector<Ref>& out);

// Orders moves that happen at once into a sequence; a cycle is broken through `scratch` (of the class of the move).
std::vector<Move> sequentialise(const std::vector<Move>& moves, Location gpr_scratch, Location fpr_scratch,
                                const TraceIr& ir);

}  // namespace pyvm::jit
