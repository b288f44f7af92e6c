// The runtime functions of helpers.def as the IR names them.
#pragma once

#include <cstdint>

#include "jit/ir.h"

namespace pyvm::jit {

enum class Helper : uint16_t {
#define HELPER(name, function, result, arguments, effects) name,
#include "jit/helpers.def"
#undef HELPER
  kCount
};

struct HelperInfo {
  const char* name;
  const void* (*function)();   // its address
  IrType result;
  const char* arguments;
  uint32_t effects;   // Effect bits of vm/object/native.h
};
const HelperInfo& helper_info(Helper helper);

}  // namespace pyvm::jit
