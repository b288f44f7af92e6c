// Applying a universal function: operands, the loop's type, shapes, the output, the loop itself.
#include "stdlib/numpy/ufunc.h"

#include <cstring>

#include "stdlib/numpy/errors.h"
#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

namespace {

constexpr uint32_t loop_bits(const char* characters) {
  uint32_t bits = 0;
  for (; *characters; characters++) {
    int i = 0;
#define NPY_DTYPE(id, type, name, kind, character) \
  if (*characters == character) bits |= 1u << i;   \
  i++;
#include "vm/object/dtypes.def"
#undef NPY_DTYPE
  }
  return bits;
}

#define NPY_INTS "bBhHiIlL"
#define NPY_BITS "?" NPY_INTS
#define NPY_FLOATS "efd"
#define NPY_INEXACT NPY_FLOATS "FD"
#define NPY_REALS NPY_INTS NPY_FLOATS
#define NPY_NUMBERS NPY_INTS NPY_INEXACT
#define NPY_ALL "?" NPY_NUMBERS

constexpr int kChecked = UfuncInfo::kChecked, kUniform = UfuncInfo::kUniform;

}  // namespace

const UfuncInfo kUfuncInfos[kUfuncs] = {
#define UNARY(name, loops, result, flags) {#name, loop_bits(loops), UfuncResult::result, flags, 1},
#define BINARY(name, loops, result, flags) {#name, loop_bits(loops), UfuncResult::result, flags, 2},
#include "stdlib/numpy/ufuncs.def"
#undef UNARY
#undef BINARY
};

namespace {

// An operand with what promotion must know of it.
struct Operand {
  PyNdArray* array;
  DType dtype;
  bool scalar;      // a Python or NumPy scalar, or a 0-d array
  Value value;
};

bool make_operand(Thread& t, Value v, Operand* out) {
  out->value = v;
  out->array = array_from(t, v, nullptr);
  if (!out->array) return false;
  out->dtype = out->array->dtype;
  out->scalar = out->array->ndim == 0;
  if (out->scalar && is_array(v)) {
    out->value = scalar_from(out->dtype, out->array->data);
    if (!out->value) return false;
  }
  return true;
}

// In NumPy 1.x a scalar's value counts when it meets an array of the same or a higher kind.
bool values_count(const Operand* operands, int n) {
  int arrays = -1, scalars = -1;
  for (int i = 0; i < n; i++) {
    int kind = std::min(dtype_category(operands[i].dtype), 2);
    int& most = operands[i].scalar ? scalars : arrays;
    most = std::max(most, kind);
  }
  return scalars >= 0 && arrays >= scalars;
}

bool has_loop(Ufunc f, DType d) { return ufunc_info(f).loops >> static_cast<int>(d) & 1; }

// The loop for operands of these types whatever their values are; searched for once. False: there is none.
bool loop_of_types(Ufunc f, const DType* types, int n, DType* loop) {
  constexpr uint8_t kUnknown = 0, kNone = 255;   // else the type + 1
  static uint8_t known[kUfuncs][kDTypes][kDTypes];
  uint8_t& entry = known[static_cast<int>(f)][static_cast<int>(types[0])][n == 2 ? static_cast<int>(types[1]) : 0];
  if (entry == kUnknown) {
    entry = kNone;
    for (int i = 0; i < kDTypes && entry == kNone; i++) {
      auto d = static_cast<DType>(i);
      bool fits = has_loop(f, d);
      for (int k = 0; fits && k < n; k++) fits = promote(types[k], d) == d;
      if (fits) entry = static_cast<uint8_t>(i + 1);
    }
  }
  *loop = static_cast<DType>(entry - 1);
  return entry != kNone;
}

// A number beside an array of float64, or an int64 beside one of int64, is computed in that type whatever its value is.
bool fits_any_value(DType array, DType number) {
  return (array == DType::kFloat64 && dtype_category(number) <= 2) || (array == DType::kInt64 && number == DType::kInt64);
}

bool first_loop(Ufunc f, const Operand* operands, DType* loop) {
  int n = f == Ufunc::ldexp ? 1 : ufunc_info(f).inputs;
  if (f == Ufunc::divide && dtype_category(operands[0].dtype) < 2 && dtype_category(operands[1].dtype) < 2) {
    return *loop = DType::kFloat64, true;
  }
  DType types[2] = {operands[0].dtype, n == 2 ? operands[1].dtype : operands[0].dtype};
  for (int k = 0; k < n; k++) {
    if (n == 2 && operands[k].scalar && !operands[1 - k].scalar && fits_any_value(types[1 - k], types[k])) {
      types[k] = types[1 - k];
      return loop_of_types(f, types, n, loop);
    }
  }
  if (!values_count(operands, n)) return loop_of_types(f, types, n, loop);
  for (int i = 0; i < kDTypes; i++) {
    auto d = static_cast<DType>(i);
    bool fits = has_loop(f, d);
    for (int k = 0; fits && k < n; k++) {
      const Operand& o = operands[k];
      // Beside an unsigned array a small value counts as unsigned too.
      bool unsigned_beside = n == 2 && dtype_info(operands[1 - k].dtype).kind == 'u' && dtype_category(o.dtype) == 1;
      DType own = o.scalar ? min_scalar_type(o.value, o.dtype) : o.dtype;
      fits = o.scalar && !unsigned_beside ? scalar_fits(o.value, o.dtype, d) : promote(own, d) == d;
    }
    if (fits) return *loop = d, true;
  }
  return false;
}

// dtype('int64') or dtype('<U1') in messages.
void append_dtype(Thread& t, Value v, TextBuffer& out) {
  if (is_str(v)) {
    out.printf("dtype('<U%ld')", std::max<long>(as_str(v)->length, 1));
    return;
  }
  if (type_of(v)->flags & kTypeBytes) {
    out.printf("dtype('S%ld')", std::max<long>(v.as<PyBytes>()->length, 1));
    return;
  }
  DType d;
  if (is_array(v)) {
    d = as_array(v)->dtype;
  } else if (!number_dtype(v, &d)) {
    PyNdArray* a = array_from(t, v, nullptr);
    if (!a) return error_clear(), out.append("dtype('O')");
    d = a->dtype;
  }
  out.printf("dtype('%s')", dtype_info(d).name);
}

}  // namespace

