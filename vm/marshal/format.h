// The marshal format. A value is a tag, with kRefFlag if it is numbered, and what the tag says; numbers are little-endian.
// kRef repeats the numbered value with this index. A code object outside of others is
//
//   kCode, u64 kBytecodeId, u64 checksum(body), u32 size of the body, body
//
// and within the body of another one: kCode, body. A body (varints where nothing else is said; names are values):
//
//   CODE_FIELDS, flags, first line, numbers of instructions, constants, sites, handlers and loops
//   instructions as in memory
//   size of the position table and the table (positions.cpp)
//   handlers: start, end, target, register; heads of the loops
//   name, qualname, filename, doc (or kNullTag), varnames, cellvars, freevars, names, constants
//   sites: index of the name in names
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace pyvm::marshal {

inline constexpr uint8_t kRefFlag = 0x80;
inline constexpr int kMaxDepth = 2000;
inline constexpr int kDigitBits = 15;   // of the digits of kLong

enum Tag : uint8_t {
  kNullTag = '0', kNoneTag = 'N', kFalseTag = 'F', kTrueTag = 'T', kStopIterationTag = 'S', kEllipsisTag = '.',
  kInt = 'i', kLong = 'l', kFloatText = 'f', kFloat = 'g', kComplexText = 'x', kComplex = 'y',
  kBytes = 's', kUtf8 = 'u', kUtf8Interned = 't',
  kAscii = 'a', kAsciiInterned = 'A', kShortAscii = 'z', kShortAsciiInterned = 'Z',
  kTuple = '(', kSmallTuple = ')', kList = '[', kDict = '{', kSet = '<', kFrozenSet = '>',
  kCode = 'c', kSlice = ':',            // kSlice: constants of code objects only
  kRef = 'r',
};

// The 16-bit fields of PyCode in the order of the format.
#define PYVM_CODE_FIELDS(X)                                                                                            \
  X(register_count) X(local_count) X(arg_count) X(posonly_count) X(kwonly_count) X(cell_base) X(cell_count) X(free_count) \
  X(namespace_register) X(generator_register) X(varargs_register) X(varkw_register)

// Any change of fewer than 8 neighbouring bytes changes the sum: each step is a bijection of the state and of the word.
inline uint64_t checksum(const uint8_t* data, size_t n) {
  uint64_t sum = n;
  for (; n > 0; n -= n < 8 ? n : 8, data += 8) {
    uint64_t word = 0;
    std::memcpy(&word, data, n < 8 ? n : 8);
    sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
    sum ^= sum >> 32;
  }
  return sum;
}

}  // namespace pyvm::marshal
