// compile_source: text to code, the front end's findings to exceptions and warnings.
#include <unistd.h>

#include <cstring>
#include <string>

#include "vm/base/text.h"
#include "vm/compile/ast_objects.h"
#include "vm/compile/compiler.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/code.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"
#include "vm/syntax/parse.h"
#include "vm/syntax/scopes.h"
#include "vm/syntax/validate.h"

namespace pyvm {

namespace {

using syntax::Diagnostics;
using syntax::SyntaxErrorInfo;
using syntax::SyntaxWarningInfo;

PyType* exception_class(const std::string& name) {
#define PYVM_EXCEPTION(class_name, base, doc) \
  if (name == #class_name) return exc::class_name;
#include "vm/object/exceptions.def"
#undef PYVM_EXCEPTION
  return exc::SyntaxError;
}

Value number(int i) { return i == SyntaxErrorInfo::kNone ? kNone : Value::from_small_int(i); }

Value text_value(std::string_view text) {
  PyStr* s = str_from_utf8(text);
  return s ? Value(&s->header) : kNull;
}

// (filename, lineno, offset, text, end_lineno, end_offset); without the ends for a text that could not be decoded.
Value location_tuple(const SyntaxErrorInfo& e, PyStr* filename) {
  Value text = e.has_text ? text_value(e.text) : kNone;
  if (!text) return kNull;
  Value items[] = {Value(&filename->header), number(e.lineno), number(e.offset), text, number(e.end_lineno),
                   number(e.end_offset)};
  PyTuple* tuple = tuple_from(items, e.end_lineno == SyntaxErrorInfo::kNone ? 4 : 6);
  return tuple ? Value(&tuple->header) : kNull;
}

Value raise_syntax_error(Thread& t, const SyntaxErrorInfo& e, PyStr* filename) {
  if (e.type == "UnicodeDecodeError") {
    (void)decode_utf8(t, {reinterpret_cast<const uint8_t*>(e.text.data()), e.text.size(), kNull}, nullptr, nullptr);
    return kNull;
  }
  Value message = text_value(e.message);
  Value location = message && e.has_location ? location_tuple(e, filename) : kNull;
  if (!message || (e.has_location && !location)) return kNull;
  Value items[] = {message, location};
  PyTuple* args = tuple_from(items, e.has_location ? 2 : 1);
  Value exception = args ? exception_make(t, exception_class(e.type), args) : kNull;
  return exception ? raise_instance(exception) : kNull;
}

// The line of the source, with its newline, for a warning that a filter turned into an error.
std::string_view source_line(std::string_view source, int line) {
  for (; line > 1 && !source.empty(); line--) {
    size_t end = source.find('\n');
    source.remove_prefix(end == source.npos ? source.size() : end + 1);
  }
  size_t end = source.find('\n');
  return source.substr(0, end == source.npos ? source.size() : end + 1);
}

// warnings.warn_explicit(message, category, filename, lineno). A SyntaxWarning that a filter makes an error becomes a
// SyntaxError at its place.
bool issue_warning(Thread& t, const SyntaxWarningInfo& w, std::string_view source, PyStr* filename) {
  PyType* category = exception_class(w.category);
  Value module = import_module(t, str_intern("warnings"));
  Value warn = module ? object_get_attr(t, module, str_intern("warn_explicit")) : kNull;
  Value message = warn ? text_value(w.message) : kNull;
  if (!message) {
    error_clear();   // no warnings machinery: nothing to tell
    return true;
  }
  Value args[] = {message, Value(&category->header), Value(&filename->header), number(w.lineno)};
  if (object_call(t, warn, args, 4)) return true;
  if (!error_matches(category)) return false;
  error_clear();
  SyntaxErrorInfo e;
  e.type = "SyntaxError";
  e.message = w.message;
  e.has_location = true;
  e.lineno = w.lineno;
  e.offset = w.offset;
  e.end_lineno = w.end_lineno;
  e.end_offset = w.end_offset;
  e.has_text = true;
  e.text = source_line(source, w.lineno);
  (void)raise_syntax_error(t, e, filename);
  return false;
}

bool issue_warnings(Thread& t, const Diagnostics& d, std::string_view source, PyStr* filename) {
  for (const SyntaxWarningInfo& w : d.warnings)
    if (!issue_warning(t, w, source, filename)) return false;
  return true;
}

}  // namespace

namespace {

syntax::SyntaxOptions syntax_options(const char* mode, uint32_t flags, int optimize, const char* filename) {
  syntax::SyntaxOptions options;
  options.mode = std::strcmp(mode, "eval") == 0        ? syntax::ParseMode::Eval
                 : std::strcmp(mode, "single") == 0    ? syntax::ParseMode::Single
                 : std::strcmp(mode, "func_type") == 0 ? syntax::ParseMode::FunctionType
                                                       : syntax::ParseMode::File;
  options.filename = filename;
  options.has_file = filename[0] != '<' && access(filename, R_OK) == 0;
  options.source_is_utf8 = flags & kCompileStringSource;
  options.is_script = flags & kCompileScript;
  options.dont_imply_dedent = flags & kCompileDontImplyDedent;
  options.allow_incomplete_input = flags & kCompileAllowIncompleteInput;
  options.allow_top_level_await = flags & kCompileAllowTopLevelAwait;
  options.future = flags & kCompileFutureMask;
  options.optimize = optimize < 0 ? runtime_options.optimize : optimize;
  options.max_int_digits = static_cast<size_t>(int_max_str_digits);
  return options;
}

// Scopes and code of a tree; `diagnostics` may hold warnings of the parser.
Value compile_tree(Thread& t, syntax::Arena& arena, syntax::Mod* tree, std::string_view source,
                   const syntax::SyntaxOptions& options, Diagnostics& diagnostics, PyStr* filename) {
  syntax::ScopeTree scopes;
  bool ok = syntax::analyse_scopes(arena, tree, source, options, scopes, diagnostics);
  if (!issue_warnings(t, diagnostics, source, filename)) return kNull;
  if (!ok) return raise_syntax_error(t, diagnostics.error, filename);
  CompileOptions compile_options;
  compile_options.filename = filename;
  compile_options.optimize = options.optimize;
  compile_options.interactive_expressions = options.mode == syntax::ParseMode::Single;
  PyCode* code = compile_module(t, arena, tree, scopes, compile_options);
  return code ? Value(&code->header) : kNull;
}

}  // namespace

uint32_t compile_inherited_flags(Thread& t) {
  PyFunction* function = current_function(t);
  return function ? function->code->flags & kCodeFutureAnnotations : 0;
}

Value compile_ast(Thread& t, Value object, PyStr* filename, const char* mode, uint32_t flags, int optimize) {
  std::string filename_text(str_utf8(filename));
  syntax::SyntaxOptions options = syntax_options(mode, flags, optimize, filename_text.c_str());
  syntax::Kind kind = options.mode == syntax::ParseMode::Eval     ? syntax::Kind::Expression
                      : options.mode == syntax::ParseMode::Single ? syntax::Kind::Interactive
                                                                  : syntax::Kind::Module;
  syntax::Arena arena;
  syntax::Mod* tree = ast_from_object(t, arena, object, kind);
  if (!tree) return kNull;
  Diagnostics diagnostics;
  if (!syntax::validate_tree(tree, diagnostics.error)) return raise_syntax_error(t, diagnostics.error, filename);
  return compile_tree(t, arena, tree, {}, options, diagnostics, filename);
}

bool source_text(Thread& t, Value source, TextBuffer& out, uint32_t* flags) {
  if (!is_str(source)) return buffer_append_bytes(t, source, out);
  *flags |= kCompileStringSource;
  PyBytes* utf8 = encode_utf8(t, as_str(source), nullptr);
  if (utf8) out.append({reinterpret_cast<const char*>(utf8->data), static_cast<size_t>(utf8->length)});
  return utf8;
}

Value compile_source(Thread& t, std::string_view source, PyStr* filename, const char* mode, uint32_t flags,
                     int optimize) {
  std::string filename_text(str_utf8(filename));
  syntax::SyntaxOptions options = syntax_options(mode, flags, optimize, filename_text.c_str());
  syntax::Arena arena;
  Diagnostics diagnostics;
  syntax::Mod* tree = syntax::parse(arena, source, options, diagnostics);
  if (tree && !(flags & kCompileOnlyAst)) return compile_tree(t, arena, tree, source, options, diagnostics, filename);
  if (!issue_warnings(t, diagnostics, source, filename)) return kNull;
  return tree ? ast_to_object(t, tree) : raise_syntax_error(t, diagnostics.error, filename);
}

}  // namespace pyvm
