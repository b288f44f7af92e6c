// Exception groups for the except* instructions; the classes themselves are in exception*.cpp.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

// What to raise after the except* clauses: `original` is the exception caught by the try, `raised` a list of what the
// clauses raised and what none of them matched. kNone: nothing. Null: exception pending.
Value exception_prep_reraise_star(Thread& t, Value original, Value raised);

}  // namespace pyvm
