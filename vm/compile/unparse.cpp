// Parentheses follow the precedence levels of the grammar, as ast_unparse.c prints annotations: spaces around binary
// operators, strings as repr() shows them.
#include "vm/compile/unparse.h"

#include "vm/base/text.h"
#include "vm/object/float.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/run/thread.h"

namespace pyvm::compile {

using namespace syntax;

namespace {

enum Level {
  kTuple, kTest, kOr, kAnd, kNot, kCompare, kBitOr, kBitXor, kBitAnd, kShift, kArithmetic, kTerm, kFactor, kPower,
  kAwait, kAtom
};

class Writer {
 public:
  std::string take() { return std::move(out_); }

  void expr(const Expr* e, int level) {
    switch (e->kind) {
      case Kind::BoolOp: return bool_op(as<BoolOp>(e), level);
      case Kind::NamedExpr:
        open(level > kTuple);
        expr(as<NamedExpr>(e)->target, kAtom);
        out_ += " := ";
        expr(as<NamedExpr>(e)->value, kAtom);
        return close(level > kTuple);
      case Kind::BinOp: return binary(as<BinOp>(e), level);
      case Kind::UnaryOp: return unary(as<syntax::UnaryOp>(e), level);
      case Kind::Lambda: return lambda(as<Lambda>(e), level);
      case Kind::IfExp: {
        const IfExp* c = as<IfExp>(e);
        open(level > kTest);
        expr(c->body, kTest + 1);
        out_ += " if ";
        expr(c->test, kTest + 1);
        out_ += " else ";
        expr(c->orelse, kTest);
        return close(level > kTest);
      }
      case Kind::Dict: return dict(as<Dict>(e));
      case Kind::Set: return enclosed('{', as<Set>(e)->elts, '}');
      case Kind::List: return enclosed('[', as<List>(e)->elts, ']');
      case Kind::Tuple: return tuple(as<Tuple>(e), level);
      case Kind::ListComp: return comp('[', as<ListComp>(e)->elt, nullptr, as<ListComp>(e)->generators, ']');
      case Kind::SetComp: return comp('{', as<SetComp>(e)->elt, nullptr, as<SetComp>(e)->generators, '}');
      case Kind::GeneratorExp:
        return comp('(', as<GeneratorExp>(e)->elt, nullptr, as<GeneratorExp>(e)->generators, ')');
      case Kind::DictComp: {
        const DictComp* c = as<DictComp>(e);
        return comp('{', c->key, c->value, c->generators, '}');
      }
      case Kind::Await:
        open(level > kAwait);
        out_ += "await ";
        expr(as<Await>(e)->value, kAtom);
        return close(level > kAwait);
      case Kind::Yield:
        if (!as<Yield>(e)->value) return text("(yield)");
        out_ += "(yield ";
        expr(as<Yield>(e)->value, kTest);
        return text(")");
      case Kind::YieldFrom:
        out_ += "(yield from ";
        expr(as<YieldFrom>(e)->value, kTest);
        return text(")");
      case Kind::Compare: return compare(as<Compare>(e), level);
      case Kind::Call: return call(as<Call>(e));
      case Kind::FormattedValue: case Kind::JoinedStr: return text(quoted(fstring(e, false), "f"));
      case Kind::Constant: return constant(as<Constant>(e));
      case Kind::Attribute: {
        const Attribute* a = as<Attribute>(e);
        expr(a->value, kAtom);
        const Constant* number = try_as<Constant>(a->value);
        out_ += number && (number->value.kind == ConstantKind::Int || number->value.kind == ConstantKind::BigInt) ? " ."
                                                                                                                  : ".";
        return text(a->attr->view());
      }
      case Kind::Subscript:
        expr(as<Subscript>(e)->value, kAtom);
        out_ += '[';
        expr(as<Subscript>(e)->slice, kTuple);
        return text("]");
      case Kind::Starred:
        out_ += '*';
        return expr(as<Starred>(e)->value, kBitOr);
      case Kind::Name: return text(as<Name>(e)->id->view());
      case Kind::Slice: {
        const Slice* s = as<Slice>(e);
        if (s->lower) expr(s->lower, kTest);
        out_ += ':';
        if (s->upper) expr(s->upper, kTest);
        if (s->step) {
          out_ += ':';
          expr(s->step, kTest);
        }
        return;
      }
      default: return;
    }
  }

 private:
  void text(std::string_view t) { out_ += t; }
  void open(bool yes) {
    if (yes) out_ += '(';
  }
  void close(bool yes) {
    if (yes) out_ += ')';
  }

