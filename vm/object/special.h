// Calling special methods that were looked up on a type.
#pragma once

#include "vm/object/attr.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm {

// Calls `method`, found by type_lookup on the type of args[0], with args[0] as self.
inline Value call_special(Thread& t, Value method, Value* args, uint32_t n) {
  if (method.is_layout(layouts.wrapper_descriptor) || method.is_layout(layouts.method_descriptor)) {
    PyNative* native = method.as<PyNative>();
    if (native->signature && native->signature->arg_count == n && native->signature->star_index < 0 &&
        native->signature->kwargs_index < 0 && native_takes(native, args[0])) {
      return native->def->fn(t, args);
    }
    return native_call(t, native, args, n, nullptr);
  }
  if (method.is_layout(layouts.function)) return object_call(t, method, args, n);
  Value bound = descriptor_bind(t, method, args[0], type_of(args[0]));
  return bound ? object_call(t, bound, args + 1, n - 1) : kNull;
}

}  // namespace pyvm
