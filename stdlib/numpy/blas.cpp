// OpenBLAS, loaded when first needed. All routines are called by their Fortran names: every argument is a pointer, and
// matrices are column by column.
#include <dlfcn.h>

#include <complex>
#include <cstring>

#include "stdlib/numpy/functions.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

namespace {

void* library() {
  static void* handle = [] {
    for (const char* name : {"libopenblas.so.0", "libopenblas.so", "libblas.so.3"}) {
      if (void* found = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return found;
    }
    return static_cast<void*>(nullptr);
  }();
  return handle;
}
void* lapack_library() {
  static void* handle = [] {
    if (library() && dlsym(library(), "dgesv_")) return library();
    return dlopen("liblapack.so.3", RTLD_NOW | RTLD_LOCAL);
  }();
  return handle;
}

template <class F>
F routine(const char* name) {
  return library() ? reinterpret_cast<F>(dlsym(library(), name)) : nullptr;
}

bool row_major(const MatrixView& m) {
  return m.column_step == 1 && m.row_step >= m.columns && m.row_step <= INT32_MAX;
}
bool column_major(const MatrixView& m) {
  return m.row_step == 1 && m.column_step >= m.rows && m.column_step <= INT32_MAX;
}

template <class T>
struct Names;
template <>
struct Names<float> {
  static constexpr const char *gemm = "sgemm_", *gemv = "sgemv_", *syrk = "ssyrk_";
};
template <>
struct Names<double> {
  static constexpr const char *gemm = "dgemm_", *gemv = "dgemv_", *syrk = "dsyrk_";
};
template <>
struct Names<std::complex<float>> {
  static constexpr const char *gemm = "cgemm_", *gemv = "cgemv_", *syrk = "csyrk_";
};
template <>
struct Names<std::complex<double>> {
  static constexpr const char *gemm = "zgemm_", *gemv = "zgemv_", *syrk = "zsyrk_";
};

template <class T>
class Blas {
  using Gemm = void (*)(const char*, const char*, const int*, const int*, const int*, const T*, const T*, const int*, const T*,
                        const int*, const T*, T*, const int*);
  using Gemv = void (*)(const char*, const int*, const int*, const T*, const T*, const int*, const T*, const int*, const T*, T*,
                        const int*);
  using Syrk = void (*)(const char*, const char*, const int*, const int*, const T*, const T*, const int*, const T*, T*,
                        const int*);

 public:
  static bool multiply(const MatrixView& x, const MatrixView& y, const MatrixView& z) {
    if (x.rows == 1 && y.columns == 1) return dot(x, y, z);
    if (x.columns == 1 && (x.rows == 1 || y.columns == 1)) return false;
    if (x.rows == 1) {
      return (row_major(y) || column_major(y)) && x.column_step >= 1 && x.column_step <= INT32_MAX && z.column_step >= 1 &&
             by_vector(transposed(y), x.data, x.column_step, z.data, z.column_step);
    }
    if (y.columns == 1) {
      return (row_major(x) || column_major(x)) && y.row_step >= 1 && y.row_step <= INT32_MAX && z.row_step >= 1 &&
             by_vector(x, y.data, y.row_step, z.data, z.row_step);
    }
    if (x.columns == 1) return false;
    bool fits = (row_major(x) || column_major(x)) && (row_major(y) || column_major(y)) && row_major(z);
    return fits && (own_transpose(x, y) ? by_own_transpose(x, z) : by_matrix(x, y, z));
  }

 private:
  static MatrixView transposed(const MatrixView& m) { return {m.data, m.columns, m.rows, m.column_step, m.row_step}; }
  static bool own_transpose(const MatrixView& x, const MatrixView& y) {
    return x.data == y.data && x.rows == y.columns && x.row_step == y.column_step && x.column_step == y.row_step &&
           row_major(x) != row_major(y);
  }

  static bool dot(const MatrixView& x, const MatrixView& y, const MatrixView& z) {
    if (x.column_step < 1 || y.row_step < 1 || x.column_step > INT32_MAX || y.row_step > INT32_MAX) return false;
    int n = static_cast<int>(x.columns), dx = static_cast<int>(x.column_step), dy = static_cast<int>(y.row_step);
    if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
      static auto f = routine<T (*)(const int*, const T*, const int*, const T*, const int*)>(
          std::is_same_v<T, float> ? "sdot_" : "ddot_");
      if (!f) return false;
      *static_cast<T*>(z.data) = f(&n, static_cast<T*>(x.data), &dx, static_cast<T*>(y.data), &dy);
    } else {
      static auto f = routine<void (*)(int, const T*, int, const T*, int, T*)>(
          std::is_same_v<T, std::complex<float>> ? "cblas_cdotu_sub" : "cblas_zdotu_sub");
      if (!f) return false;
      f(n, static_cast<T*>(x.data), dx, static_cast<T*>(y.data), dy, static_cast<T*>(z.data));
    }
    return true;
  }

  static bool by_vector(const MatrixView& m, void* v, int64_t v_step, void* out, int64_t out_step) {
    static auto f = routine<Gemv>(Names<T>::gemv);
    if (!f) return false;
    bool rows = row_major(m);
    int height = static_cast<int>(rows ? m.columns : m.rows), width = static_cast<int>(rows ? m.rows : m.columns);
    int leading = static_cast<int>(rows ? m.row_step : m.column_step);
    int dv = static_cast<int>(v_step), dout = static_cast<int>(out_step);
    T one(1), zero(0);
    f(rows ? "T" : "N", &height, &width, &one, static_cast<T*>(m.data), &leading, static_cast<T*>(v), &dv, &zero,
      static_cast<T*>(out), &dout);
    return true;
  }

  // Row by row, z is the transpose of what the routine computes: z' = y' x'.
  static bool by_matrix(const MatrixView& x, const MatrixView& y, const MatrixView& z) {
    static auto f = routine<Gemm>(Names<T>::gemm);
    if (!f) return false;
    int m = static_cast<int>(y.columns), n = static_cast<int>(x.rows), k = static_cast<int>(x.columns);
    int ldx = static_cast<int>(row_major(x) ? x.row_step : x.column_step);
    int ldy = static_cast<int>(row_major(y) ? y.row_step : y.column_step), ldz = static_cast<int>(z.row_step);
    T one(1), zero(0);
    f(row_major(y) ? "N" : "T", row_major(x) ? "N" : "T", &m, &n, &k, &one, static_cast<T*>(y.data), &ldy,
      static_cast<T*>(x.data), &ldx, &zero, static_cast<T*>(z.data), &ldz);
    return true;
  }

  // A matrix times its own transpose: half of the work, mirrored.
  static bool by_own_transpose(const MatrixView& x, const MatrixView& z) {
    static auto f = routine<Syrk>(Names<T>::syrk);
    if (!f) return false;
    bool rows = row_major(x);
    int n = static_cast<int>(x.rows), k = static_cast<int>(x.columns);
    int leading = static_cast<int>(rows ? x.row_step : x.column_step), ldz = static_cast<int>(z.row_step);
    T one(1), zero(0);
    f("L", rows ? "T" : "N", &n, &k, &one, static_cast<T*>(x.data), &leading, &zero, static_cast<T*>(z.data), &ldz);
    auto* out = static_cast<T*>(z.data);
    for (int64_t i = 0; i < n; i++) {
      for (int64_t j = i + 1; j < n; j++) out[j * z.row_step + i] = out[i * z.row_step + j];
    }
    return true;
  }
};

}  // namespace

