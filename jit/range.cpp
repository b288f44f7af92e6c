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
  Ranges(TraceIr& ir, bool hoist) : ir_(ir), ranges_(ir.ins.size()), phi_(ir.ins.size()), hoist_(hoist) {}

  void run() {
    walk(false);
    if (ir_.loop) {
      bound_phis();
      ranges_.assign(ir_.ins.size(), Range{});
    }
    walk(true);
    if (ir_.loop) drop_delayed_phis();
    if (ir_.loop) step_induction_variables();
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
      case IrOp::FLOAD: return length_field(ins.aux) ? Range{0, kMaxLength} : Range{};
      default: return {};
    }
  }
  static bool length_field(uint16_t field) {
    return field == kListLength || field == kTupleLength || field == kStrLength || field == kDictLength;
  }
  static constexpr int64_t kMaxLength = int64_t{1} << 47;
  // A word of dims[] is a length or a stride; what an index is compared with is a length.
  bool is_dimension(Ref r) const {
    return !is_const(r) && ir_.at(r).op == IrOp::FLOAD && ir_.at(r).aux >= kArrayDim0 && ir_.at(r).aux <= kArrayDim5;
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
        if (is_dimension(b)) narrow(b, 0, kMaxLength), y = of(b);
        if (y.lo >= 0) narrow(a, 0, y.hi - 1);
        return;
      case IrOp::UGE:
        if (x.lo >= 0 && y.lo >= 0) narrow(a, y.lo, INT64_MAX);
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
    if (change && (holds(op, c.a, c.b) || implied(op, c.a, c.b) || hoisted(op, c.a, c.b))) {
      ins = {IrOp::NOP, IrType::VOID, 0, kNoRef, kNoRef, kNoRef};
      return;
    }
    if (change && strengthened(ins, op)) {
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

  // ---- bounds checks of constant indices
  // a >= k is being checked, and a >= smaller was before, with no branch between: that check takes k over. It leaves earlier
  // than need be where a is too short, which does no harm.
  bool strengthened(const IrIns& guard, IrOp op) {
    const Ref condition = guard.a;
    if (ir_.snaps.list[guard.aux].mode != ResumeMode::kResume) {
      minima_.clear();
      return false;
    }
    if (op != IrOp::UGE || !is_const(ir_.at(condition).b) || of(ir_.at(condition).a).lo < 0) return false;
    const IrIns& now = ir_.at(condition);
    for (Ref earlier : minima_) {
      IrIns& before = ir_.at(earlier);
      if (before.a != now.a) continue;
      before.b = now.b;
      assume(op, now.a, now.b);
      return true;
    }
    if (guard.op == IrOp::GUARD_T && used_once(condition)) minima_.push_back(condition);
    return false;
  }
  bool used_once(Ref r) const {
    int uses = 0;
    for (const IrIns& ins : ir_.ins) {
      const IrOpInfo& info = ir_info(ins.op);
      uses += (info.a == IrOperand::REF && ins.a == r) + (info.b == IrOperand::REF && ins.b == r);
    }
    for (const SnapEntry& e : ir_.snaps.entries) uses += e.ref == r;
    return uses == 1;
  }

  // ---- bounds checks of induction variables
  bool is_invariant(Ref r) const { return is_const(r) || r < ir_.loop; }

  // index < length of an invariant length, where index = x + c for a loop variable x that the body has compared with an
  // invariant end: x < end holds in every iteration, so end + c <= length, checked once before the loop, is enough.
  bool hoisted(IrOp op, Ref index, Ref length) {
    if (!hoist_ || op != IrOp::ULT || !ir_.loop || is_const(index) || index < ir_.loop || !is_invariant(length)) return false;
    if (of(index).lo < 0) return false;
    Ref x = index;
    int64_t c = 0;
    const IrIns& ins = ir_.at(index);
    if (ins.op == IrOp::ADD && is_const(ins.b)) x = ins.a, c = ir_.int_of(ins.b);
    if (is_const(x) || ir_.at(x).op != IrOp::PHI || c < -4096 || c > 4096) return false;
    for (const auto& l : less_) {
      if (l.a == x && is_invariant(l.b)) return check_before_loop(l.b, c, length);
    }
    return false;
  }

  // Emits the check into the room that peeling left before the LOOP.
  bool check_before_loop(Ref end, int64_t c, Ref length) {
    for (const Check& k : checks_) {
      if (k.end == end && k.c == c && k.length == length) return true;
    }
    if (room_ == kNoRef) {
      for (room_ = ir_.loop; room_ > kRefBias && ir_.at(room_ - 1).op == IrOp::NOP;) room_--;
    }
    Ref at = room_;
    if (at + 3 > ir_.loop) return false;
    room_ += 3;
    uint16_t snapshot = 0xFFFF;
    for (Ref r = at; r-- > kRefBias && snapshot == 0xFFFF;) {
      if (ir_.at(r).op == IrOp::POLL) snapshot = ir_.at(r).aux;
    }
    if (snapshot == 0xFFFF) return false;
    if (own_snapshot_ == 0xFFFF) {
      Snapshot copy = ir_.snaps.list[snapshot];
      copy.hoisted = true;
      ir_.snaps.list.push_back(copy);
      own_snapshot_ = static_cast<uint16_t>(ir_.snaps.list.size() - 1);
    }
    ir_.at(at) = {IrOp::ADD, IrType::I64, 0, end, ir_.k_int(c), kNoRef};
    ir_.at(at + 1) = {IrOp::LE, IrType::I1, 0, c ? at : end, length, kNoRef};
    ir_.at(at + 2) = {IrOp::GUARD_T, IrType::VOID, own_snapshot_, at + 1, kNoRef, kNoRef};
    checks_.push_back({end, length, c});
    return true;
  }

  // PHI p whose next value is PHI q = p + k: only exits mention it (the loop variable of a range loop, whose iterator is one
  // step ahead). They can compute it.
  void drop_delayed_phis() {
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      const IrIns& p = ir_.ins[i];
      Ref self = kRefBias + static_cast<Ref>(i);
      if (p.op != IrOp::PHI || p.type != IrType::I64 || is_const(p.b) || p.b == self || ir_.at(p.b).op != IrOp::PHI) continue;
      const IrIns& q = ir_.at(p.b);
      if (is_const(q.b)) continue;
      const IrIns& step = ir_.at(q.b);
      if (step.op != IrOp::ADD || step.a != p.b || !is_const(step.b)) continue;
      int64_t k = ir_.int_of(step.b);
      if (k > INT32_MAX || k < -INT32_MAX || !is_sum(q.a, p.a, k) || has_uses(self, true)) continue;
      for (SnapEntry& e : ir_.snaps.entries) {
        if (e.ref == self) e.ref = p.b, e.addend = static_cast<int32_t>(-k);
      }
    }
  }
  // For each PHI p with next value q = p + k only one of the two is kept in a register. Where nothing but exits and the
  // back-edge want q, it is computed right before the back-edge and exits say p + k; otherwise exits behind q say q - k for p.
  void step_induction_variables() {
    for (Ref p = ir_.loop + 1; p < ir_.next_ref() && ir_.at(p).op == IrOp::PHI; p++) {
      const IrIns& phi = ir_.at(p);
      if (phi.type != IrType::I64 || is_const(phi.b) || phi.b < p) continue;
      const IrIns& step = ir_.at(phi.b);
      if (step.op != IrOp::ADD || step.a != p || !is_const(step.b)) continue;
      int64_t k = ir_.int_of(step.b);
      if (k > INT32_MAX || k < -INT32_MAX) continue;
      has_uses(phi.b, false) ? count_back_from_next(p, phi.b, k) : step_last(p, phi.b, k);
    }
  }
  void step_last(Ref p, Ref next, int64_t k) {
    for (SnapEntry& e : ir_.snaps.entries) {
      int64_t addend = e.addend + k;
      if (e.ref == next && addend <= INT32_MAX && addend >= -INT32_MAX) e.ref = p, e.addend = static_cast<int32_t>(addend);
    }
    const IrIns jump = ir_.ins.back(), step = ir_.at(next);
    ir_.ins.back() = step;
    const Ref last = ir_.next_ref() - 1;
    ir_.ins.push_back(jump);
    for (Ref r = ir_.loop + 1; ir_.at(r).op == IrOp::PHI; r++) {
      if (ir_.at(r).b == next) ir_.at(r).b = last;
    }
  }
  void count_back_from_next(Ref p, Ref next, int64_t k) {
    std::vector<bool> behind(ir_.snaps.list.size(), true);   // all guards of the snapshot stand behind `next`
    for (Ref r = kRefBias; r < next; r++) {
      const IrIns& ins = ir_.at(r);
      if (ir_info(ins.op).aux == IrAux::SNAP) behind[ins.aux] = false;
    }
    for (size_t s = 0; s < ir_.snaps.list.size(); s++) {
      if (!behind[s]) continue;
      const Snapshot& snap = ir_.snaps.list[s];
      count_back(snap.first, snap.count, p, next, static_cast<int32_t>(-k));
      for (uint32_t o = 0; o < snap.objects; o++) {
        const SnapObject& object = ir_.snaps.objects[snap.first_object + o];
        count_back(object.first, object.count, p, next, static_cast<int32_t>(-k));
      }
    }
  }
  void count_back(uint32_t first, uint32_t count, Ref p, Ref next, int32_t addend) {
    for (uint32_t i = first; i < first + count; i++) {
      SnapEntry& e = ir_.snaps.entries[i];
      if (e.ref == p && e.addend == 0) e.ref = next, e.addend = addend;
    }
  }
  bool is_sum(Ref sum, Ref a, int64_t k) const {
    if (is_const(sum) && is_const(a)) return ir_.int_of(sum) - ir_.int_of(a) == k;
    if (is_const(sum)) return false;
    const IrIns& ins = ir_.at(sum);
    return (ins.op == IrOp::ADD || ins.op == IrOp::ADDOV) && ins.a == a && is_const(ins.b) && ir_.int_of(ins.b) == k;
  }
  // By anything but boxes and deferred stores, which only feed snapshots; with `phis` also by PHIs.
  bool has_uses(Ref r, bool phis) const {
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      const IrIns& ins = ir_.ins[i];
      if (ins.op == IrOp::DSTORE || (ins.op == IrOp::PHI && !phis)) continue;
      const IrOpInfo& info = ir_info(ins.op);
      bool uses = (info.a == IrOperand::REF && ins.a == r) || (info.b == IrOperand::REF && ins.b == r);
      if (!uses) continue;
      bool box = ins.op == IrOp::BOXI || ins.op == IrOp::BOXIU;
      if (!box || has_uses(kRefBias + static_cast<Ref>(i), phis)) return true;
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
    minima_.clear();
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      IrIns& ins = ir_.ins[i];
      if (ins.op == IrOp::LOOP) minima_.clear();
      if (ins.op == IrOp::PHI) {
        ranges_[i] = ins.type == IrType::I64 && change ? phi_[i] : Range{};
        continue;
      }
      if (change) simplify(ins);
      if (ins.type == IrType::I64) ranges_[i] = result(ins);
      if (ins.op == IrOp::GUARD_T || ins.op == IrOp::GUARD_F) guard(ins, change);
    }
  }

  // The range with what guards proved of the operands after the value was computed.
  Range again(Ref r) {
    Range range = of(r);
    if (is_const(r) || ir_.at(r).op == IrOp::PHI) return range;
    Range now = result(ir_.at(r));
    return {std::max(range.lo, now.lo), std::min(range.hi, now.hi)};
  }

  void bound_phis() {
    for (size_t i = 0; i < ir_.ins.size(); i++) {
      const IrIns& ins = ir_.ins[i];
      if (ins.op != IrOp::PHI || ins.type != IrType::I64) continue;
      Range first = again(ins.a), next = again(ins.b);
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
  struct Check {
    Ref end, length;
    int64_t c;
  };
  TraceIr& ir_;
  std::vector<Check> checks_;
  uint16_t own_snapshot_ = 0xFFFF;
  Ref room_ = kNoRef;   // free instructions from here to the LOOP
  std::vector<Range> ranges_, phi_;
  std::vector<Less> less_;
  std::vector<Ref> minima_;   // conditions "a >= constant" that the guards since the last branch have checked
  bool hoist_;
};

}  // namespace

void pass_range(TraceIr& ir, bool hoist) { Ranges(ir, hoist).run(); }

}  // namespace pyvm::jit
