#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "vm/syntax/ast.h"
#include "vm/syntax/token_stream.h"

namespace pyvm::syntax {

// The compiled form of error_grammar.h.
struct ErrorGrammar {
  enum class Op : uint8_t {
    Token,
    Soft,
    AnySoft,
    NotEqual,
    Rule,
    Optional,
    Star,
    Plus,
    Gather,
    And,
    Not,
    Cut,
    Force
  };
  enum class Act : uint8_t { Default, Pass, Make, Fold, Call, Message, Block };

  struct Item {
    Op op;
    uint16_t argument = 0;  // Tok, SoftKeyword or rule
    std::vector<Item> operands;
  };
  struct Alternative {
    std::vector<Item> items;
    bool mistake = false;  // only while looking for mistakes
    Act act = Act::Default;
    Kind kind = Kind::Name;
    std::string text;   // message or name of the action
    uint8_t first = 0;  // items, from 1
    uint8_t last = 0;
  };
  struct Rule {
    std::string name;
    bool shared_memo = false;
    std::vector<Alternative> alternatives;
  };
  std::vector<Rule> rules;

  static const ErrorGrammar& get();
  int find(std::string_view name) const;
};

// What an item matched.
struct PegMatch {
  enum class Form : uint8_t { Token, Sequence, Expr };
  Form form;
  Kind kind;       // of an Expr
  bool unpacks;    // Arguments: a `**x` is among the keywords
  uint32_t first;  // tokens [first, end)
  uint32_t end;
  Seq<PegMatch*> items;  // an absent option is null
};

// Finds out what is wrong with a text that the parser rejected: runs the error grammar as CPython's
// parser runs its own, once to see how far the text makes sense and once looking for mistakes.
// Backtracks, with a memory of what matched where.
class ErrorParser {
 public:
  // `begin` is the token of the first statement that may be wrong.
  ErrorParser(TokenStream& tokens, size_t begin)
      : tokens_(tokens),
        grammar_(ErrorGrammar::get()),
        begin_(begin),
        without_mistakes_(static_cast<size_t>(grammar_.find("expression_without_invalid"))) {}

  // Raises a specific error if there is one; tells whether it did.
  bool explain();

  // The last token that was looked at without looking for mistakes.
  size_t last_token() const { return last_token_; }

 private:
  static constexpr int kMaxDepth = 60000;

  struct Memo {
    bool good;
    uint32_t end;
    PegMatch* match;
  };

  bool run_passes();
  bool rule(uint16_t index, PegMatch*& out);
  bool alternatives(const ErrorGrammar::Rule& rule, PegMatch*& out);
  bool alternative(const ErrorGrammar::Alternative& one, PegMatch*& out, bool& cut);
  bool item(const ErrorGrammar::Item& item, PegMatch*& out);
  bool repeat(const ErrorGrammar::Item& item, PegMatch*& out);
  bool gather(const ErrorGrammar::Item& item, PegMatch*& out);
  bool token(Tok type, PegMatch*& out);
  bool take(PegMatch*& out);
  bool may_be_soft_keyword(const Token& found);
  bool force(Tok type, PegMatch*& out);
  bool act(const ErrorGrammar::Alternative& one, Seq<PegMatch*> captured, uint32_t first,
           PegMatch*& out);
  PegMatch* make(PegMatch::Form form, Kind kind, uint32_t first, Seq<PegMatch*> items);

  // error_rules.cpp
  bool call(const ErrorGrammar::Alternative& one, Seq<PegMatch*> captured, uint32_t first,
            PegMatch*& out);
  bool message(const ErrorGrammar::Alternative& one, Seq<PegMatch*> captured);
  Range range(const PegMatch* from, const PegMatch* to);
  bool raise(const PegMatch* from, const PegMatch* to, const std::string& text);
  const char* expression_name(const PegMatch* expr);
  enum class Targets : uint8_t { Assign, For, Del };
  const PegMatch* invalid_target(const PegMatch* expr, Targets kind);
  bool reject_target(const PegMatch* expr, Targets kind);
  bool check_strings(const PegMatch* strings);
  bool check_complex(const PegMatch* real, const PegMatch* imaginary);
  PegMatch* collect_arguments(Seq<PegMatch*> captured, uint32_t first);
  const PegMatch* last_clause_item(const PegMatch* clauses);
  bool is_legacy_name(const PegMatch* expr);

  TokenStream& tokens_;
  const ErrorGrammar& grammar_;
  Arena arena_;
  size_t begin_;
  size_t without_mistakes_;  // the rule that is matched without looking for mistakes
  size_t last_token_ = 0;
  size_t at_ = 0;
  int depth_ = 0;
  bool mistakes_ = false;
  std::unordered_map<uint64_t, Memo> memo_;
};

}  // namespace pyvm::syntax