  void list(const Seq<Expr*>& elements) {
    for (uint32_t i = 0; i < elements.size(); i++) {
      if (i) out_ += ", ";
      expr(elements[i], kTest);
    }
  }
  void enclosed(char left, const Seq<Expr*>& elements, char right) {
    out_ += left;
    list(elements);
    out_ += right;
  }

  void tuple(const Tuple* e, int level) {
    if (e->elts.empty()) return text("()");
    open(level > kTuple);
    list(e->elts);
    if (e->elts.size() == 1) out_ += ',';
    close(level > kTuple);
  }

  void dict(const Dict* e) {
    out_ += '{';
    for (uint32_t i = 0; i < e->values.size(); i++) {
      if (i) out_ += ", ";
      if (e->keys[i]) {
        expr(e->keys[i], kTest);
        out_ += ": ";
        expr(e->values[i], kTest);
      } else {
        out_ += "**";
        expr(e->values[i], kBitOr);
      }
    }
    out_ += '}';
  }

  void bool_op(const BoolOp* e, int level) {
    int own = e->op == BoolOperator::And ? kAnd : kOr;
    open(level > own);
    for (uint32_t i = 0; i < e->values.size(); i++) {
      if (i) out_ += e->op == BoolOperator::And ? " and " : " or ";
      expr(e->values[i], own + 1);
    }
    close(level > own);
  }

  static int level_of(Operator op) {
    switch (op) {
      case Operator::BitOr: return kBitOr;
      case Operator::BitXor: return kBitXor;
      case Operator::BitAnd: return kBitAnd;
      case Operator::LShift: case Operator::RShift: return kShift;
      case Operator::Add: case Operator::Sub: return kArithmetic;
      case Operator::Pow: return kPower;
      default: return kTerm;
    }
  }

  void binary(const BinOp* e, int level) {
    int own = level_of(e->op);
    bool right_associative = e->op == Operator::Pow;
    open(level > own);
    expr(e->left, own + right_associative);
    out_ += ' ';
    out_ += text_of(e->op);
    out_ += ' ';
    expr(e->right, own + !right_associative);
    close(level > own);
  }

  void unary(const syntax::UnaryOp* e, int level) {
    int own = e->op == UnaryOperator::Not ? kNot : kFactor;
    open(level > own);
    text(e->op == UnaryOperator::Not    ? "not "
         : e->op == UnaryOperator::USub ? "-"
         : e->op == UnaryOperator::UAdd ? "+"
                                        : "~");
    expr(e->operand, own);
    close(level > own);
  }

  void compare(const Compare* e, int level) {
    open(level > kCompare);
    expr(e->left, kCompare + 1);
    for (uint32_t i = 0; i < e->ops.size(); i++) {
      out_ += ' ';
      out_ += text_of(e->ops[i]);
      out_ += ' ';
      expr(e->comparators[i], kCompare + 1);
    }
    close(level > kCompare);
  }

  void call(const Call* e) {
    expr(e->func, kAtom);
    if (e->args.size() == 1 && e->keywords.empty() && e->args[0]->kind == Kind::GeneratorExp)
      return expr(e->args[0], kTuple);
    out_ += '(';
    bool first = true;
    for (const Expr* a : e->args) {
      if (!first) out_ += ", ";
      first = false;
      expr(a, kTest);
    }
    for (const Keyword* k : e->keywords) {
      if (!first) out_ += ", ";
      first = false;
      if (k->arg) {
        text(k->arg->view());
        out_ += '=';
      } else {
        out_ += "**";
      }
      expr(k->value, kTest);
    }
    out_ += ')';
  }

  void comp(char left, const Expr* element, const Expr* value, const Seq<Comprehension*>& generators, char right) {
    out_ += left;
    expr(element, kTest);
    if (value) {
      out_ += ": ";
      expr(value, kTest);
    }
    for (const Comprehension* g : generators) {
      text(g->is_async ? " async for " : " for ");
      expr(g->target, kTuple);
      out_ += " in ";
      expr(g->iter, kTest + 1);
      for (const Expr* condition : g->ifs) {
        out_ += " if ";
        expr(condition, kTest + 1);
      }
    }
    out_ += right;
  }

  void lambda(const Lambda* e, int level) {
    open(level > kTest);
    out_ += "lambda";
    std::string saved = std::move(out_);
    out_.clear();
    arguments(e->args);
    std::string parameters = std::move(out_);
    out_ = std::move(saved);
    if (!parameters.empty()) out_ += ' ' + parameters;
    out_ += ": ";
    expr(e->body, kTest);
    close(level > kTest);
  }

