// The sys module.
#pragma once

#include "vm/run/run.h"

namespace pyvm {

struct PyDict;

extern const NativeModule kSysModule;

// sys.version_info, flags, float_info, hash_info, int_info, implementation... False: MemoryError.
[[nodiscard]] bool sys_add_structs(Thread& t, PyDict* dict);
// settrace(), setprofile() and what belongs to them. False: MemoryError.
[[nodiscard]] bool sys_add_tracing(PyDict* dict);
// stdin, stdout, stderr and their __std*__ copies come into being when somebody asks for one: this adds the __getattr__ that
// makes them.
[[nodiscard]] bool sys_add_streams(PyDict* dict);
// True once they were made: what is absent then was deleted.
bool sys_streams_made();
// The stream, made if need be. Null: deleted, or exception pending.
Value sys_stream_object(Thread& t, struct PyStr* name);

}  // namespace pyvm
