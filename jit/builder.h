// Builds IR with the optimisations that need no look ahead: folding, common subexpressions, load forwarding, dead stores.
//
// Recording and loop peeling both emit through it, so every rule applies twice: once to the recorded path, once to the
// loop body that is emitted from it.
//
// Invariants:
//   1. An instruction's operands stand before it (PHI's b excepted).
//   2. Facts about SSA values (what a guard proved) hold to the end of the trace; facts about memory hold until a store
//      that may alias or a call that may write, and cross the LOOP only if nothing in the loop changes them.
#pragma once

#include <cstddef>
#include <utility>

#include "jit/ir.h"

namespace pyvm::jit {

// Makes the snapshot that guards emitted now leave through.
struct SnapshotSource {
  uint16_t (*take)(void* context) = nullptr;
  void* context = nullptr;
};

// Which passes run.
struct OptFlags {
#define PASS(name, meaning) bool name = true;
#include "jit/passes.def"
#undef PASS
};

class IrBuilder {
 public:
  explicit IrBuilder(TraceIr& trace) : ir(trace) {}

  TraceIr& ir;
  OptFlags opt;
  SnapshotSource snapshot;
  bool failed = false;   // a guard was emitted that can only fail

  void reset();

  // Emits or finds an instruction. Guards get the current snapshot. Returns kNoRef for VOID instructions.
  Ref emit(IrOp op, IrType type, Ref a = kNoRef, Ref b = kNoRef, uint16_t aux = 0);

  // Shorthands.
  Ref op2(IrOp op, Ref a, Ref b) { return emit(op, ir.type(a), a, b); }
  Ref op1(IrOp op, Ref a) { return emit(op, ir.type(a), a); }
  Ref cmp(IrOp op, Ref a, Ref b) { return emit(op, IrType::I1, a, b); }
  void guard_true(Ref c) { emit(IrOp::GUARD_T, IrType::VOID, c); }
  void guard_false(Ref c) { emit(IrOp::GUARD_F, IrType::VOID, c); }
  void guard_finite(Ref r) { emit(IrOp::GFINITE, IrType::VOID, r); }
  void guard_layout(Ref object, uint32_t layout) { emit(IrOp::GLAYOUT, IrType::VOID, object, layout); }
  Ref slot(int32_t word) { return emit(IrOp::SLOT, IrType::BOX, static_cast<Ref>(word)); }
  Ref load(Ref object, uint16_t field) { return emit(IrOp::FLOAD, field_info(field).type, object, kNoRef, field); }
  void store(Ref object, uint16_t field, Ref value) { emit(IrOp::FSTORE, IrType::VOID, object, value, field); }
  Ref aref(Ref base, Ref index, int scale, int disp) {
    return emit(IrOp::AREF, IrType::PTR, base, index, addr_aux(scale, disp));
  }
  Ref load_at(Ref address, IrType type, MemKind kind, Alias alias) {
    return emit(IrOp::ALOAD, type, address, kNoRef, mem_aux(kind, alias));
  }
  void store_at(Ref address, Ref value, MemKind kind, Alias alias) {
    emit(IrOp::ASTORE, IrType::VOID, address, value, mem_aux(kind, alias));
  }
  // The Value for any raw result; identity on BOX.
  Ref box(Ref value);

  // ---- deferred stores: fields of objects that nobody else looks at meanwhile (iterators) are written at exits only
  struct Deferred {
    Ref object;
    uint16_t field;
    Ref value;
    Ref memory = kNoRef;   // what the field holds, if that is known
  };
  std::vector<Deferred> deferred;
  uint32_t deferred_version = 0;   // changes with `deferred`
  void store_deferred(Ref object, uint16_t field, Ref value) { emit(IrOp::DSTORE, IrType::VOID, object, value, field); }
  // Carries all deferred stores out.
  void flush_deferred();

  // Adds a snapshot: the entries and frames given, and the deferred stores. A boxed value is entered raw.
  uint16_t add_snapshot(const SnapEntry* entries, uint32_t count, const SnapFrame* frames, uint32_t frame_count,
                        const Instr* pc, ResumeMode mode);
  Ref strip_box(Ref r) const { return ir.strip_box(r); }

  // Takes a guard back: nothing was concluded from it that does not hold without.
  void remove_guard(Ref guard);

  // ---- trying something out: everything emitted since mark() is taken back by rollback()
  struct Mark {
    size_t ins, snaps, entries, objects, frames;
    Ref chain[kIrOpCount];
    Ref kill, layout_kill, last_guard;
    std::vector<Deferred> deferred;
    bool failed;
  };
  Mark mark() const;
  void rollback(const Mark& mark);

  // Memory may have been written / layouts changed by something outside the IR (a call): forget.
  void kill_memory() { kill_ = ir.next_ref(); }
  void kill_layouts() { layout_kill_ = ir.next_ref(); }

  // Starts the loop body: emits LOOP and restricts what crosses it. Peeling only.
  Ref begin_body();
  // Builds chains for instructions that were put into `ir` directly.
  void append_raw(const IrIns& ins);

  // True if the Value was proved to be an int, float or bool.
  bool unboxed(Ref boxed) const;
  // The layout that a NEW has by now, or 0: not known.
  uint32_t layout_of_new(Ref object) const;

  // a and b were proved to be different objects.
  void set_apart(Ref a, Ref b) { apart_.emplace_back(a, b); }
  // True if a is surely another object than b.
  bool distinct_objects(Ref a, Ref b) const;
  bool distinct_addresses(Ref x, Ref y) const;

 private:
  friend struct Folder;
  Ref generator_of(Ref r) const;
  Ref cse(const IrIns& ins);
  Ref forward_field(const IrIns& ins);
  Ref forward_element(const IrIns& ins);
  void drop_dead_store(const IrIns& ins);
  bool may_cross_loop(const IrIns& load) const;
  bool layout_is_fixed(uint32_t layout) const;
  Ref append(IrIns ins);
  void note_call(const IrIns& ins);
  uint32_t effects_of(const IrIns& ins) const;
  void flush_one(size_t index);
  bool deferred_access(const IrIns& ins, Ref* found);
  void defer_again(size_t index, Ref value);
  void flush_handled();

  std::vector<std::pair<Ref, Ref>> apart_;
  Ref chain_[kIrOpCount] = {};
  Ref kill_ = kNoRef;          // memory before this ref is forgotten
  Ref layout_kill_ = kNoRef;
  Ref last_guard_ = kNoRef;    // newest guard: stores before it are visible at an exit
};

// What folding found.
enum class FoldResult : uint8_t {
  kNone,     // no rule applies (the instruction may have been rewritten)
  kRef,      // the value is *out
  kDrop,     // a guard that always holds
  kFail,     // a guard that never holds
};
// Applies the rules of fold.cpp to an instruction not yet emitted.
FoldResult fold(IrBuilder& b, IrIns& ins, Ref* out);

}  // namespace pyvm::jit
