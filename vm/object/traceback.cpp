// Uncaught exceptions as text: chained causes and contexts, stack entries, groups, SyntaxErrors, notes.
#include "vm/object/traceback.h"

#include <cstdio>
#include <unistd.h>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/suggest.h"
#include "vm/object/traceback_source.h"
#include "vm/object/type.h"
#include "vm/run/console.h"
#include "vm/run/frame.h"
#include "vm/run/import.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr int kMaxGroupWidth = 15;
constexpr int kMaxGroupDepth = 10;
constexpr long kMaxRepeats = 3;
constexpr long kDefaultLimit = 1000;

class Printer {
 public:
  Printer(Thread& t, TextBuffer& out) : t_(t), out_(out), limit_(traceback_limit()) {
    seen_ = list_new(4);
    error_clear();
  }

  void print(Value exception) {
    if (!native_recursion_ok(t_)) {
      error_clear();
      return;
    }
    if (seen_ && !list_append(seen_, exception)) error_clear();
    print_chained(exception);
    if (is_instance_exact_or_sub(exception, exc::BaseExceptionGroup)) {
      print_group(exception);
    } else {
      print_one(exception, "Traceback (most recent call last):\n");
    }
  }

 private:
  // ---- output with the margin of the group we are in

  void indent() {
    for (int i = 0; i < 2 * depth_; i++) out_.append(' ');
  }

  // Every line of `text` behind the margin.
  void emit(std::string_view text, const char* margin = "| ") {
    while (!text.empty()) {
      size_t end = text.find('\n');
      size_t length = end == std::string_view::npos ? text.size() : end + 1;
      if (depth_) {
        indent();
        out_.append(margin);
      }
      out_.append(text.substr(0, length));
      text.remove_prefix(length);
    }
  }

  // ---- the chain

  bool was_seen(Value exception) const {
    for (int64_t i = 0; seen_ && i < seen_->length; i++) {
      if (seen_->items->items[i] == exception) return true;
    }
    return false;
  }

  void print_chained(Value exception) {
    PyException* e = as_exception(exception);
    if (e->cause) {
      if (was_seen(e->cause)) return;
      print(e->cause);
      emit("\nThe above exception was the direct cause of the following exception:\n\n");
    } else if (e->context && !e->suppress_context) {
      if (was_seen(e->context)) return;
      print(e->context);
      emit("\nDuring handling of the above exception, another exception occurred:\n\n");
    }
  }

  // ---- one exception

  void print_one(Value exception, const char* header, const char* header_margin = "| ") {
    PyException* e = as_exception(exception);
    if (e->traceback && limit_ > 0) {
      emit(header, header_margin);
      print_stack(e->traceback.as<PyTraceback>());
    }
    TextBuffer text;
    bool is_syntax_error = type_is_subtype(type_of(exception), exc::SyntaxError) && append_syntax_place(e, text);
    append_message(exception, is_syntax_error, text);
    append_notes(exception, text);
    emit(text.view());
  }

  void print_stack(PyTraceback* entry) {
    long depth = 0;
    for (PyTraceback* e = entry; e; e = e->next) depth++;
    for (; depth > limit_; depth--) entry = entry->next;
    PyTraceback* previous = nullptr;
    long repeats = 0;
    for (; entry; entry = entry->next) {
      bool same = previous && previous->frame->function->code->filename == entry->frame->function->code->filename &&
                  previous->line == entry->line &&
                  str_equal(previous->frame->function->code->name, entry->frame->function->code->name);
      if (!same) {
        print_repeats(repeats);
        repeats = 0;
      }
      previous = entry;
      if (++repeats <= kMaxRepeats) print_entry(entry);
    }
    print_repeats(repeats);
  }

  void print_repeats(long repeats) {
    if (repeats <= kMaxRepeats) return;
    TextBuffer text;
    long more = repeats - kMaxRepeats;
    text.printf("  [Previous line repeated %ld more time%s]\n", more, more > 1 ? "s" : "");
    emit(text.view());
  }

  void print_entry(PyTraceback* entry) {
    PyCode* code = entry->frame->function->code;
    TextBuffer text;
    text.append("  File \"");
    str_append_utf8(code->filename, text);
    text.printf("\", line %u, in ", entry->line);
    str_append_utf8(code->name, text);
    text.append("\n");
    std::string_view line;
    if (lines_.line(code->filename, entry->line, &line)) {
      Position position = code_position(code, entry->instr_index);
      if (position.line != entry->line) position.line = 0;
      traceback_append_source(line, position, text);
    }
    emit(text.view());
  }

