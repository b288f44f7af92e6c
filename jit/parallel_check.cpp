#include "jit/parallel_check.h"

#include <algorithm>

#include "jit/helpers.h"
#include "jit/layout.h"
#include "jit/liveness.h"
#include "jit/trace.h"
#include "vm/object/native.h"
#include "vm/object/ndarray.h"
#include "vm/object/str.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

const char* refusal_text(Refusal refusal) {
  static const char* const kTexts[] = {
      "",
#define REFUSAL(name, reason) reason,
#include "jit/parallel_refusal.def"
#undef REFUSAL
  };
  return kTexts[static_cast<int>(refusal)];
}

namespace {

// ---- bytecode

class ShapeFinder {
 public:
  ShapeFinder(const PyCode* code, const Liveness& live, uint32_t head)
      : code_(code), live_(live), head_(head), end_(live.loop_end(live.loop_at(head))), item_(code->instrs[head].b) {}

  LoopShape run() {
    LoopShape shape;
    if (leaves_loop()) shape.refusal = Refusal::kLeavesLoop;
    if (adds_to_shared_elements()) shape.refusal = Refusal::kSharedElement;
    for (uint32_t reg = 0; reg < code_->register_count; reg++) {
      if (reg == item_ || reg == code_->instrs[head_].a) continue;
      bool written = is_written(reg);
      if (!written && is_read(reg)) shape.inputs.push_back(static_cast<uint16_t>(reg));
      if (!written || !live_.live(head_ + 1, reg)) continue;
      Reduction reduction{static_cast<uint16_t>(reg), ReductionKind::kSum};
      if (shape.reductions.size() < kMaxReductions && is_reduction(reg, &reduction.kind)) {
        shape.reductions.push_back(reduction);
      } else {
        shape.refusal = Refusal::kCarried;
      }
    }
    return shape;
  }

 private:
  const Instr* at(uint32_t i) const { return code_->instrs + i; }

  bool leaves_loop() const {
    for (uint32_t i = head_ + 1; i <= end_; i++) {
      const Instr* target = jump_target(at(i));
      if (target && (target < at(head_) || target > at(end_))) return true;
      Opcode op = at(i)->opcode();
      if (op == Opcode::RETURN || op == Opcode::YIELD) return true;
    }
    return false;
  }

  bool is_written(uint32_t reg) const {
    for (uint32_t i = head_ + 1; i <= end_; i++) {
      RegisterRange w = written_registers(at(i));
      if (reg >= w.first && reg < w.first + w.count) return true;
    }
    return false;
  }
  bool is_read(uint32_t reg) const {
    for (uint32_t i = head_ + 1; i <= end_; i++) {
      if (reads_register(at(i), reg)) return true;
    }
    return false;
  }

  // r += x, r -= x, r = r + x, r = x + r and the same with *; kind by the operator.
  static bool is_update(const Instr* i, uint32_t reg, ReductionKind* kind) {
    if (i->a != reg) return false;
    switch (i->opcode()) {
      case Opcode::ADD: case Opcode::IADD: *kind = ReductionKind::kSum; return (i->b == reg) != (i->c == reg);
      case Opcode::ADD_K: case Opcode::IADD_K:
      case Opcode::SUB_K: case Opcode::ISUB_K: *kind = ReductionKind::kSum; return i->b == reg;
      case Opcode::SUB: case Opcode::ISUB: *kind = ReductionKind::kSum; return i->b == reg && i->c != reg;
      case Opcode::MUL: case Opcode::IMUL: *kind = ReductionKind::kProduct; return (i->b == reg) != (i->c == reg);
      case Opcode::MUL_K: case Opcode::IMUL_K: *kind = ReductionKind::kProduct; return i->b == reg;
      default: return false;
    }
  }

  // r = min(r, x) or min(x, r), where the call at `call` is that of the builtin; *argument: the MOVE of r into its window.
  bool is_extremum(uint32_t call, uint32_t reg, ReductionKind* kind, uint32_t* argument) const {
    const Instr* i = at(call);
    if (i->opcode() != Opcode::CALL || i->c != reg || i->b != 2) return false;
    uint32_t found = 0;
    for (uint32_t k = call; k-- > head_ + 1;) {
      if (at(k)->opcode() == Opcode::MOVE && at(k)->b == reg && at(k)->a >= i->a + kFrameHeaderWords &&
          at(k)->a < i->a + kFrameHeaderWords + 2u) {
        *argument = k;
        found++;
      }
      if (at(k)->opcode() != Opcode::LOAD_GLOBAL || at(k)->a != i->a) continue;
      const PyStr* name = code_->site_names[at(k)->b];
      *kind = str_is(name, "min") ? ReductionKind::kMin : ReductionKind::kMax;
      return found == 1 && (str_is(name, "min") || str_is(name, "max"));
    }
    return false;
  }

