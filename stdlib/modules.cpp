// The native modules that exist.
#include "stdlib/array/array.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/collections/collections.h"
#include "stdlib/containers.h"
#include "stdlib/dis.h"
#include "stdlib/frozen.h"
#include "stdlib/functools/functools.h"
#include "stdlib/io/io_core.h"
#include "stdlib/itertools/itertools.h"
#include "stdlib/math/math.h"
#include "stdlib/modules.h"
#include "stdlib/numba/numba.h"
#include "stdlib/numpy/module.h"
#include "stdlib/operator/operator.h"
#include "stdlib/sre/sre.h"
#include "stdlib/sys/sys.h"
#include "stdlib/text/text_modules.h"
#include "vm/compile/ast_objects.h"
#include "vm/object/boot.h"
#include "vm/run/run.h"

namespace pyvm {

void boot_modules() {
  register_native_module(kAbcModule);
  register_native_module(kArrayModule);
  register_native_module(kAstModule);
  register_native_module(kAtexitModule);
  register_native_module(kBinasciiModule);
  register_native_module(kBisectModule);
  register_native_module(kBuiltinsModule);
  register_native_module(kBz2Module);
  register_native_module(kCmathModule);
  register_native_module(kCodecsModule);
  register_native_module(kCollectionsModule);
  register_native_module(kDisModule);
  register_native_module(kDisNativeModule);
  register_native_module(kErrnoModule);
  register_native_module(kFaulthandlerModule);
  register_native_module(kExpatModule);
  register_native_module(kFcntlModule);
  register_native_module(kFrozenImportlibExternalModule);
  register_native_module(kFrozenImportlibModule);
  register_native_module(kFunctoolsModule);
  register_native_module(kGcModule);
  register_native_module(kGrpModule);
  register_native_module(kHashlibModule);
  register_native_module(kHeapqModule);
  register_native_module(kIconvModule);
  register_native_module(kImpModule);
  register_native_module(kIoCoreModule);
  register_native_module(kItertoolsModule);
  register_native_module(kJsonModule);
  register_native_module(kLzmaModule);
  register_native_module(kMarshalModule);
  register_native_module(kMathModule);
  register_native_module(kMd5Module);
  register_native_module(kNumbaModule);
  register_native_module(kNumbaRuntimeModule);
  register_native_module(kNumpyCoreModule);
  register_native_module(kNumpyModule);
  register_native_module(kNumpyRandomModule);
  for (const NativeModule& module : kNumpyModules) register_native_module(module);
  register_native_module(kOperatorModule);
  register_native_module(kPickleBufferModule);
  register_native_module(kPollingModule);
  register_native_module(kPosixModule);
  register_native_module(kPosixSubprocessModule);
  register_native_module(kPwdModule);
  register_native_module(kRandomModule);
  register_native_module(kResourceModule);
  register_native_module(kSha1Module);
  register_native_module(kSha256Module);
  register_native_module(kSha512Module);
  register_native_module(kSignalModule);
  register_native_module(kSocketsModule);
  register_native_module(kSreModule);
  register_native_module(kStatisticsModule);
  register_native_module(kStringModule);
  register_native_module(kStructModule);
  register_native_module(kSysModule);
  register_native_module(kTermiosModule);
  register_native_module(kThreadModule);
  register_native_module(kTimeModule);
  register_native_module(kUnicodedataModule);
  register_native_module(kZlibModule);
  for (const NativeModule* module = kFrozenModules; module->name; module++) register_native_module(*module);
}

}  // namespace pyvm
