// Layout of numpy's arrays and scalars. What they do is in stdlib/numpy; the JIT knows where their parts lie.
#pragma once

#include <complex>
#include <cstdint>

#include "vm/object/value.h"

namespace pyvm::np {

enum class DType : uint8_t {
#define NPY_DTYPE(id, type, name, kind, character) id,
#include "vm/object/dtypes.def"
#undef NPY_DTYPE
};
inline constexpr int kDTypes = 14;

// Memory shared by an array and its views; freed by the collector.
struct PyArrayBuffer {
  HeapObject header;
  uint8_t* data;
  size_t bytes;
};

enum ArrayFlag : uint8_t { kContiguous = 1, kFortran = 2, kWriteable = 4 };

// Shape and strides (in bytes) follow the fixed part: dims[0..ndim) and dims[ndim..2*ndim), with room for `capacity` of each. `key` is what compiled code
// guards: element type, number of dimensions and flags in one word.
struct PyNdArray {
  HeapObject header;
  uint8_t* data;        // element [0, 0, ...]; never changes
  union {
    struct {
      DType dtype;
      uint8_t ndim;
      uint8_t flags;    // ArrayFlag
      uint8_t padding;
    };
    uint32_t key;
  };
  uint32_t capacity;    // dimensions there is room for
  PyArrayBuffer* buffer;
  Value base;           // the array this is a view of, or null
  int64_t size;         // elements
  int64_t dims[];

  const int64_t* shape() const { return dims; }
  int64_t* shape() { return dims; }
  const int64_t* strides() const { return dims + ndim; }
  int64_t* strides() { return dims + ndim; }
  bool contiguous() const { return flags & kContiguous; }
  size_t item_bytes() const;
};

// Scalars: instances of numpy.float64 and so on, the value behind the header. float64 is a float, complex128 a complex.
// Integers of all widths are kept widened to 64 bits.
struct PyScalar {
  HeapObject header;
  union {
    bool b;
    int64_t i;
    uint64_t u;
    float f;
    uint16_t half;
    double d;
    float c64[2];
    double c128[2];
    uint8_t raw[16];
  };
};

// Iterator over the first axis.
struct PyArrayIterator {
  HeapObject header;
  PyNdArray* array;
  int64_t index;
};

// A universal function. call1, call2: of doubles, when the function is defined for them; `of_integers`: integers are computed
// as doubles too. shortcut: what compiled code does itself.
enum class UfuncShortcut : uint8_t { kNone, kSqrt, kAbs, kFloor, kCeil, kTrunc };
struct PyUfunc {
  HeapObject header;
  uint8_t id;   // Ufunc
  UfuncShortcut shortcut;
  bool of_integers;
  double (*call1)(double);
  double (*call2)(double, double);
};

// Layout ids; 0 until numpy is imported.
extern uint32_t ndarray_layout;
extern uint32_t array_iterator_layout;
extern uint32_t ufunc_layout;
extern uint32_t scalar_layouts[kDTypes];
inline uint32_t scalar_layout(DType d) { return scalar_layouts[static_cast<int>(d)]; }

}  // namespace pyvm::np
