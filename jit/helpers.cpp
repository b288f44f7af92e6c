// Helpers that the runtime does not offer in the form that compiled code wants.
#include "jit/helpers.h"
#include "jit/return_point.h"
#include "jit/worker.h"

#include "gc/heap.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/jitted.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/str_methods.h"
#include "vm/run/dispatch.h"
#include "vm/run/generator.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"
#include "vm/run/thread.h"

namespace pyvm::jit {

namespace {

gc::Header* helper_allocate(uint32_t layout, int64_t bytes) {
  if (Worker* worker = current_thread().worker) return worker_allocate(*worker, layout, static_cast<size_t>(bytes));
  return gc::allocate(layout, static_cast<size_t>(bytes));
}
// Of numbers only.
Value helper_jitted_binary(Thread& t, uint32_t flags, int op, Value a, Value b) {
  Value result = jitted_binary(t, flags, static_cast<BinaryOp>(op), a, b);
  return result == kNotImplemented ? object_binary(t, static_cast<BinaryOp>(op), a, b) : result;
}
Value helper_compare(Thread& t, Value a, Value b, int op) { return object_compare(t, a, b, static_cast<CompareOp>(op)); }
int64_t helper_is_true(Thread& t, Value v) { return object_is_true(t, v); }
int64_t helper_contains(Thread& t, Value container, Value item) { return object_contains(t, container, item); }
Value helper_call(Thread& t, Value callable, const Value* args, int64_t n) {
  return object_call(t, callable, args, static_cast<uint32_t>(n));
}
Value helper_native_call(Thread& t, NativeFn fn, Value* args) { return fn(t, args); }
bool helper_list_append(PyList* list, Value item) { return list_append(list, item); }
PyList* helper_list_from(const Value* items, int64_t n) { return list_from(items, n); }
PyTuple* helper_tuple_from(const Value* items, int64_t n) { return tuple_from(items, n); }
Value helper_build_string(Thread& t, const Value* parts, int64_t n) {
  return slow_build_string(t, parts, static_cast<uint32_t>(n));
}
int64_t helper_str_compare(PyStr* a, PyStr* b) { return str_compare(a, b); }
bool helper_str_equal(PyStr* a, PyStr* b) { return str_equal(a, b); }

// 0: what is raised again is being handled, and its traceback has the running frame already.
int64_t helper_raise(Thread& t, Value exception, Value cause, int count) {
  slow_raise(t, exception, cause, count);
  return count != 0 || t.exception != current_handled(t);
}
// Goes on with the pending exception at its handler, which is in a frame of the trace; `traced`: the running frame gets an entry
// in the traceback. The exception caught.
Value helper_unwind(Thread& t, int64_t traced, int64_t exc_register) {
  if (traced) traceback_add(t, t.base, t.pc);
  const Instr* handler = unwind(t);
  PYVM_CHECK(handler != nullptr);
  return t.base[exc_register];
}
// The handler point of the frame around `base` that catches what `base` raises; 0: only the interpreter can tell.
int64_t helper_find_handler(Value* base) {
  Value* frame = base;
  const Handler* handler = handler_beyond(&frame);
  return handler ? handler_point(frame_function(frame)->code, handler->target) : 0;
}
// The same as helper_unwind where the handler is that of helper_find_handler.
void helper_unwind_beyond(Thread& t, int64_t traced) {
  if (traced) traceback_add(t, t.base, t.pc);
  const Instr* handler = unwind(t);
  PYVM_CHECK(handler != nullptr);
}
void helper_detach_frame(Thread& t, Value* base, const Instr* pc) {
  if (frame_object(base)) frame_detach(t, base, pc);
}

// A trace is about to show a generator frame that it runs at `base`.
void helper_generator_enter(Thread& t, PyGenerator* g, Value* base) { generator_enter(t, g, base); }
// What enter did is undone: the trace keeps the frame's registers in g->registers.
void helper_generator_leave(Thread& t, PyGenerator* g) {
  t.exc_item = g->exc.previous;
  g->exc.previous = nullptr;
  g->base = nullptr;
  g->state = GeneratorState::kSuspended;
}
// The body returned, whether entered or not.
void helper_generator_end(Thread& t, PyGenerator* g) {
  if (g->state == GeneratorState::kRunning) t.exc_item = g->exc.previous;
  g->exc = ExcItem{};
  g->state = GeneratorState::kFinished;
  g->base = nullptr;
  g->registers = nullptr;
  g->frame = nullptr;
}

bool helper_is_unsigned(Value v) {
  uint64_t bits;
  return (v.is_small_int() || (v.is_heap() && v.heap()->layout == layouts.int_)) && int_to_uint64(v, &bits);
}

uint64_t helper_unsigned_value(Value v) {
  uint64_t bits = 0;
  (void)int_to_uint64(v, &bits);
  return bits;
}

bool helper_is_word(Value v) {
  int64_t i;
  return (v.is_small_int() || (v.is_heap() && v.heap()->layout == layouts.int_)) && int_to_int64(v, &i);
}

int64_t helper_word_value(Value v) {
  int64_t i = 0;
  (void)int_to_int64(v, &i);
  return i;
}

template <Value (*operation)(Thread&, Value, Value)>
Value helper_wide(Thread& t, Value a, Value b) {
  Value result = operation(t, a, b);
  PYVM_CHECK(result);   // a big int as small as these is there as surely as what exits allocate
  return result;
}

// Items of builtin types only: nothing is raised.
bool helper_set_has(Thread& t, PySet* set, Value item) { return set_contains(t, Value(&set->header), item) > 0; }

// Keys of builtin types only. Null: absent, nothing is raised.
Value helper_dict_find(Thread& t, PyDict* dict, Value key) {
  bool failed = false;
  Value v = dict_get(t, dict, key, &failed);
  if (failed) error_clear();
  return v;
}

}  // namespace

const HelperInfo& helper_info(Helper helper) {
  static constexpr IrType VOID = IrType::VOID, I1 = IrType::I1, I32 = IrType::I32, I64 = IrType::I64,
                          F64 = IrType::F64, PTR = IrType::PTR, REF = IrType::REF, BOX = IrType::BOX;
  static const HelperInfo kHelpers[] = {
#define HELPER(name, function, result, arguments, effects) \
  {#name, [] { return reinterpret_cast<const void*>(&function); }, result, arguments, effects},
#include "jit/helpers.def"
#undef HELPER
  };
  return kHelpers[static_cast<int>(helper)];
}

}  // namespace pyvm::jit
