// The syntax of str.format(): literal text and replacement fields, and field names. Shared with the module _string.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;

// Part of a str.
struct TextRange {
  size_t start = 0, end = 0;
  bool empty() const { return start >= end; }
  size_t size() const { return end - start; }
};

struct TemplateField {
  TextRange literal;      // text before the field; a doubled brace is cut after its first brace
  bool has_field;
  TextRange name, spec;
  uint32_t conversion;    // 0: none
  bool nested;            // the spec holds fields
};

// Iterates over a template or a part of it.
class TemplateParser {
 public:
  TemplateParser(PyStr* text, TextRange range) : text_(text), at_(range.start), end_(range.end) {}
  // 1: *field is the next part; 0: the end; -1: ValueError pending.
  int next(TemplateField* field);

 private:
  int parse_field(TemplateField* field);
  PyStr* text_;
  size_t at_, end_;
};

// One step of a field name: `.name` or `[key]`.
struct NameStep {
  bool attribute;
  TextRange text;
  int64_t index;    // of an all-digit key, otherwise -1
};

// Iterates over the steps after the first part of a field name.
class FieldNameParser {
 public:
  // *first: the part before the first '.' or '['; *index: its value if all digits, otherwise -1. False: pending.
  [[nodiscard]] bool start(PyStr* text, TextRange name, TextRange* first, int64_t* index);
  int next(NameStep* step);   // as TemplateParser::next

 private:
  PyStr* text_ = nullptr;
  size_t at_ = 0, end_ = 0;
};

}  // namespace pyvm
