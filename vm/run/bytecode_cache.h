// Compiled code of source files, kept on disk where importlib keeps it, in files of its form (PEP 3147, PEP 552).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct Thread;

inline constexpr const char* kCacheTag = "pyvm-311";   // sys.implementation.cache_tag

// The file that holds the compiled code of a source file, as importlib.util.cache_from_source() says. Null: MemoryError.
PyStr* bytecode_cache_path(PyStr* source);

// The code of a module's source file, with this co_filename: read from its compiled file if that is as new as the source,
// else compiled and, unless sys.dont_write_bytecode says no, written there; where nobody may write there, to
// ${XDG_CACHE_HOME:-~/.cache}/pyvm. A damaged file counts as absent. Null: exception pending (OSError, SyntaxError).
Value source_file_code(Thread& t, PyStr* path, PyStr* filename);

// The same for a module whose source is part of the program; its compiled file is checked by the hash of the source.
Value frozen_source_code(Thread& t, const char* name, std::string_view text, PyStr* filename);

// Hash of a source in compiled files that are checked by it, under the key that is their magic number.
uint64_t bytecode_source_hash(uint64_t key, const void* source, size_t n);

}  // namespace pyvm
