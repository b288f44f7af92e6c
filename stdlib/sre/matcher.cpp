// Backtracking by an explicit stack on the native heap: patterns never recurse on the native stack.
//
// 1. The stack holds choices (where to go on if what follows fails), undo records of group marks, and barriers of
//    subpatterns that are matched as a unit (lookaround, atomic groups, possessive repeats).
// 2. A unit's Frame tells what its SUCCESS means. Frame and barrier live and die together: when the unit succeeds its
//    choices are cut off, only the undo records stay; when it fails its barrier is reached.
// 3. One run of a REPEAT is a chain of Iteration records that are never changed; a choice remembers which one was current,
//    so going back restores the counts of all repeats at once.
#include "stdlib/sre/matcher.h"

#include <cstdlib>

#include "stdlib/sre/charset.h"
#include "vm/object/chars.h"
#include "vm/object/error.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm::sre {

namespace {

template <class T>
class Stack {
 public:
  ~Stack() { std::free(items_); }
  bool push(const T& item) {
    if (size_ == capacity_ && !grow()) return false;
    items_[size_++] = item;
    return true;
  }
  T& top() { return items_[size_ - 1]; }
  T& operator[](size_t i) { return items_[i]; }
  void pop() { size_--; }
  size_t size() const { return size_; }
  void truncate(size_t n) { size_ = n; }
  void release_excess() {
    size_ = 0;
    if (capacity_ <= 4096) return;
    std::free(items_);
    items_ = nullptr;
    capacity_ = 0;
  }

 private:
  bool grow() {
    size_t capacity = capacity_ ? capacity_ * 2 : 64;
    auto* items = static_cast<T*>(std::realloc(static_cast<void*>(items_), capacity * sizeof(T)));
    if (!items) return false;
    items_ = items;
    capacity_ = capacity;
    return true;
  }
  T* items_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};

enum class Entry : uint8_t {
  kResume,          // go on at pc, at `at`
  kUndoMark,        // marks[pc] = at, last_index = extra
  kGreedyOne,       // REPEAT_ONE at pc took `extra` characters from `at`; give one back
  kLazyOne,         // MIN_REPEAT_ONE at pc took `extra` characters from `at`; take one more
  kLazyUntil,       // MIN_UNTIL at pc: one more iteration
  kBarrierFail,     // the unit failed: fail
  kBarrierGoOn,     // the unit failed: go on at pc, at `at`
};

struct Choice {
  Entry kind;
  uint32_t pc;
  uint32_t iteration;    // current Iteration, index + 1; 0: none
  uint32_t iterations;   // how many records there were
  int64_t at;
  int64_t extra;
};

struct Iteration {
  uint32_t parent;       // of the enclosing repeat, index + 1
  uint32_t repeat;       // pc of the REPEAT
  int64_t count;         // iterations begun
  int64_t last;          // where the last optional one began, -1: none
};

enum class Unit : uint8_t { kAssert, kAssertNot, kAtomic, kPossessive };

struct Frame {
  Unit kind;
  uint32_t pc;           // of its opcode
  size_t base;           // stack size below its barrier
  int64_t at;            // where it began
  int64_t count;         // kPossessive: iterations done
};

struct Workspace {
  Stack<Choice> choices;
  Stack<Iteration> iterations;
  Stack<Frame> frames;
  bool busy = false;
};
thread_local Workspace shared_workspace;

constexpr int kPollInterval = 1 << 16;

template <class C>
class Matcher {
 public:
  Matcher(Thread& t, MatchState& state, Workspace& work)
      : t_(t), state_(state), code_(state.code), text_(static_cast<const C*>(state.text.data)), end_(state.end),
        choices_(work.choices), iterations_(work.iterations), frames_(work.frames) {}

  // Matches at state.start. 1, 0, -1.
  int run(uint32_t pc) {
    pc_ = pc;
    at_ = state_.start;
    iteration_ = 0;
    choices_.truncate(0);
    iterations_.truncate(0);
    frames_.truncate(0);
    for (int64_t i = 0; i < state_.mark_count; i++) state_.marks[i] = -1;
    state_.last_index = -1;
    for (;;) {
      int result = step();
      if (result == kContinue) continue;
      if (result == kFail) {
        result = backtrack();
        if (result == kContinue) continue;
        if (result == kFail) return 0;
      }
      return result == kMatched ? 1 : -1;
    }
  }

 private:
  enum { kContinue, kFail, kMatched, kError };

