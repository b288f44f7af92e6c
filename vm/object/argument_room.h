// Room for arguments on the native stack that is not cleared first: what is used of it is written at once.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

template <size_t N>
struct ArgumentRoom {
  alignas(Value) unsigned char bytes[N * sizeof(Value)];
  Value* values() { return reinterpret_cast<Value*>(bytes); }
};

}  // namespace pyvm
