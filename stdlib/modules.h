// The native modules, one constant each; modules.cpp registers them.
#pragma once

#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kAbcModule;
extern const NativeModule kAtexitModule;
extern const NativeModule kErrnoModule;
extern const NativeModule kFaulthandlerModule;
extern const NativeModule kFrozenImportlibExternalModule, kFrozenImportlibModule, kImpModule;
extern const NativeModule kGcModule;
extern const NativeModule kHashlibModule, kMd5Module, kSha1Module, kSha256Module, kSha512Module;
extern const NativeModule kBz2Module, kLzmaModule, kZlibModule;
extern const NativeModule kFcntlModule, kGrpModule, kPosixModule, kPosixSubprocessModule, kPwdModule, kResourceModule;
extern const NativeModule kExpatModule;
extern const NativeModule kJsonModule;
extern const NativeModule kMarshalModule;
extern const NativeModule kPickleBufferModule;
extern const NativeModule kPollingModule, kSocketsModule;
extern const NativeModule kTermiosModule;
extern const NativeModule kSignalModule;
extern const NativeModule kThreadModule;
extern const NativeModule kTimeModule;

}  // namespace pyvm
