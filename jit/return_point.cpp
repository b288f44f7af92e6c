#include "jit/return_point.h"

#include <vector>

#include "jit/backend.h"
#include "jit/code_notes.h"
#include "jit/trace.h"
#include "vm/object/code.h"

namespace pyvm::jit {

namespace {

// By number; null: free. 0: none.
std::vector<Trace*>& stubs() {
  static std::vector<Trace*> all(1);
  return all;
}
std::vector<uint32_t>& free_numbers() {
  static std::vector<uint32_t> all;
  return all;
}

// 0: there are too many.
uint32_t take_number() {
  std::vector<uint32_t>& free = free_numbers();
  if (!free.empty()) {
    uint32_t number = free.back();
    free.pop_back();
    return number;
  }
  if (stubs().size() >= kReturnPoints) return 0;
  stubs().push_back(nullptr);
  return static_cast<uint32_t>(stubs().size() - 1);
}

// The caller's register `ret` is the result, for __init__ the instance that its frame's header holds.
void fill(TraceIr& ir, FrameInfo info, int32_t callee_offset, const Instr* return_pc) {
  Ref result;
  if (info.action == ReturnAction::kInit) {
    result = ir.emit(IrOp::SLOT, IrType::BOX, static_cast<Ref>(callee_offset - kFrameHeaderWords));
  } else {
    result = ir.emit(IrOp::PARENT, IrType::BOX, 0);
    ir.parent_values = 1;
  }
  ir.snaps.entries.push_back({info.ret, result, static_cast<uint8_t>(MemKind::WORD)});
  ir.snaps.list.push_back({0, 1, 0, 0, 0, 0, return_pc, ResumeMode::kResume});
  ir.emit(IrOp::JEXIT, IrType::VOID, kNoRef, kNoRef, 0);
}

// The frame holds all that a handler needs.
void fill_handler(TraceIr& ir, const Instr* target) {
  ir.snaps.list.push_back({0, 0, 0, 0, 0, 0, target, ResumeMode::kResume});
  ir.emit(IrOp::JEXIT, IrType::VOID, kNoRef, kNoRef, 0);
}

// What JRET and JCATCH hand over is where the stub's exit passes it to its side trace.
bool direct(const Trace* stub) {
  const std::vector<Location>& at = stub->machine.locations;
  if (stub->ir.parent_values == 0) return at.empty();
  return stub->ir.parent_values == 1 && at.size() == 1 && at[0].kind == kReturnLocation.kind &&
         at[0].reg == kReturnLocation.reg;
}

// The stub at this place, or null.
Trace* known_stub(const PyCode* code, const Instr* pc, ReturnAction action, int32_t callee_offset) {
  for (const ReturnPlace& place : notes_of(code).returns) {
    if (place.pc == pc && place.action == action && place.callee_offset == callee_offset) return place.stub;
  }
  return nullptr;
}

// A trace that begins at pc, to be filled. Null: no memory.
Trace* new_stub(PyCode* code, const Instr* pc) {
  Trace* stub = new_trace();
  if (!stub) return nullptr;
  stub->code = code;
  stub->start = pc;
  stub->root = stub;
  return stub;
}

// Its number; 0: no memory for its code, or there are too many.
uint32_t add_stub(Trace* stub, ReturnAction action, int32_t callee_offset) {
  ParentState parent{&kReturnLocation, stub->ir.parent_values};
  stub->machine = compile_trace(stub->ir, stub, stub->number, parent, nullptr);
  if (!stub->machine.code) return 0;
  uint32_t number = take_number();
  if (!number) return 0;
  stub->return_point = number;
  trace_compiled(stub);
  stub->exit_state.assign(stub->machine.exits.size(), 0);
  stubs()[number] = stub;
  return_links[number] = stub->machine.entry;
  notes_of(stub->code).returns.push_back({stub->start, action, callee_offset, stub});
  gc::barrier(&stub->code->header);
  return number;
}

}  // namespace

uint32_t return_point(PyCode* caller, const Instr* return_pc, FrameInfo info, int32_t callee_offset) {
  if (info.action != ReturnAction::kStore && info.action != ReturnAction::kInit) return 0;
  if (const Trace* known = known_stub(caller, return_pc, info.action, callee_offset)) return known->return_point;
  Trace* stub = new_stub(caller, return_pc);
  if (!stub) return 0;
  stub->return_register = info.ret;
  fill(stub->ir, info, callee_offset, return_pc);
  return add_stub(stub, info.action, callee_offset);
}

uint32_t handler_point(PyCode* code, uint32_t target) {
  constexpr ReturnAction kHandler = ReturnAction::kNative;   // an action that no return point has
  const Instr* pc = code->instrs + target;
  if (const Trace* known = known_stub(code, pc, kHandler, 0)) return known->return_point;
  Trace* stub = new_stub(code, pc);
  if (!stub) return 0;
  fill_handler(stub->ir, pc);
  return add_stub(stub, kHandler, 0);
}

Trace* return_trace_at(uint32_t number) { return stubs()[number]; }

void return_point_linked(const Trace* side) {
  if (side->parent->return_point && direct(side->parent)) return_links[side->parent->return_point] = side->machine.entry;
}

void return_point_unlinked(const Trace* side) {
  if (side->parent->return_point) return_links[side->parent->return_point] = side->parent->machine.entry;
}

void return_point_freed(const Trace* stub) {
  return_links[stub->return_point] = nullptr;
  stubs()[stub->return_point] = nullptr;
  free_numbers().push_back(stub->return_point);
}

}  // namespace pyvm::jit
