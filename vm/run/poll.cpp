#include "vm/run/poll.h"

#include <csignal>

#include "gc/heap.h"
#include "vm/object/error.h"
#include "vm/object/ops.h"
#include "vm/run/gil.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

Thread* main_thread = nullptr;

void on_sigint(int) { poll_request(kPollSignal); }
// The thread that collects is the one that holds the lock.
void on_gc() { __atomic_fetch_or(&current_thread().poll, kPollGc, __ATOMIC_SEQ_CST); }

bool default_signals(Thread&) {
  (void)raise_error(exc::KeyboardInterrupt, "%s", "");
  return false;
}

}  // namespace

bool (*poll_signals)(Thread& t) = default_signals;
void (*poll_gc)(Thread& t) = nullptr;
void (*poll_workers)() = nullptr;

void poll_request(uint32_t reason) {
  if (main_thread) __atomic_fetch_or(&main_thread->poll, reason, __ATOMIC_SEQ_CST);
  if (poll_workers) poll_workers();
}

void poll_request_all(uint32_t reason) {
  for (Thread* t = all_threads; t; t = t->next) __atomic_fetch_or(&t->poll, reason, __ATOMIC_SEQ_CST);
}

void poll_use_main(Thread& t) { main_thread = &t; }
bool is_main_thread(const Thread& t) { return main_thread == &t; }

void poll_initialize() {
  poll_use_main(current_thread());
  gc::request_poll = on_gc;
  struct sigaction action {};
  action.sa_handler = on_sigint;
  sigaction(SIGINT, &action, nullptr);
}

bool poll_arrived_signals(Thread& t) {
  __atomic_fetch_and(&t.poll, ~static_cast<uint32_t>(kPollSignal), __ATOMIC_SEQ_CST);
  return poll_signals(t);
}

bool poll_run(Thread& t) {
  uint32_t reasons = __atomic_fetch_and(&t.poll, static_cast<uint32_t>(kPollHooks), __ATOMIC_SEQ_CST);
  if ((reasons & kPollGc) && poll_gc) poll_gc(t);
  if ((reasons & kPollSignal) && !poll_signals(t)) return false;
  if (reasons & kPollSwitch) gil_switch(t);
  return true;
}

}  // namespace pyvm
