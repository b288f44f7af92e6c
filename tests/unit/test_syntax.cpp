#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "tests/tools/syntax_dump.h"
#include "vm/syntax/unicode.h"

// The front end against what CPython 3.11 said about the corpora in tests/syntax (see record.py
// there), and its limits.

namespace pyvm::syntax {

namespace {

std::string corpus_path(const char* name) {
  // The program stands in a build folder of the project.
  char path[4096];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  REQUIRE(size > 0);
  const std::string program(path, static_cast<size_t>(size));
  return program.substr(0, program.rfind('/')) + "/../tests/syntax/" + name;
}

uint32_t hex4(const std::string& text, size_t at) {
  return static_cast<uint32_t>(std::stoul(text.substr(at, 4), nullptr, 16));
}

// The JSON string that starts at `at`, which moves behind it.
std::string json_string(const std::string& line, size_t& at) {
  std::string out;
  for (at++; line[at] != '"'; at++) {
    if (line[at] != '\\') {
      out += line[at];
      continue;
    }
    switch (line[++at]) {
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'u':
        append_utf8(out, hex4(line, at + 1));
        at += 4;
        break;
      default:
        out += line[at];
    }
  }
  at++;
  return out;
}

struct Case {
  std::string mode, source, expected;
};

std::vector<Case> load(const char* name) {
  std::vector<Case> cases;
  FILE* file = std::fopen(corpus_path(name).c_str(), "rb");
  REQUIRE(file);
  std::string text;
  char buffer[1 << 16];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  for (size_t start = 0; start < text.size();) {
    const size_t end = text.find('\n', start);
    const std::string line = text.substr(start, end - start);
    start = end + 1;
    size_t at = 1;
    Case one;
    one.mode = json_string(line, at);
    at += 2;
    one.source = json_string(line, at);
    at += 2;
    one.expected = json_string(line, at);
    cases.push_back(one);
  }
  REQUIRE(cases.size() > 50);
  return cases;
}

SyntaxOptions options_for(const std::string& mode) {
  SyntaxOptions options;
  options.source_is_utf8 = true;
  options.mode = mode == "eval"        ? ParseMode::Eval
                 : mode == "single"    ? ParseMode::Single
                 : mode == "func_type" ? ParseMode::FunctionType
                                       : ParseMode::File;
  return options;
}

enum class Wanted { Tree, Scopes, Error };

std::string answer(const std::string& mode, const std::string& source, Wanted wanted) {
  Arena arena;
  Diagnostics diagnostics;
  const SyntaxOptions options = options_for(mode);
  const Mod* tree = parse(arena, source, options, diagnostics);
  if (!tree) return describe(diagnostics.error);
  if (wanted == Wanted::Tree) return dump(tree);
  ScopeTree scopes;
  if (!analyse_scopes(arena, tree, source, options, scopes, diagnostics))
    return describe(diagnostics.error);
  return wanted == Wanted::Scopes ? describe(scopes.top) : "None";
}

void run_corpus(const char* name, Wanted wanted) {
  for (const Case& one : load(name)) {
    INFO(one.mode << ": " << one.source);
    CHECK(answer(one.mode, one.source, wanted) == one.expected);
  }
}

std::string repeat(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; i++) out += text;
  return out;
}

std::string error_of(const std::string& source) {
  const std::string text = answer("exec", source, Wanted::Error);
  return text.substr(0, text.find(',', text.find(',') + 1));
}

const char* const kTooDeep =
    "('RecursionError', 'maximum recursion depth exceeded during compilation')";

}  // namespace

TEST_CASE("trees are CPython's") { run_corpus("trees.jsonl", Wanted::Tree); }

TEST_CASE("scopes are those of CPython's symtable") { run_corpus("scopes.jsonl", Wanted::Scopes); }

TEST_CASE("syntax errors have CPython's text and place") {
  run_corpus("errors.jsonl", Wanted::Error);
}

TEST_CASE("chains of any length parse") {
  const int n = 100000;
  for (const char* link : {".a", "()", "[0]", "+1", " and x", "<x", "@x"}) {
    INFO(link);
    CHECK(error_of("x" + repeat(link, n)) == "None");
  }
  CHECK(error_of(repeat("x=", n) + "1") == "None");
  CHECK(error_of("if x: pass\n" + repeat("elif x: pass\n", n)) == "None");
  CHECK(error_of(repeat("'a' ", n)) == "None");
}