Value ufunc_fail_types(Thread& t, Ufunc f, const Value* inputs) {
  const UfuncInfo& info = ufunc_info(f);
  if (!(info.flags & UfuncInfo::kUniform)) {
    return raise_type_error("ufunc '%s' not supported for the input types, and the inputs could not be safely coerced to any "
                            "supported types according to the casting rule ''safe''", info.name);
  }
  TextBuffer types;
  if (info.inputs == 1) {
    DType d;
    if (is_array(inputs[0])) {
      d = as_array(inputs[0])->dtype;
    } else if (!number_dtype(inputs[0], &d)) {
      const char* kind = is_str(inputs[0]) ? "str_" : type_of(inputs[0])->flags & kTypeBytes ? "bytes_" : "object_";
      return raise_ufunc_type_error(t, "ufunc '%s' did not contain a loop with signature matching types <class "
                                       "'numpy.dtype[%s]'> -> None", info.name, kind);
    }
    return raise_ufunc_type_error(t, "ufunc '%s' did not contain a loop with signature matching types <class "
                                     "'numpy.dtype[%s]'> -> None", info.name, d == DType::kBool ? "bool_" : dtype_info(d).name);
  }
  types.append('(');
  append_dtype(t, inputs[0], types);
  types.append(", ");
  append_dtype(t, inputs[1], types);
  types.append(')');
  return raise_ufunc_type_error(t, "ufunc '%s' did not contain a loop with signature matching types %s -> None", info.name,
                                types.c_str());
}

namespace {

Value fail_bool(Ufunc f) {
  if (f == Ufunc::subtract) {
    return raise_type_error("numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` "
                            "operator, or the logical_xor function instead.");
  }
  return raise_type_error("The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the "
                          "logical_not function instead.");
}

Value fail_negative_power() { return raise_value_error("Integers to negative integer powers are not allowed."); }

bool has_negative(PyNdArray* a) {
  if (dtype_info(a->dtype).kind != 'i') return false;
  bool found = false;
  Walker walk(a->ndim, a->shape());
  walk.add(a);
  DType d = a->dtype;
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
    for (int64_t i = 0; i < n && !found; i++) {
      int64_t v;
      convert(DType::kInt64, &v, 0, d, p[0] + i * step[0], 0, 1);
      found = v < 0;
    }
  });
  return found;
}

