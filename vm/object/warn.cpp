#include "vm/object/warn.h"

#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"

namespace pyvm {

bool warn(Thread& t, PyType* category, PyStr* message) {
  Value module = message ? import_module(t, str_intern("warnings")) : kNull;
  Value inputs[2] = {to_value(message), to_value(category)};
  return module && object_call_method(t, module, str_intern("warn"), inputs, 2);
}

}  // namespace pyvm
