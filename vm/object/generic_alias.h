// types.GenericAlias: list[int].
#pragma once

#include "vm/object/value.h"

namespace pyvm {

// origin[args]; args is a tuple or one argument. Null: exception pending.
Value generic_alias_new(Value origin, Value args);

}  // namespace pyvm
