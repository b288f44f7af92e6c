#include "stdlib/itertools/itertools.h"

#include "stdlib/module_util.h"

namespace pyvm {

static bool itertools_init(Thread&, PyDict* dict) {
  return module_add_doc(dict, "Functional tools for creating and using iterators.") && itertools::add_basic_types(dict) &&
         itertools::add_combinatoric_types(dict) && itertools::add_grouping_types(dict);
}

const NativeModule kItertoolsModule = {"itertools", itertools_init};

}  // namespace pyvm
