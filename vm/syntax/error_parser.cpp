#include "vm/syntax/error_parser.h"

#include <pthread.h>

// The machine that runs the error grammar.
//
// 1. It recurses as deep as the text nests, times the depth of the grammar; so it runs on a thread
// with a large stack.
// 2. A mistake that is found is an error in the token stream; from then on every match fails.
// 3. A rule marked `@` keeps its result when the search for mistakes is switched off and on again,
// the others do not: CPython
//    misses mistakes in what it has parsed without looking for them, and so do we.

namespace pyvm::syntax {

namespace {

constexpr size_t kStackSize = size_t{256} << 20;

struct Job {
  ErrorParser* parser;
  bool result;
};

const char* start_rule_name(StartRule rule) {
  switch (rule) {
    case StartRule::File:
      return "file";
    case StartRule::Eval:
      return "eval";
    case StartRule::Single:
      return "interactive";
    case StartRule::FunctionType:
      return "func_type";
    case StartRule::FString:
      return "fstring";
  }
  return "file";
}

}  // namespace

bool ErrorParser::explain() {
  Job job{this, false};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackSize);
  pthread_t thread;
  const auto run = [](void* argument) -> void* {
    auto* job = static_cast<Job*>(argument);
    job->result = job->parser->run_passes();
    return nullptr;
  };
  if (pthread_create(&thread, &attributes, run, &job) == 0) pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  return job.result;
}

bool ErrorParser::run_passes() {
  const size_t warnings = tokens_.diagnostics().warnings.size();
  for (const bool mistakes : {false, true}) {
    mistakes_ = mistakes;
    memo_.clear();
    at_ = begin_;
    PegMatch* out = nullptr;
    const int start = grammar_.find(start_rule_name(tokens_.rule()));
    rule(static_cast<uint16_t>(start), out);
    if (!mistakes && !tokens_.failed()) last_token_ = tokens_.fetched() - 1;
    if (tokens_.failed()) break;
  }
  tokens_.diagnostics().warnings.resize(warnings);
  return tokens_.failed();
}

PegMatch* ErrorParser::make(PegMatch::Form form, Kind kind, uint32_t first, Seq<PegMatch*> items) {
  auto* match = arena_.make<PegMatch>();
  *match = {form, kind, false, first, static_cast<uint32_t>(at_), items};
  return match;
}

bool ErrorParser::rule(uint16_t index, PegMatch*& out) {
  const ErrorGrammar::Rule& rule = grammar_.rules[index];
  if (tokens_.failed()) return false;
  const uint64_t mode = rule.shared_memo || mistakes_ ? 0 : 1;
  const uint64_t key = (static_cast<uint64_t>(at_) << 16 | index) << 1 | mode;
  if (const auto found = memo_.find(key); found != memo_.end()) {
    out = found->second.match;
    if (found->second.good) at_ = found->second.end;
    return found->second.good;
  }
  if (++depth_ > kMaxDepth) {
    tokens_.raise_plain("MemoryError", "");
    return false;
  }
  const bool good = alternatives(rule, out);
  depth_--;
  if (tokens_.failed()) return false;
  memo_[key] = {good, static_cast<uint32_t>(at_), out};
  return good;
}

bool ErrorParser::alternatives(const ErrorGrammar::Rule& rule, PegMatch*& out) {
  const size_t before = at_;
  const bool without_mistakes = mistakes_ && &rule == &grammar_.rules[without_mistakes_];
  if (without_mistakes) mistakes_ = false;
  bool good = false;
  for (const ErrorGrammar::Alternative& one : rule.alternatives) {
    if (one.mistake && !mistakes_) continue;
    bool cut = false;
    at_ = before;
    if (alternative(one, out, cut)) {
      good = true;
      break;
    }
    if (tokens_.failed() || cut) break;
  }
  if (!good) at_ = before;
  if (without_mistakes) mistakes_ = true;
  return good;
}

bool ErrorParser::alternative(const ErrorGrammar::Alternative& one, PegMatch*& out, bool& cut) {
  const auto first = static_cast<uint32_t>(at_);
  PegMatch* captured[10];
  size_t count = 0;
  for (const ErrorGrammar::Item& part : one.items) {
    if (part.op == ErrorGrammar::Op::Cut) {
      cut = true;
      continue;
    }
    PegMatch* match = nullptr;
    if (!item(part, match)) return false;
    if (part.op != ErrorGrammar::Op::And && part.op != ErrorGrammar::Op::Not)
      captured[count++] = match;
  }
  return act(one, arena_.copy(captured, count), first, out);
}

