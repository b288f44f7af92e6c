// Source lines and carets of tracebacks.
//
// Columns are counted in characters once the line is known; positions of code are in utf-8 bytes. For a binary operation
// or subscript the operator alone gets '^' and its operands '~': the expression is parsed again to find it.
#include "vm/object/traceback_source.h"

#include <cstdlib>
#include <new>

#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/run/import.h"
#include "vm/syntax/parse.h"

namespace pyvm {

struct SourceLines::File {
  PyStr* name;
  char* text;     // null: not readable
  size_t size;
  File* next;
};

SourceLines::~SourceLines() {
  while (File* file = files_) {
    files_ = file->next;
    std::free(file->text);
    delete file;
  }
}

SourceLines::File* SourceLines::find(PyStr* filename) {
  for (File* file = files_; file; file = file->next) {
    if (str_equal(file->name, filename)) return file;
  }
  auto* file = new File{filename, nullptr, 0, files_};
  files_ = file;
  if (!read_file(filename, &file->text, &file->size)) {
    error_clear();
    file->text = nullptr;
  }
  return file;
}

bool SourceLines::line(PyStr* filename, uint32_t number, std::string_view* out) {
  if (filename->length == 0 || (filename->at(0) == '<' && filename->at(filename->length - 1) == '>')) return false;
  File* file = find(filename);
  if (!file->text) return false;
  std::string_view rest(file->text, file->size);
  for (uint32_t i = 1; !rest.empty(); i++) {
    size_t end = rest.find('\n');
    if (i == number) {
      *out = rest.substr(0, end);
      if (!out->empty() && out->back() == '\r') out->remove_suffix(1);
      return true;
    }
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return false;
}

namespace {

constexpr long kIndent = 4;
constexpr uint16_t kNoColumn = 0xFFFF;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

// Characters in the first `bytes` bytes.
long count_characters(std::string_view text, size_t bytes) {
  long n = 0;
  for (size_t i = 0; i < bytes && i < text.size(); i++) n += (text[i] & 0xC0) != 0x80;
  return n;
}

// Bytes of [first, last) below the first operator's start, in the parsed segment; -1: no special range.
struct Anchors {
  long left = -1, right = -1;
};

void anchor_binary(std::string_view segment, const syntax::BinOp* node, Anchors* out) {
  long end = node->right->col_offset;
  for (long i = node->left->end_col_offset; i < end; i++) {
    if (is_blank(segment[static_cast<size_t>(i)])) continue;
    out->left = i;
    out->right = i + 1;
    if (i + 1 < end && !is_blank(segment[static_cast<size_t>(i + 1)])) out->right++;
    return;
  }
}

Anchors find_anchors(std::string_view segment) {
  Anchors anchors;
  syntax::Arena arena;
  syntax::SyntaxOptions options;
  options.source_is_utf8 = true;
  syntax::Diagnostics diagnostics;
  syntax::Mod* mod = syntax::parse(arena, segment, options, diagnostics);
  if (!mod) return anchors;
  auto* module = syntax::try_as<syntax::Module>(mod);
  if (!module || module->body.size() != 1) return anchors;
  auto* statement = syntax::try_as<syntax::ExprStmt>(module->body[0]);
  if (!statement) return anchors;
  if (auto* binary = syntax::try_as<syntax::BinOp>(statement->value)) {
    if (binary->left->end_lineno == 1 && binary->right->lineno == 1) anchor_binary(segment, binary, &anchors);
  } else if (auto* subscript = syntax::try_as<syntax::Subscript>(statement->value)) {
    anchors.left = subscript->value->end_col_offset;
    anchors.right = subscript->slice->end_col_offset + 1;
  }
  if (anchors.left >= 0) {
    anchors.left = count_characters(segment, static_cast<size_t>(anchors.left));
    anchors.right = count_characters(segment, static_cast<size_t>(anchors.right));
  }
  return anchors;
}

}  // namespace

void traceback_append_source(std::string_view line, const Position& position, TextBuffer& out) {
  size_t blanks = 0;
  while (blanks < line.size() && is_blank(line[blanks])) blanks++;
  out.append("    ");
  out.append(line.substr(blanks));
  out.append("\n");
  if (position.line == 0 || position.column == kNoColumn || position.end_column == kNoColumn) return;
  if (position.column > line.size()) return;

  long start = count_characters(line, position.column);
  long end;
  Anchors anchors;
  if (position.line == position.end_line) {
    end = count_characters(line, position.end_column);
    if (position.end_column > position.column) {
      anchors = find_anchors(line.substr(position.column, position.end_column - position.column));
    }
    if (anchors.left >= 0) {
      anchors.left += start;
      anchors.right += start;
    }
  } else {
    size_t last = line.size();
    while (last > 0 && is_blank(line[last - 1])) last--;
    end = count_characters(line, last);
  }
  long total = count_characters(line, line.size());
  bool special = anchors.left >= 0;
  if (end - start == total - static_cast<long>(blanks) && !special) return;
  for (long at = static_cast<long>(blanks) - kIndent + 1; at <= end; at++) {
    bool secondary = special && at > anchors.left && at <= anchors.right;
    out.append(at <= start ? ' ' : special && !secondary ? '~' : '^');
  }
  out.append("\n");
}

}  // namespace pyvm
