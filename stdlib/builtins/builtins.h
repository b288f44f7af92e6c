// The builtins module: one table of functions per topic.
#pragma once

#include "vm/object/native.h"
#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kBuiltinsModule;

extern const NativeDef kBuiltinAttributes[];   // getattr, dir, isinstance, ...
extern const NativeDef kBuiltinNumbers[];      // abs, bin, pow, chr, ...
extern const NativeDef kBuiltinIteration[];    // iter, len, sorted, max, ...
extern const NativeDef kBuiltinText[];         // print, input, repr, format, ...

extern const NativeDef kBuiltinAsync[];        // aiter, anext
// Makes the awaitable type of anext(). False: exception pending.
[[nodiscard]] bool builtins_make_anext();

// exit, quit and help. False: MemoryError pending.
[[nodiscard]] bool builtins_add_site(struct PyDict* dict);
// An attribute of the sys module. Null without exception when absent.
Value sys_attribute(Thread& t, struct PyStr* name);

}  // namespace pyvm
