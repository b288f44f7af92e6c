// The posix module.
#pragma once

#include "vm/run/run.h"

namespace pyvm {

class ModuleFiller;

[[nodiscard]] bool posix_add_files(ModuleFiller& fill);
[[nodiscard]] bool posix_add_processes(ModuleFiller& fill);

}  // namespace pyvm
