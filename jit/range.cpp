// Integer ranges. One walk in execution order keeps an interval for every I64; guards narrow the intervals of what they
// compare. A first walk knows nothing of PHIs; what it finds for their second operands at the end of the body bounds them
// in the second walk, which then removes checks that cannot fail.
#include <algorithm>
#include <climits>

#include "jit/layout.h"
#include "jit/passes.h"
#include "vm/object/value.h"

namespace pyvm::jit {

namespace {

struct Range {
  int64_t lo = INT64_MIN, hi = INT64_MAX;
};
using Wide = __int128;

class Ranges {
 public:
  explicit Ranges(TraceIr& ir) : ir_(ir), ranges_(ir.ins.size()), phi_(ir.ins.size()) {}

  void run() {
    walk(false);
    if (ir_.loop) {
      bound_phis();
      ranges_.assign(ir_.ins.size(), Range{});
    }
    walk(true);
  }

 private:
  Range of(Ref r) const {
    if (is_const(r)) return {ir_.int_of(r), ir_.int_of(r)};
    return ranges_[r - kRefBias];
  }
  static Range clamp(Wide lo, Wide hi) {
    if (lo < INT64_MIN || hi > INT64_MAX) return {};
    return {static_cast<int64_t>(lo), static_cast<int64_t>(hi)};
  }
  static Wide min4(Wide a, Wide b, Wide c, Wide d) { return std::min(std::min(a, b), std::min(c, d)); }
  static Wide max4(Wide a, Wide b, Wide c, Wide d) { return std::max(std::max(a, b), std::max(c, d)); }

  // The exact result interval of + - *, whether or not it fits.
  void exact(IrOp op, Range a, Range b, Wide* lo, Wide* hi) const {
    Wide al = a.lo, ah = a.hi, bl = b.lo, bh = b.hi;
    switch (op) {
      case IrOp::ADD:
      case IrOp::ADDOV: *lo = al + bl, *hi = ah + bh; return;
      case IrOp::SUB:
      case IrOp::SUBOV: *lo = al - bh, *hi = ah - bl; return;
      default:
        *lo = min4(al * bl, al * bh, ah * bl, ah * bh);
        *hi = max4(al * bl, al * bh, ah * bl, ah * bh);
    }
  }

  Range result(const IrIns& ins) {
    Range a = ir_info(ins.op).a == IrOperand::REF && ir_.type(ins.a) == IrType::I64 ? of(ins.a) : Range{};
    Range b = ir_info(ins.op).b == IrOperand::REF && ins.b && ir_.type(ins.b) == IrType::I64 ? of(ins.b) : Range{};
    Wide lo, hi;
    switch (ins.op) {
      case IrOp::UNBOXI: return {Value::kIntMin, Value::kIntMax};
      case IrOp::B2I: return {0, 1};
      case IrOp::ADD:
      case IrOp::SUB:
      case IrOp::MUL:
        exact(ins.op, a, b, &lo, &hi);
        return clamp(lo, hi);
      case IrOp::ADDOV:
      case IrOp::SUBOV:
      case IrOp::MULOV:   // what does not fit has left
        exact(ins.op, a, b, &lo, &hi);
        return {static_cast<int64_t>(std::max<Wide>(lo, INT64_MIN)), static_cast<int64_t>(std::min<Wide>(hi, INT64_MAX))};
      case IrOp::AND:
        if (a.lo >= 0 && b.lo >= 0) return {0, std::min(a.hi, b.hi)};
        if (b.lo >= 0) return {0, b.hi};
        if (a.lo >= 0) return {0, a.hi};
        return {};
      case IrOp::MIN: return {std::min(a.lo, b.lo), std::min(a.hi, b.hi)};
      case IrOp::MAX: return {std::max(a.lo, b.lo), std::max(a.hi, b.hi)};
      case IrOp::SAR:
        if (is_const(ins.b) && b.lo >= 0 && b.lo < 64) return {a.lo >> b.lo, a.hi >> b.lo};
        return a.lo >= 0 ? Range{0, a.hi} : Range{};
      case IrOp::SHL:
        if (is_const(ins.b) && b.lo >= 0 && b.lo < 62) return clamp(Wide{a.lo} << b.lo, Wide{a.hi} << b.lo);
        return {};
      case IrOp::SHR:
        if (is_const(ins.b) && b.lo > 0 && b.lo < 64) return {0, static_cast<int64_t>(~uint64_t{0} >> b.lo)};
        return {};
      case IrOp::MOD:
        if (b.lo > 0) return {0, b.hi - 1};
        return {};
      case IrOp::FLOORDIV:
        if (b.lo > 0 && a.lo >= 0) return {0, a.hi};
        return {};
      case IrOp::ZEXT: return ins.lit_b() < 63 ? Range{0, (int64_t{1} << ins.lit_b()) - 1} : Range{};
      case IrOp::ALOAD:
        switch (mem_kind(ins.aux)) {
          case MemKind::U8: return {0, 255};
          case MemKind::I8: return {-128, 127};
          case MemKind::U16: return {0, 65535};
          case MemKind::I16: return {-32768, 32767};
          case MemKind::U32: return {0, UINT32_MAX};
          case MemKind::I32: return {INT32_MIN, INT32_MAX};
          default: return {};
        }
      case IrOp::FLOAD: return length_field(ins.aux) ? Range{0, int64_t{1} << 47} : Range{};
      default: return {};
    }
  }
  static bool length_field(uint16_t field) {
    return field == kListLength || field == kTupleLength || field == kStrLength || field == kDictLength;
  }

