// One barrier for all stores into an object between two places where the collector may run: it remembers whole objects, so
// one look at the owner is enough. The last barrier stays; where it stands for several stores it no longer asks whether
// what was stored is a reference.
//
// Hazard: an exit counts as such a place, since the interpreter goes on with whatever the trace has stored.
#include <algorithm>

#include "jit/passes.h"

namespace pyvm::jit {

namespace {

// True if neither the collector runs nor the trace is left in the instruction.
bool is_quiet(const IrIns& ins) {
  switch (ins.op) {
    case IrOp::NOP: case IrOp::BARRIER: case IrOp::CARD: case IrOp::FSTORE: case IrOp::ASTORE: case IrOp::SSTORE: case IrOp::DSTORE:
      return true;
    default: {
      const IrOpInfo& info = ir_info(ins.op);
      return !(info.flags & (kIrGuard | kIrCalls | kIrKeep | kIrAlloc));
    }
  }
}

}  // namespace

void pass_barrier(TraceIr& ir) {
  std::vector<IrIns*> last;   // of each owner in the quiet stretch that begins here
  for (size_t i = ir.ins.size(); i-- > 0;) {
    IrIns& ins = ir.ins[i];
    if (!is_quiet(ins)) {
      last.clear();
      continue;
    }
    if (ins.op != IrOp::BARRIER) continue;
    auto later = std::find_if(last.begin(), last.end(), [&](const IrIns* other) { return other->a == ins.a; });
    if (later == last.end()) {
      last.push_back(&ins);
      continue;
    }
    (*later)->b = ins.a;   // a reference for certain
    ins = {IrOp::NOP, IrType::VOID, 0, kNoRef, kNoRef, kNoRef};
  }
}

}  // namespace pyvm::jit
