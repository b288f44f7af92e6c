#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vm/syntax/ast.h"

// Source text in, syntax tree out.

namespace pyvm::syntax {

enum class ParseMode : uint8_t {
  File,          // compile(..., 'exec')   -> Module
  Eval,          // compile(..., 'eval')   -> Expression
  Single,        // compile(..., 'single') -> Interactive
  FunctionType,  // compile(..., 'func_type') -> FunctionType
};

// Bits of SyntaxOptions::future; the values are those of CPython's compile() flags.
enum FutureFeature : uint32_t {
  kFutureNestedScopes = 0x0010,
  kFutureDivision = 0x20000,
  kFutureAbsoluteImport = 0x40000,
  kFutureWithStatement = 0x80000,
  kFuturePrintFunction = 0x100000,
  kFutureUnicodeLiterals = 0x200000,
  kFutureBarryAsBdfl = 0x400000,
  kFutureGeneratorStop = 0x800000,
  kFutureAnnotations = 0x1000000,
};

struct SyntaxOptions {
  ParseMode mode = ParseMode::File;
  std::string_view filename = "<string>";  // only for messages
  bool has_file = false;        // a file of that name can be read: errors show its lines
  bool source_is_utf8 = false;  // the source was a str: no BOM, the coding cookie is not looked at
  bool is_script = false;       // read from the file that the command line names
  bool dont_imply_dedent = false;  // PyCF_DONT_IMPLY_DEDENT: 'single' input must end with a newline
  bool allow_incomplete_input =
      false;  // PyCF_ALLOW_INCOMPLETE_INPUT: message "incomplete input" at the end
  bool allow_top_level_await = false;  // PyCF_ALLOW_TOP_LEVEL_AWAIT
  uint32_t future = 0;                 // features inherited from the caller of compile()
  int optimize = 0;                    // 1: asserts go (-O); 2: docstrings too
  size_t max_int_digits = 4300;        // of decimal literals; 0: no limit
};

// What becomes a SyntaxError object: its attributes as CPython's, oddities included (an end offset
// may be 0 or -1).
struct SyntaxErrorInfo {
  static constexpr int kNone = INT32_MIN;  // an end line or offset that is None in Python

  std::string type;  // SyntaxError, IndentationError, TabError, ValueError, MemoryError,
                     // RecursionError, ... UnicodeDecodeError: `text` is what is no UTF-8
  std::string message;
  bool has_location = false;  // SyntaxError and subclasses only: (filename, lineno, offset, text,
                              // end_lineno, end_offset)
  int lineno = 0;
  int offset = 0;
  int end_lineno = 0;
  int end_offset = 0;
  bool has_text = false;
  std::string text;  // the source line with its newline where CPython has one; UTF-8
};

struct SyntaxWarningInfo {
  const char* category;  // DeprecationWarning or SyntaxWarning
  std::string message;
  int lineno;
  int offset;  // where the error points when the warning filter turns the warning into a
               // SyntaxError
  int end_lineno;
  int end_offset;
};

// What a parse (and after it the scope pass) has to say.
struct Diagnostics {
  bool failed = false;
  SyntaxErrorInfo error;
  std::vector<SyntaxWarningInfo> warnings;
};

// Parses `source`; returns null and fills `diagnostics.error` on failure. The tree lives in
// `arena`; the source need not outlive the call. Nesting is bounded (RecursionError beyond it), so
// that this and the scope pass need at most 1 MB of native stack.
[[nodiscard]] Mod* parse(Arena& arena, std::string_view source, const SyntaxOptions& options,
                         Diagnostics& diagnostics);

}  // namespace pyvm::syntax
