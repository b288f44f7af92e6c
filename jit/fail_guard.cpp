#include "jit/fail_guard.h"

#include "jit/jit.h"

namespace pyvm::jit {

bool can_fail_guard(const TraceIr& ir, const IrIns& guard) {
  if (options.fail_guard_permille == 0 || !guard.is_guard() || guard.op == IrOp::JEXIT || guard.op == IrOp::NEW) return false;
  return ir.snaps.list[guard.aux].mode == ResumeMode::kResume;
}

int32_t draw_guard_period() {
  static uint64_t state = options.fail_guard_seed * 2 + 1;
  state = state * 6364136223846793005u + 1442695040888963407u;   // Knuth's linear congruential generator
  return static_cast<int32_t>((state >> 33) % (2000 / options.fail_guard_permille + 1));
}

}  // namespace pyvm::jit
