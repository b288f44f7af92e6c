// Which of a kernel's versions this processor runs. Not Highway's own dispatch: loading its library measures the processor's
// timer, some milliseconds at every start of the program.
#pragma once

#include <type_traits>

namespace pyvm::np {

// What Highway's targets of these names are compiled with.
inline bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
}
inline bool has_avx3() {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd");
}

template <class F>
F* simd_best(F* fallback, std::type_identity_t<F>* avx2, std::type_identity_t<F>* avx3) {
  if (avx3 && has_avx3()) return avx3;
  return avx2 && has_avx2() ? avx2 : fallback;
}

// The best version of a function that a file including itself once per target (hwy/foreach_target.h) defines.
#define PYVM_SIMD(f) ::pyvm::np::simd_best(HWY_CHOOSE_FALLBACK(f), HWY_CHOOSE_AVX2(f), HWY_CHOOSE_AVX3(f))

}  // namespace pyvm::np
