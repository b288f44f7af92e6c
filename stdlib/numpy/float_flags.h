// The processor's floating-point exception flags that numpy.seterr() is about: FE_DIVBYZERO, FE_OVERFLOW, FE_UNDERFLOW,
// FE_INVALID.
//
// On x86-64 those of the vector unit alone, which all arithmetic of float and double sets; the C library's functions look
// at the old unit too, which takes longer than a small array.
#pragma once

#include <cfenv>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace pyvm::np {

inline constexpr int kFloatFlags = FE_DIVBYZERO | FE_OVERFLOW | FE_UNDERFLOW | FE_INVALID;

#ifdef __x86_64__
inline int float_flags() { return static_cast<int>(_mm_getcsr()) & kFloatFlags; }
inline void clear_float_flags() {
  unsigned control = _mm_getcsr();
  if (control & kFloatFlags) _mm_setcsr(control & ~static_cast<unsigned>(kFloatFlags));
}
inline void raise_float_flag(int flag) { _mm_setcsr(_mm_getcsr() | static_cast<unsigned>(flag)); }
#else
inline int float_flags() { return std::fetestexcept(kFloatFlags); }
inline void clear_float_flags() { std::feclearexcept(kFloatFlags); }
inline void raise_float_flag(int flag) { std::feraiseexcept(flag); }
#endif

}  // namespace pyvm::np
