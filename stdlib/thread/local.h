// threading.local.
#pragma once

namespace pyvm {

class ModuleFiller;
struct Thread;

[[nodiscard]] bool thread_add_local(ModuleFiller& fill);
// The calling thread ends: what it stored in local objects is dropped.
void local_thread_ends(Thread& t);

}  // namespace pyvm
