#include "vm/object/ndarray.h"

namespace pyvm::np {

uint32_t ndarray_layout;
uint32_t array_iterator_layout;
uint32_t ufunc_layout;
uint32_t scalar_layouts[kDTypes];

}  // namespace pyvm::np
