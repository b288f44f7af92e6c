// 1. The waiting jumps of a label form a list through their bx operand; binding the label writes the offsets.
// 2. Ranges of one depth never overlap, so sorting by depth puts inner handlers first.
// 3. 16-bit jumps that do not reach set short_overflow; the unit is then compiled again with trampolines.
#include "vm/compile/unit.h"

#include <algorithm>
#include <cstdlib>

#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm::compile {

void Unit::emit(Opcode op, Reg a, Reg b, Reg c) {
  if (dead) return;
  if ((a | b | c) > 0xFFFF) error = "too many names, constants or registers in one code object";
  Instr i;
  i.op = static_cast<uint16_t>(op);
  i.a = static_cast<uint16_t>(a);
  i.b = static_cast<uint16_t>(b);
  i.c = static_cast<uint16_t>(c);
  code.push_back(i);
  positions.push_back(position);
  if (op == Opcode::RETURN || op == Opcode::RAISE || op == Opcode::RERAISE) dead = true;
}

void Unit::emit_bx(Opcode op, Reg a, uint32_t bx) {
  if (dead) return;
  emit(op, a);
  code.back().bx = bx;
}

void Unit::emit_ext(Reg a, uint32_t bx) { emit_bx(Opcode::EXT, a, bx); }

void Unit::jump(Opcode op, Reg a, Label& target) {
  if (dead) return;
  if (target.reached)
    target.bound.meet(bound);
  else
    target.bound = bound;
  target.reached = true;
  PYVM_DCHECK(target.position == Label::kNone);
  emit_bx(op, a, target.chain);
  target.chain = here() - 1;
  if (op == Opcode::JUMP) dead = true;
}

void Unit::jump_short(Opcode op, Reg a, Reg b, Label& target) {
  if (dead) return;
  if (target.reached)
    target.bound.meet(bound);
  else
    target.bound = bound;
  target.reached = true;
  emit(op, a, b);
  if (target.position != Label::kNone) {
    patch_short(here() - 1, target.position);
  } else {
    uint32_t* slot = target.shorts;
    while (*slot != Label::kNone) slot++;
    PYVM_CHECK(slot < target.shorts + 3);
    *slot = here() - 1;
  }
  if (op == Opcode::CLEANUP_THROW) dead = true;
}

void Unit::jump_back(uint32_t loop, const Label& head) {
  if (dead) return;
  emit_bx(Opcode::JUMP_BACK, loop, static_cast<uint32_t>(static_cast<int32_t>(head.position - here() - 1)));
  dead = true;
}

void Unit::bind(Label& label) {
  label.position = here();
  for (uint32_t i = label.chain; i != Label::kNone;) {
    uint32_t next = code[i].bx;
    patch(i, label.position);
    i = next;
  }
  for (uint32_t i : label.shorts)
    if (i != Label::kNone) patch_short(i, label.position);
  if (!label.reached) return;
  if (dead)
    bound = label.bound;
  else
    bound.meet(label.bound);
  dead = false;
}

void Unit::bind_head(Label& label) {
  bound.subtract(ever_deleted);
  label.position = here();
}

uint32_t Unit::new_loop() {
  loops.push_back(0);
  if (loops.size() > 0xFFFF) error = "too many loops in one code object";
  return static_cast<uint32_t>(loops.size() - 1);
}

void Unit::patch(uint32_t instr, uint32_t target) {
  code[instr].sbx = static_cast<int32_t>(target - instr - 1);
}

void Unit::patch_short(uint32_t instr, uint32_t target) {
  int32_t offset = static_cast<int32_t>(target - instr - 1);
  if (offset < INT16_MIN || offset > INT16_MAX) short_overflow = true;
  code[instr].c = static_cast<uint16_t>(offset);
}

// ---- handlers

uint32_t Unit::new_handler() {
  handler_positions_.push_back(Label::kNone);
  return static_cast<uint32_t>(handler_positions_.size() - 1);
}

void Unit::add_range(uint32_t handler, uint32_t start, uint32_t end, Reg exception, uint32_t depth) {
  if (start < end) ranges_.push_back({start, end, handler, exception, depth});
}

void Unit::open_block(Block& block) {
  block.open = here();
  block.bound = bound;
  block.position = position;
  blocks.push_back(block);
}