  void narrow(Ref r, int64_t lo, int64_t hi) {
    if (is_const(r)) return;
    Range& range = ranges_[r - kRefBias];
    range.lo = std::max(range.lo, lo);
    range.hi = std::min(range.hi, hi);
    // x = y + k: narrows y as well.
    const IrIns& ins = ir_.at(r);
    if ((ins.op == IrOp::ADD || ins.op == IrOp::ADDOV) && is_const(ins.b)) {
      int64_t k = ir_.int_of(ins.b), low, high;
      if (__builtin_sub_overflow(range.lo, k, &low)) low = INT64_MIN;
      if (__builtin_sub_overflow(range.hi, k, &high)) high = INT64_MAX;
      if (ins.op == IrOp::ADDOV && !is_const(ins.a)) {
        Range& inner = ranges_[ins.a - kRefBias];
        inner.lo = std::max(inner.lo, low);
        inner.hi = std::min(inner.hi, high);
      }
    }
  }

  // Comparison `op` of a and b holds from here on.
  void assume(IrOp op, Ref a, Ref b) {
    Range x = of(a), y = of(b);
    switch (op) {
      case IrOp::LT:
        if (y.hi != INT64_MIN) narrow(a, INT64_MIN, y.hi - 1);
        if (x.lo != INT64_MAX) narrow(b, x.lo + 1, INT64_MAX);
        return;
      case IrOp::LE:
        narrow(a, INT64_MIN, y.hi);
        narrow(b, x.lo, INT64_MAX);
        return;
      case IrOp::GT: return assume(IrOp::LT, b, a);
      case IrOp::GE: return assume(IrOp::LE, b, a);
      case IrOp::EQ:
        narrow(a, y.lo, y.hi);
        narrow(b, x.lo, x.hi);
        return;
      case IrOp::ULT:
        if (y.lo >= 0) narrow(a, 0, y.hi - 1);
        return;
      default: return;
    }
  }
  static IrOp negated(IrOp op) {
    switch (op) {
      case IrOp::LT: return IrOp::GE;
      case IrOp::LE: return IrOp::GT;
      case IrOp::GT: return IrOp::LE;
      case IrOp::GE: return IrOp::LT;
      case IrOp::EQ: return IrOp::NE;
      case IrOp::NE: return IrOp::EQ;
      case IrOp::ULT: return IrOp::UGE;
      case IrOp::UGE: return IrOp::ULT;
      default: return IrOp::NOP;
    }
  }

  // True if the comparison is sure to hold.
  bool holds(IrOp op, Ref a, Ref b) const {
    Range x = of(a), y = of(b);
    switch (op) {
      case IrOp::LT: return x.hi < y.lo;
      case IrOp::LE: return x.hi <= y.lo;
      case IrOp::GT: return x.lo > y.hi;
      case IrOp::GE: return x.lo >= y.hi;
      case IrOp::NE: return x.hi < y.lo || x.lo > y.hi;
      case IrOp::ULT: return x.lo >= 0 && x.hi < y.lo;
      case IrOp::UGE: return x.lo >= y.hi && y.lo >= 0;
      default: return false;
    }
  }

