#include "vm/object/parallel_iter.h"

#include "jit/jit.h"
#include "vm/object/boot.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"
#include "vm/run/frame.h"
#include "vm/run/layouts.h"
#include "vm/run/thread.h"

namespace pyvm {

int parallel_threads = 1;

bool starts_parallel_loop(const Value* base, const Instr* pc) {
  const PyCode* code = frame_function(const_cast<Value*>(base))->code;
  if (!(code->flags & kCodeParallel)) return false;
  auto here = static_cast<uint32_t>(pc - code->instrs);
  for (uint32_t i = here; i < code->instr_count; i++) {
    const Instr& back = code->instrs[i];
    if (back.opcode() != Opcode::JUMP_BACK) continue;
    const Instr& head = (&back)[1 + back.sbx];
    if (head.opcode() == Opcode::FOR_ITER && &head < pc && base[head.a].is_layout(layouts.parallel_iterator)) return false;
  }
  return true;
}

Value parallel_range(Thread& t, Value* args) {
  const PyTuple* given = as_tuple(args[0]);
  Value range = object_call(t, Value(&type_range->header), given->items, static_cast<uint32_t>(given->length));
  if (!range || !starts_parallel_loop(t.base, t.pc)) return range;
  Value iterator = object_iter(t, range);
  if (!iterator.is_layout(layouts.range_iterator)) return iterator ? range : kNull;
  const auto* serial = iterator.as<PyRangeIterator>();
  auto* it = reinterpret_cast<PyParallelIterator*>(
      gc::allocate_finalizable(layouts.parallel_iterator, sizeof(PyParallelIterator)));
  if (!it) return raise_memory_error();
  it->block.next = it->block.end = serial->next;
  it->block.step = serial->step;
  it->stop = serial->end;
  return Value(&it->block.header);
}

static Value iterator_self(Thread&, Value* args) { return args[0]; }

// Outside of a `for` the values come one after the other.
static Value iterator_next(Thread&, Value self) {
  auto* it = self.as<PyParallelIterator>();
  if (!it->run) it->block.end = it->stop;
  if (it->block.next == it->block.end) return kStop;
  Value v = Value::from_small_int(it->block.next);
  it->block.next += it->block.step;
  return v;
}

static void iterator_finalize(HeapObject* object) {
  jit::free_parallel_run(reinterpret_cast<PyParallelIterator*>(object)->run);
}

static const NativeDef kMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(iterator_next, kEffectReads | kEffectWrites),
    {}};

static const TypeSpec kSpec = {
    .name = "numba.prange_iterator",
    .base = nullptr,
    .flags = kTypeNoNew,
    .native = {.finalize = iterator_finalize, .bytes = sizeof(PyParallelIterator), .leaf = true},
    .methods = kMethods,
};

void boot_parallel_iterator() { type_init_builtin(type_parallel_iterator, kSpec); }

}  // namespace pyvm
