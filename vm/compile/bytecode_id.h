// Which compiler made a code object.
#pragma once

#include <cstdint>

namespace pyvm {

// Hash of the sources that decide what bytecode looks like: opcodes, front end, compiler and the format of code objects on
// disk. Builds with equal numbers may read each other's compiled files.
extern const uint64_t kBytecodeId;   // in bytecode_id.cpp, made by make_bytecode_id.py

}  // namespace pyvm
