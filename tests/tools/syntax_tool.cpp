#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/tools/syntax_dump.h"
#include "vm/syntax/parse.h"
#include "vm/syntax/scopes.h"

// The front end as a server for the Python test scripts. Requests on standard input, answers on
// standard output:
//
//   request   COMMAND MODE SIZE\n  and SIZE bytes of source     COMMAND: ast, scopes, error,
//                                                               warnings, parse
//                                                               MODE: exec, eval, single,
//                                                               func_type, and str-MODE: the source
//                                                               is a str, more-MODE: more of it
//                                                               may follow (codeop's flags),
//                                                               file-MODE: it is a file
//   answer    SIZE\n  and SIZE bytes

namespace pyvm::syntax {

namespace {

ParseMode parse_mode(std::string_view name) {
  if (name == "eval") return ParseMode::Eval;
  if (name == "single") return ParseMode::Single;
  if (name == "func_type") return ParseMode::FunctionType;
  return ParseMode::File;
}

std::string answer(std::string_view command, std::string_view mode, std::string_view source) {
  Arena arena;
  Diagnostics diagnostics;
  SyntaxOptions options;
  options.source_is_utf8 = mode.starts_with("str-");
  if (options.source_is_utf8) mode.remove_prefix(4);
  options.dont_imply_dedent = options.allow_incomplete_input = mode.starts_with("more-");
  if (options.dont_imply_dedent) mode.remove_prefix(5);
  if (mode.starts_with("file-")) {
    options.filename = "source.py";
    options.has_file = true;
    mode.remove_prefix(5);
  }
  options.mode = parse_mode(mode);
  const Mod* tree = parse(arena, source, options, diagnostics);
  if (!tree) return describe(diagnostics.error);
  if (command == "ast") return dump(tree);
  if (command == "parse") return std::to_string(arena.bytes_used());
  ScopeTree scopes;
  if (!analyse_scopes(arena, tree, source, options, scopes, diagnostics))
    return describe(diagnostics.error);
  if (command == "error") return "None";
  if (command == "warnings") {
    std::string out;
    for (const SyntaxWarningInfo& one : diagnostics.warnings)
      out +=
          std::string(one.category) + ":" + std::to_string(one.lineno) + ": " + one.message + "\n";
    return out;
  }
  return describe(scopes.top);
}

int serve() {
  char command[24], mode[24];
  unsigned size;
  while (std::scanf("%23s %23s %u", command, mode, &size) == 3) {
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
