// Module dis.
#pragma once

namespace pyvm {

struct NativeModule;
extern const NativeModule kDisModule;

}  // namespace pyvm
