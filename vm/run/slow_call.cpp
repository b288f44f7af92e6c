// Calls: which callee needs what, argument binding is in bind.cpp.
#include "vm/object/class.h"
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/call.h"
#include "vm/run/consumer.h"
#include "vm/run/layouts.h"
#include "vm/run/plan.h"
#include "vm/run/slow.h"

namespace pyvm {

bool raise_recursion_error(Thread& t, const char* where) {
  (void)raise_error(exc::RecursionError, "maximum recursion depth exceeded%s", where);
  return false;
}

InlineCache* code_make_caches(PyCode* code) {
  static const uint32_t kNoVersion = 0;
  auto* caches = static_cast<InlineCache*>(__builtin_malloc(sizeof(InlineCache) * (code->site_count + 1)));
  PYVM_CHECK(caches != nullptr);
  for (uint32_t i = 0; i < code->site_count; i++) {
    caches[i] = InlineCache{};
    caches[i].version = 1;   // differs from *version_at, so an empty cache never matches
    caches[i].version_at = &kNoVersion;
  }
  code->caches = caches;
  return caches;
}

bool frame_enter(Thread& t, PyFunction* function, Value* base, FrameInfo info) {
  PyCode* code = function->code;
  if (PYVM_UNLIKELY(t.depth >= t.recursion_limit || base + code->register_count + kStackSlack > t.stack_end)) {
    return raise_recursion_error(t, "");
  }
  t.depth++;
  frame_function(base) = function;
  frame_object(base) = nullptr;
  frame_return_pc(base) = t.pc + 1;
  frame_caller(base) = t.base;
  frame_info(base) = info;
  t.base = base;
  return true;
}

Value push_bound(Thread& t, PyFunction* function, Value* base, FrameInfo info) {
  Value* caller = t.base;
  if (!frame_enter(t, function, base, info)) return kNull;
  t.pushed = base;
  t.base = caller;
  return kFramePushed;
}

Value push_call(Thread& t, PyFunction* function, const Value* args, uint32_t argc, FrameInfo info) {
  Value* base = frame_top(t.base) + kFrameHeaderWords;
  for (uint32_t i = 0; i < argc; i++) base[i] = args[i];
  if (!bind_arguments(t, function, base, argc, nullptr)) return kNull;
  return push_bound(t, function, base, info);
}

namespace {

// Makes room for one more argument before the others; what lies above the window is free.
void insert_self(Value* window, uint32_t argc, Value self) {
  Value* args = window + kFrameHeaderWords;
  for (uint32_t i = argc; i > 0; i--) args[i] = args[i - 1];
  args[0] = self;
}

// BaseException.__new__ with these arguments.
Value new_exception(PyType* type, const Value* args, uint32_t argc) {
  PyTuple* tuple = tuple_from(args, argc);
  PyException* e = tuple ? exception_allocate(type, tuple) : nullptr;
  return e ? Value(&e->header) : kNull;
}

// A class whose instances are made by __new__ of object or BaseException and set up by a Python __init__: the frame of __init__
// is pushed. Null without exception: not such a class.
Value call_plain_class(Thread& t, Value* window, uint32_t argc, PyTuple* kwnames, uint16_t ret) {
  PyType* type = window->as<PyType>();
  if (!(type->flags & kTypeHeap) || (type->flags & kTypeAbstract)) return kNull;
  if (type_of(*window) != type_type && type_lookup(type_of(*window), names::d_call) !=
                                           type_lookup(type_type, names::d_call)) {
    return kNull;
  }
  bool exception = (type->flags & kTypeException) && exception_has_plain_new(type);
  if (!exception && type_lookup(type, names::d_new) != type_lookup(type_object, names::d_new)) return kNull;
  Value init = type_lookup(type, names::d_init);
  if (!init.is_layout(layouts.function)) return kNull;
  Value instance = exception ? new_exception(type, window + kFrameHeaderWords, argc - tuple_length(kwnames))
                             : Value(instance_allocate(type));
  if (!instance) return kNull;
  insert_self(window, argc, instance);
  *window = instance;
  auto* function = init.as<PyFunction>();
  if (!bind_arguments(t, function, window + kFrameHeaderWords, argc + 1, kwnames)) return kNull;
  return push_bound(t, function, window + kFrameHeaderWords, FrameInfo{ret, ReturnAction::kInit, 0, 0});
}

// The function that an object holds in a slot named __call__ (a descriptor of its class), or null.
Value held_function(Value object, Value call) {
  if (!call || type_of(call) != type_member_descriptor) return kNull;
  AttrPlan plan;
  resolve_attr(object, names::d_call, plan);
  if (plan.action != AttrAction::kMember || !plan.offset) return kNull;
  Value held = *reinterpret_cast<const Value*>(reinterpret_cast<const char*>(object.heap()) + plan.offset);
  return held.is_layout(layouts.function) ? held : kNull;
}

// Whether a call of it is a call of one Python function, whose frame slow_call() pushes.
bool calls_function(Value callee) {
  if (callee.is_layout(layouts.function)) return true;
  if (callee.is_layout(layouts.method)) return callee.as<PyMethod>()->function.is_layout(layouts.function);
  if (type_of(callee)->flags & kTypeType) return false;
  Value call = type_lookup(type_of(callee), names::d_call);
  return call.is_layout(layouts.function) || held_function(callee, call);
}

bool is_plain_exception(PyType* type) {
  return (type->flags & (kTypeException | kTypeAbstract)) == kTypeException && exception_has_plain_new(type) &&
         exception_has_plain_init(type);
}

}  // namespace

Value slow_call(Thread& t, Value* window, uint32_t argc, PyTuple* kwnames, uint16_t ret) {
  for (;;) {
    Value callee = *window;
    Value* args = window + kFrameHeaderWords;
    if (PyFunction* consumer = consumer_of(t, callee, args, argc, kwnames)) {
      callee = *window = Value(&consumer->header);
    }
    if (callee.is_layout(layouts.function)) {
      auto* function = callee.as<PyFunction>();
      if (!bind_arguments(t, function, args, argc, kwnames)) return kNull;
      return push_bound(t, function, args, FrameInfo{ret, ReturnAction::kStore, 0, 0});
    }
    if (is_native_callable(callee)) {
      return native_call(t, callee.as<PyNative>(), args, argc - tuple_length(kwnames), kwnames);
    }
    if (callee.is_layout(layouts.method)) {
      auto* method = callee.as<PyMethod>();
      insert_self(window, argc++, method->self);
      *window = method->function;
      continue;
    }
    PyType* type = type_of(callee);
    if (type->flags & kTypeType) {
      if (callee == Value(&type_super->header) && argc == 0) return super_from_frame(t);
      if (callee == Value(&type_str->header) && argc == 1 && !kwnames) {
        PyStr* text = object_str(t, args[0]);
        return text ? Value(&text->header) : kNull;
      }
      if (!kwnames && type == type_type && is_plain_exception(callee.as<PyType>())) {
        return new_exception(callee.as<PyType>(), args, argc);
      }
      Value result = call_plain_class(t, window, argc, kwnames, ret);
      if (result || error_occurred(t)) return result;
      if (type == type_type) return type_call(t, callee.as<PyType>(), args, argc - tuple_length(kwnames), kwnames);
    } else {
      Value call = type_lookup(type, names::d_call);
      if (call.is_layout(layouts.function)) {
        insert_self(window, argc++, callee);
        *window = call;
        continue;
      }
      if (Value held = held_function(callee, call)) {
        *window = held;
        continue;
      }
    }
    return object_call(t, callee, args, argc - tuple_length(kwnames), kwnames);
  }
}

namespace {

// The arguments of f(*args) as a tuple.
PyTuple* spread_positional(Thread& t, Value callee, Value args) {
  if (args.is_layout(layouts.tuple)) return as_tuple(args);
  bool iterable = type_lookup(type_of(args), names::d_iter) || type_lookup(type_of(args), names::d_getitem);
  if (iterable) return object_to_tuple(t, args);
  TextBuffer what;
  what.printf("argument after * must be an iterable, not %s", type_name(args));
  (void)fail_argument(t, callee, what.c_str());
  return nullptr;
}

}  // namespace

Value slow_call_ex(Thread& t, Value* window, bool has_kwargs, uint16_t ret) {
  Value args = window[kFrameHeaderWords];
  PyDict* kwargs = has_kwargs ? as_dict(window[kFrameHeaderWords + 1]) : nullptr;
  PyTuple* positional = spread_positional(t, *window, args);
  if (!positional) return kNull;
  if (calls_function(*window)) {
    // The arguments are spread above the frame's registers: there may be more than the window has room for.
    Value* above = frame_top(t.base);
    Value* base = above + kFrameHeaderWords;
    auto count = static_cast<uint64_t>(positional->length);
    uint64_t total = count + (kwargs ? static_cast<uint64_t>(kwargs->length) : 0);
    if (base + total + 1 + kStackSlack > t.stack_end) {
      (void)raise_recursion_error(t, "");
      return kNull;
    }
    for (uint64_t i = 0; i < count; i++) base[i] = positional->items[i];
    PyTuple* kwnames = nullptr;
    if (kwargs && kwargs->length) {
      kwnames = spread_keywords(t, *window, kwargs, base + count);
      if (!kwnames) return kNull;
    }
    *above = *window;
    return slow_call(t, above, static_cast<uint32_t>(total), kwnames, ret);
  }
  return object_call_tuple(t, *window, positional, kwargs);
}

}  // namespace pyvm
