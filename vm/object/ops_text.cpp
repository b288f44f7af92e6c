// repr(), str(), ascii() and format() of any objects.
#include <cstdio>

#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"
#include "vm/run/thread.h"

namespace pyvm {

static PyStr* text_from(Value r, const char* method) {
  if (!r) return nullptr;
  if (is_str(r)) return as_str(r);
  (void)raise_type_error("%s returned non-string (type %.200s)", method, type_name(r));
  return nullptr;
}

PyStr* object_repr(Thread& t, Value v) {
  if (v.is_small_int() || is_big_int(v)) return int_to_str(t, v, 10);
  if (v.is_double()) return float_repr(v.as_double());
  if (!native_recursion_ok(t)) return nullptr;
  // Text of something nested n deep takes n^2 characters to build up: the recursion limit counts here, too.
  if (t.repr_stack.is_heap() && as_list(t.repr_stack)->length >= t.recursion_limit) {
    return raise_error(exc::RecursionError, "maximum recursion depth exceeded while getting the repr of an object");
  }
  Value method = type_lookup(type_of(v), names::d_repr);
  if (!method) return str_format("<%s object>", type_name(v));
  Value args[2] = {v};
  return text_from(call_special(t, method, args, 1), "__repr__");
}

PyStr* object_str(Thread& t, Value v) {
  if (is_exact_str(v)) return as_str(v);
  if (v.is_small_int() || is_big_int(v)) return int_to_str(t, v, 10);
  if (v.is_double()) return float_repr(v.as_double());
  if (!native_recursion_ok(t)) return nullptr;
  Value method = type_lookup(type_of(v), names::d_str);
  if (!method || method == type_lookup(type_object, names::d_str)) return object_repr(t, v);
  Value args[2] = {v};
  return text_from(call_special(t, method, args, 1), "__str__");
}

PyStr* object_ascii(Thread& t, Value v) {
  PyStr* text = object_repr(t, v);
  if (!text || text->is_ascii()) return text;
  StrBuilder out;
  for (uint64_t i = 0; i < text->length; i++) {
    uint32_t c = text->at(i);
    char room[16];
    if (c < 128) {
      out.append(c);
    } else {
      int n = std::snprintf(room, sizeof room, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
      out.append_ascii({room, static_cast<size_t>(n)});
    }
  }
  return out.finish();
}

Value object_format(Thread& t, Value v, PyStr* spec) {
  if (!spec || spec->length == 0) {
    if (is_exact_str(v)) return v;
    if (is_exact_int(v)) {
      PyStr* s = int_to_str(t, v, 10);
      return s ? Value(&s->header) : kNull;
    }
  }
  if (!spec) spec = str_from_utf8("");
  Value method = type_lookup(type_of(v), names::d_format);
  if (!method) {
    return raise_type_error("Type %.100s doesn't define __format__", type_name(v));
  }
  Value args[3] = {v, Value(&spec->header)};
  Value r = call_special(t, method, args, 2);
  if (r && !is_str(r)) return raise_type_error("__format__ must return a str, not %.200s", type_name(r));
  return r;
}

bool repr_enter(Thread& t, Value object) {
  if (t.repr_stack.is_null() || t.repr_stack.is_none()) {
    PyList* list = list_new(8);
    if (!list) {
      error_clear();
      return false;
    }
    t.repr_stack = Value(&list->header);
  }
  PyList* stack = as_list(t.repr_stack);
  for (int64_t i = stack->length; i-- > 0;) {
    if (stack->items->items[i] == object) return true;
  }
  if (!list_append(stack, object)) error_clear();
  return false;
}

void repr_leave(Thread& t, Value object) {
  PyList* stack = as_list(t.repr_stack);
  for (int64_t i = stack->length; i-- > 0;) {
    if (stack->items->items[i] == object) return list_delete_range(stack, i, 1);
  }
}

}  // namespace pyvm
