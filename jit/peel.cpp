// Loop peeling. The recorded iteration stays as the pre-roll; emitting it once more through the builder, with the values at
// its end for the values at its start, gives the body. Whatever does not depend on the iteration is found again by CSE
// and so stays in the pre-roll: invariant code motion for nothing.
//
// Hazards:
//   1. A value of the pre-roll may stand in the body only if it is the same in every iteration. SSA operations on
//      invariant operands are; loads are subject to IrBuilder::may_cross_loop.
//   2. A slot that the iteration changes becomes a PHI unless its new value is itself invariant (hoistable).
//   3. Snapshot 0 describes the start of the iteration.
//   4. A snapshot of the body describes the state as of that point of the iteration: changed slots that the pre-roll's
//      snapshot does not mention hold the value from the iteration before, the PHI.
//   5. Objects that one iteration makes for the next are taken apart, see carry.h. Whether that was right shows when the body
//      is there; if it was not, the body is emitted again without them.
#include <algorithm>

#include "jit/carry.h"
#include "jit/helpers.h"
#include "jit/passes.h"
#include "vm/object/native.h"
#include "vm/run/frame.h"

namespace pyvm::jit {

namespace {

class Peeler {
 public:
  Peeler(IrBuilder& builder, const LoopEnd& end)
      : b_(builder), ir_(builder.ir), end_(end), objects_(builder) {}

  bool run() {
    count_ = static_cast<uint32_t>(ir_.ins.size());
    find_invariants();
    flush_variant_objects();
    count_after_flush_ = static_cast<uint32_t>(ir_.ins.size());
    // Room for what the range pass moves out of the loop.
    for (int i = 0; i < kHoistRoom; i++) ir_.emit(IrOp::NOP, IrType::VOID);
    b_.snapshot = {take, this};
    if (!b_.opt.escape) return emit_body();
    std::vector<bool> excluded = escaping_allocations(ir_);
    for (const IrIns& ins : ir_.ins) {   // a frame has one frame object, in whatever iteration it was made
      if (ins.op == IrOp::FRAMEOBJ) excluded[ins.b - kRefBias] = true;
    }
    std::vector<Ref> roots;
    for (const auto& [word, ref] : end_.slots) roots.push_back(ref);
    const IrBuilder::Mark before = b_.mark();
    while (objects_.find(roots, excluded)) {
      bool done = emit_body();
      if (done && !exclude_escaped(excluded)) return true;
      // Something that must hold does not with what is known of the objects: then without any of them.
      if (!done) std::fill(excluded.begin(), excluded.end(), true);
      take_back(before);
    }
    return emit_body();
  }

 private:
  bool emit_body() {
    b_.begin_body();
    make_phis();
    for (uint32_t i = 0; i < count_after_flush_ && !b_.failed; i++) emit_again(kRefBias + i);
    return !b_.failed && close_phis();
  }

  void take_back(const IrBuilder::Mark& mark) {
    b_.rollback(mark);
    ir_.loop = kNoRef;
    phis_.clear();
    constant_slots_.clear();
    last_old_ = 0xFFFF;
    snapshot_ = 0;
  }

  // True: an object that the back-edge takes apart is known to somebody else; it is excluded now.
  bool exclude_escaped(std::vector<bool>& excluded) {
    std::vector<bool> escapes = escaping_allocations(ir_);
    bool found = false;
    for (uint32_t i = 0; i < count_after_flush_; i++) {
      Ref old = kRefBias + i;
      if (ir_.at(old).op != IrOp::NEW || !objects_.carries(old)) continue;
      if (!escapes[i] && !escapes[subst_[i] - kRefBias]) continue;
      excluded[i] = found = true;
    }
    return found;
  }

  static constexpr int kHoistRoom = 18;
  struct Phi {
    int32_t word;   // of the frame, or -1 with `deferred` the index at the loop's start
    Ref ref, end;   // the PHI; pre-roll's value at the end
    Ref object;     // deferred: the object, and its field
    uint16_t field;
    Ref boxed = kNoRef;
    bool stored = false;   // the frame holds the value of this iteration
    bool carried = false;  // no PHI but an object, `end` its allocation
  };

  bool changed(int32_t word) const {
    for (const auto& [w, ref] : end_.slots) {
      if (w == word) return true;
    }
    return false;
  }

