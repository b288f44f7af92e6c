#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/tools/syntax_dump.h"
#include "vm/syntax/constant_repr.h"
#include "vm/syntax/parse.h"
#include "vm/syntax/scopes.h"

// The front end as a server for the Python test scripts. Requests on standard input, answers on
// standard output:
//
//   request   COMMAND MODE SIZE\n  and SIZE bytes of source     COMMAND: ast, scopes, error, parse
//                                                               MODE: exec, eval, single,
//                                                               func_type, and str-MODE: the source
//                                                               is a str
//   answer    SIZE\n  and SIZE bytes

namespace pyvm::syntax {

namespace {

ParseMode parse_mode(std::string_view name) {
  if (name == "eval") return ParseMode::Eval;
  if (name == "single") return ParseMode::Single;
  if (name == "func_type") return ParseMode::FunctionType;
  return ParseMode::File;
}

std::string number(int value) {
  return value == SyntaxErrorInfo::kNone ? "None" : std::to_string(value);
}

// The error as Python's repr((type, args)).
std::string describe(const SyntaxErrorInfo& error) {
  std::string out = "(" + repr(error.type) + ", " + repr(error.message);
  if (error.has_location) {
    out += ", " + std::to_string(error.lineno) + ", " + std::to_string(error.offset) + ", " +
           (error.has_text ? repr(error.text) : "None") + ", " + number(error.end_lineno) + ", " +
           number(error.end_offset);
  }
  return out + ")";
}

// The scopes as a Python literal: [kind, name, lineno, [(name, flags, scope)...], [parameters],
// children, attributes].
void describe_scope(std::string& out, const Scope* scope) {
  static constexpr const char* kKinds[] = {"module",   "class",    "function",
                                           "function", "function", "function",
                                           "function", "function", "annotation"};
  out += "['" + std::string(kKinds[static_cast<int>(scope->kind)]) + "', " +
         repr(scope->name->view()) + ", " + std::to_string(scope->lineno) + ", [";
  for (const Symbol& symbol : scope->symbols)
    out += "(" + repr(symbol.name->view()) + ", " + std::to_string(symbol.flags) + ", " +
           std::to_string(static_cast<int>(symbol.scope)) + "), ";
  out += "], [";
  for (const Identifier* name : scope->parameters) out += repr(name->view()) + ", ";
  out += "], [";
  for (const Scope* child : scope->children) {
    describe_scope(out, child);
    out += ", ";
  }
  out += "], [" + std::to_string(scope->nested) + ", " + std::to_string(scope->generator) + ", " +
         std::to_string(scope->coroutine) + "]]";
}

std::string answer(std::string_view command, std::string_view mode, std::string_view source) {
  Arena arena;
  Diagnostics diagnostics;
  SyntaxOptions options;
  options.source_is_utf8 = mode.starts_with("str-");
  if (options.source_is_utf8) mode.remove_prefix(4);
  options.mode = parse_mode(mode);
  const Mod* tree = parse(arena, source, options, diagnostics);
  if (!tree) return describe(diagnostics.error);
  if (command == "ast") return dump(tree);
  if (command == "parse") return std::to_string(arena.bytes_used());
  ScopeTree scopes;
  if (!analyse_scopes(arena, tree, source, options, scopes, diagnostics))
    return describe(diagnostics.error);
  if (command == "error") return "None";
  std::string out;
  describe_scope(out, scopes.top);
  return out;
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