bool blas_multiply(DType type, const MatrixView& x, const MatrixView& y, const MatrixView& z) {
  if (!library() || x.rows > INT32_MAX || x.columns > INT32_MAX || y.columns > INT32_MAX) return false;
  switch (type) {
    case DType::kFloat32: return Blas<float>::multiply(x, y, z);
    case DType::kFloat64: return Blas<double>::multiply(x, y, z);
    case DType::kComplex64: return Blas<std::complex<float>>::multiply(x, y, z);
    case DType::kComplex128: return Blas<std::complex<double>>::multiply(x, y, z);
    default: return false;
  }
}

// Arguments: an int is passed as a 32-bit integer, a str as its first character, an array as its memory.
Value lapack_call(Thread&, PyStr* name, PyTuple* args) {
  constexpr int kMost = 28;
  CText base(name);
  TextBuffer symbol;
  symbol.printf("%s_", base.c_str());
  using Routine = void (*)(void*, void*, void*, void*, void*, void*, void*, void*, void*, void*, void*, void*, void*, void*, void*,
                           void*, void*, void*, void*, void*, void*, void*, void*, void*, void*, void*, void*, void*);
  auto f = lapack_library() ? reinterpret_cast<Routine>(dlsym(lapack_library(), symbol.c_str())) : nullptr;
  if (!f) return raise_error(exc::ImportError, "no LAPACK library with the routine '%s' (libopenblas0) is installed", base.c_str());
  if (args->length > kMost - 4) return raise_value_error("too many arguments for a LAPACK routine");
  void* pointers[kMost] = {};
  int integers[kMost];
  char letters[kMost];
  int n = 0, texts = 0;
  for (; n < args->length; n++) {
    Value v = args->items[n];
    int64_t i;
    if (is_array(v)) {
      pointers[n] = as_array(v)->data;
    } else if (is_str(v)) {
      letters[n] = CText(as_str(v)).c_str()[0];
      pointers[n] = &letters[n];
      texts++;
    } else if (is_int(v) && int_to_int64(v, &i) && i == static_cast<int>(i)) {
      integers[n] = static_cast<int>(i);
      pointers[n] = &integers[n];
    } else {
      return raise_value_error("a LAPACK argument is out of range");
    }
  }
  // The lengths of texts follow by value.
  for (int k = 0; k < texts && n < kMost; k++) pointers[n++] = reinterpret_cast<void*>(uintptr_t{1});
  void** p = pointers;
  f(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], p[12], p[13], p[14], p[15], p[16], p[17], p[18],
    p[19], p[20], p[21], p[22], p[23], p[24], p[25], p[26], p[27]);
  return kNone;
}

}  // namespace pyvm::np