  int go(bool ok) { return ok ? kContinue : kFail; }
  int out_of_memory() {
    raise_memory_error();
    return kError;
  }
  uint32_t target(uint32_t skip_index) const { return skip_index + code_[skip_index]; }

  bool push(Entry kind, uint32_t pc, int64_t at, int64_t extra = 0) {
    return choices_.push({kind, pc, iteration_, static_cast<uint32_t>(iterations_.size()), at, extra});
  }

  // ---- single characters ----

  // True if the one-character item at pc matches c.
  bool item_matches(uint32_t pc, uint32_t c) const {
    const uint32_t* p = code_ + pc;
    switch (p[0]) {
      case kLiteral: return c == p[1];
      case kNotLiteral: return c != p[1];
      case kAny: return c != '\n';
      case kAnyAll: return true;
      case kIn: return in_set(p + 2, c);
      case kInIgnore: return in_set(p + 2, lower_ascii(c));
      case kInUniIgnore: return in_set(p + 2, lower_unicode(c));
      case kInLocIgnore: return in_set_locale_ignore(p + 2, c);
      case kLiteralIgnore: return lower_ascii(c) == p[1];
      case kNotLiteralIgnore: return lower_ascii(c) != p[1];
      case kLiteralUniIgnore: return lower_unicode(c) == p[1];
      case kNotLiteralUniIgnore: return lower_unicode(c) != p[1];
      case kLiteralLocIgnore: return equal_locale_ignore(p[1], c);
      case kNotLiteralLocIgnore: return !equal_locale_ignore(p[1], c);
      case kCategory: return in_category(p[1], c);
      default: return false;
    }
  }

  // How many characters from at_ on match the item, at most `limit`.
  int64_t count_items(uint32_t pc, uint32_t limit) const {
    int64_t room = end_ - at_;
    int64_t most = limit == kMaxRepeat || static_cast<int64_t>(limit) > room ? room : static_cast<int64_t>(limit);
    const C* p = text_ + at_;
    int64_t n = 0;
    switch (code_[pc]) {
      case kAnyAll: return most;
      case kAny:
        while (n < most && p[n] != '\n') n++;
        return n;
      case kLiteral: {
        uint32_t c = code_[pc + 1];
        while (n < most && p[n] == c) n++;
        return n;
      }
      case kNotLiteral: {
        uint32_t c = code_[pc + 1];
        while (n < most && p[n] != c) n++;
        return n;
      }
      case kIn:
        while (n < most && in_set(code_ + pc + 2, p[n])) n++;
        return n;
      default:
        while (n < most && item_matches(pc, p[n])) n++;
        return n;
    }
  }

  bool at_position(uint32_t where) const {
    auto boundary = [&](bool (*word)(uint32_t)) {
      bool before = at_ > 0 && word(text_[at_ - 1]);
      bool after = at_ < end_ && word(text_[at_]);
      return before != after;
    };
    auto unicode_or_line = [](uint32_t c) { return unicode_word(c) || c == '_'; };
    bool empty = end_ == 0;
    switch (where) {
      case kBeginning: case kBeginningString: return at_ == 0;
      case kBeginningLine: return at_ == 0 || text_[at_ - 1] == '\n';
      case kEnd: return at_ == end_ || (at_ + 1 == end_ && text_[at_] == '\n');
      case kEndLine: return at_ == end_ || text_[at_] == '\n';
      case kEndString: return at_ == end_;
      case kBoundary: return !empty && boundary(ascii_word);
      case kNonBoundary: return !empty && !boundary(ascii_word);
      case kLocBoundary: return !empty && boundary(locale_word);
      case kLocNonBoundary: return !empty && !boundary(locale_word);
      case kUniBoundary: return !empty && boundary(unicode_or_line);
      case kUniNonBoundary: return !empty && !boundary(unicode_or_line);
      default: return false;
    }
  }

  // ---- groups ----

  bool set_mark(uint32_t i) {
    if (!choices_.push({Entry::kUndoMark, i, 0, 0, state_.marks[i], state_.last_index})) return false;
    state_.marks[i] = at_;
    if (i & 1) state_.last_index = i / 2 + 1;
    return true;
  }
  void undo_mark(const Choice& c) {
    state_.marks[c.pc] = c.at;
    state_.last_index = c.extra;
  }
  bool group_is_set(uint32_t group) const {
    int64_t from = state_.marks[group * 2], to = state_.marks[group * 2 + 1];
    return from >= 0 && to >= from;
  }
  template <class Map>
  bool match_group(uint32_t group, Map&& map) {
    if (!group_is_set(group)) return false;
    int64_t from = state_.marks[group * 2], n = state_.marks[group * 2 + 1] - from;
    if (end_ - at_ < n) return false;
    for (int64_t i = 0; i < n; i++) {
      if (map(text_[at_ + i]) != map(text_[from + i])) return false;
    }
    at_ += n;
    return true;
  }