  // ---- message

  void append_class_name(PyType* type, TextBuffer& out) {
    Value module = object_find_attr(t_, to_value(type), names::d_module);
    error_clear();
    if (!module || !is_str(module)) {
      out.append("<unknown>.");
    } else if (!str_is(as_str(module), "builtins") && !str_is(as_str(module), "__main__")) {
      str_append_utf8(as_str(module), out);
      out.append(".");
    }
    str_append_utf8(type->qualname, out);
  }

  void append_message(Value exception, bool is_syntax_error, TextBuffer& out) {
    append_class_name(type_of(exception), out);
    PyStr* text;
    if (is_syntax_error) {
      Value msg = as_exception(exception)->fields[kSyntaxErrorMsg];
      text = object_str(t_, msg ? msg : kNone);
    } else {
      text = object_str(t_, exception);
    }
    if (!text) {
      error_clear();
      out.append(": <exception str() failed>");
    } else if (text->length) {
      out.append(": ");
      str_append_utf8(text, out);
    }
    if (PyStr* name = suggest_name(t_, exception)) {
      out.append(". Did you mean: '");
      str_append_utf8(name, out);
      out.append("'?");
    }
    out.append("\n");
  }

  void append_notes(Value exception, TextBuffer& out) {
    Value notes = object_find_attr(t_, exception, names::d_notes);
    error_clear();
    if (!notes) return;
    bool sequence = type_of(notes)->flags & (kTypeList | kTypeTuple);
    Value list = sequence ? object_to_list(t_, notes) : kNull;
    if (!list) {
      append_text(object_repr(t_, notes), "<__notes__ repr() failed>", out);
      out.append("\n");
      return;
    }
    for (int64_t i = 0; i < as_list(list)->length; i++) {
      append_text(object_str(t_, as_list(list)->items->items[i]), "<note str() failed>", out);
      out.append("\n");
    }
  }

  void append_text(PyStr* text, const char* otherwise, TextBuffer& out) {
    error_clear();
    if (text) {
      str_append_utf8(text, out);
    } else {
      out.append(otherwise);
    }
  }

  // ---- SyntaxError

  static bool read_number(Value v, int64_t* out) {
    return v && is_int(v) && int_to_int64(v, out);
  }

  // File, line and the text with a caret. False: it has no place and shows like any exception.
  bool append_syntax_place(PyException* e, TextBuffer& out) {
    int64_t line, offset = 0, end_line = 0, end_offset = 0;
    Value file = e->fields[kSyntaxErrorFilename];
    if (!read_number(e->fields[kSyntaxErrorLineno], &line)) return false;
    bool has_offset = read_number(e->fields[kSyntaxErrorOffset], &offset);
    if (!read_number(e->fields[kSyntaxErrorEndLineno], &end_line)) end_line = line;
    // As in CPython only SyntaxError itself has a range underlined; of an IndentationError its beginning is marked.
    bool ranged = type_of(Value(&e->header)) == exc::SyntaxError;
    if (!ranged || !read_number(e->fields[kSyntaxErrorEndOffset], &end_offset)) end_offset = -1;
    out.append("  File \"");
    if (file && is_str(file)) {
      str_append_utf8(as_str(file), out);
    } else {
      out.append("<string>");
    }
    out.printf("\", line %ld\n", static_cast<long>(line));
    Value text = e->fields[kSyntaxErrorText];
    if (text && is_str(text)) {
      append_error_text(as_str(text), has_offset ? offset : -1, end_line > line ? INT32_MAX : end_offset, out);
    }
    return true;
  }

