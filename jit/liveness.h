// Which registers of a code object may still be read when execution goes on at an instruction.
//
// Exits restore only these. A local that is dead by this analysis keeps an older value in the frame, which Python code can
// see only through locals() and frame objects; code that mentions those keeps all its locals alive.
#pragma once

#include <cstdint>
#include <vector>

#include "vm/object/code.h"

namespace pyvm::jit {

class Liveness {
 public:
  // exact: the variable of a `for` is dead at the loop's head. Else it is kept for those who look at the frame.
  explicit Liveness(const PyCode* code, bool exact = false);

  bool live(uint32_t instr, uint32_t reg) const {
    return (words_[instr * stride_ + reg / 64] >> (reg % 64)) & 1;
  }
  // The loop whose head is this instruction, or null.
  LoopSite* loop_at(uint32_t instr) const;
  // Index of the last instruction that jumps back to this loop's head.
  uint32_t loop_end(const LoopSite* loop) const;

 private:
  void flow(uint32_t instr, uint64_t* out);
  void join(uint64_t* out, uint32_t from) const;

  const PyCode* code_;
  bool exact_;
  uint32_t stride_;
  std::vector<uint64_t> words_;
  std::vector<uint64_t> always_;
};

// The analysis of a code object, made when first asked for.
const Liveness& liveness_of(const PyCode* code);

// Registers an instruction writes, besides what a call pushes: first and number (0: none).
struct RegisterRange {
  uint32_t first, count;
};
RegisterRange written_registers(const Instr* instr);
// Whether an instruction reads a register; calls read their window.
bool reads_register(const Instr* instr, uint32_t reg);
// The instruction that one with the flag JUMPS may go to; null: it has no such flag.
const Instr* jump_target(const Instr* instr);
// Control does not fall through.
bool ends_flow(const Instr* instr);

}  // namespace pyvm::jit