bool ErrorParser::act(const ErrorGrammar::Alternative& one, Seq<PegMatch*> captured, uint32_t first,
                      PegMatch*& out) {
  switch (one.act) {
    case ErrorGrammar::Act::Default:
      out = captured.size() == 1 ? captured[0]
                                 : make(PegMatch::Form::Sequence, Kind::Module, first, captured);
      return true;
    case ErrorGrammar::Act::Pass:
      out = captured[one.first - 1u];
      return true;
    case ErrorGrammar::Act::Make:
      out = make(PegMatch::Form::Expr, one.kind, first, captured);
      return true;
    case ErrorGrammar::Act::Fold: {
      const Seq<PegMatch*> rest = captured[1]->items;
      if (rest.empty()) {
        out = captured[0];
        return true;
      }
      const PegMatch* last = rest.back();
      if (last->form == PegMatch::Form::Sequence && !last->items.empty() &&
          one.kind == Kind::Module)
        last = last->items[0];
      out = make(PegMatch::Form::Expr, one.kind == Kind::Module ? last->kind : one.kind, first,
                 captured);
      return true;
    }
    case ErrorGrammar::Act::Call:
      return call(one, captured, first, out);
    case ErrorGrammar::Act::Message:
      return message(one, captured);
    case ErrorGrammar::Act::Block: {
      const Token& keyword = tokens_.at(captured[one.first - 1u]->first);
      tokens_.raise("IndentationError", "expected an indented block after " + one.text +
                                            " on line " + std::to_string(keyword.lineno));
      return false;
    }
  }
  return false;
}

bool ErrorParser::take(PegMatch*& out) {
  const auto first = static_cast<uint32_t>(at_);
  at_++;
  out = make(PegMatch::Form::Token, Kind::Module, first, {});
  return true;
}

bool ErrorParser::token(Tok type, PegMatch*& out) {
  if (tokens_.at(at_).type != type) return false;
  return take(out);
}

bool ErrorParser::force(Tok type, PegMatch*& out) {
  if (tokens_.failed()) return false;
  const Token found = tokens_.at(at_);
  if (found.type == type) return take(out);
  tokens_.raise_at("SyntaxError", {found.lineno, found.col, found.end_lineno, found.end_col},
                   std::string("expected '") + token_text(type) + "'");
  return false;
}

// CPython compares as many characters as the name has: `m` and `cas` count as soft keywords here.
bool ErrorParser::may_be_soft_keyword(const Token& found) {
  if (found.type != Tok::Name) return false;
  const std::string_view text = tokens_.text(found);
  for (std::string_view keyword : {"_", "case", "match"})
    if (keyword.starts_with(text)) return true;
  return false;
}

bool ErrorParser::item(const ErrorGrammar::Item& part, PegMatch*& out) {
  using Op = ErrorGrammar::Op;
  switch (part.op) {
    case Op::Token:
      return token(static_cast<Tok>(part.argument), out);
    case Op::Soft:
      return tokens_.at(at_).soft == static_cast<SoftKeyword>(part.argument) && take(out);
    case Op::AnySoft:
      return may_be_soft_keyword(tokens_.at(at_)) && take(out);
    case Op::NotEqual: {
      const Token found = tokens_.at(at_);
      const bool old_style = tokens_.options().future & kFutureBarryAsBdfl;
      return found.type == Tok::NotEqual && (tokens_.text(found)[0] == '<') == old_style &&
             take(out);
    }
    case Op::Rule:
      return rule(part.argument, out);
    case Op::Optional:
      if (!item(part.operands[0], out)) out = nullptr;
      return !tokens_.failed();
    case Op::Star:
    case Op::Plus:
      return repeat(part, out);
    case Op::Gather:
      return gather(part, out);
    case Op::And:
    case Op::Not: {
      const size_t before = at_;
      PegMatch* ignored = nullptr;
      const bool found = item(part.operands[0], ignored);
      at_ = before;
      return !tokens_.failed() && found == (part.op == Op::And);
    }
    case Op::Force:
      return force(static_cast<Tok>(part.argument), out);
    case Op::Cut:
      return true;
  }
  return false;
}

bool ErrorParser::repeat(const ErrorGrammar::Item& part, PegMatch*& out) {
  const auto first = static_cast<uint32_t>(at_);
  std::vector<PegMatch*> found;
  for (;;) {
    const size_t before = at_;
    PegMatch* match = nullptr;
    if (!item(part.operands[0], match)) {
      at_ = before;
      break;
    }
    found.push_back(match);
  }
  if (tokens_.failed() || (found.empty() && part.op == ErrorGrammar::Op::Plus)) return false;
  out =
      make(PegMatch::Form::Sequence, Kind::Module, first, arena_.copy(found.data(), found.size()));
  return true;
}

bool ErrorParser::gather(const ErrorGrammar::Item& part, PegMatch*& out) {
  const auto first = static_cast<uint32_t>(at_);
  std::vector<PegMatch*> found;
  size_t before = at_;
  for (;;) {
    PegMatch* match = nullptr;
    if (!item(part.operands[1], match)) {
      at_ = before;
      break;
    }
    found.push_back(match);
    before = at_;
    PegMatch* separator = nullptr;
    if (!item(part.operands[0], separator)) break;
  }
  if (tokens_.failed() || found.empty()) return false;
  out =
      make(PegMatch::Form::Sequence, Kind::Module, first, arena_.copy(found.data(), found.size()));
  return true;
}

}  // namespace pyvm::syntax
