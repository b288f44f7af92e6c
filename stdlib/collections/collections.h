// The _collections module.
#pragma once

#include "vm/object/alloc.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/reduce.h"
#include "vm/object/sequence.h"
#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kCollectionsModule;

namespace collections {

// Each adds its types. False: exception pending.
[[nodiscard]] bool add_deque(PyDict* dict);
[[nodiscard]] bool add_dicts(PyDict* dict);   // defaultdict, OrderedDict

}  // namespace collections
}  // namespace pyvm