void Unit::close_range(const Block& block, uint32_t depth) {
  if (block.guarded) add_range(block.handler, block.open, here(), block.exception, depth);
}

Block Unit::close_block() {
  Block block = blocks.back();
  blocks.pop_back();
  close_range(block, static_cast<uint32_t>(blocks.size()));
  return block;
}

void Unit::bind_handler(uint32_t handler, const BoundSet& at_start) {
  PYVM_DCHECK(dead);
  handler_positions_[handler] = here();
  for (const Range& range : ranges_)
    if (range.handler == handler) dead = false;
  bound = at_start;
  bound.subtract(ever_deleted);
}

// ---- constants and names

uint32_t Unit::constant(uint32_t pool_id) {
  if (pool_id == UINT32_MAX) return 0;   // an error is pending
  auto [entry, fresh] = const_index.try_emplace(pool_id, static_cast<uint32_t>(consts.size()));
  if (fresh) consts.push_back(pool_id);
  return entry->second;
}

uint32_t Unit::site(const syntax::Identifier* identifier, Opcode op) {
  constexpr size_t kUnsharedSites = 40000;   // beyond: one site for all instructions of an opcode and name
  uint32_t id = pool.name(identifier);
  if (id == UINT32_MAX || dead) return 0;
  note_name(id);
  uint32_t fresh = static_cast<uint32_t>(sites.size());
  if (fresh >= kUnsharedSites) {
    uint64_t key = uint64_t{id} << 16 | static_cast<uint16_t>(op);
    auto [entry, is_new] = shared_sites.try_emplace(key, fresh);
    if (!is_new) return entry->second;
  }
  sites.push_back(id);
  return fresh;
}

void Unit::note_name(uint32_t pool_id) {
  auto [entry, fresh] = name_index.try_emplace(pool_id, static_cast<uint32_t>(name_order.size()));
  if (fresh) name_order.push_back(pool_id);
}

Reg Unit::alloc(uint32_t count) {
  Reg r = next_temp;
  next_temp += count;
  if (next_temp > register_count) register_count = next_temp;
  if (register_count > kMaxRegisters) {
    error = "too many registers in one code object";
    next_temp = r = first_temp;
  }
  return r;
}

// ---- finishing

namespace {

bool is_conditional(Opcode op) { return op == Opcode::JUMP_IF_TRUE || op == Opcode::JUMP_IF_FALSE; }
bool is_none_jump(Opcode op) { return op == Opcode::JUMP_IF_NONE || op == Opcode::JUMP_IF_NOT_NONE; }

}  // namespace

// A jump to a jump goes to its target at once; the truth of one register is not asked twice.
void Unit::thread_jumps() {
  for (uint32_t i = 0; i < code.size(); i++) {
    Instr& jump = code[i];
    bool conditional = jump.opcode() != Opcode::JUMP;
    if (conditional && !is_conditional(jump.opcode()) && !is_none_jump(jump.opcode())) continue;
    for (int steps = 0; steps < 16; steps++) {
      uint32_t at = i + 1 + jump.sbx;
      if (at >= code.size()) break;
      const Instr& next = code[at];
      if (next.opcode() == Opcode::JUMP) {
        patch(i, at + 1 + next.sbx);
      } else if (next.opcode() == Opcode::JUMP_BACK && !conditional) {
        int32_t offset = static_cast<int32_t>(at + 1) + next.sbx - static_cast<int32_t>(i + 1);
        jump.op = next.op;
        jump.a = next.a;
        jump.sbx = offset;
        break;
      } else if (is_conditional(jump.opcode()) && is_conditional(next.opcode()) && next.a == jump.a) {
        patch(i, next.op == jump.op ? at + 1 + next.sbx : at + 1);
      } else {
        break;
      }
    }
  }
}

namespace {

PyTuple* names_tuple(Pool& pool, const std::vector<const syntax::Identifier*>& names) {
  PyTuple* tuple = tuple_new(static_cast<int64_t>(names.size()));
  if (!tuple) return nullptr;
  for (size_t i = 0; i < names.size(); i++) tuple->items[i] = Value(&pool.name_str(names[i])->header);
  gc::barrier(&tuple->header);
  return tuple;
}

}  // namespace

