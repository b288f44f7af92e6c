#include "jit/ir.h"

#include <cstring>

#include "jit/helpers.h"
#include "jit/layout.h"

namespace pyvm::jit {

namespace {
constexpr uint8_t GUARD = kIrGuard, COMM = kIrComm, CSE = kIrCse, LOAD = kIrLoad, STORE = kIrStore, CALLS = kIrCalls,
                  KEEP = kIrKeep, ALLOC = kIrAlloc;
constexpr IrType VOID = IrType::VOID, I1 = IrType::I1, I64 = IrType::I64, F32 = IrType::F32, F64 = IrType::F64,
                 PTR = IrType::PTR, REF = IrType::REF, BOX = IrType::BOX, ANY = static_cast<IrType>(0xFF);

constexpr IrOpInfo row(const char* name, IrOperand a, IrOperand b, IrAux aux, IrType result, int flags) {
  bool any = result == ANY;
  return {name, a, b, aux, any ? IrType::VOID : result, any, static_cast<uint8_t>(flags)};
}
}  // namespace

const IrOpInfo kIrOps[kIrOpCount] = {
#define IR(name, a, b, aux, result, flags, meaning) \
  row(#name, IrOperand::a, IrOperand::b, IrAux::aux, result, flags),
#include "jit/ir.def"
#undef IR
};

const char* ir_type_name(IrType type) {
  static const char* const kNames[] = {"void", "i1", "i32", "i64", "u64", "f32", "f64", "ptr", "ref", "box"};
  return kNames[static_cast<int>(type)];
}

FieldInfo field_info(uint16_t field) {
  static const FieldInfo kFields[] = {
#define FIELD(name, type, member, mem, ir, immutable) \
  {#name, kFieldOffsets[name], MemKind::mem, IrType::ir, immutable},
      PYVM_JIT_FIELDS(FIELD)
#undef FIELD
  };
  if (field & kSlotField) {
    return {"slot", static_cast<uint16_t>(field & ~kSlotField), MemKind::WORD, IrType::BOX, false};
  }
  PYVM_DCHECK(field < kFieldCount);
  return kFields[field];
}

TraceIr::TraceIr() { clear(); }

void TraceIr::clear() {
  ins.clear();
  snaps.clear();
  consts.assign(1, {0, IrType::VOID});
  const_next.assign(1, 0);
  std::memset(const_hash, 0, sizeof const_hash);
  loop = kNoRef;
  raw_floats = false;
  parent_values = 0;
  body_values.clear();
}

Ref TraceIr::constant(IrType type, uint64_t bits) {
  uint64_t h = (bits * 0x9E3779B97F4A7C15u) >> 58;
  for (Ref r = const_hash[h]; r; r = const_next[r]) {
    if (consts[r].bits == bits && consts[r].type == type) return r;
  }
  Ref r = static_cast<Ref>(consts.size());
  consts.push_back({bits, type});
  const_next.push_back(const_hash[h]);
  const_hash[h] = r;
  return r;
}

Ref TraceIr::strip_box(Ref r) const {
  if (is_const(r)) return r;
  const IrIns& box = at(r);
  switch (box.op) {
    case IrOp::BOXI:
    case IrOp::BOXIU:
    case IrOp::BOXF:
    case IrOp::BOXB:
    case IrOp::BOXR: return box.a;
    case IrOp::CALL: return static_cast<Helper>(box.a) == Helper::box_unsigned ? box.b : r;
    default: return r;
  }
}

Ref TraceIr::k_double(double d) {
  uint64_t bits;
  std::memcpy(&bits, &d, 8);
  return constant(IrType::F64, bits);
}

double TraceIr::double_of(Ref r) const {
  double d;
  std::memcpy(&d, &konst(r).bits, 8);
  return d;
}

}  // namespace pyvm::jit
