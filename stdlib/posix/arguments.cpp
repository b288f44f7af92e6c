#include "stdlib/posix/arguments.h"

#include <cstring>

#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

Path::Path(Thread& t, Value v, const char* label, int kinds) {
  if (v.is_none() && (kinds & kOrNone)) {
    text_ = strdup(".");
    ok_ = text_ || raise_memory_error();
    return;
  }
  if (!is_str(v) && !is_bytes(v)) {
    if ((kinds & kOrDescriptor) && is_int(v)) {
      ok_ = c_int_argument(t, v, &fd_);
      return;
    }
    if (!object_find_special(t, v, names::d_fspath)) {
      static const char* const kWanted[] = {" or os.PathLike", ", os.PathLike or integer", ", os.PathLike or None",
                                            ", os.PathLike, integer or None"};
      if (!error_pending()) (void)raise_type_error("%s should be string, bytes%s, not %s", label, kWanted[kinds], type_name(v));
      return;
    }
  }
  v = fspath_of(t, v);
  if (!v) return;
  bytes_ = is_bytes(v);
  text_ = path_argument(t, v);
  ok_ = text_;
}

Value Path::same_kind(std::string_view name) const { return bytes_ ? to_value(bytes_from(name)) : str_value(name); }

bool descriptor_argument(Thread& t, Value v, int* out) {
  if (!is_int(v)) {
    Value method = object_find_attr(t, v, str_intern("fileno"));
    if (!method) {
      return !error_pending() && raise_type_error("argument must be an int, or have a fileno() method.");
    }
    v = object_call(t, method, nullptr, 0);
    if (!v) return false;
    if (!is_int(v)) return raise_type_error("fileno() returned a non-integer");
  }
  if (!c_int_argument(t, v, out)) return false;
  return *out >= 0 || raise_value_error("file descriptor cannot be a negative integer (%i)", *out);
}

Value none_or_error2(int64_t result, Value from, Value to) {
  if (result >= 0) return kNone;
  int error = errno;
  Value items[5] = {Value::from_small_int(error), str_value(std::strerror(error)), from, kNone, to};
  PyTuple* args = items[1] ? tuple_from(items, 5) : nullptr;
  Value exception = args ? exception_new(current_thread(), exc::OSError, Value(&args->header)) : kNull;
  return exception ? Value(raise_instance(exception)) : kNull;
}

}  // namespace pyvm