  // invariant_[i]: the value of pre-roll instruction i is the same in every iteration.
  void find_invariants() {
    invariant_.assign(count_, false);
    for (uint32_t i = 0; i < count_; i++) {
      const IrIns& ins = ir_.ins[i];
      const IrOpInfo& info = ir_info(ins.op);
      bool operands = (info.a != IrOperand::REF || invariant(ins.a)) && (info.b != IrOperand::REF || invariant(ins.b));
      if (ins.op == IrOp::SLOT) {
        invariant_[i] = !changed(ins.lit_a());
      } else if (ins.op == IrOp::PARENT || (info.flags & kIrCse)) {
        invariant_[i] = operands;
      } else if (ins.op == IrOp::FLOAD) {
        invariant_[i] = operands && field_info(ins.aux).immutable;
      } else if (ins.op == IrOp::ALOAD) {
        invariant_[i] = operands && mem_alias(ins.aux) == Alias::kTuple;
      }
    }
  }
  bool invariant(Ref r) const {
    return r == kNoRef || is_const(r) || (r - kRefBias < count_ && invariant_[r - kRefBias]);
  }

  void flush_variant_objects() {
    for (const IrBuilder::Deferred& d : b_.deferred) {
      if (!invariant(d.object)) {
        b_.flush_deferred();
        return;
      }
    }
  }

  Ref make_phi(Ref left) {
    Ref phi = ir_.emit(IrOp::PHI, ir_.type(left), left, left);
    return phi;
  }

  void make_phis() {
    subst_.assign(count_after_flush_, kNoRef);
    for (const auto& [word, ref] : end_.slots) {
      if (objects_.carries(ref)) {
        phis_.push_back({word, kNoRef, ref, kNoRef, 0});
        phis_.back().carried = true;
      } else if (invariant(ref)) {
        constant_slots_.push_back({word, ref, ref, kNoRef, 0});
      } else {
        phis_.push_back({word, make_phi(ref), ref, kNoRef, 0});
      }
    }
    for (IrBuilder::Deferred& d : b_.deferred) {
      if (invariant(d.value)) continue;
      Ref end = d.value;
      d.value = make_phi(end);
      phis_.push_back({-1, d.value, end, d.object, d.field});
    }
    b_.deferred_version++;
    if (start_with_objects()) return;
    box_phis();
  }

  // Boxed here, where a box that does not fit leaves at the start of the iteration; unused boxes vanish.
  void box_phis() {
    for (Phi& p : phis_) {
      if (p.object == kNoRef) p.boxed = b_.box(p.ref);
    }
    for (Phi& p : constant_slots_) p.boxed = b_.box(p.ref);
  }

  // The objects that come over the back-edge. What leaves here does so before they exist.
  bool start_with_objects() {
    if (std::none_of(phis_.begin(), phis_.end(), [](const Phi& p) { return p.carried; })) return false;
    objects_.make_phis([this](Ref r) { return invariant(r); });
    objects_.make_stand_ins();
    for (Phi& p : phis_) {
      if (p.carried) p.ref = objects_.stand_in(p.end);
    }
    (void)take_snapshot();
    objects_.describe_in_newest_snapshot();
    at_start_ = true;
    objects_.make_objects();
    for (Phi& p : phis_) {
      if (p.carried) p.ref = objects_.at_start(p.end);
    }
    box_phis();
    at_start_ = false;
    last_old_ = 0xFFFF;
    return true;
  }

  // The value of changed slot `word` at the start of an iteration, as a Value.
  Ref slot_at_start(int32_t word) {
    for (const Phi& p : phis_) {
      if (p.word == word && p.object == kNoRef) return p.boxed;
    }
    for (const Phi& p : constant_slots_) {
      if (p.word == word) return p.boxed;
    }
    return kNoRef;
  }

  Ref subst(Ref r) const {
    if (r == kNoRef || is_const(r) || r - kRefBias >= count_after_flush_) return r;
    return subst_[r - kRefBias];
  }

  void emit_again(Ref old) {
    IrIns ins = ir_.at(old);
    const IrOpInfo& info = ir_info(ins.op);
    Ref& result = subst_[old - kRefBias];
    if (ins.op == IrOp::NOP) return;
    if (ins.op == IrOp::PARENT) {
      result = old;
      return;
    }
    if (info.aux == IrAux::SNAP) snapshot_ = ins.aux;
    if (ins.op == IrOp::SLOT) {
      result = changed(ins.lit_a()) ? slot_at_start(ins.lit_a()) : old;
      if (result == kNoRef) result = old;   // changed, but dead at the loop head: never read again
      return;
    }
    if (ins.op == IrOp::SSTORE) note_stored(ins.lit_a());
    if (runs_python(ins)) store_phis();
    Ref a = info.a == IrOperand::REF ? subst(ins.a) : ins.a;
    Ref b = info.b == IrOperand::REF ? subst(ins.b) : ins.b;
    result = b_.emit(ins.op, ins.type, a, b, info.aux == IrAux::SNAP ? uint16_t{0} : ins.aux);
  }

