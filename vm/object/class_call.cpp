// Calling classes, and collecting their names for dir().
#include "gc/heap.h"
#include "vm/object/attr.h"
#include "vm/object/class.h"
#include "vm/object/code.h"
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/shape.h"
#include "vm/object/stack_values.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/plan.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

Value call_with_first(Thread& t, Value callable, Value first, const Value* args, uint32_t n, PyTuple* kwnames) {
  constexpr uint32_t kFew = 16;
  uint32_t total = n + (kwnames ? static_cast<uint32_t>(kwnames->length) : 0);
  Value* all;
  if (total < kFew) {
    all = PYVM_STACK_VALUES(total + 1);
  } else {
    PyArray* array = array_new(total + 1);
    if (!array) return kNull;
    all = array->items;
  }
  all[0] = first;
  for (uint32_t i = 0; i < total; i++) all[i + 1] = args[i];
  return object_call(t, callable, all, n + 1, kwnames);
}

bool plain_method(Value v) {
  if (!v.is_heap()) return false;
  PyType* type = type_of(v);
  return type == type_function || type == type_wrapper_descriptor || type == type_method_descriptor;
}

}  // namespace

// Plans made lately for classes without a metaclass of their own, by the class's version: versions are never used twice,
// so a plan that is found holds and what it names is alive.
static constexpr uint32_t kRecentPlans = 64;
static NewPlan recent_plans[kRecentPlans];

static void find_new(PyType* type, NewPlan& plan) {
  plan = NewPlan{};
  plan.type = type;
  PyType* metatype = type_of(to_value(type));
  plan.custom_call =
      metatype != type_type && type_lookup(metatype, names::d_call) != type_lookup(type_type, names::d_call);
  Value found_new = type_lookup(type, names::d_new);
  Value found_init = type_lookup(type, names::d_init);
  plan.plain_new = found_new == type_lookup(type_object, names::d_new);
  plan.plain_init = found_init == type_lookup(type_object, names::d_init);
  plan.new_function = found_new;
  if (found_new && type_of(found_new) == type_staticmethod) {
    plan.new_function = found_new.as<PyMethodHolder>()->callable;
  }
  plan.init_function = found_init;
  plan.init_is_method = plain_method(found_init);
  plan.type_version = type->version;
}

void resolve_new(PyType* type, NewPlan& plan) {
  const NewPlan& recent = recent_plans[type->version % kRecentPlans];
  if (recent.type == type && recent.type_version == type->version && type->version) {
    plan = recent;
  } else {
    find_new(type, plan);
    if (type_of(to_value(type)) == type_type && plan.type_version) recent_plans[plan.type_version % kRecentPlans] = plan;
  }
  plan.forbidden = (type->flags & (kTypeAbstract | kTypeNoNew)) != 0;   // may change without a new version
}

// The native __new__ of a builtin class for positional arguments that need no binding; kNotImplemented: it is another case.
static Value make_builtin(Thread& t, const NewPlan& plan, const Value* args, uint32_t n) {
  Value function = plan.new_function;
  if ((plan.type->flags & kTypeHeap) || !function || type_of(function) != type_builtin) return kNotImplemented;
  NativeSignature* signature = function.as<PyNative>()->signature;
  if (!signature || !signature->plain || n + 1 > signature->positional ||
      n + 1 < signature->required) {
    return kNotImplemented;
  }
  Value* all = PYVM_STACK_VALUES(signature->positional);
  all[0] = to_value(plan.type);
  for (uint32_t i = 0; i < n; i++) all[i + 1] = args[i];
  for (uint32_t i = n + 1; i < signature->positional; i++) all[i] = signature->params[i].default_value;
  return function.as<PyNative>()->def->fn(t, all);
}

static Value make_instance(Thread& t, const NewPlan& plan, const Value* args, uint32_t n, PyTuple* kwnames) {
  PyType* type = plan.type;
  if (plan.plain_new && !plan.forbidden) {
    uint32_t given = n + (kwnames ? static_cast<uint32_t>(kwnames->length) : 0);
    if (plan.plain_init && given && !object_new_check(type, given)) return kNull;
    return to_value(instance_allocate(type));
  }
  if (!kwnames) {
    Value made = make_builtin(t, plan, args, n);
    if (made != kNotImplemented) return made;
  }
  Value function = plan.new_function;
  PyType* kind = type_of(function);
  if (kind != type_function && kind != type_builtin) {
    function = descriptor_bind(t, type_lookup(type, names::d_new), kNull, type);
    if (!function) return kNull;
  }
  return call_with_first(t, function, to_value(type), args, n, kwnames);
}

Value type_call(Thread& t, PyType* type, const Value* args, uint32_t n, PyTuple* kwnames) {
  if (type == type_type) {
    if (n == 1 && !kwnames) return to_value(type_of(args[0]));
    if (n != 3) return raise_type_error("type() takes 1 or 3 arguments");
  }
  NewPlan plan;
  resolve_new(type, plan);
  if (type->flags & kTypeNoNew) {
    return raise_type_error("cannot create '%s' instances", type_name_of(type));
  }
  Value instance = make_instance(t, plan, args, n, kwnames);
  if (!instance) return kNull;
  PyType* actual = type_of(instance);
  if (!type_is_subtype(actual, type)) return instance;
  if (actual != type) resolve_new(actual, plan);
  if (plan.plain_init) return instance;
  Value result;
  if (plan.init_is_method) {
    result = call_with_first(t, plan.init_function, instance, args, n, kwnames);
  } else {
    Value bound = object_find_special(t, instance, names::d_init);
    result = bound ? object_call(t, bound, args, n, kwnames) : kNull;
  }
  if (!result) return kNull;
  if (result.is_none()) return instance;
  return raise_type_error("__init__() should return None, not '%s'", type_name(result));
}

// ---- dir() --------------------------------------------------------------------------------------------------------

bool class_collect_names(Thread& t, PyDict* all, Value cls) {
  Value dict = object_find_attr(t, cls, names::d_dict);
  if (!dict && error_occurred(t)) return false;
  if (dict && !dict_update(t, all, dict)) return false;
  Value bases = object_find_attr(t, cls, names::d_bases);
  if (!bases) return !error_occurred(t);
  if (!(type_of(bases)->flags & kTypeTuple)) return true;
  PyTuple* tuple = as_tuple(bases);
  for (int64_t i = 0; i < tuple->length; i++) {
    if (!class_collect_names(t, all, tuple->items[i])) return false;
  }
  return true;
}

}  // namespace pyvm
