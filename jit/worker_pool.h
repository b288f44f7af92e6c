// Threads that share work, by oneTBB, which is loaded when it is first used.
#pragma once

namespace pyvm::jit {

// Calls body(context, thread, i) once for each i in [0, count), on up to `threads` threads at a time, the calling one among
// them; returns when all are done. thread: 0 .. threads-1, different for calls that run at the same time. The other threads
// take no signals. Where oneTBB is missing, or in a process forked after its first use, the calling thread does all.
void share_work(int threads, int count, void (*body)(void* context, int thread, int i), void* context);

}  // namespace pyvm::jit
