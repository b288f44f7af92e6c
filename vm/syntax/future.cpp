#include "vm/syntax/check.h"
#include "vm/syntax/scope_builder.h"

// Future statements (https://docs.python.org/3.11/reference/simple_stmts.html#future).

namespace pyvm::syntax {

namespace {

struct FeatureRow {
  std::string_view name;
  uint32_t flag;
};

// The features that are mandatory by now have no effect.
constexpr FeatureRow kFeatures[] = {
    {"nested_scopes", 0},    {"generators", 0},
    {"division", 0},         {"absolute_import", 0},
    {"with_statement", 0},   {"print_function", 0},
    {"unicode_literals", 0}, {"barry_as_FLUFL", kFutureBarryAsBdfl},
    {"generator_stop", 0},   {"annotations", kFutureAnnotations},
};

bool is_docstring(const Stmt* statement) {
  const auto* expr = try_as<ExprStmt>(statement);
  const auto* constant = expr ? try_as<Constant>(expr->value) : nullptr;
  return constant && constant->value.kind == ConstantKind::Str;
}

const ImportFrom* future_import(const Stmt* statement) {
  const auto* import = try_as<ImportFrom>(statement);
  return import && import->module && import->module->view() == "__future__" ? import : nullptr;
}

}  // namespace

bool read_future_features(const Mod* tree, std::string_view source, const SyntaxOptions& options,
                          ScopeTree& result, Diagnostics& diagnostics) {
  Seq<Stmt*> body;
  if (const auto* module = try_as<Module>(tree)) body = module->body;
  if (const auto* interactive = try_as<Interactive>(tree)) body = interactive->body;
  bool done = false;
  int line = 0;
  for (const Stmt* statement : body) {
    if (done && statement->lineno > line) return true;
    line = statement->lineno;
    const ImportFrom* import = future_import(statement);
    if (!import) {
      if (statement != body[0] || !is_docstring(statement)) done = true;
      continue;
    }
    const Place place{import->lineno, import->col_offset, import->lineno, SyntaxErrorInfo::kNone};
    if (done)
      return report_syntax(
          source, options, diagnostics,
          {place.lineno, place.col_offset - 1, place.end_lineno, place.end_col_offset},
          "from __future__ imports must occur at the beginning of the file");
    for (const Alias* alias : import->names) {
      const std::string_view name = alias->name->view();
      const FeatureRow* row = nullptr;
      for (const FeatureRow& one : kFeatures)
        if (one.name == name) row = &one;
      if (name == "braces")
        return report_syntax(source, options, diagnostics, place, "not a chance");
      if (!row)
        return report_syntax(source, options, diagnostics, place,
                             "future feature " + std::string(name) + " is not defined");
      result.future |= row->flag;
    }
    result.future_lineno = import->lineno;
  }
  return true;
}

}  // namespace pyvm::syntax
