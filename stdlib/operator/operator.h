// The _operator module.
#pragma once

#include "vm/object/native.h"
#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kOperatorModule;
// attrgetter, itemgetter, methodcaller. False: exception pending.
[[nodiscard]] bool operator_add_getters(struct PyDict* dict);

}  // namespace pyvm