  // Every instruction that reads or writes the register updates it, all in the same way.
  bool is_reduction(uint32_t reg, ReductionKind* kind) const {
    std::vector<uint32_t> allowed;
    bool first = true;
    for (uint32_t i = head_ + 1; i <= end_; i++) {
      RegisterRange w = written_registers(at(i));
      if (reg < w.first || reg >= w.first + w.count) continue;
      ReductionKind mine;
      uint32_t argument = i;
      if (!is_update(at(i), reg, &mine) && !is_extremum(i, reg, &mine, &argument)) return false;
      if (!first && mine != *kind) return false;
      allowed.push_back(argument);
      *kind = mine;
      first = false;
    }
    for (uint32_t i = head_ + 1; i <= end_; i++) {
      if (reads_register(at(i), reg) && std::find(allowed.begin(), allowed.end(), i) == allowed.end()) return false;
    }
    return true;
  }

  // a[k] is read and then written, where k is not computed from the loop's variable by +, - and *.
  bool adds_to_shared_elements() const {
    std::vector<bool> own(code_->register_count);
    own[item_] = true;
    for (uint32_t i = head_ + 1; i <= end_; i++) {
      const Instr* in = at(i);
      if (in->opcode() == Opcode::STORE_SUBSCR && !own[in->b] && is_loaded_before(i)) return true;
      RegisterRange w = written_registers(in);
      bool derived = keeps_apart(in, own);
      for (uint32_t r = w.first; r < w.first + w.count && r < code_->register_count; r++) own[r] = derived;
    }
    return false;
  }

  // The result differs between iterations if an operand does.
  bool keeps_apart(const Instr* in, const std::vector<bool>& own) const {
    switch (in->opcode()) {
      case Opcode::MOVE:
      case Opcode::ADD_K: case Opcode::IADD_K: case Opcode::SUB_K: case Opcode::ISUB_K: case Opcode::MUL_K:
      case Opcode::IMUL_K: return own[in->b];
      case Opcode::ADD: case Opcode::IADD: case Opcode::SUB: case Opcode::ISUB: case Opcode::MUL: case Opcode::IMUL:
        return own[in->b] || own[in->c];
      case Opcode::BUILD_TUPLE:
        for (uint32_t k = 0; k < in->c; k++) {
          if (own[in->b + k]) return true;
        }
        return false;
      default: return false;
    }
  }

  bool is_loaded_before(uint32_t store) const {
    for (uint32_t i = head_ + 1; i < store; i++) {
      if (at(i)->opcode() == Opcode::LOAD_SUBSCR && at(i)->b == at(store)->a && at(i)->c == at(store)->b) return true;
    }
    return false;
  }

  const PyCode* code_;
  const Liveness& live_;
  uint32_t head_, end_, item_;
};

// ---- traces

constexpr uint32_t kHarmless = kEffectReads;

// Iterators that were made in the iteration, and ours.
bool is_iterator_field(uint16_t field) {
  return field == kRangeNext || field == kListIterIndex || field == kTupleIterIndex || field == kArrayIterIndex ||
         field == kListIterSource || field == kTupleIterSource;
}

bool is_fresh(const TraceIr& ir, Ref object) { return !is_const(object) && ir.at(object).op == IrOp::NEW; }

bool may_share(const TraceIr& ir, const IrIns& in) {
  switch (in.op) {
    case IrOp::FSTORE: return is_fresh(ir, in.a) || (!is_const(in.a) && is_iterator_field(in.aux));
    case IrOp::ASTORE: {
      if (mem_alias(in.aux) == Alias::kRaw) return true;
      return !is_const(in.a) && ir.at(in.a).op == IrOp::AREF && is_fresh(ir, ir.at(in.a).a);
    }
    case IrOp::CALL: return !(helper_info(static_cast<Helper>(in.a)).effects & ~kHarmless);
    case IrOp::CALLP: return !(in.aux & ~kHarmless);
    case IrOp::CARD: case IrOp::JRET: case IrOp::JCATCH: case IrOp::FRAMEOBJ: case IrOp::REBASE: return false;
    default: return true;
  }
}

}  // namespace

LoopShape loop_shape(const PyCode* code, const Liveness& live, uint32_t head) { return ShapeFinder(code, live, head).run(); }

Refusal check_traces(const Trace* entry, int32_t* words) {
  std::vector<const Trace*> reached = {entry};
  auto reach = [&](const Trace* trace) {
    if (std::find(reached.begin(), reached.end(), trace) == reached.end()) reached.push_back(trace);
  };
  *words = 0;
  for (size_t i = 0; i < reached.size(); i++) {
    const Trace* trace = reached[i];
    *words = std::max(*words, trace->top);
    for (const IrIns& in : trace->ir.ins) {
      if (!may_share(trace->ir, in)) return Refusal::kEffects;
    }
    if (trace->target) reach(trace->target);
    for (const Trace* side : trace->sides) reach(side);
  }
  return Refusal::kNone;
}

bool can_share(Value v) {
  uint32_t layout = v.is_heap() ? v.heap()->layout : 0;
  return layout != layouts.range_iterator && layout != layouts.parallel_iterator && layout != layouts.list_iterator &&
         layout != layouts.tuple_iterator && layout != layouts.generator && (!layout || layout != np::array_iterator_layout);
}

}  // namespace pyvm::jit
