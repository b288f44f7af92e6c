// Position tables: runs of instructions with one position, each as five varints: length, line relative to the run before (the
// first: to the code's first line), end line relative to the line, column and end column + 1 (0: none). Most runs take five
// bytes where an unpacked position takes twelve for each instruction; few code objects are ever asked for one.
#include <cstdlib>
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/code.h"
#include "vm/object/error.h"

namespace pyvm {

namespace {

void put(uint64_t v, TextBuffer& out) {
  for (; v >= 0x80; v >>= 7) out.append(static_cast<char>(v | 0x80));
  out.append(static_cast<char>(v));
}

void put_signed(int64_t v, TextBuffer& out) { put(static_cast<uint64_t>(v) << 1 ^ static_cast<uint64_t>(v >> 63), out); }

// Reads what put() wrote; zeros where the table ends or makes no sense: a table from a file may hold anything.
class Bytes {
 public:
  Bytes(const uint8_t* at, const uint8_t* end) : at_(at), end_(end) {}
  bool empty() const { return at_ == end_; }
  uint64_t get() {
    uint64_t v = 0;
    for (int shift = 0; at_ < end_ && shift < 64; shift += 7) {
      uint8_t byte = *at_++;
      v |= uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return v;
    }
    return 0;
  }
  int64_t get_signed() {
    uint64_t v = get();
    return static_cast<int64_t>(v >> 1 ^ -(v & 1));
  }

 private:
  const uint8_t* at_;
  const uint8_t* end_;
};

uint64_t from_column(uint16_t n) { return n == 0xFFFF ? 0 : n + 1u; }

Position* unpack(const PyCode* code) {
  auto* positions = static_cast<Position*>(std::calloc(code->instr_count, sizeof(Position)));
  if (!positions) return nullptr;
  Bytes bytes(code->position_table, code->position_table + code->position_bytes);
  uint64_t line = code->first_line;
  for (uint32_t i = 0; i < code->instr_count && !bytes.empty();) {
    uint64_t run = bytes.get();
    line += static_cast<uint64_t>(bytes.get_signed());
    Position p;
    p.line = static_cast<uint32_t>(line);
    p.end_line = static_cast<uint32_t>(line + static_cast<uint64_t>(bytes.get_signed()));
    p.column = static_cast<uint16_t>(bytes.get() - 1);
    p.end_column = static_cast<uint16_t>(bytes.get() - 1);
    for (; run > 0 && i < code->instr_count; run--) positions[i++] = p;
  }
  return positions;
}

}  // namespace

bool code_set_positions(PyCode* code, const Position* positions) {
  TextBuffer table;
  int64_t line = code->first_line;
  for (uint32_t i = 0; i < code->instr_count;) {
    const Position& p = positions[i];
    uint32_t end = i + 1;
    while (end < code->instr_count && std::memcmp(&p, &positions[end], sizeof p) == 0) end++;
    put(end - i, table);
    put_signed(int64_t{p.line} - line, table);
    put_signed(int64_t{p.end_line} - p.line, table);
    put(from_column(p.column), table);
    put(from_column(p.end_column), table);
    line = p.line;
    i = end;
  }
  return code_set_position_table(code, table.data(), table.size());
}

bool code_set_position_table(PyCode* code, const void* table, size_t n) {
  code->position_table = static_cast<uint8_t*>(std::malloc(n ? n : 1));
  if (!code->position_table) return raise_memory_error();
  if (n) std::memcpy(code->position_table, table, n);
  code->position_bytes = static_cast<uint32_t>(n);
  return true;
}

Position code_position(const PyCode* code, uint32_t instr) {
  if (!code->positions) code->positions = unpack(code);
  return code->positions ? code->positions[instr] : Position{0, 0, 0xFFFF, 0xFFFF};
}

}  // namespace pyvm