bool choose_loop(Thread& t, Ufunc f, const Operand* operands, const UfuncOptions& options, DType* loop) {
  const UfuncInfo& info = ufunc_info(f);
  Value values[2] = {operands[0].value, info.inputs == 2 ? operands[1].value : kNull};
  bool bools = operands[0].dtype == DType::kBool && (info.inputs == 1 || operands[1].dtype == DType::kBool);
  if (options.dtype && !(info.result == UfuncResult::kBool && *options.dtype == DType::kBool)) {
    *loop = *options.dtype;
    if (!has_loop(f, *loop)) {
      (void)raise_type_error("No loop matching the specified signature and casting was found for ufunc %s", info.name);
      return false;
    }
    for (int i = 0; i < info.inputs; i++) {
      if (operands[i].scalar ? can_cast(min_scalar_type(operands[i].value, operands[i].dtype), *loop, options.casting) ||
                                   can_cast(operands[i].dtype, *loop, options.casting)
                             : can_cast(operands[i].dtype, *loop, options.casting)) {
        continue;
      }
      (void)raise_ufunc_type_error(t, "Cannot cast ufunc '%s' input%s from dtype('%s') to dtype('%s') with casting rule '%s'",
                                   info.name, info.inputs == 1 ? "" : i ? " 1" : " 0", dtype_info(operands[i].dtype).name,
                                   dtype_info(*loop).name, casting_name(options.casting));
      return false;
    }
    return true;
  }
  if (bools && (f == Ufunc::subtract || f == Ufunc::negative)) return (void)fail_bool(f), false;
  if (bools && (f == Ufunc::sign || f == Ufunc::positive)) return (void)ufunc_fail_types(t, f, values), false;
  return first_loop(f, operands, loop) || ((void)ufunc_fail_types(t, f, values), false);
}

}  // namespace

bool ufunc_loop(Ufunc f, const DType* types, DType* loop) {
  Operand operands[2] = {};
  for (int i = 0; i < ufunc_info(f).inputs; i++) operands[i].dtype = types[i];
  return first_loop(f, operands, loop);
}

DType ufunc_result(Ufunc f, DType loop) {
  switch (ufunc_info(f).result) {
    case UfuncResult::kBool: return DType::kBool;
    case UfuncResult::kReal:
      return loop == DType::kComplex64 ? DType::kFloat32 : loop == DType::kComplex128 ? DType::kFloat64 : loop;
    default: return loop;
  }
}

Kernel ufunc_kernel(Ufunc f, DType type) {
  if (Kernel k = simd_kernel(f, type)) return k;
  return ufunc_info(f).inputs == 1 ? unary_kernel(f, type) : binary_kernel(f, type);
}

namespace {

// Scalars only: no arrays are made. False: not for this path (nothing pending) unless *result is null with an error.
bool apply_to_scalars(Thread& t, Ufunc f, const Value* inputs, Value* result) {
  const UfuncInfo& info = ufunc_info(f);
  Operand operands[2];
  for (int i = 0; i < info.inputs; i++) {
    operands[i] = {nullptr, DType::kBool, true, inputs[i]};
    if (!number_dtype(inputs[i], &operands[i].dtype)) return false;
  }
  if (info.inputs == 2 && (is_beyond_integers(inputs[0]) || is_beyond_integers(inputs[1]))) {
    return *result = operation_on_objects(t, f, inputs[0], inputs[1]), true;
  }
  *result = kNull;
  DType loop;
  if (!choose_loop(t, f, operands, {}, &loop)) return true;
  alignas(16) uint8_t elements[3][16];
  for (int i = 0; i < info.inputs; i++) {
    if (!store_element(t, operands[i].dtype, elements[0], inputs[i])) return true;
    convert(loop, elements[i + 1], 0, operands[i].dtype, elements[0], 0, 1);
  }
  if (f == Ufunc::power && dtype_info(loop).kind == 'i') {
    int64_t exponent;
    convert(DType::kInt64, &exponent, 0, loop, elements[2], 0, 1);
    if (exponent < 0) return (void)fail_negative_power(), true;
  }
  uint8_t* p[3] = {elements[0], elements[1], elements[2]};
  int64_t steps[3] = {0, 0, 0};
  bool checked = info.flags & UfuncInfo::kChecked;
  if (checked) clear_float_flags();
  ufunc_kernel(f, loop)(p, steps, 1);
  if (checked && !report_float_errors(t, info.name)) return true;
  *result = scalar_from(ufunc_result(f, loop), elements[0]);
  return true;
}

// Runs a kernel over runs of elements, converting to and from the loop's type in pieces where the operands are of other
// types.
class LoopRunner {
 public:
  LoopRunner(Kernel kernel, int inputs, DType loop, DType result) : kernel_(kernel), inputs_(inputs), loop_(loop), result_(result) {}
  void operand(int k, DType own) {
    own_[k] = own;
    cast_[k] = own != (k ? loop_ : result_);
    any_ = any_ || cast_[k];
  }
  void run(uint8_t* const* p, const int64_t* step, int64_t n) {
    uint8_t* at[3];
    for (int k = 0; k <= inputs_; k++) at[k] = p[k];
    if (!any_) return kernel_(at, step, n);
    alignas(64) uint8_t buffers[3][kPiece * 16];
    while (n > 0) {
      int64_t piece = n < kPiece ? n : kPiece;
      uint8_t* from[3];
      int64_t steps[3];
      for (int k = 0; k <= inputs_; k++) {
        from[k] = cast_[k] ? buffers[k] : at[k];
        steps[k] = cast_[k] ? static_cast<int64_t>(dtype_bytes(k ? loop_ : result_)) : step[k];
        if (!k || !cast_[k]) continue;
        if (step[k] == 0) steps[k] = 0;
        convert(loop_, buffers[k], steps[k], own_[k], at[k], step[k], step[k] == 0 ? 1 : piece);
      }
      kernel_(from, steps, piece);
      if (cast_[0]) convert(own_[0], at[0], step[0], result_, buffers[0], steps[0], piece);
      for (int k = 0; k <= inputs_; k++) at[k] += step[k] * piece;
      n -= piece;
    }
  }
  // Only the elements that the mask p[inputs + 1] has.
  void run_masked(uint8_t* const* p, const int64_t* step, int64_t n) {
    const uint8_t* mask = p[inputs_ + 1];
    int64_t mask_step = step[inputs_ + 1];
    for (int64_t i = 0; i < n;) {
      if (!mask[i * mask_step]) {
        i++;
        continue;
      }
      int64_t end = i + 1;
      while (end < n && mask[end * mask_step]) end++;
      uint8_t* at[3];
      for (int k = 0; k <= inputs_; k++) at[k] = p[k] + i * step[k];
      run(at, step, end - i);
      i = end;
    }
  }

