// The running thread, its VM stack and its native stack.
#include "vm/run/thread.h"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <boost/context/detail/fcontext.hpp>

#include "vm/object/error.h"
#include "vm/object/ops.h"
#include "vm/run/call.h"

namespace pyvm {

thread_local Thread* current_thread_pointer;

namespace {

#ifdef PYVM_HOSTILE
constexpr size_t kVmStackBytes = size_t{64} << 20;
constexpr size_t kNativeStackBytes = size_t{8} << 20;
#else
constexpr size_t kVmStackBytes = size_t{2} << 30;      // reserved; pages are taken as they are used
constexpr size_t kNativeStackBytes = size_t{256} << 20;
#endif
// What C++ code below a recursion check may still need.
constexpr size_t kNativeReserve = 192 << 10;
constexpr uint32_t kDefaultRecursionLimit = 1000;

// A reservation with inaccessible pages at both ends.
char* reserve(size_t bytes) {
  size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  void* p = mmap(nullptr, bytes + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  PYVM_CHECK(p != MAP_FAILED);
  char* start = static_cast<char*>(p) + page;
  PYVM_CHECK(mprotect(start, bytes, PROT_READ | PROT_WRITE) == 0);
  return start;
}

// The VM stack is scanned conservatively: frame headers hold raw pointers, and dead registers are harmless.
void trace_thread(gc::Visitor& visitor, void* context) {
  auto* t = static_cast<Thread*>(context);
  visitor.visit(t->exception.bits());
  visitor.visit(t->returned.bits());
  visitor.visit(t->repr_stack.bits());
  visitor.visit(t->asyncgen_firstiter.bits());
  visitor.visit(t->asyncgen_finalizer.bits());
  visitor.visit(t->trace_function.bits());
  visitor.visit(t->profile_function.bits());
  for (ExcItem* item = t->exc_item; item; item = item->previous) visitor.visit(item->handled.bits());
  if (t->base) visitor.visit_ambiguous_range(t->stack, frame_top(t->base) + kStackSlack);
}

struct VmStackRun {
  int (*fn)(void*);
  void* arg;
  int result;
};

using boost::context::detail::fcontext_t;
using boost::context::detail::jump_fcontext;
using boost::context::detail::make_fcontext;
using boost::context::detail::transfer_t;

void stack_entry(transfer_t from) {
  auto* run = static_cast<VmStackRun*>(from.data);
  run->result = run->fn(run->arg);
  jump_fcontext(from.fctx, nullptr);
}

}  // namespace

void thread_initialize_main() {
  static Thread main_thread{};
  Thread& t = main_thread;
  current_thread_pointer = &t;
  t.exc_item = &t.root_exc_item;
  t.recursion_limit = kDefaultRecursionLimit;
  t.stack = reinterpret_cast<Value*>(reserve(kVmStackBytes));
  t.stack_end = t.stack + kVmStackBytes / sizeof(Value);
  gc::add_root_tracer(trace_thread, &t);
}

int run_on_vm_stack(int (*fn)(void*), void* arg) {
  Thread& t = current_thread();
  char* stack = reserve(kNativeStackBytes);
  t.native_limit = stack + kNativeReserve;
  t.native_stack.base = stack + kNativeStackBytes;
  t.native_stack.saved_sp = nullptr;
  gc::add_native_stack(&t.native_stack);
  VmStackRun run{fn, arg, 0};
  fcontext_t context = make_fcontext(stack + kNativeStackBytes, kNativeStackBytes, stack_entry);
  jump_fcontext(context, &run);
  gc::remove_native_stack(&t.native_stack);
  return run.result;
}

bool native_recursion_ok(Thread& t) {
  if (PYVM_LIKELY(static_cast<char*>(__builtin_frame_address(0)) > t.native_limit)) return true;
  return raise_recursion_error(t, "");
}

}  // namespace pyvm
