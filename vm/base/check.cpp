#include "vm/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace pyvm {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "pyvm: internal error: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace pyvm
