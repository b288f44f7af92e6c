// NumPy has to hear of every floating-point result that is infinite or NaN, so the arithmetic of its scalars is full of
// GFINITE. In a chain of additions, multiplications and the like, infinities and NaNs reach the last result: one check at
// the end, which leaves to before the first operation, is enough. The interpreter then does the chain again and warns
// where NumPy does.
//
// Hazards:
//   1. Nothing that cannot be done again may stand between a check that is left out and the one that covers it: no store,
//      no call that is not pure, no poll.
//   2. Guards between them leave to before the first operation too: whoever leaves in between must still find the value
//      that nobody has checked.
//   3. Only what passes infinities AND NaNs on extends a chain: x / inf is 0, and comparisons, minima and conversions to
//      integers forget them.
#include "jit/helpers.h"
#include "jit/passes.h"
#include "vm/object/native.h"

namespace pyvm::jit {

namespace {

class FiniteChecks {
 public:
  explicit FiniteChecks(TraceIr& ir) : ir_(ir), cover_(ir.ins.size(), 0) {}

  void run() {
    size_t end = ir_.ins.size();
    while (end > 0) {
      size_t begin = end;
      while (begin > 0 && is_repeatable(ir_.ins[begin - 1])) begin--;
      find_covers(begin, end);
      drop_covered(begin, end);
      end = begin > 0 ? begin - 1 : 0;
    }
  }

 private:
  bool is_repeatable(const IrIns& ins) const {
    switch (ins.op) {
      case IrOp::CALL: return !(helper_info(static_cast<Helper>(ins.a)).effects & ~kEffectReads);
      case IrOp::CALLP: return !(ins.aux & ~unsigned{kEffectReads});
      case IrOp::DSTORE: return true;   // carried out by snapshots
      case IrOp::POLL:
      case IrOp::ROOM:
      case IrOp::JRET:
      case IrOp::JCATCH:
      case IrOp::JEXIT: return false;
      default: break;
    }
    if (ins.is_guard() && ir_.snaps.list[ins.aux].mode == ResumeMode::kRaise) return false;
    return !ins.has(kIrStore) && !ins.has(kIrCalls) && (ins.is_guard() || !ins.has(kIrKeep));
  }

  // Whether the result is infinite or NaN whenever operand a is; b: whenever operand b is.
  static bool passes_on(const IrIns& ins, bool* b) {
    *b = false;
    switch (ins.op) {
      case IrOp::ADD:
      case IrOp::SUB:
      case IrOp::MUL: *b = true; return is_fp(ins.type);
      case IrOp::DIV:
      case IrOp::NEG:
      case IrOp::ABS: return is_fp(ins.type);
      case IrOp::SQRT:
      case IrOp::SQUARE:
      case IrOp::D2S:
      case IrOp::S2D: return true;
      default: return false;
    }
  }

  // cover_ of a value: the check below `end` that fails if the value is not finite.
  bool covered(Ref r, size_t begin, size_t end) const {
    size_t cover = is_const(r) ? 0 : cover_[r - kRefBias];
    return cover > begin && cover < end;
  }

  void find_covers(size_t begin, size_t end) {
    auto cover = [&](Ref r, size_t check) {
      if (!is_const(r) && !covered(r, begin, end)) cover_[r - kRefBias] = check;
    };
    for (size_t i = end; i-- > begin;) {
      const IrIns& ins = ir_.ins[i];
      bool b;
      if (ins.op == IrOp::GFINITE) {
        // A check says of itself what covers it.
        cover_[i] = covered(ins.a, begin, end) ? cover_[ins.a - kRefBias] : i;
        cover(ins.a, i);
      } else if (covered(kRefBias + static_cast<Ref>(i), begin, end) && passes_on(ins, &b)) {
        cover(ins.a, cover_[i]);
        if (b) cover(ins.b, cover_[i]);
      }
    }
  }

  void drop_covered(size_t begin, size_t end) {
    size_t last = 0;        // up to here guards leave through `snapshot`
    uint16_t snapshot = 0;
    for (size_t i = begin; i < end; i++) {
      IrIns& ins = ir_.ins[i];
      bool drop = ins.op == IrOp::GFINITE && cover_[i] != i;
      if (drop && i > last) snapshot = ins.aux;
      if (drop) last = std::max(last, cover_[i]);
      if (drop) {
        ins = {IrOp::NOP, IrType::VOID, 0, kNoRef, kNoRef, kNoRef};
      } else if (ins.is_guard() && i <= last) {
        ins.aux = snapshot;
      }
    }
  }

  TraceIr& ir_;
  std::vector<size_t> cover_;
};

}  // namespace

void pass_finite(TraceIr& ir) { FiniteChecks(ir).run(); }

}  // namespace pyvm::jit
