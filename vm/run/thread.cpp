// The running thread.
#include "vm/run/thread.h"

namespace pyvm {

thread_local Thread* current_thread_pointer;

}  // namespace pyvm
