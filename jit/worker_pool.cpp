// oneTBB's entry points are bound when work is first shared: its headers call functions of tbb::detail::r1, which are defined
// here and forward to the library that dlopen() found.
#include "jit/worker_pool.h"

#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>

#include <csignal>

#define TBB_USE_EXCEPTIONS 0
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace {

void* library() {
  static void* handle = dlopen("libtbb.so.12", RTLD_NOW | RTLD_LOCAL);
  return handle;
}

// The function of that mangled name; there if library() is.
template <class F>
F bound(const char* name) {
  return reinterpret_cast<F>(dlsym(library(), name));
}

}  // namespace

namespace tbb::detail::r1 {

// FORWARD(result, name, mangled, (parameters), (arguments))
#define FORWARD(result, name, mangled, parameters, arguments)                  \
  result __TBB_EXPORTED_FUNC name parameters {                                 \
    static const auto function = bound<result(*) parameters>(mangled);         \
    return function arguments;                                                 \
  }

FORWARD(void, initialize, "_ZN3tbb6detail2r110initializeERNS0_2d115task_arena_baseE", (d1::task_arena_base & arena), (arena))
FORWARD(void, execute, "_ZN3tbb6detail2r17executeERNS0_2d115task_arena_baseERNS2_13delegate_baseE",
        (d1::task_arena_base & arena, d1::delegate_base& body), (arena, body))
FORWARD(void, initialize, "_ZN3tbb6detail2r110initializeERNS0_2d118task_group_contextE", (d1::task_group_context & context),
        (context))
FORWARD(void, destroy, "_ZN3tbb6detail2r17destroyERNS0_2d118task_group_contextE", (d1::task_group_context & context), (context))
FORWARD(void, spawn, "_ZN3tbb6detail2r15spawnERNS0_2d14taskERNS2_18task_group_contextE",
        (d1::task & task, d1::task_group_context& context), (task, context))
FORWARD(void, execute_and_wait,
        "_ZN3tbb6detail2r116execute_and_waitERNS0_2d14taskERNS2_18task_group_contextERNS2_12wait_contextES6_",
        (d1::task & task, d1::task_group_context& context, d1::wait_context& wait, d1::task_group_context& wait_context),
        (task, context, wait, wait_context))
FORWARD(d1::slot_id, execution_slot, "_ZN3tbb6detail2r114execution_slotEPKNS0_2d114execution_dataE",
        (const d1::execution_data* data), (data))
FORWARD(void, notify_waiters, "_ZN3tbb6detail2r114notify_waitersEm", (std::uintptr_t address), (address))
FORWARD(void*, allocate, "_ZN3tbb6detail2r18allocateERPNS0_2d117small_object_poolEm",
        (d1::small_object_pool * &pool, std::size_t bytes), (pool, bytes))
FORWARD(void*, allocate, "_ZN3tbb6detail2r18allocateERPNS0_2d117small_object_poolEmRKNS2_14execution_dataE",
        (d1::small_object_pool * &pool, std::size_t bytes, const d1::execution_data& data), (pool, bytes, data))
FORWARD(void, deallocate, "_ZN3tbb6detail2r110deallocateERNS0_2d117small_object_poolEPvmRKNS2_14execution_dataE",
        (d1::small_object_pool & pool, void* memory, std::size_t bytes, const d1::execution_data& data),
        (pool, memory, bytes, data))
#undef FORWARD

}  // namespace tbb::detail::r1

namespace pyvm::jit {

namespace {

thread_local bool takes_no_signals = false;

// An arena never goes: its threads may still be leaving it.
tbb::task_arena& arena_of(int threads) {
  static tbb::task_arena* arena = nullptr;
  static int size = 0;
  if (size != threads) arena = new tbb::task_arena(threads);
  size = threads;
  return *arena;
}

void refuse_signals() {
  if (takes_no_signals) return;
  takes_no_signals = true;
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

void share_work(int threads, int count, void (*body)(void* context, int thread, int i), void* context) {
  static const pid_t owner = getpid();
  if (threads < 2 || !library() || owner != getpid()) {
    for (int i = 0; i < count; i++) body(context, 0, i);
    return;
  }
  pthread_t caller = pthread_self();
  arena_of(threads).execute([&] {
    auto some = [&](const tbb::blocked_range<int>& range) {
      if (!pthread_equal(pthread_self(), caller)) refuse_signals();
      for (int i = range.begin(); i < range.end(); i++) body(context, tbb::this_task_arena::current_thread_index(), i);
    };
    tbb::parallel_for(tbb::blocked_range<int>(0, count, 1), some, tbb::simple_partitioner());
  });
}

}  // namespace pyvm::jit
