// Several threads, one lock: only the thread that holds it runs Python code and touches the heap. It gives the lock away
// while it waits for the system (Unlocked) and, when others want it, at polls. As long as there is one thread all of this
// costs a comparison.
#pragma once

#include <csetjmp>
#include <cstdint>

namespace pyvm {

struct Thread;

// While one lives, other threads may run Python code: to be put around system calls that may block. The code under it
// touches no heap object, except that memory which neither moves nor changes its size (bytes, a held buffer) may be read
// and written. It may stand only in native functions whose effects are kEffectAll. Keeps errno.
class Unlocked {
 public:
  explicit Unlocked(Thread& t);
  ~Unlocked();
  Unlocked(const Unlocked&) = delete;
  Unlocked& operator=(const Unlocked&) = delete;

 private:
  Thread& t_;
  bool released_;
  // Where the collector finds what the callers keep in registers.
  jmp_buf registers_;
  void* caller_frame_;
};

// Reached at a poll with kPollSwitch: lets a thread that waits for the lock run.
void gil_switch(Thread& t);

// Seconds after which a thread that waits asks for the lock (sys.setswitchinterval).
extern double gil_switch_interval;

// For thread.cpp. A thread that begins takes the lock and is counted; one that ends gives it back.
void gil_thread_announced();             // by the starting thread, before the new one runs
void gil_thread_not_started();           // takes that back
void gil_thread_begins(Thread& t);
void gil_thread_ends();
// In the child of a fork: the calling thread is the only one.
void gil_after_fork();

}  // namespace pyvm
