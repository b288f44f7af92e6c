// The posix module, in parts that fill its namespace.
#pragma once

#include "vm/object/value.h"

struct rusage;

namespace pyvm {

class ModuleFiller;
struct Thread;

// All return false with an exception pending.
[[nodiscard]] bool posix_add_constants(ModuleFiller& fill);
[[nodiscard]] bool posix_add_descriptors(ModuleFiller& fill);
[[nodiscard]] bool posix_add_folders(ModuleFiller& fill);
[[nodiscard]] bool posix_add_identities(ModuleFiller& fill);
[[nodiscard]] bool posix_add_paths(ModuleFiller& fill);
[[nodiscard]] bool posix_add_processes(ModuleFiller& fill);

// os.stat_result of a name relative to the descriptor `folder`. Null: OSError about `shown` pending.
Value stat_at(int folder, const char* path, bool follow, Value shown);

// resource.struct_rusage. Null: MemoryError pending.
Value rusage_value(const rusage& usage);

// fork() with the functions of os.register_at_fork() around it. -2: exception pending; otherwise fork()'s result and errno.
int fork_process(Thread& t);

}  // namespace pyvm
