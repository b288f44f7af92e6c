// Loads, stores, the write barrier, allocation and calls.
#include "gc/block.h"
#include "gc/heap.h"
#include "jit/helpers.h"
#include "jit/layout.h"
#include "jit/x64/emitter.h"

namespace pyvm::jit::x64 {

using asmjit::Label;

namespace {

void remember_once(gc::Header* owner) {
  if (current_thread().worker) return gc::remember_from_side(owner);
  if (!(owner->flags & gc::kRemembered)) gc::remember(owner);
}

}  // namespace

void Emitter::load(x86::Gp to, const x86::Mem& at, MemKind kind) {
  x86::Mem m = at;
  m.setSize(static_cast<uint32_t>(kMemBytes[static_cast<int>(kind)]));
  switch (kind) {
    case MemKind::U8: case MemKind::BOOL: case MemKind::U16: as_.movzx(to.r32(), m); break;
    case MemKind::I8: case MemKind::I16: as_.movsx(to, m); break;
    case MemKind::U32: as_.mov(to.r32(), m); break;
    case MemKind::I32: as_.movsxd(to, m); break;
    default: as_.mov(to, m); break;
  }
}

void Emitter::store(const x86::Mem& at, x86::Gp from, MemKind kind) {
  x86::Mem m = at;
  m.setSize(static_cast<uint32_t>(kMemBytes[static_cast<int>(kind)]));
  switch (kMemBytes[static_cast<int>(kind)]) {
    case 1: as_.mov(m, from.r8()); break;
    case 2: as_.mov(m, from.r16()); break;
    case 4: as_.mov(m, from.r32()); break;
    default: as_.mov(m, from); break;
  }
}

void Emitter::access_load(const IrIns& in, const InsAlloc& a, const x86::Mem& at, MemKind kind) {
  x86::Mem m = at;
  if (kind == MemKind::F64) {
    m.setSize(8);
    as_.movsd(xdest(), m);
  } else if (kind == MemKind::F32) {
    m.setSize(4);
    as_.movss(xdest(), m);
  } else {
    load(dest(), at, kind);
  }
}

void Emitter::access_store(Ref value, Location from, const x86::Mem& at, MemKind kind) {
  Use u{value, from};
  x86::Mem m = at;
  if (kind == MemKind::F64 || kind == MemKind::F32) {
    x86::Xmm x = in_xmm(u, x86::xmm15);
    if (kind == MemKind::F64) {
      m.setSize(8);
      as_.movsd(m, x);
    } else {
      m.setSize(4);
      as_.movss(m, x);
    }
    return;
  }
  if (small(u) && kMemBytes[static_cast<int>(kind)] == 8) {
    m.setSize(8);
    as_.mov(m, static_cast<int32_t>(bits(u)));
    return;
  }
  store(at, in_gpr(u, x86::rax), kind);
}

// The memory operand of an ALOAD / ASTORE; a base or index that is a constant goes through r11.
x86::Mem Emitter::address(Ref pointer, size_t* next_use) {
  if (is_const(pointer) || ir_.at(pointer).op != IrOp::AREF) {
    x86::Gp base = in_gpr(use((*next_use)++), x86::r11);
    return x86::ptr(base);
  }
  const IrIns& aref = ir_.at(pointer);
  const Use& base = use((*next_use)++);
  const Use& index = use((*next_use)++);
  int scale = addr_scale(aref.aux), disp = addr_disp(aref.aux);
  if (constant(index)) {
    int64_t offset = static_cast<int64_t>(bits(index) << scale) + disp;
    if (offset == static_cast<int32_t>(offset)) {
      return x86::ptr(in_gpr(base, x86::r11), static_cast<int32_t>(offset));
    }
    to_gpr(x86::r11, base);
    load_int(x86::rax, static_cast<uint64_t>(offset));
    as_.add(x86::r11, x86::rax);
    return x86::ptr(x86::r11);
  }
  return x86::ptr(in_gpr(base, x86::r11), gp(index.at.reg), static_cast<uint32_t>(scale), disp);
}

namespace {

// How far ahead of a load the memory is fetched that later iterations load. The processor alone looks less far than memory is
// away when an iteration has several instructions for each element: sums of arrays beyond the caches took 2.5 times as long.
constexpr int kPrefetchAhead = 2048;

// Whether each iteration loads the next element of a buffer; smaller ones pass a cache line too seldom.
bool walks_buffer(const TraceIr& ir, const IrIns& load) {
  if (mem_alias(load.aux) != Alias::kRaw || kMemBytes[static_cast<int>(mem_kind(load.aux))] < 4) return false;
  if (is_const(load.a) || ir.at(load.a).op != IrOp::AREF) return false;
  Ref index = ir.at(load.a).b;
  if (is_const(index) || ir.at(index).op != IrOp::PHI) return false;
  Ref next = ir.at(index).b;
  if (is_const(next) || ir.at(next).op != IrOp::ADD || ir.at(next).a != index) return false;
  Ref step = ir.at(next).b;
  return is_const(step) && ir.konst(step).bits == 1;
}

}  // namespace

void Emitter::emit_memory(const IrIns& in, const InsAlloc& a) {
  size_t next = 0;
  switch (in.op) {
    case IrOp::FLOAD: {
      FieldInfo field = field_info(in.aux);
      access_load(in, a, x86::ptr(in_gpr(use(0), x86::r11), field.offset), field.kind);
      break;
    }
    case IrOp::FSTORE: {
      FieldInfo field = field_info(in.aux);
      access_store(use(1).ref, use(1).at, x86::ptr(in_gpr(use(0), x86::r11), field.offset), field.kind);
      break;
    }
    case IrOp::ALOAD: {
      x86::Mem at = address(in.a, &next);
      if (walks_buffer(ir_, in)) as_.prefetcht0(at.cloneAdjusted(kPrefetchAhead));
      access_load(in, a, at, mem_kind(in.aux));
      break;
    }
    case IrOp::ASTORE: {
      x86::Mem at = address(in.a, &next);
      access_store(use(next).ref, use(next).at, at, mem_kind(in.aux));
      break;
    }
    default: {   // AREF wanted as a value
      const Use& base = use(0);
      const Use& index = use(1);
      int scale = addr_scale(in.aux), disp = addr_disp(in.aux);
      if (small(index)) {
        int64_t offset = static_cast<int64_t>(bits(index) << scale) + disp;
        if (offset == static_cast<int32_t>(offset)) {
          as_.lea(dest(), x86::ptr(in_gpr(base, x86::r11), static_cast<int32_t>(offset)));
          break;
        }
      }
      x86::Gp i = in_gpr(index, x86::rax);
      as_.lea(dest(), x86::ptr(in_gpr(base, x86::r11), i, static_cast<uint32_t>(scale), disp));
      break;
    }
  }
}

// gc::barrier() inline: an old object that now refers to another is remembered, out of line.
void Emitter::emit_barrier(const IrIns& in, const InsAlloc& a) {
  Slow slow{};
  slow.entry = as_.newLabel();
  slow.done = as_.newLabel();
  const Use& object = use(0);
  const Use& stored = use(1);
  // A stored value that is known to be no pointer needs no barrier.
  if (constant(stored) && !gc::is_heap_word(bits(stored))) return;
  if (ir_.type(stored.ref) == IrType::BOX && !constant(stored)) {
    as_.lea(x86::r11, x86::ptr(gp(stored.at.reg), -4096));
    as_.shr(x86::r11, 48);
    as_.jnz(slow.done);
  }
  x86::Gp o = in_gpr(object, x86::r11);
  as_.mov(x86::rax, reinterpret_cast<uint64_t>(&gc::black));
  as_.movzx(x86::eax, x86::byte_ptr(x86::rax));
  as_.cmp(x86::byte_ptr(o, kHeaderMarkDisp), x86::al);
  as_.je(slow.entry);
  as_.bind(slow.done);
  slow.object = o;
  if (in.op == IrOp::CARD) {
    const Use& slot = use(2);
    slow.has_extra = true;
    slow.extra = constant(slot) ? x86::Gp(x86::rax) : gp(slot.at.reg);
    slow.function = reinterpret_cast<const void*>(&gc::remember_slot);
    if (constant(slot)) error_ = "a card's slot is a constant";
  } else {
    slow.function = reinterpret_cast<const void*>(&remember_once);
  }
  slow_.push_back(slow);
}

void Emitter::emit_new(const IrIns& in, const InsAlloc& a) {
  Label done = as_.newLabel();
  uint64_t layout = in.a, bytes = in.b;
  Slow slow{};
  slow.entry = as_.newLabel();
  slow.done = done;
  slow.has_result = true;
  slow.result = dest();
  slow.fail = exit_of(index_);
  slow.imm0 = layout;
  slow.imm1 = bytes;
  slow.function = helper_info(Helper::allocate).function();
  if (bytes <= 256) {
    int size_class = gc::size_class_of(bytes);
    auto cell = static_cast<int32_t>(gc::class_bytes(size_class));
    auto run = size_class * static_cast<int32_t>(sizeof(gc::FreeRun));
    as_.mov(x86::r11, x86::qword_ptr(x86::r14, kThreadRunsDisp));
    as_.mov(x86::rax, x86::qword_ptr(x86::r11, run));
    as_.cmp(x86::rax, x86::qword_ptr(x86::r11, run + 8));
    as_.je(slow.entry);
    as_.add(x86::qword_ptr(x86::r11, run), cell);
    as_.mov(dest(), x86::rax);
    as_.xorps(x86::xmm15, x86::xmm15);
    int32_t at = 8;
    for (; at + 16 <= cell; at += 16) as_.movups(x86::ptr(dest(), at), x86::xmm15);
    if (at < cell) as_.movsd(x86::qword_ptr(dest(), at), x86::xmm15);
    as_.mov(x86::r11, reinterpret_cast<uint64_t>(&gc::allocation_mark));
    as_.movzx(x86::eax, x86::byte_ptr(x86::r11));
    as_.shl(x86::rax, 32);
    as_.add(x86::rax, static_cast<int32_t>(layout));
    as_.mov(x86::qword_ptr(dest()), x86::rax);
  } else {
    as_.jmp(slow.entry);
  }
  as_.bind(done);
  slow_.push_back(slow);
}

void Emitter::emit_call(const IrIns& in, const InsAlloc& a) {
  static const x86::Gp kArgs[] = {x86::rdi, x86::rsi, x86::rdx, x86::rcx, x86::r8, x86::r9};
  static const uint8_t kArgNumbers[] = {7, 6, 2, 1, 8, 9};
  const void* function;
  const char* signature = nullptr;
  size_t first_operand = 0;
  if (in.op == IrOp::CALL) {
    const HelperInfo& info = helper_info(static_cast<Helper>(in.a));
    function = info.function();
    signature = info.arguments;
  } else {
    function = reinterpret_cast<const void*>(ir_.konst(in.a).bits);
  }
  std::vector<Move> moves;
  size_t gprs = 0, fprs = 0, operand = first_operand;
  bool thread = false;
  size_t thread_at = 0;
  size_t count = a.use_count;
  auto pass = [&](const Use& u) {
    if (is_fp(ir_.type(u.ref))) {
      moves.push_back({Location{Location::kFpr, static_cast<uint8_t>(fprs++), 0}, u.at, u.ref});
    } else {
      moves.push_back({Location{Location::kGpr, kArgNumbers[gprs++], 0}, u.at, u.ref});
    }
  };
  if (signature) {
    for (const char* s = signature; *s; s++) {
      if (*s == 'T') {
        thread = true;
        thread_at = gprs++;
      } else {
        pass(use(operand++));
      }
    }
  } else {
    for (; operand < count; operand++) pass(use(operand));
  }
  if (gprs > 6 || fprs > 8) {
    error_ = "a call with more arguments than registers";
    return;
  }
  moves_at_once(moves);
  if (thread) as_.mov(kArgs[thread_at], x86::r14);
  as_.mov(x86::rax, reinterpret_cast<uint64_t>(function));
  as_.call(x86::rax);
  if (a.dest.kind == Location::kFpr) {
    as_.movaps(xdest(), x86::xmm0);
  } else if (a.dest.kind == Location::kGpr) {
    if (in.type == IrType::I1) {
      as_.movzx(dest().r32(), x86::al);
    } else if (in.type == IrType::I32) {
      as_.movsxd(dest(), x86::eax);
    } else {
      as_.mov(dest(), x86::rax);
    }
  }
}

}  // namespace pyvm::jit::x64
