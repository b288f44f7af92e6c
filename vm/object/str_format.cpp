// str.format, format_map, % and __format__.
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/format.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str_builder.h"
#include "vm/object/str_methods.h"
#include "vm/object/template_parser.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

class TemplateFormatter {
 public:
  TemplateFormatter(Thread& t, PyTuple* args, Value kwargs) : t_(t), args_(args), kwargs_(kwargs) {}

  PyStr* format(PyStr* text, TextRange range, int depth) {
    if (depth < 0) return raise_value_error("Max string recursion exceeded");
    StrBuilder out;
    TemplateParser parser(text, range);
    TemplateField field;
    int more;
    while ((more = parser.next(&field)) > 0) {
      out.append(text, field.literal.start, field.literal.end);
      if (field.has_field && !append_field(text, field, depth, out)) return nullptr;
    }
    return more < 0 ? nullptr : out.finish();
  }

 private:
  bool append_field(PyStr* text, const TemplateField& field, int depth, StrBuilder& out) {
    Value v = look_up(text, field.name);
    if (!v) return false;
    int conversion = 0;
    switch (field.conversion) {
      case 0: break;
      case 's': conversion = 1; break;
      case 'r': conversion = 2; break;
      case 'a': conversion = 3; break;
      default:
        if (field.conversion > 32 && field.conversion < 127) {
          return raise_value_error("Unknown conversion specifier %c", static_cast<char>(field.conversion));
        }
        return raise_value_error("Unknown conversion specifier \\x%x", field.conversion);
    }
    PyStr* spec = field.nested ? format(text, field.spec, depth - 1)
                               : str_substring(text, field.spec.start, field.spec.end);
    if (!spec) return false;
    Value shown = format_value(t_, v, conversion, Value(&spec->header));
    if (!shown) return false;
    out.append(as_str(shown));
    return true;
  }

  // 0, "name" or nothing, then attributes and items.
  Value look_up(PyStr* text, TextRange name) {
    FieldNameParser parser;
    TextRange first;
    int64_t index;
    if (!parser.start(text, name, &first, &index)) return kNull;
    if (!number_field(first, &index)) return kNull;
    Value v = index >= 0 ? positional(index) : keyword(text, first);
    NameStep step;
    int more = 0;
    while (v && (more = parser.next(&step)) > 0) {
      PyStr* key = str_substring(text, step.text.start, step.text.end);
      if (!key) return kNull;
      if (step.attribute) {
        v = object_get_attr(t_, v, str_intern(key));
      } else {
        v = object_get_item(t_, v, step.index >= 0 ? int_from_int64(step.index) : Value(&key->header));
      }
    }
    return more < 0 ? kNull : v;
  }

  // Automatic numbering of empty names; both kinds may not be mixed.
  bool number_field(TextRange first, int64_t* index) {
    if (!first.empty() && *index < 0) return true;
    bool automatic = first.empty();
    if (numbering_ == Numbering::kNone) numbering_ = automatic ? Numbering::kAutomatic : Numbering::kManual;
    if (numbering_ == Numbering::kManual && automatic) {
      return raise_value_error("cannot switch from manual field specification to automatic field numbering");
    }
    if (numbering_ == Numbering::kAutomatic && !automatic) {
      return raise_value_error("cannot switch from automatic field numbering to manual field specification");
    }
    if (automatic) *index = next_++;
    return true;
  }

  Value positional(int64_t index) {
    if (!args_) return raise_value_error("Format string contains positional fields");
    if (index >= args_->length) {
      return raise_error(exc::IndexError, "Replacement index %lld out of range for positional args tuple",
                         static_cast<long long>(index));
    }
    return args_->items[index];
  }

  Value keyword(PyStr* text, TextRange name) {
    PyStr* key = str_substring(text, name.start, name.end);
    if (!key) return kNull;
    if (type_of(kwargs_) != type_dict) return object_get_item(t_, kwargs_, Value(&key->header));
    Value v = dict_get_str(as_dict(kwargs_), key);
    return v ? v : Value(raise_key_error(Value(&key->header)));
  }

  enum class Numbering { kNone, kAutomatic, kManual };
  Thread& t_;
  PyTuple* args_;
  Value kwargs_;
  Numbering numbering_ = Numbering::kNone;
  int64_t next_ = 0;
};

Value value(PyStr* s) { return s ? Value(&s->header) : kNull; }

}  // namespace

PyStr* format_template(Thread& t, PyStr* format, PyTuple* args, Value kwargs) {
  return TemplateFormatter(t, args, kwargs).format(format, {0, format->length}, 1);
}

namespace str_methods {

// args: self, *args, **kwargs.
Value format(Thread& t, Value* args) { return value(format_template(t, as_str(args[0]), as_tuple(args[1]), args[2])); }
Value format_map(Thread& t, Value* args) { return value(format_template(t, as_str(args[0]), nullptr, args[1])); }

Value mod(Thread& t, Value* args) { return value(percent_format(t, as_str(args[0]), args[1])); }
Value rmod(Thread& t, Value* args) {
  if (!is_str(args[1])) return kNotImplemented;
  return value(percent_format(t, as_str(args[1]), args[0]));
}

Value dunder_format(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("__format__() argument must be str, not %s", type_name(args[1]));
  if (as_str(args[1])->length == 0) return value(object_str(t, args[0]));
  return value(format_str(t, as_str(args[0]), as_str(args[1])));
}

}  // namespace str_methods
}  // namespace pyvm
