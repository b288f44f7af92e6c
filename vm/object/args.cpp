#include "vm/object/args.h"

#include <climits>

#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"

namespace pyvm {

const char* arg_type_name(Value v) { return v.is_none() ? "None" : type_name(v); }

bool arg_ssize(Thread& t, Value v, int64_t* out) {
  if (PYVM_LIKELY(v.is_small_int())) {
    *out = v.small_int();
    return true;
  }
  Value i = object_as_int(t, v);
  if (!i) return false;
  if (int_to_int64(i, out)) return true;
  return raise_error(exc::OverflowError, "Python int too large to convert to C ssize_t");
}

bool arg_int(Thread& t, Value v, int* out) {
  Value i = object_as_int(t, v);
  int64_t wide;
  if (!i) return false;
  if (!int_to_int64(i, &wide)) return raise_error(exc::OverflowError, "Python int too large to convert to C int");
  if (wide > INT_MAX) return raise_error(exc::OverflowError, "signed integer is greater than maximum");
  if (wide < INT_MIN) return raise_error(exc::OverflowError, "signed integer is less than minimum");
  *out = static_cast<int>(wide);
  return true;
}

// One bound of a slice, clipped to int64.
static bool bound(Thread& t, Value v, int64_t missing, int64_t* out) {
  *out = missing;
  if (v.is_null() || v.is_none()) return true;
  if (v.is_small_int()) {
    *out = v.small_int();
    return true;
  }
  if (!is_int(v) && !type_lookup(type_of(v), names::d_index)) {
    return raise_type_error("slice indices must be integers or None or have an __index__ method");
  }
  Value i = object_as_int(t, v);
  if (!i) return false;
  if (!int_to_int64(i, out)) *out = int_sign(i) < 0 ? INT64_MIN : INT64_MAX;
  return true;
}

bool arg_bounds(Thread& t, Value start, Value end, int64_t length, int64_t* first, int64_t* last) {
  if (!bound(t, start, 0, first) || !bound(t, end, length, last)) return false;
  if (*last > length) *last = length;
  if (*last < 0) *last = *last + length < 0 ? 0 : *last + length;
  if (*first < 0) *first = *first + length < 0 ? 0 : *first + length;
  return true;
}

bool arg_repeat(Thread& t, Value v, int64_t* out) {
  if (!v.is_small_int()) {
    if (!is_int(v) && !type_lookup(type_of(v), names::d_index)) {
      return raise_type_error("can't multiply sequence by non-int of type '%s'", type_name(v));
    }
    Value times = object_as_int(t, v);
    if (!times) return false;
    if (!int_to_int64(times, out)) {
      return raise_error(exc::OverflowError, "cannot fit '%s' into an index-sized integer", type_name(v));
    }
  } else {
    *out = v.small_int();
  }
  if (*out < 0) *out = 0;
  return true;
}

PyStr* arg_str(Value v, const char* function, int position) {
  if (is_str(v)) return as_str(v);
  if (position) {
    return raise_type_error("%s() argument %d must be str, not %s", function, position, arg_type_name(v));
  }
  return raise_type_error("%s() argument must be str, not %s", function, arg_type_name(v));
}

Value iterator_reduce_tuple(Thread& t, Value source, Value empty, int64_t index) {
  PyDict* builtins = current_builtins(t);
  Value iter = builtins ? dict_get_str(builtins, str_intern("iter")) : kNull;
  if (!iter) return raise_error(exc::RuntimeError, "builtins.iter is not available");
  Value item = source ? source : empty;
  if (!item) return kNull;
  PyTuple* arguments = tuple_from(&item, 1);
  if (!arguments) return kNull;
  Value items[] = {iter, Value(&arguments->header), int_from_int64(index)};
  PyTuple* result = tuple_from(items, source ? 3 : 2);
  return result ? Value(&result->header) : kNull;
}

}  // namespace pyvm
