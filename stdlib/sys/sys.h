// The sys module.
#pragma once

#include "vm/run/run.h"

namespace pyvm {

struct PyDict;

extern const NativeModule kSysModule;

// sys.version_info, flags, float_info, hash_info, int_info, implementation... False: MemoryError.
[[nodiscard]] bool sys_add_structs(Thread& t, PyDict* dict);
// stdin, stdout, stderr and their __std*__ copies.
[[nodiscard]] bool sys_add_streams(Thread& t, PyDict* dict);

}  // namespace pyvm
