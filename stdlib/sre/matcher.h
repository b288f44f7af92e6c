// The backtracking matcher: runs the code of one pattern on one text.
#pragma once

#include "vm/object/find.h"
#include "vm/object/value.h"

namespace pyvm {
struct Thread;
}

namespace pyvm::sre {

// What to match and what came of it. Positions are indices of characters.
struct MatchState {
  const uint32_t* code;
  size_t code_length;
  CharSpan text;               // the whole text; what lies before `start` is seen by ^, \b and lookbehind
  int64_t end;                 // the text ends here
  int64_t start;               // in: where to begin; out: where the match begins
  int64_t stop = 0;            // out: where it ends
  bool full = false;           // the match must reach `end`
  bool must_advance = false;   // an empty match at `start` does not count
  int64_t* marks;              // 2 per group, -1: not set
  int64_t mark_count;
  int64_t last_index = -1;     // group closed last, -1: none
};

// Matches at state.start only / at the first place from there on. 1: found; 0: not; -1: exception pending
// (MemoryError, or what a signal handler raised).
int match_here(Thread& t, MatchState& state);
int search_from(Thread& t, MatchState& state);

// The case rules of the compiler: for _sre.ascii_tolower and the like.
uint32_t lower_ascii(uint32_t c);
uint32_t lower_unicode(uint32_t c);
uint32_t upper_unicode(uint32_t c);

}  // namespace pyvm::sre
