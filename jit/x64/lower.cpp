// Emission of a trace: operands, moves, guards, exits, comparisons.
#include <cstring>

#include "jit/fail_guard.h"
#include "jit/jit.h"
#include "jit/layout.h"
#include "jit/x64/emitter.h"

namespace pyvm::jit::x64 {

using asmjit::Label;

// ---- operands and moves

bool Emitter::small(const Use& u) const {
  if (!constant(u)) return false;
  auto v = static_cast<int64_t>(bits(u));
  return v == static_cast<int32_t>(v);
}

void Emitter::load_int(x86::Gp to, uint64_t v) {
  if (v == 0) {
    as_.mov(to.r32(), 0);   // not xor: flags may be live
  } else if (v <= UINT32_MAX) {
    as_.mov(to.r32(), static_cast<uint32_t>(v));
  } else {
    as_.mov(to.r64(), v);
  }
}

x86::Mem Emitter::pool(uint64_t v) {
  for (const PoolEntry& e : pool_) {
    if (e.bits == v) return x86::qword_ptr(e.label);
  }
  pool_.push_back({v, as_.newLabel()});
  return x86::qword_ptr(pool_.back().label);
}

void Emitter::load_double(x86::Xmm to, uint64_t v, bool single) {
  if (v == 0) {
    as_.xorps(to, to);
  } else if (single) {
    x86::Mem at = pool(v);
    at.setSize(4);
    as_.movss(to, at);
  } else {
    as_.movsd(to, pool(v));
  }
}

x86::Gp Emitter::in_gpr(const Use& u, x86::Gp scratch) {
  if (!constant(u)) {
    PYVM_DCHECK(u.at.kind == Location::kGpr);
    return gp(u.at.reg);
  }
  load_int(scratch, bits(u));
  return scratch;
}

x86::Xmm Emitter::in_xmm(const Use& u, x86::Xmm scratch) {
  if (!constant(u)) {
    PYVM_DCHECK(u.at.kind == Location::kFpr);
    return xmm_of(u.at.reg);
  }
  load_double(scratch, bits(u), ir_.konst(u.ref).type == IrType::F32);
  return scratch;
}

void Emitter::to_gpr(x86::Gp to, const Use& u) {
  if (constant(u)) {
    load_int(to, bits(u));
  } else if (u.at.kind == Location::kSpill) {
    as_.mov(to.r64(), spill_slot(u.at.spill));
  } else if (gp(u.at.reg) != to.r64()) {
    as_.mov(to.r64(), gp(u.at.reg));
  }
}

void Emitter::to_xmm(x86::Xmm to, const Use& u) {
  if (constant(u)) {
    load_double(to, bits(u), ir_.konst(u.ref).type == IrType::F32);
  } else if (u.at.kind == Location::kSpill) {
    as_.movsd(to, spill_slot(u.at.spill));
  } else if (xmm_of(u.at.reg) != to) {
    as_.movaps(to, xmm_of(u.at.reg));
  }
}

void Emitter::move(const Move& m) {
  bool fp = is_fp(ir_.type(m.ref));
  Use from{m.ref, m.from};
  if (m.from.kind == Location::kNowhere && !is_const(m.ref)) return;   // a virtual object: lives in snapshots only
  if (m.to.kind == Location::kGpr) return to_gpr(gp(m.to.reg), from);
  if (m.to.kind == Location::kFpr) return to_xmm(xmm_of(m.to.reg), from);
  x86::Mem slot = spill_slot(m.to.spill);
  if (m.from.kind == Location::kGpr) {
    as_.mov(slot, gp(m.from.reg));
  } else if (m.from.kind == Location::kFpr) {
    as_.movsd(slot, xmm_of(m.from.reg));
  } else if (fp) {
    // From memory or a constant; not through the cycle-breaking scratch register, which may be in use.
    to_xmm(x86::xmm14, from);
    as_.movsd(slot, x86::xmm14);
  } else {
    to_gpr(x86::r11, from);
    as_.mov(slot, x86::r11);
  }
}

void Emitter::moves_at_once(const std::vector<Move>& moves) {
  for (const Move& m : sequentialise(moves, kGprScratch, kFprScratch, ir_)) move(m);
}

// ---- the trace

void Emitter::emit(void** link_words, void** countdowns) {
  countdowns_ = countdowns;
  start_ = as_.newLabel();
  body_ = as_.newLabel();
  for (size_t i = 0; i < alloc_.exits.size(); i++) {
    stubs_.push_back(as_.newLabel());
    unlinked_.push_back(as_.newLabel());
  }
  as_.bind(start_);
  moves_at_once(alloc_.entry);
  for (uint32_t i = 0; i < ir_.ins.size() && !error_; i++) emit_ins(i);
  if (ir_.loop == kNoRef) as_.bind(body_);
  for (const Slow& s : slow_) {
    as_.bind(s.entry);
    if (s.object.isValid()) {   // a barrier: nothing is left to do for what is remembered already
      as_.test(x86::byte_ptr(s.object, kHeaderFlagsDisp), gc::kRemembered);
      as_.jnz(s.done);
    }
    if (s.has_extra) as_.mov(x86::qword_ptr(x86::rsp, 8), s.extra);
    if (s.object.isValid()) as_.mov(x86::qword_ptr(x86::rsp, 0), s.object);
    if (s.square.isValid()) as_.movsd(x86::qword_ptr(x86::rsp, 0), s.square);
    if (s.has_result) {
      load_int(x86::r11, s.imm0);
      as_.mov(x86::qword_ptr(x86::rsp, 0), x86::r11);
      load_int(x86::r11, s.imm1);
      as_.mov(x86::qword_ptr(x86::rsp, 8), x86::r11);
    }
    as_.mov(x86::rax, reinterpret_cast<uint64_t>(s.function));
    as_.mov(x86::r11, reinterpret_cast<uint64_t>(shared_code().call_preserving));
    as_.call(x86::r11);
    if (s.square.isValid()) as_.movq(x86::xmm15, x86::rax);
    if (s.has_result) {
      as_.test(x86::rax, x86::rax);
      as_.jz(s.fail);
      as_.mov(s.result, x86::rax);
    }
    as_.jmp(s.done);
  }
  emit_nan_checks();
  emit_exit_stubs(link_words);
  emit_forced_exits();
  emit_quick_returns();
  as_.align(asmjit::AlignMode::kData, 16);
  if (tag_pair_.isValid()) {
    as_.bind(tag_pair_);
    as_.embedUInt64(Value::kIntTag);
    as_.embedUInt64(Value::kIntTag);
  }
  for (const PoolEntry& e : pool_) {
    as_.bind(e.label);
    as_.embedUInt64(e.bits);
  }
}

void Emitter::emit_exit_stubs(void** link_words) {
  if (stubs_.empty()) return;
  Label leave = as_.newLabel();
  for (size_t i = 0; i < stubs_.size(); i++) {
    as_.bind(stubs_[i]);
    as_.mov(x86::r11, reinterpret_cast<uint64_t>(&link_words[i]));
    as_.jmp(x86::qword_ptr(x86::r11));
    as_.bind(unlinked_[i]);
    as_.mov(x86::eax, static_cast<uint32_t>(i));
    as_.jmp(leave);
  }
  as_.bind(leave);
  as_.mov(x86::r11, reinterpret_cast<uint64_t>(trace_));
  as_.jmp(reinterpret_cast<uint64_t>(shared_code().leave));
}

// Counts a guard that holds towards its failure.
void Emitter::emit_countdown(const IrIns& in) {
  auto exit = static_cast<uint32_t>(exit_number(index_));
  int32_t period = draw_guard_period();
  countdowns_[exit] = reinterpret_cast<void*>(static_cast<intptr_t>(period));
  forced_exits_.push_back({as_.newLabel(), exit, period});
  as_.mov(x86::r11, reinterpret_cast<uint64_t>(&countdowns_[exit]));
  as_.sub(x86::qword_ptr(x86::r11), 1);
  as_.js(forced_exits_.back().entry);
}

void Emitter::emit_forced_exits() {
  for (const ForcedExit& f : forced_exits_) {
    as_.bind(f.entry);
    as_.mov(x86::qword_ptr(x86::r11), f.period);   // r11: the countdown
    as_.jmp(stubs_[f.exit]);
  }
}

bool Emitter::exit_wants(const Location& at) {
  const ExitPoint& exit = alloc_.exits[exit_number(index_)];
  for (uint32_t i = exit.first_value; i < exit.first_value + exit.values; i++) {
    const Location& wanted = alloc_.locations[i];
    if (wanted.kind == at.kind && wanted.reg == at.reg && at.kind != Location::kSpill) return true;
  }
  return false;
}

Label Emitter::exit_of(uint32_t index) { return stubs_[exit_number(index)]; }

size_t Emitter::exit_number(uint32_t index) {
  while (next_exit_ < alloc_.exits.size() && alloc_.exits[next_exit_].guard - kRefBias < index) next_exit_++;
  PYVM_DCHECK(next_exit_ < alloc_.exits.size() && alloc_.exits[next_exit_].guard - kRefBias == index);
  return next_exit_;
}

void Emitter::emit_ins(uint32_t index) {
  const IrIns& in = ir_.ins[index];
  const InsAlloc& a = alloc_.ins[index];
  current_ = &a;
  index_ = index;
  if (in.op == IrOp::PHI) {
    if (!a.skip && a.spill != kNoSpill) move({Location{Location::kSpill, 0, a.spill}, a.dest, kRefBias + index});
    return;
  }
  if (a.skip) return;
  if (as_.logger()) as_.commentf("; %04u %s", index, ir_info(in.op).name);
  if (can_fail_guard(ir_, in)) emit_countdown(in);
  switch (in.op) {
    case IrOp::SLOT: case IrOp::PARENT: case IrOp::SSTORE: case IrOp::FRAMEOBJ: case IrOp::SLOTADDR: case IrOp::REBASE: case IrOp::THREAD:
    case IrOp::LOOP: case IrOp::JLOOP: case IrOp::JTRACE: case IrOp::JBODY: case IrOp::JEXIT: case IrOp::POLL:
    case IrOp::ROOM: case IrOp::JRET: case IrOp::JCATCH:
      emit_structure(in, a);
      break;
    case IrOp::GUARD_T: case IrOp::GUARD_F: case IrOp::GFINITE: case IrOp::GLAYOUT: emit_guard(in, index); break;
    case IrOp::BOXI: case IrOp::BOXIU: case IrOp::BOXF: case IrOp::BOXB: case IrOp::BOXR: case IrOp::UNBOXI:
    case IrOp::UNBOXF: case IrOp::UNBOXB: case IrOp::UNBOXR: case IrOp::UNBOXRU:
      emit_box(in, a);
      break;
    case IrOp::ADD: case IrOp::SUB: case IrOp::MUL: case IrOp::DIV: case IrOp::NEG: case IrOp::ABS: case IrOp::MIN:
    case IrOp::MAX: case IrOp::AND: case IrOp::OR: case IrOp::XOR: case IrOp::SQRT: case IrOp::FLOOR: case IrOp::CEIL:
    case IrOp::TRUNC: case IrOp::NOT:
      is_fp(in.type) ? emit_float(in, a) : emit_int(in, a);
      break;
    case IrOp::SQUARE: emit_square(in, a); break;
    case IrOp::FLOORDIV: case IrOp::MOD: emit_divide(in, a); break;
    case IrOp::SHL: case IrOp::SAR: case IrOp::SHR: emit_shift(in, a); break;
    case IrOp::ADDOV: case IrOp::SUBOV: case IrOp::MULOV: emit_overflow(in, a); break;
    case IrOp::I2F: case IrOp::F2I: case IrOp::B2I: case IrOp::I2B: case IrOp::D2S: case IrOp::S2D: case IrOp::SEXT:
    case IrOp::ZEXT: case IrOp::CAST:
      emit_convert(in, a);
      break;
    case IrOp::EQ: case IrOp::NE: case IrOp::LT: case IrOp::LE: case IrOp::GT: case IrOp::GE: case IrOp::ULT: case IrOp::UGE:
      emit_compare(in, a);
      break;
    case IrOp::SELECT: emit_select(in, a); break;
    case IrOp::FLOAD: case IrOp::FSTORE: case IrOp::AREF: case IrOp::ALOAD: case IrOp::ASTORE: emit_memory(in, a); break;
    case IrOp::BARRIER: case IrOp::CARD: emit_barrier(in, a); break;
    case IrOp::NEW: emit_new(in, a); break;
    case IrOp::CALL: case IrOp::CALLP: emit_call(in, a); break;
    default: error_ = "an instruction that code generation does not know"; return;
  }
  if (a.spill != kNoSpill && a.dest.kind != Location::kNowhere) {
    move({Location{Location::kSpill, 0, a.spill}, a.dest, kRefBias + index});
  }
  for (uint32_t m = 0; m < a.reload_count; m++) move(alloc_.moves[a.first_reload + m]);
}

void Emitter::emit_structure(const IrIns& in, const InsAlloc& a) {
  switch (in.op) {
    case IrOp::SLOT:
      as_.mov(dest(), x86::qword_ptr(kBase, in.lit_a() * 8));
      break;
    case IrOp::SSTORE: {
      x86::Mem at = x86::qword_ptr(kBase, in.lit_a() * 8);
      const Use& u = use(0);
      if (is_fp(ir_.type(u.ref))) {
        as_.movsd(at, in_xmm(u, x86::xmm15));
      } else if (small(u)) {
        as_.mov(at, static_cast<int32_t>(bits(u)));
      } else {
        as_.mov(at, in_gpr(u, x86::rax));
      }
      break;
    }
    case IrOp::FRAMEOBJ:
      as_.mov(x86::qword_ptr(kBase, in.lit_a() * 8 + kFrameObjectDisp), in_gpr(use(0), x86::rax));
      as_.and_(x86::byte_ptr(kBase, in.lit_a() * 8 + kFrameFlagsDisp), kFrameGenerator);
      break;
    case IrOp::SLOTADDR:
      as_.lea(dest(), x86::qword_ptr(kBase, in.lit_a() * 8));
      break;
    case IrOp::REBASE: as_.add(kBase, in.lit_a() * 8); break;
    case IrOp::THREAD: as_.mov(dest(), x86::r14); break;
    case IrOp::LOOP:
      moves_at_once(alloc_.loop_entry);
      as_.align(asmjit::AlignMode::kCode, 16);
      as_.bind(body_);
      break;
    case IrOp::JLOOP:
      moves_at_once(alloc_.back_edge);
      emit_back_edge();
      break;
    case IrOp::JBODY:
      moves_at_once(alloc_.back_edge);
      as_.jmp(reinterpret_cast<uint64_t>(target_->body));
      break;
    case IrOp::JTRACE: {
      if (in.a == number_) {
        as_.jmp(start_);
        break;
      }
      as_.jmp(reinterpret_cast<uint64_t>(target_->entry));
      break;
    }
    case IrOp::JEXIT: as_.jmp(exit_of(index_)); break;
    case IrOp::ROOM: emit_room(in); break;
    case IrOp::JRET: emit_return(in); break;
    case IrOp::JCATCH:
      to_gpr(x86::rax, use(0));
      as_.mov(kBase, x86::qword_ptr(x86::r14, kThreadBaseDisp));
      jump_to_point();
      break;
    case IrOp::POLL:
      as_.cmp(x86::dword_ptr(x86::r14, kThreadPollDisp), 0);
      as_.jne(exit_of(index_));
      break;
    default: break;
  }
}

void Emitter::emit_room(const IrIns& in) {
  as_.mov(x86::eax, x86::dword_ptr(x86::r14, kThreadDepthDisp));
  as_.add(x86::eax, in.lit_b() + kTraceFrames);
  as_.cmp(x86::eax, x86::dword_ptr(x86::r14, kThreadLimitDisp));
  as_.ja(exit_of(index_));
  as_.lea(x86::r11, x86::qword_ptr(kBase, (in.lit_a() + kTraceWords) * 8));
  as_.cmp(x86::r11, x86::qword_ptr(x86::r14, kThreadStackEndDisp));
  as_.ja(exit_of(index_));
}

void Emitter::emit_return(const IrIns& in) {
  int accepted = in.lit_b() ? kFrameCompiled | kFrameCompiledInit : kFrameCompiled;
  as_.test(x86::byte_ptr(kBase, kFrameFlagsDisp), accepted);
  const Snapshot& snap = ir_.snaps.list[in.aux];
  bool quick = snap.objects == 0 && snap.frames == 0 && snap.count <= 1;   // nothing but the result to restore
  if (quick) {
    quick_returns_.push_back({as_.newLabel(), use(0), snap.pc});
    as_.jz(quick_returns_.back().entry);
  } else {
    as_.jz(exit_of(index_));
  }
  to_gpr(gp(kReturnGpr), use(0));
  as_.mov(x86::eax, x86::dword_ptr(kBase, kFrameExtraDisp));
  as_.mov(kBase, x86::qword_ptr(kBase, kFrameCallerDisp));
  as_.mov(x86::qword_ptr(x86::r14, kThreadBaseDisp), kBase);
  as_.sub(x86::dword_ptr(x86::r14, kThreadDepthDisp), 1);
  jump_to_point();
}

// To the return or handler point whose number rax holds.
void Emitter::jump_to_point() {
  as_.mov(x86::r11, reinterpret_cast<uint64_t>(return_links));
  as_.jmp(x86::qword_ptr(x86::r11, x86::rax, 3));
}

void Emitter::emit_quick_returns() {
  for (const QuickReturn& q : quick_returns_) {
    as_.bind(q.entry);
    to_gpr(x86::r11, q.result);
    as_.mov(x86::qword_ptr(kBase, q.pc->a * 8), x86::r11);
    as_.mov(x86::rax, reinterpret_cast<uint64_t>(q.pc));
    as_.jmp(reinterpret_cast<uint64_t>(shared_code().leave_quickly));
  }
}

// The comparing guard that a loop body begins with, 0: it begins with something else.
uint32_t Emitter::first_guard() const {
  if (ir_.loop == kNoRef || options.fail_guard_permille) return 0;
  for (uint32_t i = ir_.loop - kRefBias + 1; i < ir_.ins.size(); i++) {
    const IrIns& in = ir_.ins[i];
    if (in.op == IrOp::PHI ? alloc_.ins[i].spill == kNoSpill : alloc_.ins[i].skip) continue;
    bool guard = in.op == IrOp::GUARD_T || in.op == IrOp::GUARD_F;
    return guard && !is_const(in.a) && alloc_.fused[in.a - kRefBias] ? i : 0;
  }
  return 0;
}

// The test that a loop begins with is repeated here, which saves a jump in each iteration.
void Emitter::emit_back_edge() {
  uint32_t first = first_guard();
  if (!first) return (void)as_.jmp(ir_.loop == kNoRef ? start_ : body_);
  const IrIns& guard = ir_.ins[first];
  const IrIns& cmp = ir_.at(guard.a);
  current_ = &alloc_.ins[first];
  compare(guard.a, use(0), use(1));
  jump_if(cmp.op, is_fp(ir_.type(cmp.a)), guard.op == IrOp::GUARD_T, behind_first_guard_);
  as_.jmp(first_guard_exit_);
}

void Emitter::emit_guard(const IrIns& in, uint32_t index) {
  Label exit = exit_of(index);
  if (in.op == IrOp::GLAYOUT) {
    as_.cmp(x86::dword_ptr(in_gpr(use(0), x86::r11)), static_cast<int32_t>(in.b));
    as_.jne(exit);
    return;
  }
  if (in.op == IrOp::GFINITE) {   // infinity - infinity and NaN - NaN are unordered
    x86::Xmm v = in_xmm(use(0), x86::xmm14);
    as_.movaps(x86::xmm15, v);
    if (ir_.type(in.a) == IrType::F64) {
      as_.subsd(x86::xmm15, v);
      as_.ucomisd(x86::xmm15, x86::xmm15);
    } else {
      as_.subss(x86::xmm15, v);
      as_.ucomiss(x86::xmm15, x86::xmm15);
    }
    as_.jp(exit);
    return;
  }
  bool leave_when = in.op == IrOp::GUARD_F;   // the truth that leaves
  if (!is_const(in.a) && alloc_.fused[in.a - kRefBias]) {
    const IrIns& cmp = ir_.at(in.a);
    compare(in.a, use(0), use(1));
    jump_if(cmp.op, is_fp(ir_.type(cmp.a)), leave_when, exit);
    if (index == first_guard()) {
      behind_first_guard_ = as_.newLabel();
      as_.bind(behind_first_guard_);
      first_guard_exit_ = exit;
    }
    return;
  }
  const Use& u = use(0);
  if (constant(u)) {
    if ((bits(u) != 0) == leave_when) as_.jmp(exit);
    return;
  }
  x86::Gp r = gp(u.at.reg);
  as_.test(r.r32(), r.r32());
  leave_when ? as_.jnz(exit) : as_.jz(exit);
}

// ---- comparisons

void Emitter::compare(Ref cmp, const Use& x, const Use& y) {
  const IrIns& in = ir_.at(cmp);
  IrType type = ir_.type(in.a);
  if (is_fp(type)) {
    // LT and LE are asked as GT and GE with operands exchanged: "above" is false when unordered.
    bool exchange = in.op == IrOp::LT || in.op == IrOp::LE;
    const Use& first = exchange ? y : x;
    const Use& second = exchange ? x : y;
    x86::Xmm a = in_xmm(first, x86::xmm15);
    x86::Xmm b = in_xmm(second, x86::xmm14);
    type == IrType::F64 ? as_.ucomisd(a, b) : as_.ucomiss(a, b);
    return;
  }
  bool narrow = type == IrType::I32 || type == IrType::I1;
  x86::Gp a = in_gpr(x, x86::rax);
  if (small(y)) {
    auto imm = static_cast<int32_t>(bits(y));
    if (imm == 0 && (in.op == IrOp::EQ || in.op == IrOp::NE)) {
      narrow ? as_.test(a.r32(), a.r32()) : as_.test(a, a);
    } else {
      narrow ? as_.cmp(a.r32(), imm) : as_.cmp(a, imm);
    }
    return;
  }
  x86::Gp b = in_gpr(y, x86::r11);
  narrow ? as_.cmp(a.r32(), b.r32()) : as_.cmp(a, b);
}

namespace {

x86::CondCode int_condition(IrOp op) {
  switch (op) {
    case IrOp::EQ: return x86::CondCode::kE;
    case IrOp::NE: return x86::CondCode::kNE;
    case IrOp::LT: return x86::CondCode::kL;
    case IrOp::LE: return x86::CondCode::kLE;
    case IrOp::GT: return x86::CondCode::kG;
    case IrOp::GE: return x86::CondCode::kGE;
    case IrOp::ULT: return x86::CondCode::kB;
    default: return x86::CondCode::kAE;
  }
}

}  // namespace

void Emitter::jump_if(IrOp op, bool fp, bool when, Label label) {
  if (!fp) {
    x86::CondCode condition = int_condition(op);
    as_.j(when ? condition : x86::negateCond(condition), label);
    return;
  }
  switch (op) {
    case IrOp::LT: case IrOp::GT:   // exchanged or not: above
      when ? as_.ja(label) : as_.jbe(label);
      return;
    case IrOp::LE: case IrOp::GE:
      when ? as_.jae(label) : as_.jb(label);
      return;
    default: break;
  }
  // Equal: ZF set and ordered.
  bool jump_when_equal = (op == IrOp::EQ) == when;
  if (jump_when_equal) {
    Label unordered = as_.newLabel();
    as_.jp(unordered);
    as_.je(label);
    as_.bind(unordered);
  } else {
    as_.jp(label);
    as_.jne(label);
  }
}

void Emitter::emit_compare(const IrIns& in, const InsAlloc& a) {
  bool fp = is_fp(ir_.type(in.a));
  compare(kRefBias + index_, use(0), use(1));
  if (!fp) {
    as_.set(int_condition(in.op), x86::al);
  } else if (in.op == IrOp::EQ || in.op == IrOp::NE) {
    as_.setnp(x86::al);
    as_.sete(x86::r11.r8());
    as_.and_(x86::al, x86::r11.r8());
    if (in.op == IrOp::NE) as_.xor_(x86::al, 1);
  } else if (in.op == IrOp::LT || in.op == IrOp::GT) {
    as_.seta(x86::al);
  } else {
    as_.setae(x86::al);
  }
  as_.movzx(dest().r32(), x86::al);
}

void Emitter::emit_select(const IrIns& in, const InsAlloc& a) {
  Label otherwise = as_.newLabel(), done = as_.newLabel();
  x86::Gp condition = in_gpr(use(0), x86::rax);
  as_.test(condition.r32(), condition.r32());
  if (is_fp(in.type)) {
    as_.jz(otherwise);
    to_xmm(x86::xmm15, use(1));
    as_.jmp(done);
    as_.bind(otherwise);
    to_xmm(x86::xmm15, use(2));
    as_.bind(done);
    as_.movaps(xdest(), x86::xmm15);
    return;
  }
  as_.jz(otherwise);
  to_gpr(x86::rax, use(1));
  as_.jmp(done);
  as_.bind(otherwise);
  to_gpr(x86::rax, use(2));
  as_.bind(done);
  as_.mov(dest(), x86::rax);
}

}  // namespace pyvm::jit::x64
