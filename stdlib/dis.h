// Module dis.
#pragma once

namespace pyvm {

struct NativeModule;
extern const NativeModule kDisModule;
extern const NativeModule kDisNativeModule;   // what it is made of

}  // namespace pyvm
