// Values as bytes: CPython's marshal format up to version 4, and code objects in a form of our own (format.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "vm/object/value.h"

namespace pyvm {

struct Thread;
class TextBuffer;

inline constexpr int kMarshalVersion = 4;

// Appends `value`. False: ValueError "unmarshallable object", or that it is nested too deeply, is pending.
[[nodiscard]] bool marshal_write(Thread& t, Value value, int version, TextBuffer& out);

// The value at the beginning of `data`; what follows it is ignored. May collect. Null: EOFError (too short), ValueError,
// TypeError or UnicodeDecodeError pending. Code objects that another build has written are a ValueError.
Value marshal_read(Thread& t, std::string_view data);

// The value that the binary file's read() method gives next; asks for no byte beyond it. Runs Python code.
Value marshal_read_file(Thread& t, Value file);

// The four bytes that begin a .pyc file: they differ between builds whose compilers differ.
uint32_t bytecode_magic();

}  // namespace pyvm
