#include "stdlib/math/math.h"

#include <cmath>

#include "stdlib/module_util.h"

namespace pyvm {

static bool math_init(Thread&, PyDict* dict) {
  for (const NativeDef* rows : {kMathFloatFunctions, kMathIntFunctions, kMathSumFunctions}) {
    if (!module_add_functions(dict, "math", rows)) return false;
  }
  return module_add_doc(dict, "This module provides access to the mathematical functions\ndefined by the C standard.") &&
         module_add(dict, "pi", Value::from_double(M_PI)) && module_add(dict, "e", Value::from_double(M_E)) &&
         module_add(dict, "tau", Value::from_double(2 * M_PI)) && module_add(dict, "inf", Value::from_double(HUGE_VAL)) &&
         module_add(dict, "nan", Value::from_double(NAN));
}

const NativeModule kMathModule = {"math", math_init};

}  // namespace pyvm
