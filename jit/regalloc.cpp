// Invariants of the scan:
//  1. state_ describes the program point between the instruction just handled and the one before
//  it: which register holds
//     which value there. A value is in at most one register.
//  2. A value with a spill slot is stored to it once, right after its definition, so the slot is
//  valid from there on.
//  3. A register freed by eviction at instruction i is reloaded after i; instructions later than i
//  see it as before.
//  4. Slots given up at a definition are handed out again only outside loop bodies: in a body, a
//  slot lives through the
//     back-edge.
#include "jit/regalloc.h"

#include <algorithm>
#include <cstddef>

namespace pyvm::jit {

namespace {

constexpr uint8_t kNoReg = 0xFF;

bool is_fpr_type(IrType t) { return is_fp(t); }

Location gpr(uint8_t r) { return {Location::kGpr, r, 0}; }
Location fpr(uint8_t r) { return {Location::kFpr, r, 0}; }
Location spill(uint16_t s) { return {Location::kSpill, 0, s}; }

struct ClassState {
  RegSet allocatable = 0, clobbered = 0, free = 0;
  Ref holder[32] = {};
};

class Allocator {
 public:
  Allocator(const TraceIr& ir, const Target& target, const ParentState& parent, const std::vector<BodyInput>* body)
      : ir_(ir), target_(target), parent_(parent), body_(body), n_(static_cast<uint32_t>(ir.ins.size())) {}

  Allocation run();

 private:
  uint32_t index(Ref r) const { return r - kRefBias; }
  Ref ref(uint32_t i) const { return kRefBias + i; }
  const IrIns& ins(uint32_t i) const { return ir_.ins[i]; }
  bool in_fpr(Ref r) const { return is_fpr_type(ir_.type(r)); }
  ClassState& cls(Ref r) { return in_fpr(r) ? fpr_ : gpr_; }

  void count_uses();
  bool memory_written(uint32_t from, uint32_t to) const;
  void fuse();
  void reset_registers();
  void scan(uint32_t from, uint32_t to);  // reverse, [to, from)
  void scan_ins(uint32_t i);
  void define(uint32_t i);
  void clobber(uint32_t i);
  void take_operands(uint32_t i);
  void record_exit(uint32_t i);
  void keep_in_registers(uint16_t snapshot);
  void reach_phis(uint32_t loop);
  void start_body(bool first);
  void finish_loop();
  void enter_loop();
  void finish_entry();
  void note_body_inputs();
  void pass_body_values();

  uint8_t allocate(Ref r, RegSet forbidden, uint8_t hint, uint32_t at);
  void assign(Ref r, uint8_t reg);
  void release(Ref r);
  void evict(Ref r, uint32_t at);
  bool demote(Ref r);
  uint16_t slot_of(Ref r);
  Location where_for_exit(Ref r);
  Location where(Ref r);  // register or spill slot (making one)
  Location where_now(Ref r) const;
  Ref farthest(ClassState& c, RegSet candidates, uint32_t at) const;