void Unit::write_names(PyCode* result) {
  // Each tuple is made known to the collector before the next one is allocated.
  auto keep = [result](PyTuple** field, PyTuple* tuple) {
    *field = tuple;
    gc::barrier(&result->header);
  };
  keep(&result->varnames, names_tuple(pool, locals));
  keep(&result->cellvars, names_tuple(pool, cells));
  keep(&result->freevars, names_tuple(pool, frees));
  PyTuple* names = tuple_new(static_cast<int64_t>(name_order.size()));
  if (names)
    for (size_t i = 0; i < name_order.size(); i++) names->items[i] = pool.at(name_order[i]);
  keep(&result->names, names);
}

namespace {

template <class T>
T* array_of(size_t n) {
  return static_cast<T*>(std::calloc(n ? n : 1, sizeof(T)));
}

}  // namespace

bool Unit::write_arrays(PyCode* result) {
  std::stable_sort(ranges_.begin(), ranges_.end(),
                   [](const Range& a, const Range& b) { return a.depth > b.depth; });
  result->instrs = array_of<Instr>(code.size());
  result->consts = array_of<Value>(consts.size());
  result->site_names = array_of<PyStr*>(sites.size());
  result->handlers = array_of<Handler>(ranges_.size());
  result->loops = array_of<LoopSite>(loops.size());
  if (!result->instrs || !result->consts || !result->site_names || !result->handlers ||
      !result->loops)
    return false;
  std::copy(code.begin(), code.end(), result->instrs);
  result->instr_count = static_cast<uint32_t>(code.size());
  if (!code_set_positions(result, positions.data())) return false;
  for (size_t i = 0; i < consts.size(); i++) result->consts[i] = pool.at(consts[i]);
  result->const_count = static_cast<uint32_t>(consts.size());
  for (size_t i = 0; i < sites.size(); i++) result->site_names[i] = pool.at(sites[i]).as<PyStr>();
  result->site_count = static_cast<uint32_t>(sites.size());
  for (size_t i = 0; i < ranges_.size(); i++) {
    const Range& range = ranges_[i];
    result->handlers[i] = {range.start, range.end, handler_positions_[range.handler],
                           static_cast<uint16_t>(range.exception)};
  }
  result->handler_count = static_cast<uint32_t>(ranges_.size());
  for (size_t i = 0; i < loops.size(); i++) result->loops[i].head = loops[i];
  result->loop_count = static_cast<uint32_t>(loops.size());
  gc::barrier(&result->header);
  return true;
}

PyCode* Unit::finish(Thread& t) {
  if (error_occurred(t)) return nullptr;
  if (error || sites.size() > 0xFFFF) {
    raise_error(exc::OverflowError, "%s: '%s'", error ? error : "too many attribute and name accesses in one code object",
                std::string(str_utf8(name)).c_str());
    return nullptr;
  }
  thread_jumps();
  PyCode* result = code_new();
  if (!result) return nullptr;
  pool.keep(Value(&result->header));
  result->name = name;
  result->qualname = qualname;
  result->filename = filename;
  result->doc = doc;
  result->flags = flags;
  // Operands that an instruction does not use name register 0.
  result->register_count = static_cast<uint16_t>(register_count > 0 ? register_count : 1);
  result->local_count = static_cast<uint16_t>(locals.size());
  result->arg_count = static_cast<uint16_t>(arg_count);
  result->posonly_count = static_cast<uint16_t>(posonly_count);
  result->kwonly_count = static_cast<uint16_t>(kwonly_count);
  result->cell_base = static_cast<uint16_t>(cell_base);
  result->cell_count = static_cast<uint16_t>(cells.size());
  result->free_count = static_cast<uint16_t>(frees.size());
  result->namespace_register = static_cast<uint16_t>(namespace_register);
  result->generator_register = static_cast<uint16_t>(generator_register);
  result->varargs_register = static_cast<uint16_t>(varargs_register);
  result->varkw_register = static_cast<uint16_t>(varkw_register);
  result->first_line = first_line;
  if (!write_arrays(result)) {
    raise_memory_error();
    return nullptr;
  }
  write_names(result);
  if (error_occurred(t)) return nullptr;
#ifndef NDEBUG
  if (const char* wrong = verify_code(result)) {
    raise_error(exc::SystemError, "bytecode of '%s': %s", std::string(str_utf8(name)).c_str(), wrong);
    return nullptr;
  }
#endif
  return result;
}

}  // namespace pyvm::compile
