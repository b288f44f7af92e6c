// Displays, formatted strings and function objects.
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/format.h"
#include "vm/object/list.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm {

Value slow_build_set(Thread& t, const Value* items, uint32_t n) {
  Value set = set_new();
  if (!set) return kNull;
  for (uint32_t i = 0; i < n; i++) {
    if (!set_add(t, set, items[i])) return kNull;
  }
  return set;
}

Value slow_build_map(Thread& t, const Value* items, uint32_t pairs) {
  PyDict* dict = pairs ? dict_new_sized(pairs) : dict_new();
  if (!dict) return kNull;
  for (uint32_t i = 0; i < pairs; i++) {
    if (!dict_set(t, dict, items[2 * i], items[2 * i + 1])) return kNull;
  }
  return Value(&dict->header);
}

Value slow_build_string(Thread& t, const Value* items, uint32_t n) {
  StrBuilder text;
  for (uint32_t i = 0; i < n; i++) text.append(as_str(items[i]));
  PyStr* s = text.finish();
  return s ? Value(&s->header) : kNull;
}

bool slow_list_extend(Thread& t, Value list, Value iterable) {
  if (list_extend(t, as_list(list), iterable)) return true;
  if (error_matches(exc::TypeError) && type_lookup(type_of(iterable), names::d_iter).is_null() &&
      type_lookup(type_of(iterable), names::d_getitem).is_null()) {
    error_clear();
    (void)raise_type_error("Value after * must be an iterable, not %s", type_name(iterable));
  }
  return false;
}

namespace {

// What ** takes: a dict or anything with keys(). 1, 0, -1: exception pending.
int is_unpackable_mapping(Thread& t, Value v) {
  if (v.is_layout(layouts.dict) || object_find_attr(t, v, names::keys)) return 1;
  return error_occurred(t) ? -1 : 0;
}

}  // namespace

bool slow_dict_update(Thread& t, Value dict, Value other) {
  int mapping = is_unpackable_mapping(t, other);
  if (mapping == 0) return raise_type_error("'%s' object is not a mapping", type_name(other));
  return mapping > 0 && dict_update(t, as_dict(dict), other);
}

// "module.function() what"
bool fail_argument(Thread& t, Value callee, const char* what) {
  TextBuffer name;
  Value qualname = object_find_attr(t, callee, names::d_qualname);
  error_clear();
  if (qualname && is_str(qualname)) {
    Value module = object_find_attr(t, callee, names::d_module);
    error_clear();
    if (module && is_str(module) && !str_is(as_str(module), "builtins") && !callee.is_layout(layouts.function)) {
      str_append_utf8(as_str(module), name);
      name.append('.');
    } else if (module && is_str(module) && callee.is_layout(layouts.function)) {
      str_append_utf8(as_str(module), name);
      name.append('.');
    }
    str_append_utf8(as_str(qualname), name);
    name.append("()");
  } else if (PyStr* s = object_str(t, callee)) {
    str_append_utf8(s, name);
  }
  (void)raise_type_error("%s %s", name.c_str(), what);
  return false;
}

bool slow_dict_merge(Thread& t, Value dict, Value other, Value callee) {
  PyDict* target = as_dict(dict);
  PyDict* source;
  if (other.is_layout(layouts.dict)) {
    source = as_dict(other);
  } else {
    source = dict_new();
    if (!source) return false;
    int mapping = is_unpackable_mapping(t, other);
    if (mapping < 0) return false;
    if (mapping > 0) {
      if (!dict_update(t, source, other)) return false;
    } else {
      TextBuffer what;
      what.printf("argument after ** must be a mapping, not %s", type_name(other));
      return fail_argument(t, callee, what.c_str());
    }
  }
  int64_t position = 0;
  Value key, value;
  while (dict_next(source, &position, &key, &value)) {
    if (!is_str(key)) return raise_type_error("keywords must be strings");
    int present = dict_contains(t, target, key);
    if (present < 0) return false;
    if (present) {
      TextBuffer what;
      what.append("got multiple values for keyword argument '");
      str_append_utf8(as_str(key), what);
      what.append("'");
      return fail_argument(t, callee, what.c_str());
    }
    if (!dict_set(t, target, key, value)) return false;
  }
  return true;
}

Value slow_format_value(Thread& t, Value value, int conversion, Value spec) {
  return format_value(t, value, conversion, spec);
}

Value slow_make_function(Thread& t, PyFunction* outer, Value code) {
  PyFunction* f = function_new(code.as<PyCode>(), outer->globals);
  if (!f) return kNull;
  f->builtins = outer->builtins;
  return Value(&f->header);
}

void set_function_part(Value function, Value part, int which) {
  auto* f = function.as<PyFunction>();
  switch (which) {
    case 0: f->defaults = part; break;
    case 1: f->kwdefaults = part; break;
    case 2: f->annotations = part; break;
    default: f->closure = part; break;
  }
  gc::barrier(&f->header, part.bits());
}

}  // namespace pyvm