  // A call that may look at frames: what the iteration has not changed yet is in registers since the iteration before.
  static bool runs_python(const IrIns& ins) {
    constexpr uint32_t kLooks = kEffectRunsPython | kEffectInvalidates;
    if (ins.op == IrOp::CALL) return helper_info(static_cast<Helper>(ins.a)).effects & kLooks;
    return ins.op == IrOp::CALLP && (ins.aux & kLooks);
  }
  void store_phis() {
    for (auto* list : {&phis_, &constant_slots_}) {
      for (Phi& p : *list) {
        if (p.object != kNoRef || p.stored) continue;
        b_.emit(IrOp::SSTORE, IrType::VOID, static_cast<Ref>(p.word), p.boxed);
        p.stored = true;
      }
    }
  }
  void note_stored(int32_t word) {
    for (auto* list : {&phis_, &constant_slots_}) {
      for (Phi& p : *list) p.stored = p.stored || (p.object == kNoRef && p.word == word);
    }
  }

  // ---- snapshots of the body
  static uint16_t take(void* self) { return static_cast<Peeler*>(self)->take_snapshot(); }

  uint16_t take_snapshot() {
    if (at_start_) return last_new_;
    if (snapshot_ == last_old_ && b_.deferred_version == last_version_) return last_new_;
    const Snapshot old = ir_.snaps.list[snapshot_];
    std::vector<SnapEntry> entries;
    for (uint32_t i = 0; i < old.count; i++) {
      SnapEntry e = ir_.snaps.entries[old.first + i];
      e.ref = subst(e.ref);
      entries.push_back(e);
    }
    size_t own = entries.size();
    auto add = [&](const Phi& p) {
      if (p.object != kNoRef) return;
      for (size_t i = 0; i < own; i++) {
        if (entries[i].where == p.word) return;
      }
      if (old.frames && p.word >= ir_.snaps.frames[old.first_frame].base - kFrameHeaderWords) return;   // the callee's by now
      if (old.frames == 0 && end_.live && !end_.live(end_.context, old.pc, p.word)) return;
      entries.push_back({p.word, p.ref, static_cast<uint8_t>(MemKind::WORD)});
    };
    for (const Phi& p : phis_) add(p);
    for (const Phi& p : constant_slots_) add(p);
    std::vector<SnapFrame> frames(ir_.snaps.frames.begin() + old.first_frame,
                                  ir_.snaps.frames.begin() + old.first_frame + old.frames);
    last_old_ = snapshot_;
    last_version_ = b_.deferred_version;
    last_new_ = b_.add_snapshot(entries.data(), static_cast<uint32_t>(entries.size()), frames.data(), old.frames, old.pc,
                                old.mode);
    return last_new_;
  }

  bool close_phis() {
    if (!objects_.close([this](Ref r) { return subst(r); })) return false;
    for (const Phi& p : phis_) {
      if (p.carried) continue;
      Ref next = subst(p.end);
      if (p.object != kNoRef) {
        next = kNoRef;
        for (const IrBuilder::Deferred& d : b_.deferred) {
          if (d.object == p.object && d.field == p.field) next = d.value;
        }
        if (next == kNoRef) return false;
      }
      if (ir_.type(next) != ir_.type(p.ref)) {
        if (ir_.type(p.ref) != IrType::BOX) return false;
        next = b_.box(next);
      }
      ir_.at(p.ref).b = next;
    }
    ir_.emit(IrOp::JLOOP, IrType::VOID);
    return !b_.failed;
  }

  IrBuilder& b_;
  TraceIr& ir_;
  const LoopEnd& end_;
  uint32_t count_ = 0, count_after_flush_ = 0;
  std::vector<bool> invariant_;
  std::vector<Ref> subst_;
  std::vector<Phi> phis_, constant_slots_;
  CarriedObjects objects_;
  bool at_start_ = false;   // guards leave through the snapshot of the body's start
  uint16_t snapshot_ = 0, last_old_ = 0xFFFF, last_new_ = 0;
  uint32_t last_version_ = 0;
};

}  // namespace

bool peel_loop(IrBuilder& b, const LoopEnd& end) {
  SnapshotSource before = b.snapshot;
  bool ok = Peeler(b, end).run();
  b.snapshot = before;
  return ok;
}

}  // namespace pyvm::jit
