// The objects of the module _sre: compiled patterns, matches, scanners.
#pragma once

#include "stdlib/sre/matcher.h"
#include "vm/object/buffer.h"
#include "vm/object/list.h"
#include "vm/object/str.h"

namespace pyvm {
struct PyDict;
struct NativeDef;
struct PyType;
}  // namespace pyvm

namespace pyvm::sre {

struct PyPattern {
  HeapObject header;
  Value pattern;         // str, bytes or None
  PyDict* group_index;   // name -> number
  PyTuple* index_group;  // number -> name or None
  PyRaw* code;           // uint32_t each
  int64_t code_length;
  int64_t groups;
  uint32_t flags;
  int kind;              // 0: of str, 1: of bytes, -1: of either
  const uint32_t* words() const { return reinterpret_cast<const uint32_t*>(code->data); }
};

struct PyMatch {
  HeapObject header;
  Value string;
  PyPattern* pattern;
  Value regs;            // made when asked for, or null
  int64_t pos, endpos;
  int64_t last_index;    // -1: none
  int64_t group_count;   // group 0 included
  int64_t marks[];       // start and end of each group, -1: not set
};

struct PyScanner {
  HeapObject header;
  PyPattern* pattern;
  Value string;
  int64_t start, pos, endpos;
  bool must_advance, finished;
};

extern PyType* type_pattern;
extern PyType* type_match;
extern PyType* type_scanner;
void make_match_type();

// A text while it is matched against, with room for the groups.
class Subject {
 public:
  Subject() = default;
  ~Subject();
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;
  // endpos null: the end. False: exception pending.
  [[nodiscard]] bool open(Thread& t, PyPattern* pattern, Value string, Value pos, Value endpos);
  [[nodiscard]] bool open_range(Thread& t, PyPattern* pattern, Value string, int64_t pos, int64_t endpos);
  int match(Thread& t) { return match_here(t, state); }
  int search(Thread& t) { return search_from(t, state); }
  // After a match: prepares the search for the next one.
  void advance() {
    state.must_advance = state.stop == state.start;
    state.start = state.stop;
  }
  // Text of [start, end) as str or bytes; of a group of the last match (null if not set: use `missing`).
  Value slice(int64_t start, int64_t end) const;
  Value group(int64_t i, Value missing) const;
  Value empty() const;
  // A match object of the last match; null: MemoryError pending.
  Value make_match() const;

  MatchState state{};
  int64_t pos = 0;

 private:
  PyPattern* pattern_ = nullptr;
  Value string_;
  BytesArg bytes_;
  int64_t few_marks_[16];
};

// Part of a str or bytes-like object.
Value slice_text(Thread& t, Value string, int64_t start, int64_t end);

}  // namespace pyvm::sre
