// Calls from C++ code, and calls of native functions.
#include "vm/run/call.h"

#include "vm/object/class.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/stack_values.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/dispatch.h"
#include "vm/run/layouts.h"
#include "vm/run/plan.h"
#include "vm/run/run.h"
#include "vm/run/slow.h"

namespace pyvm {

namespace {

// Up to this many arguments are copied to the native stack, where the collector sees them.
constexpr uint64_t kFewArguments = 16;

// Room for more. Null: MemoryError pending.
Value* heap_values(uint64_t n) {
  PyTuple* tuple = tuple_new(static_cast<int64_t>(n));
  return tuple ? tuple->items : nullptr;
}

}  // namespace

Value run_function(Thread& t, PyFunction* function, const Value* args, uint32_t n, PyTuple* kwnames) {
  if (!native_recursion_ok(t)) return kNull;
  Value* base = (t.base ? frame_top(t.base) : t.stack) + kFrameHeaderWords;
  uint32_t total = n + tuple_length(kwnames);
  if (base + total + kStackSlack > t.stack_end) {
    (void)raise_recursion_error(t, "");
    return kNull;
  }
  for (uint32_t i = 0; i < total; i++) base[i] = args[i];
  if (!bind_arguments(t, function, base, total, kwnames)) return kNull;
  if (!frame_enter(t, function, base, FrameInfo{0, ReturnAction::kNative, 0, 0})) return kNull;
  return interpret(t, base, function->code->instrs);
}

Value run_code(Thread& t, PyCode* code, PyDict* globals, Value locals, Value closure) {
  PyFunction* function = function_new(code, globals);
  if (!function) return kNull;
  function->closure = closure;
  gc::barrier(&function->header);
  Value* base = (t.base ? frame_top(t.base) : t.stack) + kFrameHeaderWords;
  if (!native_recursion_ok(t)) return kNull;
  if (!frame_enter(t, function, base, FrameInfo{0, ReturnAction::kNative, 0, 0})) return kNull;
  for (uint32_t i = 0; i < code->local_count; i++) base[i] = kUnbound;
  if (code->namespace_register != 0xFFFF) base[code->namespace_register] = locals;
  return interpret(t, base, code->instrs);
}

PyFunction* current_function(Thread& t) { return t.base ? frame_function(t.base) : nullptr; }
PyDict* current_globals(Thread& t) { return t.base ? frame_function(t.base)->globals : nullptr; }
PyDict* current_builtins(Thread& t) { return t.base ? frame_function(t.base)->builtins : nullptr; }

PyTuple* spread_keywords(Thread& t, Value callee, PyDict* kwargs, Value* out) {
  PyTuple* kwnames = tuple_new(kwargs->length);
  if (!kwnames) return nullptr;
  int64_t position = 0, i = 0;
  Value key, value;
  while (dict_next(kwargs, &position, &key, &value)) {
    if (!is_str(key)) {
      (void)raise_type_error("keywords must be strings");
      return nullptr;
    }
    kwnames->items[i] = key;
    out[i++] = value;
  }
  return kwnames;
}

Value object_call_tuple(Thread& t, Value callable, PyTuple* args, PyDict* kwargs) {
  if (!kwargs || kwargs->length == 0) {
    return object_call(t, callable, args->items, static_cast<uint32_t>(args->length), nullptr);
  }
  auto total = static_cast<uint64_t>(args->length + kwargs->length);
  Value* all = total <= kFewArguments ? PYVM_STACK_VALUES(total) : heap_values(total);
  if (!all) return kNull;
  for (int64_t i = 0; i < args->length; i++) all[i] = args->items[i];
  PyTuple* kwnames = spread_keywords(t, callable, kwargs, all + args->length);
  if (!kwnames) return kNull;
  return object_call(t, callable, all, static_cast<uint32_t>(args->length), kwnames);
}

namespace {

// A `__call__` may itself be an object with `__call__`, and so on; `hops` counts how often that was so.
Value call_anything(Thread& t, Value callable, const Value* args, uint32_t n, PyTuple* kwnames, uint32_t hops);

Value call_with_self(Thread& t, Value function, Value self, const Value* args, uint32_t n, PyTuple* kwnames,
                     uint32_t hops = 0) {
  uint32_t total = n + tuple_length(kwnames);
  Value* all = total < kFewArguments ? PYVM_STACK_VALUES(total + 1) : heap_values(total + 1);
  if (!all) return kNull;
  all[0] = self;
  for (uint32_t i = 0; i < total; i++) all[i + 1] = args[i];
  return call_anything(t, function, all, n + 1, kwnames, hops);
}

// Calls what is neither a function nor a class.
Value call_object(Thread& t, Value callable, const Value* args, uint32_t n, PyTuple* kwnames, uint32_t hops) {
  Value call = type_lookup(type_of(callable), names::d_call);
  if (call.is_null()) return raise_type_error("'%s' object is not callable", type_name(callable));
  if (!native_recursion_ok(t)) return kNull;
  if (call.is_layout(layouts.function) || is_native_callable(call)) {
    return call_with_self(t, call, callable, args, n, kwnames);
  }
  Value bound = object_find_special(t, callable, names::d_call);
  if (!bound) {
    return error_occurred(t) ? kNull : raise_type_error("'%s' object is not callable", type_name(callable));
  }
  if (hops >= t.recursion_limit) {
    (void)raise_recursion_error(t, " while calling a Python object");
    return kNull;
  }
  return call_anything(t, bound, args, n, kwnames, hops + 1);
}

Value call_anything(Thread& t, Value callable, const Value* args, uint32_t n, PyTuple* kwnames, uint32_t hops) {
  if (callable.is_heap()) {
    uint32_t layout = callable.heap()->layout;
    if (layout == layouts.function) return run_function(t, callable.as<PyFunction>(), args, n, kwnames);
    if (is_native_callable(callable)) {
      if (!native_recursion_ok(t)) return kNull;
      return native_call(t, callable.as<PyNative>(), args, n, kwnames);
    }
    if (layout == layouts.method) {
      auto* method = callable.as<PyMethod>();
      return call_with_self(t, method->function, method->self, args, n, kwnames, hops);
    }
  }
  if (type_of(callable) != type_type) return call_object(t, callable, args, n, kwnames, hops);
  return native_recursion_ok(t) ? type_call(t, callable.as<PyType>(), args, n, kwnames) : kNull;
}

}  // namespace

Value object_call(Thread& t, Value callable, const Value* args, uint32_t n, PyTuple* kwnames) {
  return call_anything(t, callable, args, n, kwnames, 0);
}

Value object_call_method(Thread& t, Value object, PyStr* name, const Value* args, uint32_t n) {
  AttrPlan plan;
  resolve_attr(object, name, plan);
  if (plan.action == AttrAction::kMethod && !plan.dict_first) {
    return call_with_self(t, plan.value, object, args, n, nullptr);
  }
  Value method = attr_get(t, plan, object, name);
  return method ? object_call(t, method, args, n) : kNull;
}

bool object_is_mapping(Value object) { return !type_lookup(type_of(object), names::d_getitem).is_null(); }

}  // namespace pyvm
