// The lock: a flag under a mutex. `holder` is written with the mutex held; a waiter that has waited for the switch interval
// sets kPollSwitch in the holder's poll word. After a switch the old holder waits until a new one has come, otherwise it
// would take the lock again at once.
#include "vm/run/gil.h"

#include <pthread.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>

#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

double gil_switch_interval = 0.005;

namespace {

pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t was_released, was_taken;
Thread* holder = nullptr;      // null: free, or there has been only one thread so far
int waiting = 0;
uint64_t times_taken = 0;
uint32_t threads = 1;          // changed by the thread that holds the lock

void make_conditions() {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&was_released, &attributes);
  pthread_cond_init(&was_taken, &attributes);
  pthread_condattr_destroy(&attributes);
}

timespec after(double seconds) {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  double whole = std::floor(seconds);
  now.tv_sec += static_cast<time_t>(whole);
  now.tv_nsec += static_cast<long>((seconds - whole) * 1e9);
  if (now.tv_nsec >= 1000000000) {
    now.tv_nsec -= 1000000000;
    now.tv_sec++;
  }
  return now;
}

void take(Thread& t) {
  pthread_mutex_lock(&mutex);
  waiting++;
  while (holder) {
    uint64_t seen = times_taken;
    timespec deadline = after(gil_switch_interval);
    int result = pthread_cond_timedwait(&was_released, &mutex, &deadline);
    if (result == ETIMEDOUT && holder && seen == times_taken) {
      __atomic_fetch_or(&holder->poll, kPollSwitch, __ATOMIC_SEQ_CST);
    }
  }
  waiting--;
  holder = &t;
  times_taken++;
  pthread_cond_broadcast(&was_taken);
  pthread_mutex_unlock(&mutex);
}

void release() {
  pthread_mutex_lock(&mutex);
  holder = nullptr;
  pthread_cond_signal(&was_released);
  pthread_mutex_unlock(&mutex);
}

}  // namespace

// Out of line, so that its frame lies below everything that the callers have on the stack.
__attribute__((noinline)) Unlocked::Unlocked(Thread& t) : t_(t), released_(threads > 1) {
  if (!released_) return;
  std::memset(&registers_, 0, sizeof registers_);   // setjmp() leaves part of it as it was
  setjmp(registers_);
  auto** frame = static_cast<void**>(__builtin_frame_address(0));
  caller_frame_ = *frame;   // jmp_buf holds it in disguise
  t.native_stack.saved_sp = frame;
  int saved = errno;
  release();
  errno = saved;
}

Unlocked::~Unlocked() {
  if (!released_) return;
  int saved = errno;
  take(t_);
  t_.native_stack.saved_sp = nullptr;
  errno = saved;
}

void gil_switch(Thread& t) {
  if (threads == 1 || t.dispatch) return;   // a recording goes on without interruption
  pthread_mutex_lock(&mutex);
  bool wanted = waiting > 0;
  uint64_t seen = times_taken;
  pthread_mutex_unlock(&mutex);
  if (!wanted) return;
  Unlocked unlocked(t);
  pthread_mutex_lock(&mutex);
  while (waiting > 0 && times_taken == seen) pthread_cond_wait(&was_taken, &mutex);
  pthread_mutex_unlock(&mutex);
}

void gil_thread_announced() {
  if (!holder) {
    make_conditions();
    holder = &current_thread();
  }
  threads++;
}

void gil_thread_not_started() { threads--; }

void gil_thread_begins(Thread& t) { take(t); }

void gil_thread_ends() {
  threads--;
  release();
}

void gil_after_fork() {
  pthread_mutex_init(&mutex, nullptr);
  make_conditions();
  holder = &current_thread();
  waiting = 0;
  threads = 1;
}

}  // namespace pyvm