  // ---- one instruction ----

  int step() {
    const uint32_t* p = code_ + pc_;
    switch (p[0]) {
      case kFailure: return kFail;
      case kSuccess: return succeed();
      case kLiteral: case kNotLiteral: case kLiteralIgnore: case kNotLiteralIgnore: case kLiteralUniIgnore:
      case kNotLiteralUniIgnore: case kLiteralLocIgnore: case kNotLiteralLocIgnore: case kCategory:
        if (at_ >= end_ || !item_matches(pc_, text_[at_])) return kFail;
        at_++;
        pc_ += 2;
        return kContinue;
      case kAny: case kAnyAll:
        if (at_ >= end_ || !item_matches(pc_, text_[at_])) return kFail;
        at_++;
        pc_ += 1;
        return kContinue;
      case kIn: case kInIgnore: case kInUniIgnore: case kInLocIgnore:
        if (at_ >= end_ || !item_matches(pc_, text_[at_])) return kFail;
        at_++;
        pc_ = target(pc_ + 1);
        return kContinue;
      case kAt:
        pc_ += 2;
        return go(at_position(p[1]));
      case kMark:
        pc_ += 2;
        return set_mark(p[1]) ? kContinue : out_of_memory();
      case kJump: case kInfo:
        pc_ = target(pc_ + 1);
        return kContinue;
      case kBranch:
        pc_ += 1;
        return branch();
      case kGroupRef:
        pc_ += 2;
        return go(match_group(p[1], [](uint32_t c) { return c; }));
      case kGroupRefIgnore:
        pc_ += 2;
        return go(match_group(p[1], lower_ascii));
      case kGroupRefUniIgnore:
        pc_ += 2;
        return go(match_group(p[1], lower_unicode));
      case kGroupRefLocIgnore:
        pc_ += 2;
        return go(match_group(p[1], lower_locale));
      case kGroupRefExists:
        pc_ = group_is_set(p[1]) ? pc_ + 3 : pc_ + 1 + p[2];
        return kContinue;
      case kRepeatOne: return repeat_one();
      case kMinRepeatOne: return min_repeat_one();
      case kPossessiveRepeatOne: {
        int64_t n = count_items(pc_ + 4, p[3]);
        if (n < static_cast<int64_t>(p[2])) return kFail;
        at_ += n;
        pc_ = target(pc_ + 1);
        return kContinue;
      }
      case kRepeat:
        if (!iterations_.push({iteration_, pc_, 0, -1})) return out_of_memory();
        iteration_ = static_cast<uint32_t>(iterations_.size());
        pc_ = target(pc_ + 1);
        return kContinue;
      case kMaxUntil: return max_until();
      case kMinUntil: return min_until();
      case kAssert: case kAssertNot: return assertion();
      case kAtomicGroup: return enter(Unit::kAtomic, Entry::kBarrierFail, pc_ + 2, 0);
      case kPossessiveRepeat: return possessive(0);
      default:
        raise_error(exc::RuntimeError, "invalid SRE code");
        return kError;
    }
  }

  int succeed() {
    if (frames_.size()) return leave();
    if (state_.full && at_ != end_) return kFail;
    if (state_.must_advance && at_ == state_.start) return kFail;
    state_.stop = at_;
    return kMatched;
  }

  // pc_ stands at the skip word of an alternative.
  int branch() {
    for (; code_[pc_]; pc_ = target(pc_)) {
      const uint32_t* alternative = code_ + pc_ + 1;
      bool literal = alternative[0] == kLiteral, set = alternative[0] == kIn;
      if ((literal || set) && (at_ >= end_ || !item_matches(pc_ + 1, text_[at_]))) continue;
      uint32_t next = target(pc_);
      if (code_[next] && !push(Entry::kResume, next, at_, 1)) return out_of_memory();
      pc_ += 1;
      return kContinue;
    }
    return kFail;
  }

  // ---- repeats of one character ----

