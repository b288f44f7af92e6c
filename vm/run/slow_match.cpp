// Structural pattern matching.
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm {

Value slow_match_keys(Thread& t, Value subject, Value keys) {
  PyTuple* wanted = as_tuple(keys);
  Value seen = set_new();
  if (!seen) return kNull;
  PyTuple* values = tuple_new(wanted->length);
  if (!values) return kNull;
  Value get = kNull;
  for (int64_t i = 0; i < wanted->length; i++) {
    Value key = wanted->items[i];
    int repeated = set_contains(t, seen, key);
    if (repeated < 0) return kNull;
    if (repeated) {
      PyStr* text = object_repr(t, key);
      if (!text) return kNull;
      TextBuffer buffer;
      str_append_utf8(text, buffer);
      return raise_value_error("mapping pattern checks duplicate key (%s)", buffer.c_str());
    }
    if (!set_add(t, seen, key)) return kNull;
    Value value;
    if (subject.is_layout(layouts.dict)) {
      bool failed = false;
      value = dict_get(t, as_dict(subject), key, &failed);
      if (failed) return kNull;
      if (!value) return kNone;
    } else {
      // get() with a default of our own: __getitem__ could create the key (defaultdict)
      if (!get) get = object_get_attr(t, subject, str_intern("get"));
      if (!get) return kNull;
      value = object_call_args(t, get, key, seen);
      if (!value) return kNull;
      if (value == seen) return kNone;
    }
    values->items[i] = value;
    gc::barrier(&values->header);
  }
  return Value(&values->header);
}

namespace {

// The builtin classes whose single positional pattern matches the subject itself.
bool matches_itself(PyType* cls) {
  PyType* const kTypes[] = {type_bool,  type_bytearray, type_bytes, type_dict, type_float, type_frozenset,
                            type_int,   type_list,      type_set,   type_str,  type_tuple};
  for (PyType* type : kTypes) {
    if (type_is_subtype(cls, type)) return true;
  }
  return false;
}

bool name_seen(Thread& t, PyType* cls, PyList* seen, Value name) {
  for (int64_t i = 0; i < seen->length; i++) {
    if (!str_equal(as_str(seen->items->items[i]), as_str(name))) continue;
    TextBuffer text;
    PyStr* shown = object_repr(t, name);
    if (shown) str_append_utf8(shown, text);
    (void)raise_type_error("%s() got multiple sub-patterns for attribute %s", type_name_of(cls), text.c_str());
    return true;
  }
  return !list_append(seen, name);
}

}  // namespace

Value slow_match_class(Thread& t, Value subject, Value cls, uint32_t positional, Value names_value) {
  if (!(type_of(cls)->flags & kTypeType)) return raise_type_error("called match pattern must be a type");
  auto* type = cls.as<PyType>();
  int is_instance = object_isinstance(t, subject, cls);
  if (is_instance < 0) return kNull;
  if (!is_instance) return kNone;
  PyTuple* keyword_names = as_tuple(names_value);
  PyList* values = list_new(positional + keyword_names->length);
  PyList* seen = list_new(0);
  if (!values || !seen) return kNull;
  if (positional) {
    bool itself = false;
    Value match_args = object_find_attr(t, cls, names::d_match_args);
    if (error_occurred(t)) return kNull;
    if (match_args) {
      if (!match_args.is_layout(layouts.tuple)) {
        return raise_type_error("%s.__match_args__ must be a tuple (got %s)", type_name_of(type), type_name(match_args));
      }
    } else {
      itself = matches_itself(type);
      match_args = Value(&tuple_empty()->header);
    }
    int64_t allowed = itself ? 1 : as_tuple(match_args)->length;
    if (allowed < positional) {
      return raise_type_error("%s() accepts %ld positional sub-pattern%s (%u given)", type_name_of(type), allowed,
                              allowed == 1 ? "" : "s", positional);
    }
    if (itself) {
      if (!list_append(values, subject)) return kNull;
    } else {
      for (uint32_t i = 0; i < positional; i++) {
        Value name = as_tuple(match_args)->items[i];
        if (!is_str(name)) {
          return raise_type_error("__match_args__ elements must be strings (got %s)", type_name(name));
        }
        if (name_seen(t, type, seen, name)) return kNull;
        Value value = object_find_attr(t, subject, str_intern(as_str(name)));
        if (!value) return error_occurred(t) ? kNull : kNone;
        if (!list_append(values, value)) return kNull;
      }
    }
  }
  for (int64_t i = 0; i < keyword_names->length; i++) {
    Value name = keyword_names->items[i];
    if (name_seen(t, type, seen, name)) return kNull;
    Value value = object_find_attr(t, subject, as_str(name));
    if (!value) return error_occurred(t) ? kNull : kNone;
    if (!list_append(values, value)) return kNull;
  }
  PyTuple* result = tuple_from(values->items->items, values->length);
  return result ? Value(&result->header) : kNull;
}

Value slow_copy_dict_without(Thread& t, Value subject, Value keys) {
  PyDict* copy = dict_new();
  if (!copy || !dict_update(t, copy, subject)) return kNull;
  PyTuple* tuple = as_tuple(keys);
  for (int64_t i = 0; i < tuple->length; i++) {
    if (dict_delete(t, copy, tuple->items[i]) < 0) return kNull;
  }
  return Value(&copy->header);
}

}  // namespace pyvm