  const TraceIr& ir_;
  const Target& target_;
  const ParentState& parent_;
  const std::vector<BodyInput>* body_;   // what the target of the JBODY wants
  uint32_t n_;
  Allocation out_;
  ClassState gpr_, fpr_;
  std::vector<uint8_t> reg_;         // by instruction: register now, or kNoReg
  std::vector<uint16_t> slot_;       // by instruction: spill slot or kNoSpill
  std::vector<uint32_t> use_count_;  // operands, snapshot entries and what a JBODY passes
  std::vector<bool> fused_;          // emitted by its only user
  std::vector<std::vector<Move>> reloads_;
  std::vector<std::vector<Use>> uses_;
  std::vector<std::vector<uint32_t>> use_positions_;  // ascending, by instruction
  std::vector<uint8_t> end_hint_;   // by PHI or PARENT: register at the back-edge, in the parent
  std::vector<Ref> operands_;
  std::vector<uint16_t> free_slots_;
  uint16_t next_slot_ = 0;
  uint32_t loop_ = 0, first_after_phis_ = 0;  // index of LOOP; n_ when there is none
  struct Head {
    Ref ref;
    Location at;
  };
  std::vector<Head> head_phis_, head_invariants_;
  std::vector<Head> end_state_;
  struct PendingExit {
    uint32_t at;
    std::vector<Location> locations;
  };
  std::vector<PendingExit> exits_;
  // Where exits name a value whose register serves exits only: it can be given up for a spill slot without a reload.
  struct ExitUse {
    size_t exit, position;
  };
  std::vector<std::vector<ExitUse>> exit_uses_;   // by instruction
};

bool is_comparison(IrOp op) { return op >= IrOp::EQ && op <= IrOp::UGE; }

void Allocator::count_uses() {
  use_count_.assign(n_, 0);
  use_positions_.assign(n_, {});
  auto use = [&](Ref r) {
    if (!is_const(r)) use_count_[index(r)]++;
  };
  std::vector<bool> snapshot_used(ir_.snaps.list.size(), false);
  for (uint32_t i = 0; i < n_; i++) {
    const IrOpInfo& info = ir_info(ins(i).op);
    if (info.a == IrOperand::REF && ins(i).a != kNoRef) use(ins(i).a);
    if (info.b == IrOperand::REF && ins(i).b != kNoRef) use(ins(i).b);
    if (info.aux == IrAux::SNAP) snapshot_used[ins(i).aux] = true;
  }
  for (const TraceIr::BodyValue& v : ir_.body_values) use(v.mine);
  for (size_t s = 0; s < snapshot_used.size(); s++) {
    if (!snapshot_used[s]) continue;
    const Snapshot& snap = ir_.snaps.list[s];
    for (uint32_t e = 0; e < snap.count; e++) use(ir_.snaps.entries[snap.first + e].ref);
    for (uint32_t o = 0; o < snap.objects; o++) {
      const SnapObject& object = ir_.snaps.objects[snap.first_object + o];
      use(object.alloc);
      for (uint32_t e = 0; e < object.count; e++) use(ir_.snaps.entries[object.first + e].ref);
    }
  }
}

bool loads_value(const IrIns& in) {
  if (in.type != IrType::BOX) return false;
  return in.op == IrOp::FLOAD || (in.op == IrOp::ALOAD && mem_kind(in.aux) == MemKind::WORD);
}

bool Allocator::memory_written(uint32_t from, uint32_t to) const {
  for (uint32_t i = from; i < to; i++) {
    if (ins(i).has(kIrStore) || ins(i).has(kIrCalls)) return true;
  }
  return false;
}

// What its only user carries out: a comparison the guard behind it, the load of a Value the UNBOXF behind it.
void Allocator::fuse() {
  fused_.assign(n_, false);
  for (uint32_t i = 0; i < n_; i++) {
    const IrIns& user = ins(i);
    if (ir_info(user.op).a != IrOperand::REF || user.a == kNoRef || is_const(user.a)) continue;
    uint32_t c = index(user.a);
    if (use_count_[c] != 1) continue;
    if (user.op == IrOp::GUARD_T || user.op == IrOp::GUARD_F) fused_[c] = is_comparison(ins(c).op);
    if (user.op == IrOp::UNBOXF) fused_[c] = loads_value(ins(c)) && !memory_written(c, i);
  }
  for (uint32_t i = 0; i < n_; i++) {
    operands_.clear();
    folded_operands(ir_, fused_, ref(i), operands_);
    for (Ref r : operands_) {
      if (!is_const(r)) use_positions_[index(r)].push_back(i);
    }
  }
}

void Allocator::reset_registers() {
  gpr_ = {target_.gpr, target_.gpr_clobbered, target_.gpr, {}};
  fpr_ = {target_.fpr, target_.fpr_clobbered, target_.fpr, {}};
  std::fill(reg_.begin(), reg_.end(), kNoReg);
  for (auto& uses : exit_uses_) uses.clear();
}

uint16_t Allocator::slot_of(Ref r) {
  uint16_t& slot = slot_[index(r)];
  if (slot != kNoSpill) return slot;
  if (!free_slots_.empty()) {
    slot = free_slots_.back();
    free_slots_.pop_back();
  } else if (next_slot_ < kSpillSlots) {
    slot = next_slot_++;
  } else {
    out_.error = "too many values live at once";
    slot = 0;
  }
  return slot;
}

Location Allocator::where_now(Ref r) const {
  uint8_t reg = reg_[index(r)];
  if (reg == kNoReg) return {};
  return in_fpr(r) ? fpr(reg) : gpr(reg);
}

Location Allocator::where(Ref r) {
  if (is_const(r)) return {};
  const IrIns& def = ir_.at(r);
  if (def.op == IrOp::VNEW) return {};
  Location now = where_now(r);
  return now.kind == Location::kNowhere ? spill(slot_of(r)) : now;
}

void Allocator::assign(Ref r, uint8_t reg) {
  ClassState& c = cls(r);
  c.free &= ~(RegSet{1} << reg);
  c.holder[reg] = r;
  reg_[index(r)] = reg;
}

void Allocator::release(Ref r) {
  uint8_t& reg = reg_[index(r)];
  if (reg == kNoReg) return;
  ClassState& c = cls(r);
  c.free |= RegSet{1} << reg;
  c.holder[reg] = kNoRef;
  reg = kNoReg;
  exit_uses_[index(r)].clear();
}

// Takes the register of a value that only exits want. False: instructions want it too.
bool Allocator::demote(Ref r) {
  std::vector<ExitUse>& uses = exit_uses_[index(r)];
  if (uses.empty()) return false;
  // No slot given up by another value: that one may be alive at those exits.
  uint16_t& slot = slot_[index(r)];
  if (slot == kNoSpill && next_slot_ == kSpillSlots) return false;
  if (slot == kNoSpill) slot = next_slot_++;
  for (const ExitUse& use : uses) exits_[use.exit].locations[use.position] = spill(slot);
  release(r);
  return true;
}

// Later instructions expect the value in its register: it is reloaded there after instruction `at`.
void Allocator::evict(Ref r, uint32_t at) {
  if (demote(r)) return;
  Location reg = where_now(r);
  reloads_[at].push_back({reg, spill(slot_of(r)), r});
  release(r);
}

// The value whose previous use is farthest back is needed last by what remains of the scan.
Ref Allocator::farthest(ClassState& c, RegSet candidates, uint32_t at) const {
  Ref best = kNoRef;
  uint32_t best_position = UINT32_MAX;
  for (int reg = 0; reg < 32; reg++) {
    if (!(candidates >> reg & 1)) continue;
    Ref r = c.holder[reg];
    if (!exit_uses_[index(r)].empty()) return r;
    const auto& positions = use_positions_[index(r)];
    auto after = std::lower_bound(positions.begin(), positions.end(), at);
    uint32_t position = after == positions.begin() ? index(r) : *(after - 1);
    if (position < best_position) {
      best_position = position;
      best = r;
    }
  }
  return best;
}

uint8_t Allocator::allocate(Ref r, RegSet forbidden, uint8_t hint, uint32_t at) {
  ClassState& c = cls(r);
  RegSet usable = c.free & ~forbidden;
  uint8_t reg;
  if (hint != kNoReg && (usable >> hint & 1)) {
    reg = hint;
  } else if (usable) {
    // A value that lives across a call wants a register that calls keep; others leave those alone.
    RegSet kept = usable & ~c.clobbered, lost = usable & c.clobbered;
    RegSet choice = lost ? lost : kept;
    reg = static_cast<uint8_t>(__builtin_ctz(choice));
  } else {
    Ref victim = farthest(c, c.allocatable & ~c.free & ~forbidden, at);
    PYVM_CHECK(victim != kNoRef);
    reg = reg_[index(victim)];
    evict(victim, at);
  }
  assign(r, reg);
  return reg;
}

void Allocator::define(uint32_t i) {
  Ref r = ref(i);
  InsAlloc& a = out_.ins[i];
  const IrIns& in = ins(i);
  bool has_result = in.type != IrType::VOID;
  a.dest = {};
  a.spill = kNoSpill;
  if (!has_result) return;
  a.dest = where_now(r);
  a.spill = slot_[i];
  if (a.dest.kind == Location::kNowhere && in.op != IrOp::PARENT && in.op != IrOp::PHI) {
    // Needed in memory only, or not at all: a register for the moment of the definition.
    uint8_t reg = allocate(r, target_.gpr_temps(in), kNoReg, i);
    a.dest = in_fpr(r) ? fpr(reg) : gpr(reg);
  }
  release(r);
}

void Allocator::clobber(uint32_t i) {
  const IrIns& in = ins(i);
  RegSet gprs = target_.gpr_temps(in), fprs = 0;
  if (in.op == IrOp::CALL || in.op == IrOp::CALLP) {
    gprs |= target_.gpr_clobbered;
    fprs |= target_.fpr_clobbered;
  }
  auto clear = [&](ClassState& c, RegSet set) {
    for (RegSet busy = set & c.allocatable & ~c.free; busy; busy &= busy - 1)
      evict(c.holder[__builtin_ctz(busy)], i);
  };
  clear(gpr_, gprs);
  clear(fpr_, fprs);
}

void Allocator::take_operands(uint32_t i) {
  const IrIns& in = ins(i);
  operands_.clear();
  folded_operands(ir_, fused_, ref(i), operands_);
  bool call = in.op == IrOp::CALL || in.op == IrOp::CALLP;
  RegSet gpr_taken = target_.gpr_temps(in), fpr_taken = 0;
  auto& uses = uses_[i];
  uses.clear();
  for (Ref r : operands_) {
    if (is_const(r)) continue;
    uint8_t reg = reg_[index(r)];
    if (reg != kNoReg) (in_fpr(r) ? fpr_taken : gpr_taken) |= RegSet{1} << reg;
    exit_uses_[index(r)].clear();
  }
  // The result's register may serve an operand that dies here; two-operand targets then need no
  // move. Only the first operand may have it, since the target writes it first.
  const InsAlloc& a = out_.ins[i];
  RegSet gpr_dest = a.dest.kind == Location::kGpr ? RegSet{1} << a.dest.reg : 0;
  RegSet fpr_dest = a.dest.kind == Location::kFpr ? RegSet{1} << a.dest.reg : 0;
  bool first = true;
  for (Ref r : operands_) {
    if (is_const(r)) {
      uses.push_back({r, {}});
      first = false;
      continue;
    }
    uint32_t v = index(r);
    bool wanted =
        reg_[v] == kNoReg && (!call || (cls(r).free & ~(in_fpr(r) ? fpr_taken : gpr_taken)));
    if (wanted) {
      bool is_fp_value = in_fpr(r);
      RegSet taken = is_fp_value ? fpr_taken : gpr_taken;
      uint8_t hint = kNoReg;
      bool same_class =
          (a.dest.kind == Location::kFpr) == is_fp_value && a.dest.kind != Location::kNowhere;
      if (first && same_class) {
        hint = a.dest.reg;
      } else {
        taken |= is_fp_value ? fpr_dest : gpr_dest;
      }
      if (end_hint_[v] != kNoReg && !(hint != kNoReg && same_class && first)) hint = end_hint_[v];
      uint8_t reg = allocate(r, taken, hint, i);
      (is_fp_value ? fpr_taken : gpr_taken) |= RegSet{1} << reg;
    }
    uses.push_back({r, call ? where(r) : where_now(r)});
    first = false;
  }
}

// At the end of a trace, for the side trace that may go on there.
void Allocator::keep_in_registers(uint16_t snapshot) {
  const Snapshot& snap = ir_.snaps.list[snapshot];
  for (uint32_t e = 0; e < snap.count; e++) {
    Ref r = ir_.snaps.entries[snap.first + e].ref;
    if (is_const(r) || ir_.at(r).op == IrOp::VNEW || reg_[index(r)] != kNoReg || slot_[index(r)] != kNoSpill) continue;
    if (RegSet free = cls(r).free) assign(r, static_cast<uint8_t>(__builtin_ctz(free)));
  }
}

// The place of the next value of the newest exit. Values of the loop body take a register for it that is free.
Location Allocator::where_for_exit(Ref r) {
  if (is_const(r) || ir_.at(r).op == IrOp::VNEW) return {};
  uint32_t v = index(r);
  bool of_body = loop_ == n_ || v > loop_;
  // Not the result's register: some guards write it before they leave.
  const Location& result = out_.ins[exits_.back().at].dest;
  RegSet free = cls(r).free;
  if (result.kind == (in_fpr(r) ? Location::kFpr : Location::kGpr)) free &= ~(RegSet{1} << result.reg);
  bool takes = reg_[v] == kNoReg && slot_[v] == kNoSpill && of_body && free;
  if (takes) {
    bool hinted = end_hint_[v] != kNoReg && (free >> end_hint_[v] & 1);
    assign(r, hinted ? end_hint_[v] : static_cast<uint8_t>(__builtin_ctz(free)));
  }
  if (takes || !exit_uses_[v].empty()) exit_uses_[v].push_back({exits_.size() - 1, exits_.back().locations.size()});
  return where(r);
}

void Allocator::record_exit(uint32_t i) {
  const Snapshot& snap = ir_.snaps.list[ins(i).aux];
  exits_.push_back({i, {}});
  auto add = [&](Ref r) {
    Location at = where_for_exit(r);
    exits_.back().locations.push_back(at);
  };
  for (uint32_t e = 0; e < snap.count; e++) add(ir_.snaps.entries[snap.first + e].ref);
  for (uint32_t o = 0; o < snap.objects; o++) {
    const SnapObject& object = ir_.snaps.objects[snap.first_object + o];
    add(object.alloc);
    for (uint32_t e = 0; e < object.count; e++) add(ir_.snaps.entries[object.first + e].ref);
  }
}

bool folds_away(IrOp op) {
  return op == IrOp::CARG || op == IrOp::PAIR || op == IrOp::VNEW || op == IrOp::NOP;
}

void Allocator::scan_ins(uint32_t i) {
  const IrIns& in = ins(i);
  const IrOpInfo& info = ir_info(in.op);
  InsAlloc& a = out_.ins[i];
  a = {};
  reloads_[i].clear();
  uses_[i].clear();
  if (folds_away(in.op) || fused_[i]) {
    a.skip = true;
    return;
  }
  bool needed = reg_[i] != kNoReg || slot_[i] != kNoSpill;
  bool removable =
      in.type != IrType::VOID && !(info.flags & (kIrGuard | kIrStore | kIrCalls | kIrKeep));
  if (!needed && removable) {
    a.skip = true;
    return;
  }
  define(i);
  clobber(i);
  take_operands(i);
  if (in.op == IrOp::JEXIT) keep_in_registers(in.aux);
  if (info.aux == IrAux::SNAP) record_exit(i);
  // Only now: a value evicted above is reloaded after the result was stored, and must not share its slot.
  if (a.spill != kNoSpill && i < loop_) free_slots_.push_back(a.spill);
}

void Allocator::scan(uint32_t from, uint32_t to) {
  for (uint32_t i = from; i-- > to;) scan_ins(i);
}

// PHIs are defined at the head: note where each is, and which other values are in registers there.
void Allocator::reach_phis(uint32_t loop) {
  head_phis_.clear();
  head_invariants_.clear();
  for (uint32_t i = loop + 1; i < first_after_phis_; i++) {
    out_.ins[i] = {};
    out_.ins[i].skip = true;
    if (reg_[i] == kNoReg && slot_[i] == kNoSpill) continue;  // not used in the body
    Location at = where_now(ref(i));
    if (at.kind == Location::kNowhere) {
      at = spill(slot_[i]);
    } else if (slot_[i] != kNoSpill) {
      // In a register and wanted in memory too: the head location is the register, stored after the
      // moves.
      out_.ins[i].spill = slot_[i];
      out_.ins[i].dest = at;
      out_.ins[i].skip = false;
    }
    head_phis_.push_back({ref(i), at});
    release(ref(i));
  }
  auto note = [&](ClassState& c) {
    for (RegSet busy = c.allocatable & ~c.free; busy; busy &= busy - 1) {
      Ref r = c.holder[__builtin_ctz(busy)];
      head_invariants_.push_back({r, where_now(r)});
    }
  };
  note(gpr_);
  note(fpr_);
}

// Registers at the back-edge: as at the head found by the previous scan, as far as they can be.
void Allocator::start_body(bool first) {
  reset_registers();
  end_state_.clear();
  if (first) return;
  std::fill(end_hint_.begin(), end_hint_.end(), kNoReg);
  auto try_assign = [&](Ref r, Location at) {
    if (is_const(r) || at.kind == Location::kSpill) return;
    ClassState& c = cls(r);
    if (reg_[index(r)] == kNoReg && (c.free >> at.reg & 1)) assign(r, at.reg);
  };
  for (const Head& phi : head_phis_) {
    Ref b = ir_.at(phi.ref).b;
    try_assign(b, phi.at);
    if (phi.at.kind != Location::kSpill) end_hint_[index(phi.ref)] = phi.at.reg;
  }
  for (const Head& invariant : head_invariants_) try_assign(invariant.ref, invariant.at);
}

void Allocator::finish_loop() {
  out_.back_edge.clear();
  auto from = [&](Ref r) -> Location {
    if (is_const(r)) return {};
    for (const Head& h : end_state_) {
      if (h.ref == r) return h.at;
    }
    return spill(slot_of(r));
  };
  auto add = [&](Ref value, Location to) {
    Location source = from(value);
    bool same = source.kind == to.kind && source.reg == to.reg && source.spill == to.spill;
    if (!same) out_.back_edge.push_back({to, source, value});
  };
  for (const Head& phi : head_phis_) add(ir_.at(phi.ref).b, phi.at);
  for (const Head& invariant : head_invariants_) add(invariant.ref, invariant.at);
}

// From what stands before LOOP into the head's locations. The scan goes on with the invariants in
// their registers.
void Allocator::enter_loop() {
  for (const Head& phi : head_phis_) {
    Ref a = ir_.at(phi.ref).a;
    if (is_const(a) || phi.at.kind == Location::kSpill) continue;
    ClassState& c = cls(a);
    if (reg_[index(a)] == kNoReg && (c.free >> phi.at.reg & 1)) assign(a, phi.at.reg);
  }
  for (const Head& phi : head_phis_) {
    Ref a = ir_.at(phi.ref).a;
    Location source = where(a);
    bool same =
        source.kind == phi.at.kind && source.reg == phi.at.reg && source.spill == phi.at.spill;
    if (!same || is_const(a)) out_.loop_entry.push_back({phi.at, source, a});
  }
}

// What the body expects where: registers at its head, and spill slots that only the body reads.
void Allocator::note_body_inputs() {
  for (const Head& h : head_phis_) out_.body_inputs.push_back({h.ref, h.at});
  for (const Head& h : head_invariants_) out_.body_inputs.push_back({h.ref, h.at});
  for (uint32_t i = 0; i < loop_; i++) {
    if (slot_[i] != kNoSpill) out_.body_inputs.push_back({ref(i), spill(slot_[i])});
  }
}

// At JBODY: our values, best of all already in the registers where the body wants them.
void Allocator::pass_body_values() {
  auto ours = [&](Ref theirs) {
    for (const TraceIr::BodyValue& v : ir_.body_values) {
      if (v.theirs == theirs) return v.mine;
    }
    return kNoRef;
  };
  for (const BodyInput& input : *body_) {
    Ref mine = ours(input.ref);
    if (mine == kNoRef || is_const(mine) || input.at.kind == Location::kSpill) continue;
    if (ir_.at(mine).op == IrOp::VNEW || reg_[index(mine)] != kNoReg) continue;
    if (cls(mine).free >> input.at.reg & 1) assign(mine, input.at.reg);
  }
  for (const BodyInput& input : *body_) {
    Ref mine = ours(input.ref);
    if (mine == kNoRef) {
      out_.error = "a value that the loop body needs is missing";
      return;
    }
    if (!is_const(mine) && reg_[index(mine)] == kNoReg && cls(mine).free) {
      assign(mine, static_cast<uint8_t>(__builtin_ctz(cls(mine).free)));
    }
    Location from = is_const(mine) ? Location{} : where(mine);
    bool same = from.kind == input.at.kind && from.reg == input.at.reg && from.spill == input.at.spill;
    if (!same || is_const(mine)) out_.back_edge.push_back({input.at, from, mine});
  }
}

void Allocator::finish_entry() {
  for (uint32_t i = 0; i < n_ && (ins(i).op == IrOp::PARENT || ins(i).op == IrOp::VNEW); i++) {
    if (ins(i).op == IrOp::VNEW) continue;
    InsAlloc& a = out_.ins[i];
    a.skip = true;
    Location from = ins(i).a < parent_.count ? parent_.locations[ins(i).a] : Location{};
    if (a.dest.kind != Location::kNowhere) out_.entry.push_back({a.dest, from, ref(i)});
    if (a.spill != kNoSpill) out_.entry.push_back({spill(a.spill), from, ref(i)});
  }
}

Allocation Allocator::run() {
  out_.ins.assign(n_, {});
  reg_.assign(n_, kNoReg);
  slot_.assign(n_, kNoSpill);
  end_hint_.assign(n_, kNoReg);
  exit_uses_.assign(n_, {});
  reloads_.assign(n_, {});
  uses_.assign(n_, {});
  count_uses();
  fuse();
  loop_ = ir_.loop == kNoRef ? n_ : index(ir_.loop);
  if (loop_ < n_) {
    first_after_phis_ = loop_ + 1;
    while (first_after_phis_ < n_ && ins(first_after_phis_).op == IrOp::PHI) first_after_phis_++;
    for (int pass = 0; pass < 3; pass++) {
      exits_.clear();
      start_body(pass == 0);
      // Values that cross the back-edge without a register have a slot from the start, so that
      // their definitions store.
      auto slots_at_end = [&](Ref r) {
        if (!is_const(r) && reg_[index(r)] == kNoReg) (void)slot_of(r);
      };
      std::vector<Head> end;
      for (uint32_t i = loop_ + 1; i < first_after_phis_; i++) {
        Ref b = ins(i).b;
        if (pass == 0 && !is_const(b) && reg_[index(b)] == kNoReg) {
          bool is_fp_value = in_fpr(b);
          ClassState& c = is_fp_value ? fpr_ : gpr_;
          if (c.free & ~c.clobbered) {
            assign(b, static_cast<uint8_t>(__builtin_ctz(c.free & ~c.clobbered)));
          } else if (c.free) {
            assign(b, static_cast<uint8_t>(__builtin_ctz(c.free)));
          }
          if (reg_[index(b)] != kNoReg) end_hint_[i] = reg_[index(b)];
        }
        slots_at_end(b);
      }
      for (uint32_t i = 0; i < n_; i++) {
        if (reg_[i] != kNoReg) end.push_back({ref(i), where_now(ref(i))});
      }
      scan(n_, first_after_phis_);
      std::vector<Head> phis = head_phis_, invariants = head_invariants_;
      reach_phis(loop_);
      end_state_ = std::move(end);
      auto same = [](const std::vector<Head>& x, const std::vector<Head>& y) {
        return x.size() == y.size() &&
               std::equal(x.begin(), x.end(), y.begin(), [](const Head& p, const Head& q) {
                 return p.ref == q.ref && p.at.kind == q.at.kind && p.at.reg == q.at.reg &&
                        p.at.spill == q.at.spill;
               });
      };
      if (pass > 0 && same(phis, head_phis_) && same(invariants, head_invariants_)) break;
    }
    finish_loop();
    note_body_inputs();
    out_.ins[loop_] = {};
    enter_loop();
    scan(loop_, 0);
  } else {
    reset_registers();
    // Best left where the parent has them.
    for (uint32_t i = 0; i < n_; i++) {
      if (ins(i).op != IrOp::PARENT || ins(i).a >= parent_.count) continue;
      Location at = parent_.locations[ins(i).a];
      if (at.kind == Location::kGpr || at.kind == Location::kFpr) end_hint_[i] = at.reg;
    }
    if (body_) pass_body_values();
    scan(n_, 0);
  }
  finish_entry();
  out_.fused = fused_;
  for (uint32_t i = 0; i < n_; i++) {
    InsAlloc& a = out_.ins[i];
    a.first_use = static_cast<uint32_t>(out_.uses.size());
    a.use_count = static_cast<uint32_t>(uses_[i].size());
    out_.uses.insert(out_.uses.end(), uses_[i].begin(), uses_[i].end());
    a.first_reload = static_cast<uint32_t>(out_.moves.size());
    a.reload_count = static_cast<uint32_t>(reloads_[i].size());
    out_.moves.insert(out_.moves.end(), reloads_[i].begin(), reloads_[i].end());
  }
  for (auto exit = exits_.rbegin(); exit != exits_.rend(); ++exit) {
    ExitPoint point{};
    point.guard = ref(exit->at);
    point.snapshot = ins(exit->at).aux;
    point.first_value = static_cast<uint32_t>(out_.locations.size());
    point.values = static_cast<uint32_t>(exit->locations.size());
    out_.locations.insert(out_.locations.end(), exit->locations.begin(), exit->locations.end());
    out_.exits.push_back(point);
  }
  return std::move(out_);
}

void push_address(const TraceIr& ir, Ref address, std::vector<Ref>& out) {
  if (!is_const(address) && ir.at(address).op == IrOp::AREF) {
    out.push_back(ir.at(address).a);
    out.push_back(ir.at(address).b);
  } else {
    out.push_back(address);
  }
}

void push_arguments(const TraceIr& ir, Ref list, std::vector<Ref>& out) {
  if (list == kNoRef) return;
  if (!is_const(list) && ir.at(list).op == IrOp::CARG) {
    push_arguments(ir, ir.at(list).a, out);
    out.push_back(ir.at(list).b);
  } else {
    out.push_back(list);
  }
}

}  // namespace

void folded_operands(const TraceIr& ir, const std::vector<bool>& fused, Ref r,
                     std::vector<Ref>& out) {
  const IrIns& in = ir.at(r);
  const IrOpInfo& info = ir_info(in.op);
  if (fused[r - kRefBias]) return;
  switch (in.op) {
    case IrOp::UNBOXF:
      if (is_const(in.a) || !fused[in.a - kRefBias]) break;
      if (ir.at(in.a).op == IrOp::FLOAD) out.push_back(ir.at(in.a).a);
      else push_address(ir, ir.at(in.a).a, out);
      return;
    case IrOp::ALOAD:
      push_address(ir, in.a, out);
      return;
    case IrOp::ASTORE:
      push_address(ir, in.a, out);
      out.push_back(in.b);
      return;
    case IrOp::CALL:
      push_arguments(ir, in.b, out);
      return;
    case IrOp::CALLP:
      push_arguments(ir, in.b, out);
      return;
    case IrOp::CARD:
      // object, stored value, slot address
      out.push_back(in.a);
      out.push_back(ir.at(in.b).b);
      out.push_back(ir.at(in.b).a);
      return;
    case IrOp::SELECT:
      out.push_back(in.a);
      out.push_back(ir.at(in.b).a);
      out.push_back(ir.at(in.b).b);
      return;
    case IrOp::GUARD_T:
    case IrOp::GUARD_F:
      if (!is_const(in.a) && fused[in.a - kRefBias]) {
        out.push_back(ir.at(in.a).a);
        out.push_back(ir.at(in.a).b);
        return;
      }
      break;
    case IrOp::PHI:
      return;
    case IrOp::CARG:
    case IrOp::PAIR:
    case IrOp::VNEW:
    case IrOp::NOP:
      return;
    default:
      break;
  }
  if (info.a == IrOperand::REF && in.a != kNoRef) out.push_back(in.a);
  if (info.b == IrOperand::REF && in.b != kNoRef) out.push_back(in.b);
}

namespace {

bool same_place(const Location& x, const Location& y) {
  return x.kind == y.kind && x.kind != Location::kNowhere && x.reg == y.reg && x.spill == y.spill;
}

}  // namespace

std::vector<Move> sequentialise(const std::vector<Move>& moves, Location gpr_scratch,
                                Location fpr_scratch, const TraceIr& ir) {
  std::vector<Move> pending, out;
  for (const Move& m : moves) {
    if (!same_place(m.to, m.from)) pending.push_back(m);
  }
  while (!pending.empty()) {
    bool progress = false;
    for (size_t i = 0; i < pending.size(); i++) {
      bool blocked = false;
      for (size_t j = 0; j < pending.size() && !blocked; j++)
        blocked = j != i && same_place(pending[j].from, pending[i].to);
      if (blocked) continue;
      out.push_back(pending[i]);
      pending.erase(pending.begin() + static_cast<ptrdiff_t>(i));
      progress = true;
      break;
    }
    if (progress) continue;
    // Every target is still needed as a source: park one source in the scratch register.
    Move& m = pending.front();
    Location parked = m.from;
    Location scratch = is_fp(ir.type(m.ref)) ? fpr_scratch : gpr_scratch;
    out.push_back({scratch, parked, m.ref});
    for (Move& other : pending) {
      if (same_place(other.from, parked)) other.from = scratch;
    }
  }
  return out;
}

Allocation allocate_registers(const TraceIr& ir, const Target& target, const ParentState& parent,
                              const std::vector<BodyInput>* body) {
  return Allocator(ir, target, parent, body).run();
}

}  // namespace pyvm::jit
