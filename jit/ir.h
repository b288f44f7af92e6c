// Linear SSA: a trace is an array of 16-byte instructions in execution order and a pool of constants.
//
// A Ref names a constant (below kRefBias) or an instruction (from kRefBias on), so that operand order alone tells
// constants from instructions and "defined before" is one compare. Chains link instructions of the same opcode, newest
// first, for CSE and forwarding; they are valid only while the trace is being built.
#pragma once

#include <cstdint>
#include <vector>

#include "jit/snapshot.h"
#include "vm/base/check.h"

namespace pyvm::jit {

// U64: an int of 0 .. 2^64-1 that waits for its box; arithmetic is done in I64.
enum class IrType : uint8_t { VOID, I1, I32, I64, U64, F32, F64, PTR, REF, BOX };
inline constexpr int kIrTypeCount = 10;
const char* ir_type_name(IrType type);
inline bool is_fp(IrType t) { return t == IrType::F32 || t == IrType::F64; }
// Types whose 64 bits may be a pointer into the heap.
inline bool is_pointer(IrType t) { return t >= IrType::PTR; }

enum class IrOp : uint8_t {
#define IR(name, a, b, aux, result, flags, meaning) name,
#include "jit/ir.def"
#undef IR
};
#define IR(...) +1
inline constexpr int kIrOpCount = 0
#include "jit/ir.def"
    ;
#undef IR

enum class IrOperand : uint8_t { ___, REF, LIT };
enum class IrAux : uint8_t { ___, SNAP, FLD, MEM, ADDR, EFF };
enum IrFlag : uint8_t {
  kIrGuard = 1, kIrComm = 2, kIrCse = 4, kIrLoad = 8, kIrStore = 16, kIrCalls = 32, kIrKeep = 64, kIrAlloc = 128,
};

struct IrOpInfo {
  const char* name;
  IrOperand a, b;
  IrAux aux;
  IrType result;    // VOID also for ANY: see any_result
  bool any_result;
  uint8_t flags;    // IrFlag
  // Other instructions may name it: it has a result, or is a list of operands (CARG, PAIR).
  bool has_value() const { return any_result || result != IrType::VOID || (flags & kIrCse); }
};
extern const IrOpInfo kIrOps[kIrOpCount];
inline const IrOpInfo& ir_info(IrOp op) { return kIrOps[static_cast<int>(op)]; }

inline constexpr Ref kRefBias = 0x40000000;
inline constexpr Ref kNoRef = 0;   // "no operand"
inline bool is_const(Ref r) { return r < kRefBias; }

struct IrIns {
  IrOp op;
  IrType type;
  uint16_t aux;
  Ref a, b;
  Ref chain;

