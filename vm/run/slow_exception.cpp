// raise, except, except* and with.
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/call.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm {

namespace {

bool is_exception_class(Value v) {
  return (type_of(v)->flags & kTypeType) && type_is_subtype(v.as<PyType>(), exc::BaseException);
}

// A class is instantiated; anything else but an exception is a TypeError.
Value as_exception(Thread& t, Value v, const char* complaint) {
  if (is_exception_class(v)) {
    Value instance = object_call(t, v, nullptr, 0);
    if (!instance) return kNull;
    if (!is_exception(instance)) {
      PyStr* cls = object_repr(t, v);
      PyStr* made = cls ? object_repr(t, Value(&type_of(instance)->header)) : nullptr;
      if (!made) return kNull;
      return raise_type_error("calling %s should have returned an instance of BaseException, not %s",
                              CText(cls).c_str(), CText(made).c_str());
    }
    return instance;
  }
  if (is_exception(v)) return v;
  return raise_type_error("%s", complaint);
}

}  // namespace

void slow_raise(Thread& t, Value exception, Value cause, int count) {
  if (count == 0) {
    Value handled = current_handled(t);
    if (handled.is_none()) {
      (void)raise_error(exc::RuntimeError, "No active exception to reraise");
      return;
    }
    t.exception = handled;
    return;
  }
  Value instance = as_exception(t, exception, "exceptions must derive from BaseException");
  if (!instance) return;
  auto* e = instance.as<PyException>();
  if (count == 2) {
    Value fixed = kNone;
    if (!cause.is_none()) {
      fixed = as_exception(t, cause, "exception causes must derive from BaseException");
      if (!fixed) return;
    }
    e->cause = fixed.is_none() ? kNull : fixed;
    e->suppress_context = true;
    gc::barrier(&e->header);
  }
  (void)raise_instance(instance);
}

Value slow_check_exc_match(Thread& t, Value exception, Value classes) {
  constexpr const char* kComplaint = "catching classes that do not inherit from BaseException is not allowed";
  if (type_of(classes) == type_tuple || (type_of(classes)->flags & kTypeTuple)) {
    PyTuple* tuple = as_tuple(classes);
    for (int64_t i = 0; i < tuple->length; i++) {
      if (!is_exception_class(tuple->items[i])) return raise_type_error("%s", kComplaint);
    }
    for (int64_t i = 0; i < tuple->length; i++) {
      if (type_is_subtype(type_of(exception), tuple->items[i].as<PyType>())) return kTrue;
    }
    return kFalse;
  }
  if (!is_exception_class(classes)) return raise_type_error("%s", kComplaint);
  return Value::from_bool(type_is_subtype(type_of(exception), classes.as<PyType>()));
}

namespace {

bool check_eg_classes(Value classes) {
  auto bad = [](Value cls) {
    return is_exception_class(cls) && type_is_subtype(cls.as<PyType>(), exc::BaseExceptionGroup);
  };
  constexpr const char* kComplaint =
      "catching ExceptionGroup with except* is not allowed. Use except instead.";
  if (type_of(classes)->flags & kTypeTuple) {
    for (int64_t i = 0; i < as_tuple(classes)->length; i++) {
      if (bad(as_tuple(classes)->items[i])) return (void)raise_type_error("%s", kComplaint), false;
    }
    return true;
  }
  if (bad(classes)) return (void)raise_type_error("%s", kComplaint), false;
  return true;
}

}  // namespace

bool slow_check_eg_match(Thread& t, Value exception, Value classes, Value* out) {
  Value whole = slow_check_exc_match(t, exception, classes);
  if (!whole || !check_eg_classes(classes)) return false;
  if (exception.is_none()) {
    out[0] = out[1] = kNone;
    return true;
  }
  bool is_group = type_is_subtype(type_of(exception), exc::BaseExceptionGroup);
  if (whole.is_true()) {
    if (!is_group) {
      PyTuple* one = tuple_from(&exception, 1);
      PyStr* empty = str_from_utf8("");
      if (!one || !empty) return false;
      Value args[] = {Value(&empty->header), Value(&one->header)};
      Value group = object_call(t, Value(&exc::ExceptionGroup->header), args, 2);
      if (!group && error_matches(exc::TypeError)) {
        error_clear();
        group = object_call(t, Value(&exc::BaseExceptionGroup->header), args, 2);
      }
      if (!group) return false;
      group.as<PyException>()->traceback = exception.as<PyException>()->traceback;
      exception = group;
    }
    out[0] = exception;
    out[1] = kNone;
    return true;
  }
  if (!is_group) {
    out[0] = kNone;
    out[1] = exception;
    return true;
  }
  PyStr* split = str_intern("split");
  Value pair = object_call_method(t, exception, split, &classes, 1);
  if (!pair) return false;
  if (!(type_of(pair)->flags & kTypeTuple) || as_tuple(pair)->length < 2) {
    (void)raise_type_error("%s.split must return a 2-tuple", type_name(exception));
    return false;
  }
  out[0] = as_tuple(pair)->items[0];
  out[1] = as_tuple(pair)->items[1];
  return true;
}

Value slow_prep_reraise_star(Thread& t, Value original, Value raised) {
  return exception_prep_reraise_star(t, original, raised);
}

namespace {

Value special_method(Thread& t, Value manager, PyStr* name, bool is_async, bool missing_exit) {
  Value method = object_find_special(t, manager, name);
  if (method) return method;
  if (error_occurred(t)) return kNull;
  const char* protocol = is_async ? "asynchronous context manager" : "context manager";
  if (!missing_exit) return raise_type_error("'%s' object does not support the %s protocol", type_name(manager), protocol);
  return raise_type_error("'%s' object does not support the %s protocol (missed %s method)", type_name(manager), protocol,
                          is_async ? "__aexit__" : "__exit__");
}

}  // namespace

Value slow_before_with(Thread& t, Value manager, Value* exit_register, uint16_t ret, bool is_async) {
  PyFunction* enter_function = python_special(manager, names::d_enter);
  PyFunction* exit_function = python_special(manager, names::d_exit);
  if (!is_async && enter_function && exit_function) {
    PyMethod* method = method_new(Value(&exit_function->header), manager);
    if (!method) return kNull;
    *exit_register = Value(&method->header);
    return push_call(t, enter_function, &manager, 1, FrameInfo{ret, ReturnAction::kStore, 0, 0});
  }
  Value enter = special_method(t, manager, is_async ? names::d_aenter : names::d_enter, is_async, false);
  if (!enter) return kNull;
  Value exit = special_method(t, manager, is_async ? names::d_aexit : names::d_exit, is_async, true);
  if (!exit) return kNull;
  Value entered = object_call(t, enter, nullptr, 0);
  if (!entered) return kNull;
  *exit_register = exit;
  return entered;
}

Value slow_with_except_start(Thread& t, Value exit, Value exception, uint16_t ret) {
  Value traceback = exception.as<PyException>()->traceback;
  if (traceback.is_null()) traceback = kNone;
  Value type(&type_of(exception)->header);
  if (exit.is_layout(layouts.method) && exit.as<PyMethod>()->function.is_layout(layouts.function)) {
    Value args[4] = {exit.as<PyMethod>()->self, type, exception, traceback};
    auto* function = exit.as<PyMethod>()->function.as<PyFunction>();
    return push_call(t, function, args, 4, FrameInfo{ret, ReturnAction::kStore, 0, 0});
  }
  return object_call_args(t, exit, type, exception, traceback);
}

}  // namespace pyvm
