// What a traceback shows of the source: the line and the carets below it.
#pragma once

#include <string_view>

#include "vm/object/code.h"

namespace pyvm {

struct PyStr;
class TextBuffer;

// Lines of source files, read when first asked for and kept until the object dies.
class SourceLines {
 public:
  SourceLines() = default;
  ~SourceLines();
  SourceLines(const SourceLines&) = delete;
  SourceLines& operator=(const SourceLines&) = delete;

  // Line `number` (from 1) without its newline; false if there is no such file or line.
  bool line(PyStr* filename, uint32_t number, std::string_view* out);

 private:
  struct File;
  File* find(PyStr* filename);
  File* files_ = nullptr;
};

// Appends "    source\n" and, where CPython shows them, "    ~~^~~\n".
void traceback_append_source(std::string_view line, const Position& position, TextBuffer& out);

}  // namespace pyvm