TEST_CASE("nesting too deep is an error") {
  const int n = 100000;
  for (const char* prefix : {"-", "not ", "lambda: ", "x if y else ", "x ** ", "lambda x="}) {
    INFO(prefix);
    CHECK(error_of(repeat(prefix, n) + "x") == kTooDeep);
  }
  for (const char* open : {"(", "[", "{", "f("})
    CHECK(error_of(repeat(open, n)) == "('SyntaxError', 'too many nested parentheses'");
  std::string blocks;
  for (int i = 0; i < 101; i++) blocks += repeat(" ", i) + "if x:\n";
  CHECK(error_of(blocks) == "('IndentationError', 'too many levels of indentation'");
}

TEST_CASE("nesting up to the limits parses") {
  CHECK(error_of(repeat("(", 200) + "x" + repeat(")", 200)) == "None");
  CHECK(error_of(repeat("[x for x in ", 199) + "y" + repeat("]", 199)) == "None");
  CHECK(error_of(repeat("-", 2900) + "x") == "None");
  CHECK(error_of(repeat("lambda: ", 1400) + "x") == "None");
}

TEST_CASE("errors in deep or long texts are found without a crash") {
  CHECK(error_of("(x " + repeat("lambda:", 100000) + "x)").starts_with("('MemoryError'"));
  CHECK(error_of(repeat("(", 150) + "x y" + repeat(")", 150)) ==
        "('SyntaxError', 'invalid syntax. Perhaps you forgot a comma?'");
  CHECK(error_of(repeat("x = 1\n", 5000) + "x y\n") == "('SyntaxError', 'invalid syntax'");
}

TEST_CASE("sources are decoded") {
  const auto names = [](std::string source) {
    Arena arena;
    Diagnostics diagnostics;
    const Mod* tree = parse(arena, source, {}, diagnostics);
    return tree ? dump(as<Module>(tree)->body[0]) : diagnostics.error.message;
  };
  const std::string wanted = "value='\xC3\xBF'";
  CHECK(names("# coding: latin-1\nx = '\xFF'").find(wanted) != std::string::npos);
  CHECK(names("#!x\n# vim: set fileencoding=iso-8859-15 :\nx = '\xFF'").find(wanted) !=
        std::string::npos);
  CHECK(names("\xEF\xBB\xBFx = '\xC3\xBF'").find(wanted) != std::string::npos);
  CHECK(names("# coding: no-such\nx") == "unknown encoding: no-such");
  CHECK(names("\xEF\xBB\xBF# coding: latin-1\nx") == "encoding problem: iso-8859-1 with BOM");
  CHECK(names("x = 1\r\ny = 2\rz = 3").starts_with("Assign("));
  CHECK(names(std::string("x\0y", 3)) == "source code string cannot contain null bytes");
}

TEST_CASE("warnings are collected") {
  const auto warnings = [](const char* source) {
    Arena arena;
    Diagnostics diagnostics;
    SyntaxOptions options;
    ScopeTree scopes;
    const Mod* tree = parse(arena, source, options, diagnostics);
    std::string out;
    if (!tree || !analyse_scopes(arena, tree, source, options, scopes, diagnostics)) return out;
    for (const SyntaxWarningInfo& one : diagnostics.warnings)
      out += std::string(one.category) + ":" + std::to_string(one.lineno) + ": " + one.message;
    return out;
  };
  CHECK(warnings("\n'\\d'") == "DeprecationWarning:2: invalid escape sequence '\\d'");
  CHECK(warnings("f'\\d{x}'") == "DeprecationWarning:1: invalid escape sequence '\\d'");
  CHECK(warnings("1or 2") == "SyntaxWarning:1: invalid decimal literal");
  CHECK(warnings("x is 1") == "SyntaxWarning:1: \"is\" with a literal. Did you mean \"==\"?");
  CHECK(warnings("x is None") == "");
  CHECK(warnings("assert (x, 'y')") ==
        "SyntaxWarning:1: assertion is always true, perhaps remove parentheses?");
  CHECK(warnings("[1, 2](3)") ==
        "SyntaxWarning:1: 'list' object is not callable; perhaps you missed a comma?");
  CHECK(warnings("[1, 2][3, 4]") ==
        "SyntaxWarning:1: list indices must be integers or slices, not tuple; perhaps you missed a "
        "comma?");
}

}  // namespace pyvm::syntax
