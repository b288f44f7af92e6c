#include "vm/compile/builtin.h"

#include <cstring>

#include "vm/base/text.h"
#include "vm/compile/ast_objects.h"
#include "vm/object/buffer.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr uint32_t kKnownFlags = 0x7F00 | kCompileFutureMask | 0x10;

// A path argument: str, bytes or an object with __fspath__.
PyStr* filename_argument(Thread& t, Value v) {
  if (!is_str(v)) {
    Value fspath = object_find_special(t, v, names::d_fspath);
    if (fspath)
      v = object_call(t, fspath, nullptr, 0);
    else if (error_occurred(t))
      return nullptr;
    if (!v) return nullptr;
  }
  if (is_str(v)) return as_str(v);
  TextBuffer text;
  if (buffer_append_bytes(t, v, text)) return str_from_utf8(text.view());
  error_clear();
  return raise_type_error("expected str, bytes or os.PathLike object, not %s", type_name(v));
}

bool check_mode(const char* mode, uint32_t flags) {
  for (const char* known : {"exec", "eval", "single"})
    if (std::strcmp(mode, known) == 0) return true;
  bool only_ast = flags & kCompileOnlyAst;
  if (std::strcmp(mode, "func_type") == 0) {
    if (only_ast) return true;
    return raise_value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  }
  return raise_value_error(only_ast ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                    : "compile() mode must be 'exec', 'eval' or 'single'");
}

Value compile_text(Thread& t, Value source, PyStr* filename, const char* mode, uint32_t flags, int optimize) {
  TextBuffer text;
  if (source_text(t, source, text, &flags)) return compile_source(t, text.view(), filename, mode, flags, optimize);
  if (!error_matches(exc::TypeError)) return kNull;
  error_clear();
  return raise_type_error("compile() arg 1 must be a string, bytes or AST object");
}

// compile(source, filename, mode, flags, dont_inherit, optimize, _feature_version)
Value builtin_compile(Thread& t, Value* args) {
  PyStr* filename = filename_argument(t, args[1]);
  if (!filename) return kNull;
  if (!is_str(args[2])) return raise_type_error("compile() argument 'mode' must be str, not %s", type_name(args[2]));
  int64_t flags_value, optimize;
  if (!object_index(t, args[3], &flags_value) || !object_index(t, args[5], &optimize)) return kNull;
  uint32_t flags = static_cast<uint32_t>(flags_value);
  if (flags_value & ~int64_t{kKnownFlags}) return raise_value_error("compile(): unrecognised flags");
  if (optimize < -1 || optimize > 2) return raise_value_error("compile(): invalid optimize value");
  int dont_inherit = object_is_true(t, args[4]);
  if (dont_inherit < 0) return kNull;
  if (!dont_inherit) flags |= compile_inherited_flags(t);
  CText mode_text(as_str(args[2]));
  if (!check_mode(mode_text.c_str(), flags)) return kNull;
  PyType* ast = ast_base_class();
  if (ast && is_instance_exact_or_sub(args[0], ast)) {
    if (flags & kCompileOnlyAst) return args[0];
    return compile_ast(t, args[0], filename, mode_text.c_str(), flags, static_cast<int>(optimize));
  }
  return compile_text(t, args[0], filename, mode_text.c_str(), flags, static_cast<int>(optimize));
}

}  // namespace

const NativeDef kCompileBuiltin = {
    "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
    builtin_compile, kEffectAll,
    "Compile source into a code object that can be executed by exec() or eval().\n\n"
    "The source code may represent a Python module, statement or expression.\n"
    "The filename will be used for run-time error messages.\n"
    "The mode must be 'exec' to compile a module, 'single' to compile a\n"
    "single (interactive) statement, or 'eval' to compile an expression.\n"
    "The flags argument, if present, controls which future statements influence\n"
    "the compilation of the code.\n"
    "The dont_inherit argument, if true, stops the compilation inheriting\n"
    "the effects of any future statements in effect in the code calling\n"
    "compile; if absent or false these statements do influence the compilation,\n"
    "in addition to any features explicitly specified."};

}  // namespace pyvm