  void arguments(const Arguments* a) {
    bool first = true;
    auto separate = [&] {
      if (!first) out_ += ", ";
      first = false;
    };
    uint32_t positional = a->posonlyargs.size() + a->args.size();
    for (uint32_t i = 0; i < positional; i++) {
      separate();
      const Arg* arg = i < a->posonlyargs.size() ? a->posonlyargs[i] : a->args[i - a->posonlyargs.size()];
      text(arg->arg->view());
      uint32_t plain = positional - a->defaults.size();
      if (i >= plain) {
        out_ += '=';
        expr(a->defaults[i - plain], kTest);
      }
      if (i + 1 == a->posonlyargs.size()) out_ += ", /";
    }
    if (a->vararg || !a->kwonlyargs.empty()) {
      separate();
      out_ += '*';
      if (a->vararg) text(a->vararg->arg->view());
    }
    for (uint32_t i = 0; i < a->kwonlyargs.size(); i++) {
      separate();
      text(a->kwonlyargs[i]->arg->view());
      if (a->kw_defaults[i]) {
        out_ += '=';
        expr(a->kw_defaults[i], kTest);
      }
    }
    if (a->kwarg) {
      separate();
      out_ += "**";
      text(a->kwarg->arg->view());
    }
  }

  // ---- literals

  static std::string repr(Value v) {
    PyStr* s = v ? object_repr(current_thread(), v) : nullptr;
    return s ? std::string(str_utf8(s)) : std::string();
  }
  static std::string quoted(const std::string& content, const char* prefix) {
    PyStr* s = str_from_utf8(content);
    return prefix + repr(s ? Value(&s->header) : kNull);
  }

  void constant(const Constant* e) {
    const ConstantValue& c = e->value;
    switch (c.kind) {
      case ConstantKind::None: return text("None");
      case ConstantKind::True: return text("True");
      case ConstantKind::False: return text("False");
      case ConstantKind::Ellipsis: return text("...");
      case ConstantKind::Int: return text(std::to_string(c.integer));
      case ConstantKind::BigInt:
        return text((c.base == 16 ? "0x" : c.base == 8 ? "0o" : c.base == 2 ? "0b" : "") + std::string(c.text.view()));
      case ConstantKind::Float: return number(repr(Value::from_double(c.number)));
      case ConstantKind::Complex: return number(repr(complex_new(0.0, c.number)));
      case ConstantKind::Str:
        if (e->kind && e->kind->size) out_ += 'u';
        return text(quoted(std::string(c.text.view()), ""));
      case ConstantKind::Bytes: return text(bytes_repr(c.text.view()));
    }
  }

  // An infinite literal is written as one that overflows.
  void number(std::string t) {
    for (size_t at; (at = t.find("inf")) != t.npos;) t.replace(at, 3, "1e309");
    text(t);
  }

  static std::string bytes_repr(std::string_view bytes) {
    bool has_single = bytes.find('\'') != bytes.npos, has_double = bytes.find('"') != bytes.npos;
    char quote = has_single && !has_double ? '"' : '\'';
    std::string r = "b";
    r += quote;
    for (unsigned char c : bytes) {
      char buffer[8];
      if (c == static_cast<unsigned char>(quote) || c == '\\') {
        r += '\\';
        r += static_cast<char>(c);
      } else if (c == '\n' || c == '\t' || c == '\r') {
        r += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
      } else if (c < 32 || c >= 127) {
        snprintf(buffer, sizeof buffer, "\\x%02x", c);
        r += buffer;
      } else {
        r += static_cast<char>(c);
      }
    }
    return r += quote;
  }

  std::string fstring(const Expr* e, bool is_spec) {
    std::string result;
    if (const JoinedStr* joined = try_as<JoinedStr>(e)) {
      for (const Expr* part : joined->values) result += fstring(part, is_spec);
    } else if (const Constant* c = try_as<Constant>(e)) {
      for (char ch : c->value.text.view()) {
        result += ch;
        if (ch == '{' || ch == '}') result += ch;
      }
    } else if (const FormattedValue* f = try_as<FormattedValue>(e)) {
      Writer inner;
      inner.expr(f->value, kTest + 1);
      std::string value = inner.take();
      result += value.starts_with('{') ? "{ " : "{";
      result += value;
      if (f->conversion > 0) (result += '!') += static_cast<char>(f->conversion);
      if (f->format_spec) result += ':' + fstring(f->format_spec, true);
      result += '}';
    }
    return result;
  }

  std::string out_;
};

}  // namespace

std::string unparse(const Expr* e) {
  Writer writer;
  writer.expr(e, kTest);
  return writer.take();
}

}  // namespace pyvm::compile