  // Offsets count characters from 1.
  void append_error_text(PyStr* text, int64_t offset, int64_t end_offset, TextBuffer& out) {
    uint64_t from = 0, to = text->length;
    while (to > 0 && text->at(to - 1) == '\n') to--;
    // Of several lines the one that the offset is in.
    int64_t at = offset - 1;
    for (uint64_t i = 0; i < to && at >= 0 && static_cast<int64_t>(i) < at; i++) {
      if (text->at(i) == '\n') from = i + 1;
    }
    uint64_t end_of_line = from;
    while (end_of_line < to && text->at(end_of_line) != '\n') end_of_line++;
    to = end_of_line;
    while (from < to && (text->at(from) == ' ' || text->at(from) == '\t' || text->at(from) == '\f')) from++;
    out.append("    ");
    for (uint64_t i = from; i < to; i++) out.append_code_point(text->at(i));
    out.append("\n");
    int64_t start = at - static_cast<int64_t>(from);
    if (offset < 1 || start < 0) return;
    int64_t length = static_cast<int64_t>(to - from);
    if (start > length) start = length;
    int64_t end = end_offset - 1 - static_cast<int64_t>(from);
    if (end > length) end = length;
    out.append("    ");
    for (int64_t i = 0; i < start; i++) {
      uint32_t c = text->at(from + static_cast<uint64_t>(i));
      out.append(c == '\t' ? '\t' : ' ');
    }
    int64_t carets = end > start ? end - start : 1;
    for (int64_t i = 0; i < carets; i++) out.append('^');
    out.append("\n");
  }

  // ---- groups

  void print_group(Value group) {
    if (depth_ > kMaxGroupDepth) {
      TextBuffer text;
      text.printf("... (max_group_depth is %d)\n", kMaxGroupDepth);
      emit(text.view());
      return;
    }
    bool top = depth_ == 0;
    if (top) depth_++;
    print_one(group, "Exception Group Traceback (most recent call last):\n", top ? "+ " : "| ");
    PyTuple* all = as_tuple(as_exception(group)->fields[kGroupExceptions]);
    int64_t shown = all->length <= kMaxGroupWidth ? all->length : kMaxGroupWidth + 1;
    need_close_ = false;
    for (int64_t i = 0; i < shown; i++) {
      if (i == shown - 1) need_close_ = true;
      print_member(all, i);
      if (i == shown - 1 && need_close_) {
        depth_++;
        indent();
        depth_--;
        out_.append("+------------------------------------\n");
        need_close_ = false;
      }
    }
    if (top) depth_ = 0;
  }

  void print_member(PyTuple* all, int64_t i) {
    indent();
    out_.append(i == 0 ? "+-" : "  ");
    if (i < kMaxGroupWidth) {
      out_.printf("+---------------- %ld ----------------\n", static_cast<long>(i + 1));
    } else {
      out_.append("+---------------- ... ----------------\n");
    }
    depth_++;
    if (i < kMaxGroupWidth) {
      print(all->items[i]);
    } else {
      TextBuffer text;
      long more = static_cast<long>(all->length - kMaxGroupWidth);
      text.printf("and %ld more exception%s\n", more, more > 1 ? "s" : "");
      emit(text.view());
    }
    depth_--;
  }

  static long traceback_limit() {
    PyDict* modules = sys_modules();
    Value sys = modules ? dict_get_str(modules, names::sys) : kNull;
    Value limit = sys ? object_find_attr(current_thread(), sys, str_intern("tracebacklimit")) : kNull;
    error_clear();
    int64_t n;
    if (!limit || !is_int(limit)) return kDefaultLimit;
    if (int_sign(limit) < 0) return 0;
    return int_to_int64(limit, &n) ? static_cast<long>(n) : kDefaultLimit;
  }

  Thread& t_;
  TextBuffer& out_;
  SourceLines lines_;
  PyList* seen_;
  long limit_;
  int depth_ = 0;
  bool need_close_ = false;
};

}  // namespace

void traceback_format_exception(Thread& t, Value exception, TextBuffer& out) {
  if (!is_exception(exception)) {
    out.append("TypeError: print_exception(): Exception expected for value, ");
    out.append(type_name(exception));
    out.append(" found\n");
    return;
  }
  Printer(t, out).print(exception);
}

void traceback_print_exception(Thread& t, Value exception) {
  TextBuffer text;
  traceback_format_exception(t, exception, text);
  Value stream = sys_stream(names::stderr_);
  if (stream && stream.is_none()) return;
  if (stream) {
    Value string = to_value(str_from_utf8(text.view()));
    if (string && object_call_method(t, stream, names::write, &string, 1)) {
      if (!object_call_method(t, stream, names::flush, nullptr, 0)) error_clear();
      return;
    }
    error_clear();
  }
  console_error(text.view());
}

}  // namespace pyvm