  void guard(IrIns& ins, bool change) {
    if (is_const(ins.a)) return;
    const IrIns& c = ir_.at(ins.a);
    if (ir_info(c.op).a != IrOperand::REF || ir_info(c.op).b != IrOperand::REF || c.type != IrType::I1) return;
    if (ir_.type(c.a) != IrType::I64) return;
    IrOp op = ins.op == IrOp::GUARD_T ? c.op : negated(c.op);
    if (op == IrOp::NOP) return;
    if (change && (holds(op, c.a, c.b) || implied(op, c.a, c.b))) {
      ins = {IrOp::NOP, IrType::VOID, 0, kNoRef, kNoRef, kNoRef};
      return;
    }
    assume(op, c.a, c.b);
    if (op == IrOp::LT || op == IrOp::ULT) less_.push_back({c.a, c.b});
    if (op == IrOp::GT) less_.push_back({c.b, c.a});
  }
  // a < b was proved for these very values: then a <u b if a is not negative.
  bool implied(IrOp op, Ref a, Ref b) const {
    if (op != IrOp::ULT || of(a).lo < 0) return false;
    for (const auto& l : less_) {
      if (l.a == a && l.b == b) return true;
    }
    return false;
  }

  static bool fits_box(Range r) { return r.lo >= Value::kIntMin && r.hi <= Value::kIntMax; }

  void simplify(IrIns& ins) {
    Wide lo, hi;
    switch (ins.op) {
      case IrOp::ADDOV:
      case IrOp::SUBOV:
      case IrOp::MULOV:
        exact(ins.op, of(ins.a), of(ins.b), &lo, &hi);
        if (lo < INT64_MIN || hi > INT64_MAX) return;
        ins.op = ins.op == IrOp::ADDOV ? IrOp::ADD : ins.op == IrOp::SUBOV ? IrOp::SUB : IrOp::MUL;
        ins.aux = 0;
        return;
      case IrOp::BOXI:
        if (fits_box(of(ins.a))) ins.op = IrOp::BOXIU, ins.aux = 0;
        return;
      default: return;
    }
  }

  void walk(bool change) {
    less_.clear();
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      IrIns& ins = ir_.ins[i];
      if (ins.op == IrOp::PHI) {
        ranges_[i] = ins.type == IrType::I64 && change ? phi_[i] : Range{};
        continue;
      }
      if (change) simplify(ins);
      if (ins.type == IrType::I64) ranges_[i] = result(ins);
      if (ins.op == IrOp::GUARD_T || ins.op == IrOp::GUARD_F) guard(ins, change);
    }
  }

  void bound_phis() {
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      const IrIns& ins = ir_.ins[i];
      if (ins.op != IrOp::PHI || ins.type != IrType::I64) continue;
      Range first = of(ins.a), next = of(ins.b);
      phi_[i] = {std::min(first.lo, next.lo), std::max(first.hi, next.hi)};
      if (is_const(ins.b)) continue;
      // An induction variable that only grows (or shrinks), without wrapping.
      const IrIns& step = ir_.at(ins.b);
      Ref self = kRefBias + static_cast<Ref>(i);
      bool adds = step.op == IrOp::ADD || step.op == IrOp::ADDOV;
      if (!adds || step.a != self || !is_const(step.b)) continue;
      int64_t k = ir_.int_of(step.b);
      Range self_range = of(self);   // as narrowed by the guards of the body
      bool wraps = step.op == IrOp::ADD && (k > 0 ? self_range.hi > INT64_MAX - k : self_range.lo < INT64_MIN - k);
      if (wraps) continue;
      if (k > 0) phi_[i].lo = first.lo;
      else phi_[i].hi = first.hi;
    }
  }

  struct Less {
    Ref a, b;
  };
  TraceIr& ir_;
  std::vector<Range> ranges_, phi_;
  std::vector<Less> less_;
};

}  // namespace

void pass_range(TraceIr& ir) { Ranges(ir).run(); }

}  // namespace pyvm::jit
