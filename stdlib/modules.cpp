// The native modules that exist.
#include "stdlib/builtins/builtins.h"
#include "stdlib/dis.h"
#include "stdlib/sys/sys.h"
#include "vm/compile/ast_objects.h"
#include "vm/object/boot.h"
#include "vm/run/run.h"

namespace pyvm {

void boot_modules() {
  register_native_module(kBuiltinsModule);
  register_native_module(kAstModule);
  register_native_module(kDisModule);
  register_native_module(kSysModule);
}

}  // namespace pyvm
