// The running thread, its VM stack and its native stack.
#include "vm/run/thread.h"

#include <pthread.h>

#include <boost/context/detail/fcontext.hpp>

#include "vm/base/address_space.h"
#include "vm/object/error.h"
#include "vm/object/ops.h"
#include "vm/run/call.h"
#include "vm/run/gil.h"
#include "vm/run/poll.h"

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

// What the stacks get of an address space that is limited: either one of the main thread, the VM stack of another one.
constexpr size_t kStackShare = 16;
constexpr size_t kThreadStackShare = 256;

int64_t started_threads = 0;

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
  visitor.visit(t->argument.bits());
  visitor.visit(t->end_lock.bits());
  visitor.visit(t->contexts.bits());
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

// Gives a zeroed thread its VM stack and makes it known. False: there is no address space for the stack.
bool initialize(Thread& t, uint32_t recursion_limit, size_t stack_share) {
  size_t bytes = address_space_share(kVmStackBytes, stack_share);
  t.stack = reinterpret_cast<Value*>(address_space_reserve_guarded(bytes));
  if (!t.stack) return false;
  t.stack_end = t.stack + bytes / sizeof(Value);
  t.exc_item = &t.root_exc_item;
  t.recursion_limit = recursion_limit;
  t.next = all_threads;
  all_threads = &t;
  gc::add_root_tracer(trace_thread, &t);
  return true;
}

void release_stack(Thread& t) {
  address_space_release_guarded(reinterpret_cast<char*>(t.stack), static_cast<size_t>(t.stack_end - t.stack) * sizeof(Value));
}

void forget(Thread& t) {
  gc::remove_root_tracer(trace_thread, &t);
  gc::remove_native_stack(&t.native_stack);
  Thread** link = &all_threads;
  while (*link != &t) link = &(*link)->next;
  *link = t.next;
}

void* run_thread(void* thread) {
  Thread& t = *static_cast<Thread*>(thread);
  current_thread_pointer = &t;
  pthread_attr_t attributes;
  void* stack;
  size_t size;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &stack, &size);
  pthread_attr_destroy(&attributes);
  gil_thread_begins(t);
  t.native_limit = static_cast<char*>(stack) + kNativeReserve;
  t.native_stack.base = static_cast<char*>(stack) + size;
  gc::add_native_stack(&t.native_stack);
  t.entry(t, t.argument);
  forget(t);
  started_threads--;
  gil_thread_ends();
  release_stack(t);
  delete &t;
  return nullptr;
}

}  // namespace

Thread* all_threads = nullptr;
size_t thread_stack_bytes = size_t{16} << 20;

void thread_initialize_main() {
  static Thread main_thread{};
  current_thread_pointer = &main_thread;
  main_thread.ident = pthread_self();
  PYVM_CHECK(initialize(main_thread, kDefaultRecursionLimit, kStackShare));
}

uint64_t thread_start(void (*entry)(Thread& t, Value argument), Value argument) {
  auto* t = new Thread{};
  if (!initialize(*t, current_thread().recursion_limit, kThreadStackShare)) {
    delete t;
    return 0;
  }
  t->entry = entry;
  t->argument = argument;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, thread_stack_bytes);
  gil_thread_announced();
  pthread_t handle;
  int error = pthread_create(&handle, &attributes, run_thread, t);
  pthread_attr_destroy(&attributes);
  if (!error) {
    started_threads++;
    t->ident = handle;
    return handle;
  }
  gil_thread_not_started();
  forget(*t);
  release_stack(*t);
  delete t;
  return 0;
}

int64_t thread_started_count() { return started_threads; }

// The other threads' stacks stay where they are: nobody knows what they point at.
void thread_after_fork(Thread& t) {
  for (Thread* other = all_threads; other; other = other->next) {
    if (other == &t) continue;
    gc::remove_root_tracer(trace_thread, other);
    gc::remove_native_stack(&other->native_stack);
  }
  all_threads = &t;
  t.next = nullptr;
  started_threads = 0;
  gil_after_fork();
  poll_use_main(t);
}

int run_on_vm_stack(int (*fn)(void*), void* arg) {
  Thread& t = current_thread();
  size_t bytes = address_space_share(kNativeStackBytes, kStackShare);
  char* stack = address_space_reserve_guarded(bytes);
  PYVM_CHECK(stack);
  t.native_limit = stack + kNativeReserve;
  t.native_stack.base = stack + bytes;
  t.native_stack.saved_sp = nullptr;
  gc::add_native_stack(&t.native_stack);
  VmStackRun run{fn, arg, 0};
  fcontext_t context = make_fcontext(stack + bytes, bytes, stack_entry);
  jump_fcontext(context, &run);
  gc::remove_native_stack(&t.native_stack);
  return run.result;
}

bool native_recursion_ok(Thread& t) {
  if (PYVM_LIKELY(static_cast<char*>(__builtin_frame_address(0)) > t.native_limit)) return true;
  return raise_recursion_error(t, "");
}

}  // namespace pyvm
