// Subscripts, __index__, class tests and callability of any objects.
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/generic_alias.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/run/thread.h"

namespace pyvm {

Value object_as_int(Thread& t, Value v) {
  if (is_exact_int(v)) return v;
  if (is_int(v)) {
    int64_t i;
    if (int_to_int64(v, &i)) return int_from_int64(i);
    return int_add(t, v, Value::from_small_int(0));
  }
  Value method = type_lookup(type_of(v), names::d_index);
  if (!method || method.is_none()) {
    return raise_type_error("'%.200s' object cannot be interpreted as an integer", type_name(v));
  }
  Value args[2] = {v};
  Value r = call_special(t, method, args, 1);
  if (!r || is_exact_int(r)) return r;
  if (!is_int(r)) return raise_type_error("__index__ returned non-int (type %.200s)", type_name(r));
  return warn_of_int_subclass(t, "__index__", r) ? int_add(t, r, Value::from_small_int(0)) : kNull;
}

bool object_index(Thread& t, Value v, int64_t* out, bool clip) {
  if (PYVM_LIKELY(v.is_small_int())) {
    *out = v.small_int();
    return true;
  }
  Value i = object_as_int(t, v);
  if (!i) return false;
  if (int_to_int64(i, out)) return true;
  if (clip) {
    *out = int_sign(i) < 0 ? INT64_MIN : INT64_MAX;
    return true;
  }
  (void)raise_error(exc::IndexError, "cannot fit '%.200s' into an index-sized integer", type_name(v));
  return false;
}

// Class[key] without a metaclass method: __class_getitem__.
static Value class_get_item(Thread& t, Value cls, Value key) {
  if (cls == Value(&type_type->header)) return generic_alias_new(cls, key);
  Value method = object_find_attr(t, cls, names::d_class_getitem);
  if (method && !method.is_none()) return object_call_args(t, method, key);
  if (error_occurred(t)) return kNull;
  return raise_type_error("type '%.200s' is not subscriptable", type_name_of(cls.as<PyType>()));
}

Value object_get_item(Thread& t, Value v, Value key) {
  if (is_exact_list(v)) return list_get_item(t, as_list(v), key);
  if (is_exact_tuple(v)) return tuple_get_item(t, as_tuple(v), key);
  if (is_exact_dict(v)) {
    bool failed;
    Value r = dict_get(t, as_dict(v), key, &failed);
    if (!r && !failed) return raise_key_error(key);
    return r;
  }
  Value method = type_lookup(type_of(v), names::d_getitem);
  if (!method || method.is_none()) {
    if (has_type_flag(v, kTypeType)) return class_get_item(t, v, key);
    return raise_type_error("'%.200s' object is not subscriptable", type_name(v));
  }
  Value args[3] = {v, key};
  return call_special(t, method, args, 2);
}

bool object_set_item(Thread& t, Value v, Value key, Value value) {
  if (is_exact_list(v)) return list_set_item(t, as_list(v), key, value);
  if (is_exact_dict(v)) return dict_set(t, as_dict(v), key, value);
  Value method = type_lookup(type_of(v), names::d_setitem);
  if (!method || method.is_none()) {
    (void)raise_type_error("'%.200s' object does not support item assignment", type_name(v));
    return false;
  }
  Value args[4] = {v, key, value};
  return bool(call_special(t, method, args, 3));
}

bool object_del_item(Thread& t, Value v, Value key) {
  if (is_exact_list(v)) return list_set_item(t, as_list(v), key, kNull);
  if (is_exact_dict(v)) {
    int r = dict_delete(t, as_dict(v), key);
    if (r == 0) (void)raise_key_error(key);
    return r > 0;
  }
  Value method = type_lookup(type_of(v), names::d_delitem);
  if (!method || method.is_none()) {
    (void)raise_type_error("'%.200s' object doesn't support item deletion", type_name(v));
    return false;
  }
  Value args[3] = {v, key};
  return bool(call_special(t, method, args, 2));
}

bool object_is_callable(Value v) {
  if (!v.is_heap()) return false;
  if (v.is_layout(layouts.function) || v.is_layout(layouts.builtin) || has_type_flag(v, kTypeType)) return true;
  return bool(type_lookup(type_of(v), names::d_call));
}

// ---- isinstance, issubclass

// The tuple `__bases__` of something that may stand for a class; null without exception: none.
static Value bases_of(Thread& t, Value cls) {
  Value bases = object_find_attr(t, cls, names::d_bases);
  return bases && is_tuple(bases) ? bases : kNull;
}

static bool check_is_class(Thread& t, Value cls, const char* text) {
  if (has_type_flag(cls, kTypeType)) return true;
  Value bases = bases_of(t, cls);
  if (!bases && !error_occurred(t)) (void)raise_type_error("%s", text);
  return bool(bases);
}

// Subclass test through __bases__ alone, for objects that are no real classes.
static int abstract_issubclass(Thread& t, Value derived, Value cls) {
  for (;;) {
    if (derived == cls) return 1;
    Value bases = bases_of(t, derived);
    if (!bases) return error_occurred(t) ? -1 : 0;
    int64_t n = as_tuple(bases)->length;
    if (n == 0) return 0;
    if (n == 1) {
      derived = as_tuple(bases)->items[0];
      continue;
    }
    if (!native_recursion_ok(t)) return -1;
    for (int64_t i = 0; i < n; i++) {
      int r = abstract_issubclass(t, as_tuple(bases)->items[i], cls);
      if (r != 0) return r;
    }
    return 0;
  }
}

bool class_attribute_is_type(PyType* type) {
  return type_lookup(type, names::d_class) == type_lookup(type_object, names::d_class) &&
         type_lookup(type, names::d_getattribute) == type_lookup(type_object, names::d_getattribute);
}

// type.__instancecheck__.
int object_real_isinstance(Thread& t, Value object, Value cls) {
  if (has_type_flag(cls, kTypeType)) {
    if (type_is_subtype(type_of(object), cls.as<PyType>())) return 1;
    if (!object.is_heap() || class_attribute_is_type(type_of(object))) return 0;
    Value claimed = object_find_attr(t, object, names::d_class);
    if (!claimed) return error_occurred(t) ? -1 : 0;
    if (claimed == Value(&type_of(object)->header) || !has_type_flag(claimed, kTypeType)) return 0;
    return type_is_subtype(claimed.as<PyType>(), cls.as<PyType>());
  }
  if (!check_is_class(t, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union")) return -1;
  Value claimed = object_find_attr(t, object, names::d_class);
  if (!claimed) return error_occurred(t) ? -1 : 0;
  return abstract_issubclass(t, claimed, cls);
}

// type.__subclasscheck__.
int object_real_issubclass(Thread& t, Value derived, Value cls) {
  if (has_type_flag(derived, kTypeType) && has_type_flag(cls, kTypeType)) {
    return type_is_subtype(derived.as<PyType>(), cls.as<PyType>());
  }
  if (!check_is_class(t, derived, "issubclass() arg 1 must be a class")) return -1;
  if (!check_is_class(t, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union")) return -1;
  return abstract_issubclass(t, derived, cls);
}

static int call_class_check(Thread& t, PyStr* name, Value cls, Value object, int (*real)(Thread&, Value, Value)) {
  if (cls.is_heap() && type_of(cls) == type_type) return real(t, object, cls);
  if (!native_recursion_ok(t)) return -1;
  Value method = type_lookup(type_of(cls), name);
  if (!method || method == type_lookup(type_type, name)) return real(t, object, cls);
  Value args[3] = {cls, object};
  Value r = call_special(t, method, args, 2);
  return r ? object_is_true(t, r) : -1;
}

int object_isinstance(Thread& t, Value object, Value cls) {
  if (Value(&type_of(object)->header) == cls) return 1;
  if (is_tuple(cls)) {
    if (!native_recursion_ok(t)) return -1;
    for (int64_t i = 0; i < as_tuple(cls)->length; i++) {
      int r = object_isinstance(t, object, as_tuple(cls)->items[i]);
      if (r != 0) return r;
    }
    return 0;
  }
  return call_class_check(t, names::d_instancecheck, cls, object, object_real_isinstance);
}

int object_issubclass(Thread& t, Value derived, Value cls) {
  if (is_tuple(cls)) {
    if (!native_recursion_ok(t)) return -1;
    for (int64_t i = 0; i < as_tuple(cls)->length; i++) {
      int r = object_issubclass(t, derived, as_tuple(cls)->items[i]);
      if (r != 0) return r;
    }
    return 0;
  }
  return call_class_check(t, names::d_subclasscheck, cls, derived, object_real_issubclass);
}

}  // namespace pyvm
