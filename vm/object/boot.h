// Start of the object system.
//
// boot_objects() runs in these stages; the collector is off meanwhile:
//   1. every type of vm/types.def and every exception class gets its PyType with a root shape, so that objects of any
//      builtin type can be allocated (nothing is known of it yet but its name);
//   2. names of vm/object/names.def are interned, shared constants (empty tuple, ...) are made;
//   3. the functions below run in this order. Each belongs to the file of its topic, vm/object/<topic>.cpp unless noted,
//      and must call type_init_builtin(type_xxx, kSpec) for each type of vm/types.def that its comment names (bases
//      before derived classes), create the file's own types with type_new_builtin(kSpec), and make its static tables.
//      It must be cheap (all of them together: 2 ms), run no Python code and not depend on later rows.
//
// Rows are weak symbols: a topic whose file does not exist is skipped, its types then have no methods.
#pragma once

namespace pyvm {

// Makes all builtin types and names. gc::initialize() and a current thread must be there. Aborts on failure.
void boot_objects();

// PYVM_BOOT(topic): void boot_<topic>()
#define PYVM_BOOT_ROWS(PYVM_BOOT)                                                                                  \
  PYVM_BOOT(object)          /* object */                                                                          \
  PYVM_BOOT(type)            /* type */                                                                            \
  PYVM_BOOT(native)          /* builtin_function_or_method, the descriptors of builtin types, method-wrapper */    \
  PYVM_BOOT(descriptor)      /* property, classmethod, staticmethod */                                             \
  PYVM_BOOT(constants)       /* NoneType, ellipsis, NotImplementedType */                                          \
  PYVM_BOOT(str)             /* str, str_iterator, str_ascii_iterator */                                           \
  PYVM_BOOT(int)             /* int, bool */                                                                       \
  PYVM_BOOT(float)           /* float */                                                                           \
  PYVM_BOOT(complex)         /* complex */                                                                         \
  PYVM_BOOT(tuple)           /* tuple, tuple_iterator */                                                           \
  PYVM_BOOT(list)            /* internal array, internal buffer, list, list_iterator, list_reverseiterator */      \
  PYVM_BOOT(dict)            /* dict, dict_keys/values/items, the six dict iterators */                            \
  PYVM_BOOT(set)             /* set, frozenset, set_iterator */                                                    \
  PYVM_BOOT(bytes)           /* bytes, bytes_iterator */                                                           \
  PYVM_BOOT(bytearray)       /* bytearray, bytearray_iterator */                                                   \
  PYVM_BOOT(memoryview)      /* memoryview */                                                                      \
  PYVM_BOOT(range)           /* range, range_iterator, longrange_iterator */                                       \
  PYVM_BOOT(parallel_iterator) /* numba.prange_iterator */                                                         \
  PYVM_BOOT(slice)           /* slice */                                                                           \
  PYVM_BOOT(iterators)       /* iterator, callable_iterator, enumerate, zip, map, filter, reversed */              \
  PYVM_BOOT(function)        /* function, method, cell */                                                          \
  PYVM_BOOT(code)            /* code */                                                                            \
  PYVM_BOOT(frame)           /* frame (vm/run) */                                                                  \
  PYVM_BOOT(generator)       /* generator, coroutine, coroutine_wrapper, async_generator (vm/run) */               \
  PYVM_BOOT(super)           /* super */                                                                           \
  PYVM_BOOT(mappingproxy)    /* mappingproxy */                                                                    \
  PYVM_BOOT(module)          /* module */                                                                          \
  PYVM_BOOT(generic_alias)   /* types.GenericAlias */                                                              \
  PYVM_BOOT(union)           /* types.UnionType */                                                                 \
  PYVM_BOOT(namespace)       /* types.SimpleNamespace */                                                           \
  PYVM_BOOT(weakref)         /* weakref.ReferenceType, ProxyType, CallableProxyType; module _weakref */            \
  PYVM_BOOT(exception)       /* all exception classes */                                                           \
  PYVM_BOOT(traceback)       /* traceback */                                                                       \
  PYVM_BOOT(dispatch)        /* the interpreter's own tables (vm/run) */                                           \
  PYVM_BOOT(trace)           /* internal trace (jit) */                                                            \
  PYVM_BOOT(builtins)        /* the builtins module's functions (vm/run) */                                        \
  PYVM_BOOT(modules)         /* register_native_module() for every module of stdlib */

#define PYVM_BOOT(topic) __attribute__((weak)) void boot_##topic();
PYVM_BOOT_ROWS(PYVM_BOOT)
#undef PYVM_BOOT

}  // namespace pyvm
