// Assertions. PYVM_CHECK always runs; PYVM_DCHECK only in builds with assertions (not release).
#pragma once

namespace pyvm {

// Prints the failed condition with its place to stderr and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace pyvm

#define PYVM_CHECK(cond) \
  (__builtin_expect(!(cond), 0) ? ::pyvm::check_failed(#cond, __FILE__, __LINE__) : (void)0)

#ifdef NDEBUG
#define PYVM_DCHECK(cond) ((void)sizeof(cond))
#else
#define PYVM_DCHECK(cond) PYVM_CHECK(cond)
#endif

#define PYVM_LIKELY(x) __builtin_expect(!!(x), 1)
#define PYVM_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define PYVM_NOINLINE __attribute__((noinline))
#define PYVM_INLINE inline __attribute__((always_inline))
