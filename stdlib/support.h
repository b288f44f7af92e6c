// What every native module needs to fill its namespace.
#pragma once

#include <string_view>

#include "vm/object/native.h"
#include "vm/object/value.h"
#include "vm/run/run.h"

namespace pyvm {

struct PyDict;
struct PyTuple;
struct Thread;

// A constant of a module.
struct IntRow {
  const char* name;
  int64_t value;
};

// Collects failures (out of memory) so that an init function checks once: `return fill.ok();`.
class ModuleFiller {
 public:
  ModuleFiller(PyDict* dict, const char* module) : dict_(dict), module_(module) {}
  // A null-terminated table of functions.
  ModuleFiller& functions(const NativeDef* rows);
  ModuleFiller& value(const char* name, Value v);
  ModuleFiller& integer(const char* name, int64_t i);
  template <size_t N>
  ModuleFiller& integers(const IntRow (&rows)[N]) {
    for (const IntRow& row : rows) integer(row.name, row.value);
    return *this;
  }
  ModuleFiller& text(const char* name, std::string_view s);
  ModuleFiller& type(const char* name, const struct PyType* type);
  bool ok() const { return ok_; }

 private:
  PyDict* dict_;
  const char* module_;
  bool ok_ = true;
};

// A str Value, or null with MemoryError pending.
Value str_value(std::string_view utf8);
// os.fspath(): str or bytes. Null: exception pending.
Value fspath_of(Thread& t, Value path);
// A file-system path argument: str, bytes or os.PathLike, as a malloc'ed C string. Null: exception pending.
char* path_argument(Thread& t, Value path);
// int argument that fits a C int / int64. False: exception pending.
[[nodiscard]] bool int_argument(Thread& t, Value v, int64_t* out);
// Seconds from an int or float. False: exception pending.
[[nodiscard]] bool seconds_argument(Thread& t, Value v, double* out);

}  // namespace pyvm