  bool is_guard() const { return ir_info(op).flags & kIrGuard; }
  bool has(IrFlag f) const { return ir_info(op).flags & f; }
  int32_t lit_a() const { return static_cast<int32_t>(a); }
  int32_t lit_b() const { return static_cast<int32_t>(b); }
};
static_assert(sizeof(IrIns) == 16);

struct IrConst {
  uint64_t bits;
  IrType type;
};

// ---- memory access descriptions -----------------------------------------------------------------------------------

enum class MemKind : uint8_t { U8, I8, U16, I16, U32, I32, I64, F32, F64, WORD /* PTR, REF or BOX */, BOOL /* I1 in a byte */ };
inline constexpr int kMemBytes[] = {1, 1, 2, 2, 4, 4, 8, 4, 8, 8, 1};
inline constexpr int kMemKinds = sizeof kMemBytes / sizeof *kMemBytes;

// Alias classes of ALOAD/ASTORE: accesses of different classes never overlap.
enum class Alias : uint8_t {
  kArray,       // items of a PyArray (list storage)
  kTuple,       // items of a tuple (written only when fresh)
  kRaw,         // raw buffers: numpy data, bytearrays
  kStr,         // characters (never written once visible)
  kDictEntry,   // entries of a dict
  kFrame,       // words of frames on the VM stack
  kCount
};

// aux of ALOAD / ASTORE.
inline constexpr uint16_t mem_aux(MemKind kind, Alias alias) {
  return static_cast<uint16_t>(static_cast<int>(kind) | static_cast<int>(alias) << 4);
}
inline MemKind mem_kind(uint16_t aux) { return static_cast<MemKind>(aux & 15); }
inline Alias mem_alias(uint16_t aux) { return static_cast<Alias>(aux >> 4); }
// aux of AREF: scale 0..3, displacement 0..4095.
inline constexpr uint16_t addr_aux(int scale, int disp) { return static_cast<uint16_t>(scale | disp << 4); }
inline int addr_scale(uint16_t aux) { return aux & 15; }
inline int addr_disp(uint16_t aux) { return aux >> 4; }

// aux of FLOAD / FSTORE: a row of layout.h's field table, or an attribute slot at a byte offset.
inline constexpr uint16_t kSlotField = 0x8000;   // | byte offset: a Value slot of an instance
struct FieldInfo {
  const char* name;
  uint16_t offset;
  MemKind kind;
  IrType type;       // of the loaded value
  bool immutable;    // never changes while the object lives: not killed by calls
};
FieldInfo field_info(uint16_t field);

// ---- a trace ----------------------------------------------------------------------------------------------------

// The IR of one trace with its constants and snapshots. Plain data: recording and passes use IrBuilder (opt.h).
struct TraceIr {
  std::vector<IrIns> ins;          // ins[0] has ref kRefBias
  std::vector<IrConst> consts;     // constant i has ref i; consts[0] is a dummy (kNoRef)
  std::vector<Ref> const_next;     // hash chains of the constant pool
  Ref const_hash[64] = {};
  Snapshots snaps;
  Ref loop = kNoRef;               // the LOOP instruction or kNoRef
  bool raw_floats = false;         // the trace loads floats that may be non-canonical NaNs
  uint32_t parent_values = 0;      // side trace: number of values the parent exit passes
  struct BodyValue {
    Ref theirs, mine;
  };
  std::vector<BodyValue> body_values;   // JBODY: the target's PHIs and values from before its LOOP, and ours for them

  TraceIr();
  void clear();

  Ref next_ref() const { return kRefBias + static_cast<Ref>(ins.size()); }
  IrIns& at(Ref r) {
    PYVM_DCHECK(!is_const(r) && r - kRefBias < ins.size());
    return ins[r - kRefBias];
  }
  const IrIns& at(Ref r) const { return const_cast<TraceIr*>(this)->at(r); }
  const IrConst& konst(Ref r) const {
    PYVM_DCHECK(is_const(r) && r < consts.size());
    return consts[r];
  }
  IrType type(Ref r) const { return is_const(r) ? konst(r).type : at(r).type; }

  // The raw value of a box made in the trace; identity on everything else.
  Ref strip_box(Ref r) const;

  // The constant of this type and bits (I1, I32, I64, PTR, REF, BOX: the value; F64: its bits; F32: low half).
  Ref constant(IrType type, uint64_t bits);
  Ref k_int(int64_t i) { return constant(IrType::I64, static_cast<uint64_t>(i)); }
  Ref k_bool(bool b) { return constant(IrType::I1, b); }
  Ref k_double(double d);
  Ref k_ptr(const void* p) { return constant(IrType::PTR, reinterpret_cast<uint64_t>(p)); }
  Ref k_ref(const void* p) { return constant(IrType::REF, reinterpret_cast<uint64_t>(p)); }
  Ref k_box(uint64_t bits) { return constant(IrType::BOX, bits); }
  int64_t int_of(Ref r) const { return static_cast<int64_t>(konst(r).bits); }
  double double_of(Ref r) const;

  // Appends without any optimisation.
  Ref emit(IrOp op, IrType type, Ref a = kNoRef, Ref b = kNoRef, uint16_t aux = 0) {
    ins.push_back({op, type, aux, a, b, kNoRef});
    return next_ref() - 1;
  }
};

}  // namespace pyvm::jit
