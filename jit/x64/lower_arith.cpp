// Boxes, arithmetic, conversions.
#include <algorithm>
#include <cstring>
#include <iterator>

#include "jit/x64/emitter.h"
#include "vm/object/float.h"
#include "vm/object/value.h"

namespace pyvm::jit::x64 {

using asmjit::Label;

namespace {

constexpr uint64_t kCanonicalNan = uint64_t{0x7FF8000000000000};
// kIntTag is also -kDoubleOffset; x - kDoubleOffset is a double's bits iff it is below kIntTag - kDoubleOffset.
static_assert(Value::kIntTag == -Value::kDoubleOffset);

}  // namespace

void Emitter::emit_box(const IrIns& in, const InsAlloc& a) {
  const Use& u = use(0);
  switch (in.op) {
    case IrOp::BOXI: {
      x86::Gp x = in_gpr(u, x86::rax);
      as_.mov(x86::r11, int64_t{1} << 48);
      as_.add(x86::r11, x);
      as_.shr(x86::r11, 49);
      as_.jnz(exit_of(index_));
      [[fallthrough]];
    }
    case IrOp::BOXIU: {
      to_gpr(dest(), u);
      // A non-negative payload needs no masking, a negative one has all tag bits set already.
      as_.or_(dest(), pool(Value::kIntTag));
      break;
    }
    case IrOp::BOXF: {
      x86::Xmm x = in_xmm(u, x86::xmm15);
      as_.movq(dest(), x);
      if (ir_.raw_floats) {
        Label ordered = as_.newLabel();
        as_.ucomisd(x, x);
        as_.jnp(ordered);
        as_.mov(dest(), kCanonicalNan);
        as_.bind(ordered);
      }
      as_.sub(dest(), pool(Value::kIntTag));   // adds kDoubleOffset
      break;
    }
    case IrOp::BOXB:
      to_gpr(dest(), u);
      as_.or_(dest(), static_cast<int32_t>(kFalse.bits()));
      break;
    case IrOp::BOXR:
    case IrOp::UNBOXRU: to_gpr(dest(), u); break;
    case IrOp::UNBOXI: {
      x86::Gp x = in_gpr(u, x86::rax);
      as_.cmp(x, pool(Value::kIntTag));
      as_.jb(exit_of(index_));
      to_gpr(dest(), u);
      as_.shl(dest(), Value::kIntShift);
      as_.sar(dest(), Value::kIntShift);
      break;
    }
    case IrOp::UNBOXF: emit_unbox_float(in); break;
    case IrOp::UNBOXB: {
      x86::Gp x = in_gpr(u, x86::rax);
      as_.mov(x86::r11, x);
      as_.and_(x86::r11, -2);
      as_.cmp(x86::r11, static_cast<int32_t>(kFalse.bits()));
      as_.jne(exit_of(index_));
      to_gpr(dest(), u);
      as_.and_(dest().r32(), 1);
      break;
    }
    default: {   // UNBOXR
      x86::Gp x = in_gpr(u, x86::rax);
      as_.lea(x86::r11, x86::ptr(x, -4096));
      as_.shr(x86::r11, 48);
      as_.jnz(exit_of(index_));
      to_gpr(dest(), u);
      break;
    }
  }
}

// What is no double becomes a NaN when kDoubleOffset is taken off; whether a NaN is one is found out aside.
void Emitter::emit_unbox_float(const IrIns& in) {
  if (is_const(in.a) || !alloc_.fused[in.a - kRefBias]) {
    as_.movq(xdest(), in_gpr(use(0), x86::rax));
  } else {
    const IrIns& load = ir_.at(in.a);
    size_t next = 0;
    x86::Mem at = load.op == IrOp::ALOAD ? address(load.a, &next)
                                         : x86::ptr(in_gpr(use(0), x86::r11), field_info(load.aux).offset);
    at.setSize(8);
    as_.movq(xdest(), at);
  }
  if (!tag_pair_.isValid()) tag_pair_ = as_.newLabel();
  nan_checks_.push_back({as_.newLabel(), as_.newLabel(), xdest(), exit_of(index_)});
  as_.paddq(xdest(), x86::xmmword_ptr(tag_pair_));   // subtracts kDoubleOffset
  as_.ucomisd(xdest(), xdest());
  as_.jp(nan_checks_.back().entry);
  as_.bind(nan_checks_.back().done);
}

void Emitter::emit_nan_checks() {
  for (const NanCheck& n : nan_checks_) {
    as_.bind(n.entry);
    as_.movq(x86::r11, n.value);
    as_.cmp(x86::r11, pool(Value::kIntTag - Value::kDoubleOffset));
    as_.jae(n.exit);
    as_.jmp(n.done);
  }
}

void Emitter::emit_int(const IrIns& in, const InsAlloc& a) {
  const Use& x = use(0);
  if (in.op == IrOp::NOT) {
    to_gpr(dest(), x);
    as_.xor_(dest().r32(), 1);
    return;
  }
  if (in.op == IrOp::NEG) {
    to_gpr(dest(), x);
    as_.neg(dest());
    return;
  }
  if (in.op == IrOp::ABS) {
    x86::Gp v = in_gpr(x, x86::rax);
    as_.mov(x86::r11, v);
    as_.neg(x86::r11);
    as_.cmovs(x86::r11, v);
    as_.mov(dest(), x86::r11);
    return;
  }
  const Use& y = use(1);
  if (in.op == IrOp::MIN || in.op == IrOp::MAX) {
    x86::Gp v = in_gpr(x, x86::rax);
    to_gpr(x86::r11, y);
    as_.cmp(v, x86::r11);
    in.op == IrOp::MIN ? as_.cmovl(x86::r11, v) : as_.cmovg(x86::r11, v);
    as_.mov(dest(), x86::r11);
    return;
  }
  if (in.op == IrOp::ADD && !constant(x)) {
    // A sum needs no copy of its first operand.
    if (small(y)) {
      if (gp(x.at.reg) == dest()) {
        as_.add(dest(), static_cast<int32_t>(bits(y)));
      } else {
        as_.lea(dest(), x86::ptr(gp(x.at.reg), static_cast<int32_t>(bits(y))));
      }
      return;
    }
    if (!constant(y) && gp(x.at.reg) != dest()) {
      as_.lea(dest(), x86::ptr(gp(x.at.reg), gp(y.at.reg)));
      return;
    }
  }
  if (in.op == IrOp::MUL && small(y) && !constant(x)) {
    as_.imul(dest(), gp(x.at.reg), static_cast<int32_t>(bits(y)));
    return;
  }
  bool imm = small(y) && in.op != IrOp::MUL;
  x86::Gp v = imm ? x86::Gp(x86::r11) : in_gpr(y, x86::r11);
  to_gpr(dest(), x);
  auto i = imm ? static_cast<int32_t>(bits(y)) : 0;
  switch (in.op) {
    case IrOp::ADD: imm ? as_.add(dest(), i) : as_.add(dest(), v); break;
    case IrOp::SUB: imm ? as_.sub(dest(), i) : as_.sub(dest(), v); break;
    case IrOp::MUL: as_.imul(dest(), v); break;
    case IrOp::AND: imm ? as_.and_(dest(), i) : as_.and_(dest(), v); break;
    case IrOp::OR: imm ? as_.or_(dest(), i) : as_.or_(dest(), v); break;
    case IrOp::XOR: imm ? as_.xor_(dest(), i) : as_.xor_(dest(), v); break;
    default: error_ = "integer arithmetic that code generation does not know"; break;
  }
}

// The sum is formed in a scratch register, so that the exit still finds the operands.
void Emitter::emit_overflow(const IrIns& in, const InsAlloc& a) {
  const Use& x = use(0);
  const Use& y = use(1);
  // In place, unless the exit wants an operand that the result overwrites.
  x86::Gp sum = exit_wants(a.dest) ? gp(kGprScratch.reg) : dest();
  to_gpr(sum, x);
  if (small(y)) {
    auto i = static_cast<int32_t>(bits(y));
    switch (in.op) {
      case IrOp::ADDOV: as_.add(sum, i); break;
      case IrOp::SUBOV: as_.sub(sum, i); break;
      default: as_.imul(sum, sum, i); break;
    }
  } else {
    x86::Gp v = in_gpr(y, x86::r11);
    switch (in.op) {
      case IrOp::ADDOV: as_.add(sum, v); break;
      case IrOp::SUBOV: as_.sub(sum, v); break;
      default: as_.imul(sum, v); break;
    }
  }
  as_.jo(exit_of(index_));
  if (sum != dest()) as_.mov(dest(), sum);
}

void Emitter::emit_shift(const IrIns& in, const InsAlloc& a) {
  const Use& x = use(0);
  const Use& y = use(1);
  if (constant(y)) {
    to_gpr(dest(), x);
    auto n = static_cast<int32_t>(bits(y) & 63);
    switch (in.op) {
      case IrOp::SHL: as_.shl(dest(), n); break;
      case IrOp::SAR: as_.sar(dest(), n); break;
      default: as_.shr(dest(), n); break;
    }
    return;
  }
  // The count goes through cl, whose own value waits in r11.
  to_gpr(x86::rax, x);
  bool keep = gp(y.at.reg) != x86::rcx;
  if (keep) {
    as_.mov(x86::r11, x86::rcx);
    as_.mov(x86::rcx, gp(y.at.reg));
  }
  switch (in.op) {
    case IrOp::SHL: as_.shl(x86::rax, x86::cl); break;
    case IrOp::SAR: as_.sar(x86::rax, x86::cl); break;
    default: as_.shr(x86::rax, x86::cl); break;
  }
  if (keep) as_.mov(x86::rcx, x86::r11);
  as_.mov(dest(), x86::rax);
}

// Floor division and the modulus with the divisor's sign.
void Emitter::emit_divide(const IrIns& in, const InsAlloc& a) {
  if (in.type != IrType::I64) {
    error_ = "float division with floor is a call";
    return;
  }
  const Use& x = use(0);
  const Use& y = use(1);
  if (constant(y)) {
    uint64_t d = bits(y);
    if (static_cast<int64_t>(d) > 0 && (d & (d - 1)) == 0) {
      int shift = __builtin_ctzll(d);
      if (in.op == IrOp::FLOORDIV) {
        to_gpr(dest(), x);
        if (shift) as_.sar(dest(), shift);
      } else {
        to_gpr(dest(), x);
        if (d - 1 <= INT32_MAX) {
          as_.and_(dest(), static_cast<int32_t>(d - 1));
        } else {
          load_int(x86::r11, d - 1);
          as_.and_(dest(), x86::r11);
        }
      }
      return;
    }
  }
  x86::Gp divisor = in_gpr(y, x86::r11);
  to_gpr(x86::rax, x);
  // 32-bit division is several times faster on many processors: taken when both operands fit.
  Label wide = as_.newLabel(), divided = as_.newLabel(), done = as_.newLabel();
  as_.mov(x86::rdx, x86::rax);
  as_.or_(x86::rdx, divisor);
  as_.shr(x86::rdx, 31);
  as_.jnz(wide);
  as_.xor_(x86::edx, x86::edx);
  as_.div(divisor.r32());   // both non-negative: no sign to fix
  in.op == IrOp::FLOORDIV ? as_.mov(dest(), x86::rax) : as_.mov(dest(), x86::rdx);
  as_.jmp(done);
  as_.bind(wide);
  as_.cqo();
  as_.idiv(divisor);
  as_.test(x86::rdx, x86::rdx);
  as_.jz(divided);
  if (in.op == IrOp::FLOORDIV) {
    as_.xor_(x86::rdx, divisor);
    as_.sar(x86::rdx, 63);
    as_.add(x86::rax, x86::rdx);   // signs differ: one less
  } else {
    as_.mov(x86::rax, x86::rdx);
    as_.xor_(x86::rax, divisor);
    as_.sar(x86::rax, 63);
    as_.and_(x86::rax, divisor);
    as_.add(x86::rdx, x86::rax);
  }
  as_.bind(divided);
  in.op == IrOp::FLOORDIV ? as_.mov(dest(), x86::rax) : as_.mov(dest(), x86::rdx);
  as_.bind(done);
}

void Emitter::emit_float(const IrIns& in, const InsAlloc& a) {
  bool wide = in.type == IrType::F64;
  const Use& x = use(0);
  switch (in.op) {
    case IrOp::NEG:
    case IrOp::ABS: {
      uint64_t sign = wide ? uint64_t{1} << 63 : uint64_t{1} << 31;
      to_xmm(x86::xmm15, x);
      as_.movsd(x86::xmm14, pool(in.op == IrOp::NEG ? sign : ~sign));
      in.op == IrOp::NEG ? as_.xorps(x86::xmm15, x86::xmm14) : as_.andps(x86::xmm15, x86::xmm14);
      as_.movaps(xdest(), x86::xmm15);
      return;
    }
    case IrOp::SQRT: {
      x86::Xmm v = in_xmm(x, x86::xmm15);
      wide ? as_.sqrtsd(xdest(), v) : as_.sqrtss(xdest(), v);
      return;
    }
    case IrOp::FLOOR: case IrOp::CEIL: case IrOp::TRUNC: {
      uint32_t mode = in.op == IrOp::FLOOR ? 9 : in.op == IrOp::CEIL ? 10 : 11;
      as_.roundsd(xdest(), in_xmm(x, x86::xmm15), mode);
      return;
    }
    default: break;
  }
  emit_float_binary(in);
}

namespace {

// The instructions of an operation: SSE's write over their first operand, AVX's do not.
struct FloatForms {
  IrOp op;
  asmjit::InstId sse_double, sse_single, avx_double, avx_single;
};
constexpr FloatForms kFloatForms[] = {
    {IrOp::ADD, x86::Inst::kIdAddsd, x86::Inst::kIdAddss, x86::Inst::kIdVaddsd, x86::Inst::kIdVaddss},
    {IrOp::SUB, x86::Inst::kIdSubsd, x86::Inst::kIdSubss, x86::Inst::kIdVsubsd, x86::Inst::kIdVsubss},
    {IrOp::MUL, x86::Inst::kIdMulsd, x86::Inst::kIdMulss, x86::Inst::kIdVmulsd, x86::Inst::kIdVmulss},
    {IrOp::DIV, x86::Inst::kIdDivsd, x86::Inst::kIdDivss, x86::Inst::kIdVdivsd, x86::Inst::kIdVdivss},
};

bool has_avx() {
  static const bool has = asmjit::CpuInfo::host().features().x86().hasAVX();
  return has;
}

}  // namespace

void Emitter::emit_float_binary(const IrIns& in) {
  const FloatForms* forms = std::find_if(std::begin(kFloatForms), std::end(kFloatForms),
                                         [&](const FloatForms& f) { return f.op == in.op; });
  PYVM_CHECK(forms != std::end(kFloatForms));
  bool wide = in.type == IrType::F64;
  const Use& y = use(1);
  bool memory = constant(y) && wide;   // a constant is a memory operand
  asmjit::Operand right = memory ? asmjit::Operand(pool(bits(y))) : asmjit::Operand(in_xmm(y, x86::xmm14));
  bool in_place = !constant(use(0)) && xmm_of(use(0).at.reg) == xdest();
  if (has_avx() && !in_place) {
    as_.emit(wide ? forms->avx_double : forms->avx_single, xdest(), in_xmm(use(0), x86::xmm15), right);
  } else {
    to_xmm(xdest(), use(0));
    as_.emit(wide ? forms->sse_double : forms->sse_single, xdest(), right);
  }
}

namespace {

uint64_t square_slow(uint64_t bits) {
  double x;
  std::memcpy(&x, &bits, 8);
  x = float_square_slow(x);
  std::memcpy(&bits, &x, 8);
  return bits;
}

bool has_fma() {
  static const bool has = asmjit::CpuInfo::host().features().x86().hasFMA();
  return has;
}

}  // namespace

// float_square() inline; see there.
void Emitter::emit_square(const IrIns& in, const InsAlloc& a) {
  Slow slow{};
  slow.entry = as_.newLabel();
  slow.done = as_.newLabel();
  slow.function = reinterpret_cast<const void*>(&square_slow);
  slow.square = in_xmm(use(0), x86::xmm14);
  if (has_fma() && !constant(use(0))) {
    as_.movaps(x86::xmm15, slow.square);
    as_.mulsd(x86::xmm15, slow.square);
    as_.movq(x86::rax, x86::xmm15);
    as_.sub(x86::rax, 1);
    as_.shr(x86::rax, 52);
    as_.lea(x86::r11d, x86::ptr(x86::rax, -static_cast<int32_t>(kSquareLowExponent)));
    as_.cmp(x86::r11d, static_cast<uint32_t>(kSquareExponents));
    as_.jae(slow.entry);
    as_.shl(x86::rax, 52);
    as_.add(x86::rax, pool(kSquareLimitBits));
    // The rounding error without its sign; floats that are not negative compare as their bits do.
    as_.movaps(x86::xmm14, slow.square);
    as_.vfmsub213sd(x86::xmm14, x86::xmm14, x86::xmm15);
    as_.movq(x86::r11, x86::xmm14);
    as_.btr(x86::r11, 63);
    as_.cmp(x86::r11, x86::rax);
    as_.ja(slow.entry);
  } else {
    as_.jmp(slow.entry);
  }
  as_.bind(slow.done);
  as_.movaps(xdest(), x86::xmm15);
  slow_.push_back(slow);
}

void Emitter::emit_convert(const IrIns& in, const InsAlloc& a) {
  const Use& u = use(0);
  switch (in.op) {
    case IrOp::I2F:
      as_.xorps(xdest(), xdest());   // no dependence on the register's old value
      as_.cvtsi2sd(xdest(), in_gpr(u, x86::rax));
      break;
    case IrOp::F2I: {
      // Out of range gives 1 << 63; the limit 2^62 leaves room for arithmetic.
      x86::Xmm v = in_xmm(u, x86::xmm15);
      as_.cvttsd2si(x86::rax, v);
      as_.lea(x86::r11, x86::ptr(x86::rax, x86::rax));
      as_.xor_(x86::r11, x86::rax);
      as_.js(exit_of(index_));   // bits 63 and 62 differ
      as_.mov(dest(), x86::rax);
      break;
    }
    case IrOp::B2I: to_gpr(dest(), u); break;
    case IrOp::I2B: {
      x86::Gp v = in_gpr(u, x86::rax);
      as_.test(v, v);
      as_.setnz(x86::al);
      as_.movzx(dest().r32(), x86::al);
      break;
    }
    case IrOp::D2S: as_.cvtsd2ss(xdest(), in_xmm(u, x86::xmm15)); break;
    case IrOp::S2D: as_.cvtss2sd(xdest(), in_xmm(u, x86::xmm15)); break;
    case IrOp::SEXT: {
      x86::Gp v = in_gpr(u, x86::rax);
      if (in.b == 8) {
        as_.movsx(dest(), v.r8());
      } else if (in.b == 16) {
        as_.movsx(dest(), v.r16());
      } else {
        as_.movsxd(dest(), v.r32());
      }
      break;
    }
    case IrOp::ZEXT: {
      x86::Gp v = in_gpr(u, x86::rax);
      if (in.b == 8) {
        as_.movzx(dest().r32(), v.r8());
      } else if (in.b == 16) {
        as_.movzx(dest().r32(), v.r16());
      } else {
        as_.mov(dest().r32(), v.r32());
      }
      break;
    }
    default: {   // CAST
      bool from_fp = is_fp(ir_.type(u.ref)), to_fp = is_fp(in.type);
      if (from_fp && to_fp) {
        to_xmm(xdest(), u);
      } else if (from_fp) {
        as_.movq(dest(), in_xmm(u, x86::xmm15));
      } else if (to_fp) {
        as_.movq(xdest(), in_gpr(u, x86::rax));
      } else {
        to_gpr(dest(), u);
      }
      break;
    }
  }
}

}  // namespace pyvm::jit::x64