 private:
  static constexpr int64_t kPiece = 256;
  Kernel kernel_;
  int inputs_;
  DType loop_, result_, own_[3];
  bool cast_[3] = {}, any_ = false;
};

// The result's shape: that of the inputs (and the mask) together, or of `out`, to which they must broadcast.
bool result_shape(PyNdArray* const* arrays, int count, PyNdArray* out, int64_t* shape, int* ndim) {
  PyNdArray* all[4];
  for (int i = 0; i < count; i++) all[i] = arrays[i];
  if (out) all[count++] = out;
  if (!broadcast_shapes(all, count, shape, ndim)) return false;
  if (!out) return true;
  if (*ndim == out->ndim && !std::memcmp(shape, out->shape(), sizeof(int64_t) * static_cast<size_t>(*ndim))) return true;
  TextBuffer own, common;
  shape_text(out->shape(), out->ndim, own);
  shape_text(shape, *ndim, common);
  return raise_value_error("non-broadcastable output operand with shape %s doesn't match the broadcast shape %s", own.c_str(),
                           common.c_str());
}

// Whether the arrays' elements lie in C order without gaps, in one shape.
bool lie_evenly(const PyNdArray* a, const PyNdArray* b) {
  return a->contiguous() && b->contiguous() && a->ndim == b->ndim &&
         !std::memcmp(a->shape(), b->shape(), sizeof(int64_t) * a->ndim);
}

// Arrays that lie evenly, and numbers: no array is made of a number, and there is one run of elements. False: not for
// this path, nothing pending and nothing done; else *result is the result, or null with an exception pending.
bool apply_evenly(Thread& t, Ufunc f, const Value* inputs, PyNdArray* out, Value* result) {
  const UfuncInfo& info = ufunc_info(f);
  Operand operands[2];
  PyNdArray* first = nullptr;
  for (int i = 0; i < info.inputs; i++) {
    Operand& o = operands[i];
    o = {nullptr, DType::kBool, true, inputs[i]};
    if (is_array(inputs[i])) {
      o.array = as_array(inputs[i]);
      o.dtype = o.array->dtype;
      o.scalar = false;
      if (!first) first = o.array;
      if (o.array->ndim == 0 || !lie_evenly(first, o.array)) return false;
    } else if (!number_dtype(inputs[i], &o.dtype)) {
      return false;
    }
  }
  if (!first || (out && (!lie_evenly(first, out) || !(out->flags & kWriteable)))) return false;
  DType loop;
  if (!choose_loop(t, f, operands, {}, &loop)) return *result = kNull, true;
  DType type = ufunc_result(f, loop);
  if (f == Ufunc::power && dtype_info(loop).kind == 'i') return false;
  if (out && out->dtype != type) return false;
  LoopRunner runner(ufunc_kernel(f, loop), info.inputs, loop, type);
  alignas(16) uint8_t numbers[2][16];
  uint8_t* p[3];
  int64_t step[3];
  for (int i = 0; i < info.inputs; i++) {
    const Operand& o = operands[i];
    if (o.array) {
      if (out && o.array != out && array_may_overlap(o.array, out)) return false;
      p[i + 1] = o.array->data;
      step[i + 1] = static_cast<int64_t>(dtype_bytes(o.dtype));
      runner.operand(i + 1, o.dtype);
    } else {
      alignas(16) uint8_t own[16];
      if (!store_element(t, o.dtype, own, o.value)) return *result = kNull, true;
      convert(loop, numbers[i], 0, o.dtype, own, 0, 1);
      p[i + 1] = numbers[i];
      step[i + 1] = 0;
      runner.operand(i + 1, loop);
    }
  }
  if (!out) out = array_new(type, first->ndim, first->shape());
  if (!out) return *result = kNull, true;
  p[0] = out->data;
  step[0] = static_cast<int64_t>(dtype_bytes(type));
  runner.operand(0, type);
  bool checked = info.flags & UfuncInfo::kChecked;
  if (checked) clear_float_flags();
  if (out->size) runner.run(p, step, out->size);
  *result = checked && !report_float_errors(t, info.name) ? kNull : Value(&out->header);
  return true;
}

}  // namespace

