#include "vm/run/return.h"

#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/type.h"
#include "vm/run/generator.h"
#include "vm/run/slow.h"

namespace pyvm {

namespace {

const Instr* jump_by_truth(Value* base, const Instr* instr, bool truth) {
  switch (instr->opcode()) {
    case Opcode::NOT:
      base[instr->a] = Value::from_bool(!truth);
      return instr + 1;
    case Opcode::JUMP_IF_TRUE: return instr + 1 + (truth ? instr->sbx : 0);
    default: return instr + 1 + (truth ? 0 : instr->sbx);
  }
}

const Instr* deliver_truth(Value* base, const Instr* instr, Value result, bool from_len) {
  if (!from_len) {
    if (!result.is_bool()) {
      (void)raise_type_error("__bool__ should return bool, returned %s", type_name(result));
      return nullptr;
    }
    return jump_by_truth(base, instr, result.is_true());
  }
  Value length = object_as_int(current_thread(), result);
  if (!length) return nullptr;
  if (int_sign(length) < 0) {
    (void)raise_value_error("__len__() should return >= 0");
    return nullptr;
  }
  return jump_by_truth(base, instr, int_sign(length) > 0);
}

// The operator method answered NotImplemented: the next candidate.
const Instr* next_candidate(Thread& t, const Instr* instr, uint32_t stage) {
  bool compare = instr->op >= static_cast<uint16_t>(Opcode::LT) && instr->op <= static_cast<uint16_t>(Opcode::GE_K);
  Value result = compare ? slow_compare(t, t.base, instr, stage) : slow_binary(t, t.base, instr, stage);
  if (!result) return nullptr;
  if (result == kFramePushed) {
    t.base = t.pushed;
    return frame_start(t.base);
  }
  t.base[instr->a] = result;
  return instr + 1;
}

const Instr* exit_of_loop(const Instr* instr) { return instr + 1 + static_cast<int16_t>(instr->c); }

struct Popped {
  FrameInfo info;
  const Instr* return_pc;
  Value callee_slot;
};

Popped pop_frame(Thread& t) {
  Value* base = t.base;
  Popped popped{frame_info(base), frame_return_pc(base), base[-6]};
  t.depth--;
  t.base = frame_caller(base);
  t.pc = popped.return_pc ? popped.return_pc - 1 : nullptr;
  return popped;
}

// Hands the result of a popped frame to whoever waits; `ended`: it is what a generator returned.
const Instr* deliver(Thread& t, const Popped& popped, Value result, bool ended) {
  Value* base = t.base;
  const Instr* instr = t.pc;
  switch (popped.info.action) {
    case ReturnAction::kNative:
      t.returned = result;
      return nullptr;
    case ReturnAction::kInit:
      if (!result.is_none()) {
        (void)raise_type_error("__init__() should return None, not '%s'", type_name(result));
        return nullptr;
      }
      base[popped.info.ret] = popped.callee_slot;
      return popped.return_pc;
    case ReturnAction::kBinary:
      if (result == kNotImplemented) return next_candidate(t, instr, popped.info.extra);
      base[popped.info.ret] = result;
      return popped.return_pc;
    case ReturnAction::kTruth: return deliver_truth(base, instr, result, popped.info.extra != 0);
    case ReturnAction::kContains: {
      int truth = object_is_true(t, result);
      if (truth < 0) return nullptr;
      base[instr->a] = Value::from_bool((truth != 0) == (instr->opcode() == Opcode::IN));
      return popped.return_pc;
    }
    case ReturnAction::kIterNext:
      if (ended) return exit_of_loop(instr);
      base[popped.info.ret] = result;
      return popped.return_pc;
    case ReturnAction::kSend:
      base[popped.info.ret] = result;
      return ended ? exit_of_loop(instr) : popped.return_pc;
    case ReturnAction::kDiscard: return popped.return_pc;
    case ReturnAction::kStore:
    case ReturnAction::kGetattr: break;
  }
  base[popped.info.ret] = result;
  return popped.return_pc;
}

}  // namespace

const Instr* frame_return(Thread& t, Value result) {
  Value* ending = t.base;
  bool generator = frame_info(ending).flags & kFrameGenerator;
  if (generator) generator_finish(t, frame_generator(ending));
  if (frame_object(ending)) frame_detach(t, ending, t.pc);
  return deliver(t, pop_frame(t), result, generator);
}

const Instr* frame_return_plain(Thread& t, Value result) {
  if (frame_object(t.base)) frame_object(t.base) = nullptr;   // it now belongs to the generator
  return deliver(t, pop_frame(t), result, false);
}

const Instr* frame_yield(Thread& t, Value value) {
  generator_suspend(t, frame_generator(t.base), t.base, t.pc + 1);
  Popped popped = pop_frame(t);
  if (popped.info.action == ReturnAction::kNative) {
    t.returned = value;
    return nullptr;
  }
  t.base[popped.info.ret] = value;
  return popped.return_pc;
}

const Instr* frame_start(Value* base) {
  if (frame_info(base).flags & kFrameGenerator) return frame_generator(base)->pc;
  return frame_function(base)->code->instrs;
}

}  // namespace pyvm
