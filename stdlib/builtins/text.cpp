// Builtin functions on text: print, input, repr, ascii, format.
#include <cerrno>

#include "stdlib/builtins/builtins.h"
#include "stdlib/sys/sys.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/object/str_builder.h"
#include "vm/run/console.h"
#include "vm/run/import.h"
#include "vm/run/thread.h"

namespace pyvm {

static Value separator(Value v, const char* name, bool* ok) {
  *ok = v.is_none() || is_str(v);
  if (!*ok) (void)raise_type_error("%s must be None or a string, not %.200s", name, type_name(v));
  return v.is_none() ? kNull : v;
}

// The whole line in one string.
static PyStr* printed_line(Thread& t, PyTuple* items, Value sep, Value end) {
  if (items->length == 0 && end) return as_str(end);
  StrBuilder out;
  for (int64_t i = 0; i < items->length; i++) {
    if (i) sep ? out.append(as_str(sep)) : out.append(' ');
    PyStr* s = object_str(t, items->items[i]);
    if (!s) return nullptr;
    out.append(s);
  }
  end ? out.append(as_str(end)) : out.append('\n');
  return out.finish();
}

// The write method of our own file layer, which takes a line in one go and shows no difference.
static bool is_own_write(Value write) {
  if (!write.is_layout(layouts.method)) return false;
  Value function = write.as<PyMethod>()->function;
  return function.is_layout(layouts.function) && (function.as<PyFunction>()->code->flags & kCodeHidden);
}

static bool print_pieces(Thread& t, Value file, PyTuple* items, Value sep, Value end) {
  Value write = object_get_attr(t, file, names::write);
  if (!write) return false;
  auto put = [&](PyStr* s) { return s && bool(object_call_args(t, write, Value(&s->header))); };
  if (is_own_write(write)) return put(printed_line(t, items, sep, end));
  for (int64_t i = 0; i < items->length; i++) {
    if (i && !put(sep ? as_str(sep) : str_from_char(' '))) return false;
    if (!put(object_str(t, items->items[i]))) return false;
  }
  return put(end ? as_str(end) : str_from_char('\n'));
}

static Value builtin_print(Thread& t, Value* args) {
  PyTuple* items = as_tuple(args[0]);
  bool ok;
  Value sep = separator(args[1], "sep", &ok);
  if (!ok) return kNull;
  Value end = separator(args[2], "end", &ok);
  if (!ok) return kNull;
  Value file = args[3].is_none() ? sys_stream(names::stdout_) : args[3];
  if (file.is_none()) return kNone;
  int flush;
  if (!file) {
    if (sys_streams_made()) return raise_error(exc::RuntimeError, "lost sys.stdout");
    PyStr* line = printed_line(t, items, sep, end);
    if (!line || !console_write(line) || (flush = object_is_true(t, args[4])) < 0) return kNull;
    if (flush && !console_flush()) return raise_os_error(errno, kNull);
    return kNone;
  }
  if (!print_pieces(t, file, items, sep, end) || (flush = object_is_true(t, args[4])) < 0) return kNull;
  return !flush || object_call_method(t, file, names::flush, nullptr, 0) ? kNone : kNull;
}

static bool flush_stream(Thread& t, PyStr* name) {
  Value file = sys_stream(name);
  if (!file || file.is_none()) return true;
  if (object_call_method(t, file, names::flush, nullptr, 0)) return true;
  error_clear();
  return true;
}

static Value builtin_input(Thread& t, Value* args) {
  Value in = sys_stream_object(t, names::stdin_), out = in ? sys_stream_object(t, names::stdout_) : kNull;
  if (!in || in.is_none()) return error_occurred(t) ? kNull : raise_error(exc::RuntimeError, "input(): lost sys.stdin");
  if (!out || out.is_none()) return error_occurred(t) ? kNull : raise_error(exc::RuntimeError, "input(): lost sys.stdout");
  if (!flush_stream(t, names::stderr_)) return kNull;
  if (args[0]) {
    PyStr* prompt = object_str(t, args[0]);
    Value text = text_value(prompt);
    if (!prompt || !object_call_method(t, out, names::write, &text, 1)) return kNull;
  }
  if (!flush_stream(t, names::stdout_)) return kNull;
  Value line = object_call_method(t, in, names::readline, nullptr, 0);
  if (!line) return kNull;
  if (!is_str(line)) return raise_type_error("object.readline() returned non-string");
  PyStr* s = as_str(line);
  if (s->length == 0) return raise_error(exc::EOFError, "EOF when reading a line");
  return text_value(s->at(s->length - 1) == '\n' ? str_substring(s, 0, s->length - 1) : s);
}

static Value builtin_repr(Thread& t, Value* args) { return text_value(object_repr(t, args[0])); }
static Value builtin_ascii(Thread& t, Value* args) { return text_value(object_ascii(t, args[0])); }
static Value builtin_format(Thread& t, Value* args) {
  if (args[1] && !is_str(args[1])) return raise_type_error("format() argument 2 must be str, not %.200s", type_name(args[1]));
  return object_format(t, args[0], args[1] ? as_str(args[1]) : nullptr);
}

// The file layer is loaded when the first file is opened.
static Value builtin_open(Thread& t, Value* args) {
  PyStr* name = str_intern("_io");
  Value module = name ? import_module(t, name) : kNull;
  Value open = module ? object_get_attr(t, module, str_intern("_open")) : kNull;
  return open ? object_call(t, open, args, 8) : kNull;
}

const NativeDef kBuiltinText[] = {
    {"print(*args, sep=None, end=None, file=None, flush=False)", builtin_print, kEffectAll,
     "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between values, default a space.\n"
     "  end\n    string appended after the last value, default a newline.\n  file\n    a file-like object (stream); defaults to the "
     "current sys.stdout.\n  flush\n    whether to forcibly flush the stream."},
    {"input(prompt=<absent>, /)", builtin_input, kEffectAll,
     "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, is printed to standard "
     "output without a\ntrailing newline before reading input.\n\nIf the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), "
     "raise EOFError.\nOn *nix systems, readline is used if available."},
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", builtin_open, kEffectAll,
     "Open file and return a stream.  Raise OSError upon failure."},
    {"repr(obj, /)", builtin_repr, kEffectAll,
     "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval() will "
     "return\na value equal to the original object."},
    {"ascii(obj, /)", builtin_ascii, kEffectAll,
     "Return an ASCII-only representation of an object.\n\nAs repr(), return a string containing a printable representation of "
     "an\nobject, but escape the non-ASCII characters in the string returned by\nrepr() using \\\\x, \\\\u or \\\\U escapes. This "
     "generates a string similar\nto that returned by repr() in Python 2."},
    {"format(value, format_spec=<absent>, /)", builtin_format, kEffectAll,
     "Return value.__format__(format_spec)\n\nformat_spec defaults to the empty string.\nSee the Format Specification Mini-Language "
     "section of help('FORMATTING') for\ndetails."},
    {}};

}  // namespace pyvm
