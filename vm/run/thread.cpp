// The running thread, its VM stack and its native stack.
#include "vm/run/thread.h"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <boost/context/detail/fcontext.hpp>

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

int64_t started_threads = 0;

// A reservation with inaccessible pages at both ends.
char* reserve(size_t bytes) {
  size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  void* p = mmap(nullptr, bytes + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  PYVM_CHECK(p != MAP_FAILED);
  char* start = static_cast<char*>(p) + page;
  PYVM_CHECK(mprotect(start, bytes, PROT_READ | PROT_WRITE) == 0);
  return start;
}

void release(char* start, size_t bytes) {
  size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  munmap(start - page, bytes + 2 * page);
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

// Gives a zeroed thread its VM stack and makes it known.
void initialize(Thread& t, uint32_t recursion_limit) {
  t.exc_item = &t.root_exc_item;
  t.recursion_limit = recursion_limit;
  t.stack = reinterpret_cast<Value*>(reserve(kVmStackBytes));
  t.stack_end = t.stack + kVmStackBytes / sizeof(Value);
  t.next = all_threads;
  all_threads = &t;
  gc::add_root_tracer(trace_thread, &t);
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
  release(reinterpret_cast<char*>(t.stack), kVmStackBytes);
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
  initialize(main_thread, kDefaultRecursionLimit);
}

uint64_t thread_start(void (*entry)(Thread& t, Value argument), Value argument) {
  auto* t = new Thread{};
  initialize(*t, current_thread().recursion_limit);
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
  release(reinterpret_cast<char*>(t->stack), kVmStackBytes);
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