  // If what follows begins with a literal: that character, otherwise -1.
  int64_t literal_at(uint32_t pc) const { return code_[pc] == kLiteral ? static_cast<int64_t>(code_[pc + 1]) : -1; }

  int repeat_one() {
    auto least = static_cast<int64_t>(code_[pc_ + 2]);
    int64_t n = count_items(pc_ + 4, code_[pc_ + 3]);
    if (n < least) return kFail;
    uint32_t tail = target(pc_ + 1);
    if (n > least && !(code_[tail] == kSuccess && frames_.size() == 0 && !state_.full && !state_.must_advance)) {
      if (!push(Entry::kGreedyOne, pc_, at_, n + 1)) return out_of_memory();
      return shrink_greedy();
    }
    at_ += n;
    pc_ = tail;
    return kContinue;
  }

  // The top entry is a kGreedyOne that was tried with `extra` characters: tries fewer.
  int shrink_greedy() {
    Choice& c = choices_.top();
    auto least = static_cast<int64_t>(code_[c.pc + 2]);
    uint32_t tail = target(c.pc + 1);
    int64_t literal = literal_at(tail);
    int64_t n = c.extra - 1;
    if (literal >= 0) {
      while (n >= least && (c.at + n >= end_ || static_cast<int64_t>(text_[c.at + n]) != literal)) n--;
    }
    if (n < least) {
      choices_.pop();
      return kFail;
    }
    iteration_ = c.iteration;
    iterations_.truncate(c.iterations);
    at_ = c.at + n;
    pc_ = tail;
    if (n == least) choices_.pop();
    else c.extra = n;
    return kContinue;
  }

  int min_repeat_one() {
    auto least = static_cast<int64_t>(code_[pc_ + 2]);
    if (least && count_items(pc_ + 4, code_[pc_ + 2]) < least) return kFail;
    uint32_t tail = target(pc_ + 1);
    if (!push(Entry::kLazyOne, pc_, at_, least)) return out_of_memory();
    at_ += least;
    pc_ = tail;
    return kContinue;
  }

  int grow_lazy() {
    Choice& c = choices_.top();
    uint32_t most = code_[c.pc + 3], tail = target(c.pc + 1);
    int64_t literal = literal_at(tail);
    for (;;) {
      int64_t at = c.at + c.extra;
      bool allowed = most == kMaxRepeat || c.extra < static_cast<int64_t>(most);
      if (!allowed || at >= end_ || !item_matches(c.pc + 4, text_[at])) {
        choices_.pop();
        return kFail;
      }
      c.extra++;
      if (literal < 0 || (at + 1 < end_ && static_cast<int64_t>(text_[at + 1]) == literal)) break;
    }
    iteration_ = c.iteration;
    iterations_.truncate(c.iterations);
    at_ = c.at + c.extra;
    pc_ = tail;
    return kContinue;
  }

  // ---- general repeats ----

  int iterate(const Iteration& previous, int64_t last) {
    if (!iterations_.push({previous.parent, previous.repeat, previous.count + 1, last})) return out_of_memory();
    iteration_ = static_cast<uint32_t>(iterations_.size());
    pc_ = previous.repeat + 4;
    return kContinue;
  }
  static bool below(int64_t count, uint32_t limit) { return limit == kMaxRepeat || count < static_cast<int64_t>(limit); }

  int max_until() {
    Iteration now = iterations_[iteration_ - 1];
    if (now.count < static_cast<int64_t>(code_[now.repeat + 2])) return iterate(now, now.last);
    uint32_t tail = pc_ + 1;
    if (below(now.count, code_[now.repeat + 3]) && at_ != now.last) {
      uint32_t saved = iteration_;
      iteration_ = now.parent;
      bool ok = push(Entry::kResume, tail, at_);
      iteration_ = saved;
      return ok ? iterate(now, at_) : out_of_memory();
    }
    iteration_ = now.parent;
    pc_ = tail;
    return kContinue;
  }

  int min_until() {
    Iteration now = iterations_[iteration_ - 1];
    if (now.count < static_cast<int64_t>(code_[now.repeat + 2])) return iterate(now, now.last);
    if (!push(Entry::kLazyUntil, pc_, at_)) return out_of_memory();
    iteration_ = now.parent;
    pc_ += 1;
    return kContinue;
  }

  int resume_lazy_until(const Choice& c) {
    Iteration now = iterations_[c.iteration - 1];
    if (!below(now.count, code_[now.repeat + 3]) || c.at == now.last) return kFail;
    at_ = c.at;
    return iterate(now, at_);
  }

