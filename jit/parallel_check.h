// Which loops over prange may share their iterations among threads.
//
// The body is looked at twice: as bytecode, which tells what one iteration hands to the next, and as the traces that can be
// reached from the loop's head, which tell what it does to memory. What stands in neither is the program's own promise, as
// with Numba: that iterations do not write array elements which others read or write.
#pragma once

#include <cstdint>
#include <vector>

#include "vm/object/code.h"
#include "vm/object/ops.h"

namespace pyvm::jit {

struct Trace;
class Liveness;

enum class Refusal : uint8_t {
  kNone,
#define REFUSAL(name, reason) name,
#include "jit/parallel_refusal.def"
#undef REFUSAL
};
const char* refusal_text(Refusal refusal);

// A variable that every iteration only adds to, multiplies, or takes the minimum or maximum of.
enum class ReductionKind : uint8_t { kSum, kProduct, kMin, kMax };
struct Reduction {
  uint16_t reg;
  ReductionKind kind;
};

inline constexpr size_t kMaxReductions = 32;   // of a loop

struct LoopShape {
  Refusal refusal = Refusal::kNone;
  std::vector<Reduction> reductions;
  std::vector<uint16_t> inputs;   // registers that the body reads and never writes
};
// The loop whose head, a FOR_ITER, is instruction number `head`; by exact liveness.
LoopShape loop_shape(const PyCode* code, const Liveness& live, uint32_t head);

// Whether threads may run what can be reached from a trace of the loop's head. *words: of the VM stack above its base.
Refusal check_traces(const Trace* entry, int32_t* words);
// Whether several threads may use a value that the body reads: it is no iterator, which compiled code steps in place.
bool can_share(Value v);

}  // namespace pyvm::jit
