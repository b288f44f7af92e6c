#include "vm/object/template_parser.h"

#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/unicode.h"

namespace pyvm {

int TemplateParser::next(TemplateField* field) {
  *field = TemplateField{};
  if (at_ >= end_) return 0;
  size_t start = at_;
  uint32_t c = 0;
  bool doubled = false;
  while (at_ < end_) {
    c = text_->at(at_++);
    if (c == '{' || c == '}') {
      doubled = true;
      break;
    }
  }
  if (!doubled) {
    field->literal = {start, at_};
    return 1;
  }
  bool at_end = at_ >= end_;
  if (c == '}' && (at_end || text_->at(at_) != '}')) {
    return raise_value_error("Single '}' encountered in format string"), -1;
  }
  if (at_end) return raise_value_error("Single '{' encountered in format string"), -1;
  if (text_->at(at_) == c) {
    field->literal = {start, at_};   // with one brace
    at_++;
    return 1;
  }
  field->literal = {start, at_ - 1};
  field->has_field = true;
  return parse_field(field);
}

// After '{': name [! conversion] [: spec] '}'.
int TemplateParser::parse_field(TemplateField* field) {
  size_t start = at_;
  uint32_t c = 0;
  int brackets = 0;
  while (at_ < end_) {
    c = text_->at(at_++);
    if (c == '{' && !brackets) return raise_value_error("unexpected '{' in field name"), -1;
    if (c == '[') {
      brackets = 1;
      continue;
    }
    if (c == ']') brackets = 0;
    if (!brackets && (c == '}' || c == ':' || c == '!')) break;
    if (brackets && c == ']') brackets = 0;
  }
  bool delimited = c == '}' || c == ':' || c == '!';
  if (brackets) delimited = false;
  field->name = {start, delimited ? at_ - 1 : at_};
  if (delimited && c == '}') return 1;
  if (!delimited) return raise_value_error("expected '}' before end of string"), -1;
  if (c == '!') {
    if (at_ >= end_) return raise_value_error("end of string while looking for conversion specifier"), -1;
    field->conversion = text_->at(at_++);
    if (at_ < end_) {
      c = text_->at(at_++);
      if (c == '}') return 1;
      if (c != ':') return raise_value_error("expected ':' after conversion specifier"), -1;
    }
  }
  size_t spec = at_;
  int depth = 1;
  for (; at_ < end_; at_++) {
    c = text_->at(at_);
    if (c == '{') {
      field->nested = true;
      depth++;
    } else if (c == '}' && --depth == 0) {
      field->spec = {spec, at_++};
      return 1;
    }
  }
  return raise_value_error("unmatched '{' in format spec"), -1;
}

// Value of an all-digit range; -1: it is none. False: ValueError pending.
static bool parse_index(PyStr* text, TextRange range, int64_t* out) {
  *out = -1;
  if (range.empty()) return true;
  int64_t value = 0;
  for (size_t i = range.start; i < range.end; i++) {
    int digit = unicode::decimal(text->at(i));
    if (digit < 0) return true;
    if (value > (INT64_MAX - digit) / 10) return raise_value_error("Too many decimal digits in format string");
    value = value * 10 + digit;
  }
  *out = value;
  return true;
}

bool FieldNameParser::start(PyStr* text, TextRange name, TextRange* first, int64_t* index) {
  text_ = text;
  end_ = name.end;
  at_ = name.start;
  while (at_ < end_ && text->at(at_) != '.' && text->at(at_) != '[') at_++;
  *first = {name.start, at_};
  return parse_index(text, *first, index);
}

int FieldNameParser::next(NameStep* step) {
  if (at_ >= end_) return 0;
  uint32_t c = text_->at(at_++);
  size_t start = at_;
  step->index = -1;
  if (c == '.') {
    step->attribute = true;
    while (at_ < end_ && text_->at(at_) != '.' && text_->at(at_) != '[') at_++;
    step->text = {start, at_};
  } else if (c == '[') {
    step->attribute = false;
    while (at_ < end_ && text_->at(at_) != ']') at_++;
    if (at_ >= end_) return raise_value_error("Missing ']' in format string"), -1;
    step->text = {start, at_++};
    if (!parse_index(text_, step->text, &step->index)) return -1;
  } else {
    return raise_value_error("Only '.' or '[' may follow ']' in format field specifier"), -1;
  }
  if (step->text.empty()) return raise_value_error("Empty attribute in format string"), -1;
  return 1;
}

}  // namespace pyvm
