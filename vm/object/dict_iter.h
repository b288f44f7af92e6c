// Views and iterators of dict; the interpreter and the JIT may step them in place.
#pragma once

#include "vm/object/dict.h"

namespace pyvm {

// dict_keys, dict_values, dict_items.
struct PyDictView {
  HeapObject header;
  PyDict* dict;
};

// The six dict iterators. A step: error unless dict->length == length ("changed size during iteration"), then the next
// live entry from position on (backwards: down from it).
struct PyDictIterator {
  HeapObject header;
  PyDict* dict;        // null once exhausted
  int64_t position;    // next entry to look at
  int64_t length;      // of the dict when the iteration began; -1 after the error
  int64_t remaining;
};

Value dict_view_new(PyType* type, PyDict* dict);
Value dict_iterator_new(PyType* type, PyDict* dict);

}  // namespace pyvm
