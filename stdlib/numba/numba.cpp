#include "stdlib/numba/numba.h"

#include "stdlib/module_util.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/jitted.h"
#include "vm/object/parallel_iter.h"

namespace pyvm {

namespace {

Value set_num_threads(Thread&, Value* args) {
  int64_t n;
  if (!int_to_int64(args[0], &n) || n < 1 || n > INT32_MAX) return raise_value_error("not a number of threads");
  parallel_threads = static_cast<int>(n);
  return kNone;
}

Value get_num_threads(Thread&, Value*) { return Value::from_small_int(parallel_threads); }

Value jitted_code(Thread&, Value* args) {
  int64_t flags;
  if (type_of(args[0]) != type_code || !int_to_int64(args[1], &flags)) return raise_type_error("a code object and its flags expected");
  PyCode* code = code_jitted(args[0].as<PyCode>(), static_cast<uint32_t>(flags));
  return code ? Value(&code->header) : kNull;
}

const NativeDef kFunctions[] = {
    {"jitted_code(code, flags, /)", jitted_code, kEffectAll, "A copy of the code object with the CODE_ flags given."},
    {"prange(*args)", parallel_range, kEffectAll, "range(), whose loop runs on several threads in functions compiled for that."},
    {"set_num_threads(n, /)", set_num_threads, kEffectAll},
    {"get_num_threads()", get_num_threads, kEffectReads},
    {}};

bool numba_init(Thread&, PyDict* dict) {
  return module_add_functions(dict, "_numba", kFunctions) &&
         module_add(dict, "CODE_JITTED", Value::from_small_int(kCodeJitted)) &&
         module_add(dict, "CODE_NUMPY_ERRORS", Value::from_small_int(kCodeNumpyErrors)) &&
         module_add(dict, "CODE_PARALLEL", Value::from_small_int(kCodeParallel));
}

}  // namespace

const NativeModule kNumbaRuntimeModule = {"_numba", numba_init};

}  // namespace pyvm
