// Finding and running modules: native ones, source files and packages along sys.path.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyDict;
struct PyStr;
struct Thread;

// Makes sys.modules; native modules can be imported from then on.
void import_initialize();
// Says where sys.path is looked up.
void import_use_sys(PyDict* sys_dict);
PyDict* sys_namespace();

// The module with this absolute dotted name, importing it (and its parents) if needed. Null: exception pending.
Value import_module(Thread& t, PyStr* absolute_name);

// The semantics of builtins.__import__. `globals` may be null or None; fromlist None or a sequence.
Value import_name(Thread& t, PyStr* name, Value globals, Value fromlist, int level);

// Runs a source file as the module in `ns` (the __main__ script). Null: exception pending.
Value run_file_in(Thread& t, PyStr* path, PyDict* ns, uint32_t flags = 0);

// Reads a whole file as bytes into *out (malloc'ed, owned by the caller); false: OSError pending.
bool read_file(PyStr* path, char** out, size_t* size);

// Tuple of the names of all native modules. Null: MemoryError pending.
Value native_module_names(Thread& t);

// The native module of this name, made and put into sys.modules; null: exception pending.
Value import_native(Thread& t, PyStr* name);
// From now on importlib's functions find and load what is not in sys.modules.
void import_use_importlib(Value find_and_load, Value gcd_import);

// True for a folder or a zip archive: as a program it is the module __main__ within.
bool is_module_container(const char* path);

// True if a module of this name is part of the program.
bool is_native_module(PyStr* name);

PyDict* sys_modules();
// sys.stdin, stdout or stderr if it exists as an object; null: nobody has asked for it yet (see console.h), or it was deleted.
Value sys_stream(PyStr* name);

// The builtin __import__ (a PyNative).
Value builtin_import_function();

}  // namespace pyvm
