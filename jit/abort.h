// Reasons to give a recording up (abort.def).
#pragma once

namespace pyvm::jit {

enum class Abort : unsigned char {
  kNone,
#define ABORT(name, reason, consequence) name,
#include "jit/abort.def"
#undef ABORT
};
const char* abort_reason(Abort abort);
const char* abort_consequence(Abort abort);

}  // namespace pyvm::jit