  // ---- units ----

  int enter(Unit kind, Entry barrier, uint32_t body, int64_t count) {
    if (!frames_.push({kind, pc_, choices_.size(), at_, count})) return out_of_memory();
    if (!push(barrier, pc_, at_)) return out_of_memory();
    pc_ = body;
    return kContinue;
  }

  int assertion() {
    bool negative = code_[pc_] == kAssertNot;
    int64_t back = code_[pc_ + 2];
    if (at_ < back) {
      if (!negative) return kFail;
      pc_ = target(pc_ + 1);
      return kContinue;
    }
    int result = enter(negative ? Unit::kAssertNot : Unit::kAssert,
                       negative ? Entry::kBarrierGoOn : Entry::kBarrierFail, pc_ + 3, 0);
    at_ -= back;
    return result;
  }

  int possessive(int64_t done) {
    if (!below(done, code_[pc_ + 3])) {
      pc_ = target(pc_ + 1) + 1;
      return kContinue;
    }
    bool enough = done >= static_cast<int64_t>(code_[pc_ + 2]);
    return enter(Unit::kPossessive, enough ? Entry::kBarrierGoOn : Entry::kBarrierFail, pc_ + 4, done);
  }

  // Where matching goes on after the unit at pc.
  uint32_t after_unit(uint32_t pc) const { return code_[pc] == kPossessiveRepeat ? target(pc + 1) + 1 : target(pc + 1); }

  // Cuts off the unit's choices; what undoes its marks stays.
  void commit(size_t base) {
    size_t kept = base;
    for (size_t i = base; i < choices_.size(); i++) {
      if (choices_[i].kind == Entry::kUndoMark) choices_[kept++] = choices_[i];
    }
    choices_.truncate(kept);
  }

  // The innermost unit matched.
  int leave() {
    Frame frame = frames_.top();
    frames_.pop();
    iteration_ = choices_[frame.base].iteration;
    switch (frame.kind) {
      case Unit::kAssertNot:
        while (choices_.size() > frame.base) {
          if (choices_.top().kind == Entry::kUndoMark) undo_mark(choices_.top());
          choices_.pop();
        }
        return kFail;
      case Unit::kAssert:
        commit(frame.base);
        at_ = frame.at;
        pc_ = after_unit(frame.pc);
        return kContinue;
      case Unit::kAtomic:
        commit(frame.base);
        pc_ = after_unit(frame.pc);
        return kContinue;
      case Unit::kPossessive:
        commit(frame.base);
        pc_ = frame.pc;
        if (at_ == frame.at && frame.count >= static_cast<int64_t>(code_[frame.pc + 2])) {   // an empty iteration: enough
          pc_ = after_unit(frame.pc);
          return kContinue;
        }
        return possessive(frame.count + 1);
    }
    return kFail;
  }

  // ---- going back ----

  int backtrack() {
    if (--polls_ <= 0) {
      polls_ = kPollInterval;
      if (t_.poll && !poll_run(t_)) return kError;
    }
    while (choices_.size()) {
      Choice& top = choices_.top();
      switch (top.kind) {
        case Entry::kUndoMark:
          undo_mark(top);
          choices_.pop();
          continue;
        case Entry::kGreedyOne: {
          int result = shrink_greedy();
          if (result == kFail) continue;
          return result;
        }
        case Entry::kLazyOne: {
          int result = grow_lazy();
          if (result == kFail) continue;
          return result;
        }
        default: break;
      }
      Choice c = top;
      choices_.pop();
      iteration_ = c.iteration;
      iterations_.truncate(c.iterations);
      int result = resume(c);
      if (result != kFail) return result;
    }
    return kFail;
  }

  int resume(const Choice& c) {
    switch (c.kind) {
      case Entry::kResume:
        at_ = c.at;
        pc_ = c.pc;
        return c.extra ? branch() : static_cast<int>(kContinue);
      case Entry::kLazyUntil: return resume_lazy_until(c);
      case Entry::kBarrierGoOn:
        frames_.pop();
        at_ = c.at;
        pc_ = after_unit(c.pc);
        return kContinue;
      default:   // kBarrierFail
        frames_.pop();
        return kFail;
    }
  }

