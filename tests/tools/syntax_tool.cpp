#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/tools/syntax_dump.h"
#include "vm/syntax/parse.h"

// The front end as a server for the Python test scripts. Requests on standard input, answers on standard output:
//
//   request   COMMAND MODE SIZE\n  and SIZE bytes of source     COMMAND: ast, error, time
//                                                               MODE: exec, eval, single, func_type
//   answer    SIZE\n  and SIZE bytes

namespace pyvm::syntax {

namespace {

ParseMode parse_mode(std::string_view name) {
  if (name == "eval") return ParseMode::Eval;
  if (name == "single") return ParseMode::Single;
  if (name == "func_type") return ParseMode::FunctionType;
  return ParseMode::File;
}

// The error as Python's repr((type, args)).
std::string describe(const SyntaxErrorInfo& error) {
  std::string out = "(" + repr(error.type) + ", " + repr(error.message);
  if (error.has_location) {
    out += ", " + std::to_string(error.lineno) + ", " + std::to_string(error.offset) + ", " +
           (error.has_text ? repr(error.text) : "None") + ", " + std::to_string(error.end_lineno) + ", " +
           std::to_string(error.end_offset);
  }
  return out + ")";
}

std::string answer(std::string_view command, std::string_view mode, std::string_view source) {
  Arena arena;
  Diagnostics diagnostics;
  SyntaxOptions options;
  options.mode = parse_mode(mode);
  const Mod* tree = parse(arena, source, options, diagnostics);
  if (!tree) return describe(diagnostics.error);
  if (command == "ast") return dump(tree);
  if (command == "time") return std::to_string(arena.bytes_used());
  return "None";
}

int serve() {
  char command[16], mode[16];
  unsigned size;
  while (std::scanf("%15s %15s %u", command, mode, &size) == 3) {
    std::getchar();
    std::string source(size, '\0');
    if (std::fread(source.data(), 1, size, stdin) != size) return 1;
    const std::string result = answer(command, mode, source);
    std::printf("%zu\n", result.size());
    std::fwrite(result.data(), 1, result.size(), stdout);
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

}  // namespace pyvm::syntax

int main() { return pyvm::syntax::serve(); }