Value ufunc_apply(Thread& t, Ufunc f, const Value* inputs, const UfuncOptions& options) {
  const UfuncInfo& info = ufunc_info(f);
  Value done;
  if (!options.where && !options.dtype) {
    if (apply_evenly(t, f, inputs, options.out, &done)) return done;
    if (!options.out && apply_to_scalars(t, f, inputs, &done)) return done;
  }
  Operand operands[2];
  PyNdArray* arrays[3];
  for (int i = 0; i < info.inputs; i++) {
    if (!make_operand(t, inputs[i], &operands[i])) {
      if (!error_matches(exc::TypeError)) return kNull;
      error_clear();
      return ufunc_fail_types(t, f, inputs);
    }
    arrays[i] = operands[i].array;
  }
  DType loop;
  if (!choose_loop(t, f, operands, options, &loop)) return kNull;
  DType result = ufunc_result(f, loop);
  if (f == Ufunc::power && dtype_info(loop).kind == 'i' && has_negative(arrays[1])) return fail_negative_power();
  if (options.out && !can_cast(result, options.out->dtype, options.casting)) {
    return raise_ufunc_type_error(t, "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule '%s'",
                                  info.name, dtype_info(result).name, dtype_info(options.out->dtype).name,
                                  casting_name(options.casting));
  }
  if (options.out && !(options.out->flags & kWriteable)) return raise_value_error("output array is read-only");
  int64_t shape[kMaxDims];
  int ndim, count = info.inputs;
  if (options.where) arrays[count++] = options.where;
  if (!result_shape(arrays, count, options.out, shape, &ndim)) return kNull;
  PyNdArray* out = options.out;
  if (out) {
    // An input that overlaps the output in another way than being the same elements is copied first.
    for (int i = 0; i < count; i++) {
      if (array_may_overlap(arrays[i], out) && !array_same_elements(arrays[i], out)) arrays[i] = array_copy(arrays[i]);
      if (!arrays[i]) return kNull;
    }
  } else {
    out = array_new_like(result, ndim, shape, arrays, info.inputs);
    if (!out) return kNull;
  }
  LoopRunner runner(ufunc_kernel(f, loop), info.inputs, loop, result);
  Walker walk(ndim, shape);
  walk.add(out);
  runner.operand(0, out->dtype);
  for (int i = 0; i < count; i++) walk.add(arrays[i]);
  for (int i = 0; i < info.inputs; i++) runner.operand(i + 1, operands[i].dtype);
  bool checked = info.flags & UfuncInfo::kChecked;
  if (checked) clear_float_flags();
  if (options.where) {
    walk.run([&](uint8_t** p, const int64_t* step, int64_t n) { runner.run_masked(p, step, n); });
  } else {
    walk.run([&](uint8_t** p, const int64_t* step, int64_t n) { runner.run(p, step, n); });
  }
  if (checked && !report_float_errors(t, info.name)) return kNull;
  return options.out ? Value(&out->header) : array_or_scalar(out);
}

}  // namespace pyvm::np