  Thread& t_;
  MatchState& state_;
  const uint32_t* code_;
  const C* text_;
  int64_t end_;
  Stack<Choice>& choices_;
  Stack<Iteration>& iterations_;
  Stack<Frame>& frames_;
  uint32_t pc_ = 0;
  int64_t at_ = 0;
  uint32_t iteration_ = 0;
  int polls_ = kPollInterval;
};

// ---- searching --------------------------------------------------------------------------------------------------

// What the INFO block says of the pattern's beginning.
struct Hints {
  int64_t width = 0;                  // shortest match
  bool literal = false;               // the prefix is the whole pattern
  const uint32_t* prefix = nullptr;
  int64_t prefix_length = 0;
  const uint32_t* charset = nullptr;
  bool at_start = false;              // matches at the text's start only
};

Hints read_hints(const uint32_t* code) {
  Hints h;
  const uint32_t* first = code[0] == kInfo ? code + 1 + code[1] : code;
  h.at_start = first[0] == kAt && (first[1] == kBeginning || first[1] == kBeginningString);
  if (code[0] != kInfo) return h;
  h.width = code[3];
  if (code[2] & kInfoPrefix) {
    h.prefix_length = code[5];
    h.prefix = code + 7;
    h.literal = code[2] & kInfoLiteral;
  } else if (code[2] & kInfoCharset) {
    h.charset = code + 5;
  }
  return h;
}

template <class C>
int search_text(Thread& t, MatchState& state, Workspace& work) {
  Hints hints = read_hints(state.code);
  Matcher<C> matcher(t, state, work);
  const C* text = static_cast<const C*>(state.text.data);
  CharSpan prefix{hints.prefix, static_cast<size_t>(hints.prefix_length), 4};
  C narrow[64];
  if (hints.prefix) {
    uint32_t widest = chars_union(hints.prefix, 4, prefix.length);
    if (width_for(widest) > static_cast<int>(sizeof(C))) return 0;   // such a character does not occur
    if (prefix.length > 64) prefix.length = 64;
    for (size_t i = 0; i < prefix.length; i++) narrow[i] = static_cast<C>(hints.prefix[i]);
    prefix = {narrow, prefix.length, sizeof(C)};
  }
  bool whole = hints.literal && prefix.length == static_cast<size_t>(hints.prefix_length);
  int64_t begin = state.start;
  bool must_advance = state.must_advance;
  for (int64_t at = begin; at + hints.width <= state.end; at++) {
    if (hints.prefix) {
      int64_t hit = find_chars(state.text.part(static_cast<size_t>(at), static_cast<size_t>(state.end)), prefix);
      if (hit < 0) return 0;
      at += hit;
    } else if (hints.charset) {
      while (at < state.end && !in_set(hints.charset, text[at])) at++;
      if (at == state.end) return 0;
    }
    state.start = at;
    if (whole && !state.full) {
      state.stop = at + hints.prefix_length;
      state.last_index = -1;
      for (int64_t i = 0; i < state.mark_count; i++) state.marks[i] = -1;
      return 1;
    }
    state.must_advance = must_advance && at == begin;
    int found = matcher.run(0);
    if (found || hints.at_start) return found;
    if (t.poll && !poll_run(t)) return -1;
  }
  return 0;
}

template <class F>
int with_workspace(F&& f) {
  if (!shared_workspace.busy) {
    shared_workspace.busy = true;
    int result = f(shared_workspace);
    shared_workspace.choices.release_excess();
    shared_workspace.iterations.release_excess();
    shared_workspace.frames.release_excess();
    shared_workspace.busy = false;
    return result;
  }
  Workspace own;   // a signal handler matches while a match is going on
  return f(own);
}

}  // namespace

int match_here(Thread& t, MatchState& state) {
  Hints hints = read_hints(state.code);
  if (state.start > state.end || state.end - state.start < hints.width) return 0;
  return with_workspace([&](Workspace& work) {
    switch (state.text.width) {
      case 1: return Matcher<uint8_t>(t, state, work).run(0);
      case 2: return Matcher<uint16_t>(t, state, work).run(0);
      default: return Matcher<uint32_t>(t, state, work).run(0);
    }
  });
}

int search_from(Thread& t, MatchState& state) {
  if (state.start > state.end) return 0;
  return with_workspace([&](Workspace& work) {
    switch (state.text.width) {
      case 1: return search_text<uint8_t>(t, state, work);
      case 2: return search_text<uint16_t>(t, state, work);
      default: return search_text<uint32_t>(t, state, work);
    }
  });
}

}  // namespace pyvm::sre
